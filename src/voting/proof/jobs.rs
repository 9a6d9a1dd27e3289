//! The job that mails the head of the chain once voting is over.

use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::db::{Broken, Never};
use crate::jobs::{Job, Outcome};
use crate::voting::counting::replay;
use crate::voting::meeting::MeetingId;
use crate::voting::protocol::letters::{News, tell};
use crate::voting::store;
use crate::who::{CompanyId, Reach};

/// How many people are told in one transaction.
const PORTION: usize = 500;

/// Mails the head of a meeting's chain to all who voted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailHead {
    /// Whose.
    pub company: CompanyId,
    /// Of which meeting.
    pub meeting: MeetingId,
}

impl Job for MailHead {
    const KIND: &'static str = "voting.mail_head";

    fn company(&self) -> Option<CompanyId> {
        Some(self.company)
    }

    fn once_key(&self) -> Option<String> {
        Some(format!("voting.mail_head:{}", self.meeting))
    }

    async fn run(&self, app: &App) -> Outcome {
        match mail(app, self).await {
            Ok(true) => Outcome::Done,
            Ok(false) => Outcome::Drop("the chain does not say that voting is over".into()),
            Err(error) => Outcome::Retry(error.to_string()),
        }
    }
}

async fn mail(app: &App, job: &MailHead) -> Result<bool, Broken> {
    let (company, id) = (job.company, job.meeting);
    let read = app.db.read(move |conn| {
        let of = store::meetings::one(conn, &Reach::whole(company), id)?;
        let lines = store::counting::chain(conn, company, id)?;
        let voters = store::proof::voters(conn, company, id)?;
        Ok((of, lines, voters))
    });
    let (of, lines, voters) = read.await?;
    let replayed = replay(lines.iter().map(|row| (row.line.as_str(), row.hash.as_str())));
    let Some(head) = replayed.ok().and_then(|all| all.closed) else { return Ok(false) };
    for some in voters.chunks(PORTION) {
        let (of, some, config, news) = (of.clone(), some.to_vec(), app.config.clone(), News::Closed(head.clone()));
        let told = app.db.write::<_, Never>(move |tx| Ok(tell(tx, &config, &of, &some, news)?));
        told.await.map_err(Broken::from)?;
    }
    Ok(true)
}
