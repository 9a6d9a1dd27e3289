//! Visits that have come to their end by themselves, and what the trail says of it.

use diesel::QueryResult;

use super::store::visits::{self, Open};
use crate::app::App;
use crate::audit::By;
use crate::clock::Moment;
use crate::db::{Never, Tx};
use crate::web::Error;

/// How many are closed in one transaction.
const BATCH: i64 = 100;

/// Notes the end of visits whose half hour is over: nothing can be seen by them since then anyway. A task for the schedule.
///
/// # Errors
/// When the database fails; it comes round again.
pub async fn close_over(app: &App) -> Result<(), Error> {
    let closed = app.db.write::<_, Never>(|tx| {
        let now = tx.now();
        visits::over(tx, now, BATCH)?.iter().try_for_each(|visit| Ok(close(tx, visit, now)?))
    });
    Ok(closed.await?)
}

/// Ends one, at the moment at which it could be used no more, or earlier.
pub(super) fn close(tx: &mut Tx<'_>, visit: &Open, now: Moment) -> QueryResult<()> {
    let at = visit.until.min(now);
    if !visits::end(tx, visit.company_id, visit.id, at)? {
        return Ok(());
    }
    By::portal(Some(visit.company_id)).did("visits.ran_out", ("visit", visit.id)).record(tx)
}
