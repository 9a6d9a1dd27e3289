//! What comes round by the clock: jobs of plans are made ahead of time, offers without an answer go back.

use chrono::Days;

use super::lapsing::{PATIENCE, lapse};
use super::store;
use super::upkeep::making::{FURTHEST, go_round};
use crate::app::App;
use crate::db::{Broken, Failure};

/// Makes the jobs of all plans that come round soon. A plan whose turn fails does not keep the others waiting.
///
/// # Errors
/// When the database fails.
pub async fn make_rounds(app: &App) -> Result<(), Broken> {
    let today = app.clock.today();
    let until = today.checked_add_days(Days::new(FURTHEST)).unwrap_or(today);
    for (company, id) in app.db.read(move |conn| store::plans::due(conn, until)).await? {
        match app.db.write(move |tx| go_round(tx, company, id)).await {
            Ok(_) => {}
            Err(Failure::Refused(no)) => tracing::warn!("the plan {id} waits for another night: {no:?}"),
            Err(Failure::Broken(broken)) => return Err(broken),
        }
    }
    Ok(())
}

/// Takes back what was offered to somebody who has not answered.
///
/// # Errors
/// When the database fails.
pub async fn take_back(app: &App) -> Result<(), Broken> {
    let before = app.clock.now() - PATIENCE;
    for (company, id) in app.db.read(move |conn| store::round::unanswered(conn, before)).await? {
        let config = app.config.clone();
        match app.db.write(move |tx| lapse(tx, &config, company, id)).await {
            Ok(_) => {}
            // they took it at this moment, or a dispatcher gave it to somebody else
            Err(Failure::Refused(no)) => tracing::info!("the job {id} stays where it is: {no:?}"),
            Err(Failure::Broken(broken)) => return Err(broken),
        }
    }
    Ok(())
}
