//! Thirty days after its end an import is only a line: who imported which file when, and how many rows of what became of it. The
//! sheet, the workbook of refused rows and what the report says of people go.

use chrono::TimeDelta;
use diesel::QueryResult;

use super::report::Report;
use super::store::{self, Old, State};
use super::{DIFF, REFUSED, SHEETS, undo};
use crate::app::App;
use crate::db::{Broken, Never, Tx};
use crate::files;
use crate::web::Said;

/// How long the sheet of an import is kept after the import has ended; one that nobody went on with, after it was sent.
pub const KEPT: TimeDelta = TimeDelta::days(30);

/// How many are looked at in one transaction.
const PORTION: i64 = 50;

/// Forgets the people in old imports and gives how many imports that were. A task for the schedule, once a day, before the sweeping of
/// files, which removes the bytes.
///
/// # Errors
/// When the database fails; whole portions are forgotten by then or not at all.
pub async fn forget(app: &App) -> Result<usize, Broken> {
    let mut forgotten = 0;
    loop {
        let some = app.db.write::<_, Never>(|tx| Ok(forget_some(tx)?)).await?;
        if some == 0 {
            return Ok(forgotten);
        }
        forgotten += some;
    }
}

fn forget_some(tx: &mut Tx<'_>) -> QueryResult<usize> {
    let before = tx.now() - KEPT;
    let (old, mut forgotten) = (store::old(tx, before, before - KEPT, PORTION)?, 0);
    for Old { company, id, state, report } in &old {
        // it ends in a moment, and comes round again
        if *state == State::Undoing {
            continue;
        }
        let ended = matches!(state, State::Done | State::Failed | State::Unreadable | State::Undone);
        let (to, report) = if ended {
            (*state, without_people(report.clone()))
        } else {
            (State::Failed, Report::failed(Said::new("homes.import.refused.abandoned")))
        };
        // somebody has just gone on with it
        if !ended && !store::finish(tx, *company, *id, (*state, to), &report)? {
            continue;
        }
        store::aim(tx, *company, *id, &report)?;
        undo::forget(tx, *company, *id)?;
        files::let_go(tx, *company, SHEETS, &id.to_string())?;
        files::remove_all(tx, *company, REFUSED, &id.to_string())?;
        files::remove_all(tx, *company, DIFF, &id.to_string())?;
        forgotten += 1;
    }
    Ok(forgotten)
}

/// The counts, and nothing that was written in a cell.
fn without_people(report: Report) -> Report {
    Report {
        new_buildings: Vec::new(),
        changes: Vec::new(),
        suspects: Vec::new(),
        missing: Vec::new(),
        refused: Vec::new(),
        unknown: Vec::new(),
        guessed: Vec::new(),
        head: None,
        ..report
    }
}
