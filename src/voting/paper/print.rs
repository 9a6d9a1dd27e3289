//! The job that prints sheets as one document.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

use super::drawing::{Matter, One};
use super::rows::{Printing, Sheet};
use super::sheet::PrintId;
use super::{PRINTS, store};
use crate::app::App;
use crate::config::Config;
use crate::db::{Broken, Conn, Never};
use crate::files::{self, Accepted, Kept, Kind};
use crate::homes::PremisesId;
use crate::jobs::{Job, Outcome, current, progress};
use crate::text::{Locale, t};
use crate::voting::meeting::MeetingId;
use crate::voting::rows::{Meeting, Unit};
use crate::web::hosts;
use crate::who::{CompanyId, Reach};

/// How many sheets are in one file: the pages of a file wait in memory until it is written.
const PART: usize = 300;
/// How often the page of a printing is told how far it is.
const TOLD: Duration = Duration::from_millis(700);

/// Prints the sheets of an entrance, or of a building, that are out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Print {
    pub(super) company: CompanyId,
    pub(super) meeting: MeetingId,
    pub(super) printing: PrintId,
}

impl Job for Print {
    const KIND: &'static str = "voting.print_sheets";

    fn company(&self) -> Option<CompanyId> {
        Some(self.company)
    }

    async fn run(&self, app: &App) -> Outcome {
        match self.print(app).await {
            Ok(true) => Outcome::Done,
            Ok(false) => Outcome::Drop("it was printed already, or no sheet is out any more".into()),
            Err(why) => Outcome::Retry(why),
        }
    }
}

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// What stands on all sheets of a meeting, and what on each of these.
pub(super) fn facts(
    conn: &mut Conn,
    config: &Config,
    meeting: Meeting,
    sheets: Vec<(Sheet, Unit)>,
) -> QueryResult<(Matter, Vec<One>)> {
    let company = meeting.company_id;
    let units: Vec<PremisesId> = sheets.iter().map(|(_, unit)| unit.premises_id).collect();
    let mut owners = store::paper_of::owners(conn, company, meeting.id, &units)?;
    let matter = Matter {
        base_url: hosts::origin(conn, config, company)?,
        house: store::paper_of::house(conn, company, meeting.building_id)?,
        questions: store::meetings::questions(conn, company, meeting.id)?,
        initiators: store::paper_of::initiators(conn, company, meeting.id)?,
        meeting,
    };
    let one = |(sheet, unit): (Sheet, Unit)| One {
        number: sheet.number,
        owners: owners.remove(&unit.premises_id).unwrap_or_default().into_iter().map(|owner| owner.name).collect(),
        unit,
    };
    Ok((matter, sheets.into_iter().map(one).collect()))
}

impl Print {
    async fn print(&self, app: &App) -> Result<bool, String> {
        let (company, id, of, config) = (self.company, self.meeting, self.printing, app.config.clone());
        let found = app.db.read(move |conn| {
            let (printing, _) = store::sheets::print(conn, company, id, of)?;
            let meeting = store::meetings::one(conn, &Reach::whole(company), id)?;
            let sheets = store::sheets::standing(conn, company, id, printing.entrance_id)?;
            Ok((printing, facts(conn, &config, meeting, sheets)?))
        });
        let (printing, (matter, sheets)) = found.await.map_err(words)?;
        if printing.done_at.is_some() || sheets.is_empty() {
            return Ok(false);
        }
        let all = i32::try_from(sheets.len()).unwrap_or(i32::MAX);
        let kept = draw(app, matter, sheets).await?;
        let shelved = app.db.write::<_, Never>(move |tx| {
            let first = store::sheets::printed(tx, &printing, all)?;
            if first {
                let Printing { company_id, id, author_id, .. } = &printing;
                for part in &kept {
                    files::add(tx, *company_id, PRINTS, &id.to_string(), part, Some(*author_id))?;
                }
            }
            Ok(first)
        });
        shelved.await.map_err(|failure| words(Broken::from(failure)))
    }
}

/// Draws all of them, telling how far it is, and lays the files down.
async fn draw(app: &App, matter: Matter, sheets: Vec<One>) -> Result<Vec<Kept>, String> {
    let all = i64::try_from(sheets.len()).unwrap_or(i64::MAX);
    let drawn = Arc::new(AtomicI64::new(0));
    let (store, counter) = (app.store.clone(), drawn.clone());
    let mut files = spawn_blocking(move || {
        let part = |some: &[One]| {
            let bytes = matter.draw(some, &counter).map_err(words)?;
            store.keep(Accepted::made(&t(Locale::default(), "voting.paper.file"), Kind::Pdf, bytes)).map_err(words)
        };
        sheets.chunks(PART).map(part).collect::<Result<Vec<Kept>, String>>()
    });
    loop {
        if let Some(job) = current() {
            progress(&app.db, job, drawn.load(Ordering::Relaxed), all).await.map_err(words)?;
        }
        tokio::select! {
            kept = &mut files => return kept.map_err(words)?,
            () = tokio::time::sleep(TOLD) => {}
        }
    }
}
