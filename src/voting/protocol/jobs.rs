//! The jobs of protocols: the file is made aside, and every owner is told in portions.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::facts::Reading;
use super::{SHELF, draw, letters};
use crate::app::App;
use crate::db::{Broken, Never};
use crate::files::{self, Accepted, Kind};
use crate::jobs::{Job, Outcome};
use crate::voting::meeting::MeetingId;
use crate::voting::store;
use crate::who::{CompanyId, Reach};

/// How many people are told in one transaction.
const PORTION: usize = 500;

/// Makes the file of a protocol.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MakeProtocol {
    /// Whose.
    pub company: CompanyId,
    /// Of which meeting.
    pub meeting: MeetingId,
    /// Which version.
    pub version: i32,
}

impl Job for MakeProtocol {
    const KIND: &'static str = "voting.make_protocol";

    fn company(&self) -> Option<CompanyId> {
        Some(self.company)
    }

    async fn run(&self, app: &App) -> Outcome {
        match make(app, self).await {
            Ok(true) => Outcome::Done,
            Ok(false) => Outcome::Drop("it was made, or a newer one was asked for".into()),
            Err(error) => Outcome::Retry(format!("{error:#}")),
        }
    }
}

async fn make(app: &App, job: &MakeProtocol) -> anyhow::Result<bool> {
    let (company, id, version, base_url) = (job.company, job.meeting, job.version, app.config.base_url.clone());
    let facts = app.db.read(move |conn| {
        let wanted = store::protocols::versions(conn, company, id)?.into_iter().next();
        let Some(protocol) = wanted.filter(|of| of.version == version && of.made_at.is_none()) else { return Ok(None) };
        let of = store::meetings::one(conn, &Reach::whole(company), id)?;
        Ok(Some(store::facts::facts(conn, of, protocol, &base_url)?))
    });
    let Some(facts) = facts.await? else { return Ok(false) };
    let keeping = app.store.clone();
    let (kept, protocol) = tokio::task::spawn_blocking(move || -> anyhow::Result<_> {
        let bytes = draw(&facts, Reading::Whole).map_err(|error| anyhow::anyhow!("{error:?}"))?;
        let name = format!("hattama-{}.pdf", facts.meeting.number);
        let kept = keeping.keep(Accepted::made(&name, Kind::Pdf, bytes)).map_err(|error| anyhow::anyhow!("{error}"))?;
        Ok((kept, facts.protocol))
    })
    .await??;
    let shelved = app.db.write::<_, Never>(move |tx| {
        let made = store::protocols::made(tx, &protocol, kept.digest().as_str())?;
        if made {
            files::add(tx, company, SHELF, &protocol.subject(), &kept, None)?;
        }
        Ok(made)
    });
    Ok(shelved.await.map_err(Broken::from)?)
}

/// Tells every owner of the house that the protocol can be read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TellPublished {
    /// Whose.
    pub company: CompanyId,
    /// Of which meeting.
    pub meeting: MeetingId,
    /// The day on which it was published: who owns something then is told.
    pub day: NaiveDate,
}

impl Job for TellPublished {
    const KIND: &'static str = "voting.tell_published";

    fn company(&self) -> Option<CompanyId> {
        Some(self.company)
    }

    fn once_key(&self) -> Option<String> {
        Some(format!("voting.tell_published:{}", self.meeting))
    }

    async fn run(&self, app: &App) -> Outcome {
        Outcome::from(tell(app, self).await)
    }
}

async fn tell(app: &App, job: &TellPublished) -> Result<(), Broken> {
    let (company, id, day) = (job.company, job.meeting, job.day);
    let (of, people) = app
        .db
        .read(move |conn| {
            let of = store::meetings::one(conn, &Reach::whole(company), id)?;
            let owners = store::register::owners_of(conn, company, of.building_id, day)?;
            let mut people: Vec<_> = owners.into_values().flatten().filter_map(|(_, contact)| contact.person_id).collect();
            people.sort_unstable();
            people.dedup();
            Ok((of, people))
        })
        .await?;
    for some in people.chunks(PORTION) {
        let (of, some, config) = (of.clone(), some.to_vec(), app.config.clone());
        let told = app.db.write::<_, Never>(move |tx| Ok(letters::tell(tx, &config, &of, &some, letters::News::Published)?));
        told.await.map_err(Broken::from)?;
    }
    Ok(())
}
