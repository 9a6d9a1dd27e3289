//! Going through chains: the job for one of them, and the round of every night.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{chains, letters};
use crate::app::App;
use crate::audit::checks::{self, Check, CheckId};
use crate::audit::{Break, Walk};
use crate::clock::Moment;
use crate::db::{Broken, Never};
use crate::jobs::{self, Job, Outcome};
use crate::web::Error;
use crate::who::CompanyId;

/// After so long nobody waits for a check any more: its job was given up.
const PATIENCE: TimeDelta = TimeDelta::hours(2);
/// After how many portions it is noted how far a check is.
const NOTED_EVERY: usize = 10;

/// Whether a check is still being made.
pub(super) fn is_under_way(check: &Check, now: Moment) -> bool {
    check.ended_at.is_none() && now - check.begun_at < PATIENCE
}

/// Goes through one chain.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckChain {
    /// Whose; `None` is the installation's.
    pub company: Option<CompanyId>,
    /// Under which the result is kept.
    pub check: CheckId,
}

impl Job for CheckChain {
    const KIND: &'static str = "trail.check";

    fn company(&self) -> Option<CompanyId> {
        self.company
    }

    async fn run(&self, app: &App) -> Outcome {
        match check(app, self.company, self.check).await {
            Ok(true) => Outcome::Done,
            Ok(false) => Outcome::Drop("this check came to its end before".into()),
            Err(error) => Outcome::Retry(error.to_string()),
        }
    }
}

async fn check(app: &App, company: Option<CompanyId>, id: CheckId) -> Result<bool, Broken> {
    let (mut walk, mut portions) = (
        app.db
            .read(move |conn| {
                let witness = checks::witness(conn, company)?;
                Walk::begin(conn, company, witness)
            })
            .await?,
        0,
    );
    let answer = loop {
        let (on, answer) = app
            .db
            .read(move |conn| {
                let answer = walk.step(conn)?;
                Ok((walk, answer))
            })
            .await?;
        walk = on;
        if let Some(answer) = answer {
            break answer;
        }
        portions += 1;
        if portions % NOTED_EVERY == 0 {
            let (done, _) = walk.progress();
            app.db.write::<_, Never>(move |tx| Ok(checks::progress(tx, id, done)?)).await?;
        }
    };
    let (broken, found) = (answer.err(), (walk.progress().0, walk.hash().to_owned()));
    finish(app, company, id, found, broken).await
}

async fn finish(
    app: &App,
    company: Option<CompanyId>,
    id: CheckId,
    (lines, hash): (i64, String),
    broken: Option<Break>,
) -> Result<bool, Broken> {
    let config = app.config.clone();
    let ended = app.db.write::<_, Never>(move |tx| {
        if !checks::end(tx, company, id, (lines, &hash), broken)? {
            return Ok(false);
        }
        match (company, broken) {
            (Some(company), Some(broken)) => letters::warn(tx, &config, company, broken)?,
            (None, Some(broken)) => letters::warn_operators(tx, &config, broken)?,
            (_, None) => {}
        }
        Ok(true)
    });
    let ended = ended.await?;
    if let Some(broken) = broken.filter(|_| ended) {
        let chain = company.map_or_else(|| "the installation".to_owned(), |company| company.to_string());
        tracing::error!(%chain, place = broken.place, fault = %broken.fault, "THE TRAIL IS BROKEN: a line was changed or removed");
    }
    Ok(ended)
}

/// Has every chain gone through: those of all companies and the installation's.
///
/// # Errors
/// When the database fails; it comes round again the next night.
pub async fn check_all(app: &App) -> Result<(), Error> {
    app.db
        .write::<_, Never>(|tx| {
            for company in chains(tx)? {
                let check = checks::begin(tx, company, "")?;
                jobs::enqueue(tx, &CheckChain { company, check })?;
            }
            Ok(())
        })
        .await?;
    Ok(())
}
