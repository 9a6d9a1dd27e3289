//! What the clock does: missed terms are noted, what was put off comes back, what is done and not contradicted for a week is closed, pictures
//! of forms that were never sent are thrown away.

use chrono::{TimeDelta, TimeZone};

use super::moving::{Doer, LOOKED_AT, note_missed, put};
use super::refused::Refused;
use super::rows::Request;
use super::{DRAFTS, store};
use crate::app::App;
use crate::db::{Broken, Failure, Never};
use crate::files;

/// How long pictures wait for their form to be sent.
const WAITS: TimeDelta = TimeDelta::days(2);

/// What somebody changed meanwhile needs nothing; it comes round again.
fn unless_changed(done: Result<(), Failure<Refused>>) -> Result<(), Broken> {
    match done {
        Ok(()) | Err(Failure::Refused(_)) => Ok(()),
        Err(Failure::Broken(broken)) => Err(broken),
    }
}

/// Notes what was not answered or done in time. A task for the schedule, every few minutes.
///
/// # Errors
/// When the database fails; it comes round again.
pub async fn note_late(app: &App) -> Result<(), Broken> {
    let now = app.clock.now();
    let mut late = app.db.read(move |conn| store::ticking::unanswered(conn, now)).await?;
    late.extend(app.db.read(move |conn| store::ticking::undone(conn, now)).await?);
    late.sort_by_key(|of| of.id);
    late.dedup_by_key(|of| of.id);
    for was in late {
        let noted = app.db.write::<_, Never>(move |tx| {
            let mut is = was.clone();
            note_missed(tx, &mut is)?;
            Ok(store::changing::late(tx, was.company_id, was.id).map(drop)?)
        });
        noted.await?;
    }
    Ok(())
}

/// Takes back up what was put off until today. A task for the schedule.
///
/// # Errors
/// When the database fails; it comes round again.
pub async fn wake(app: &App) -> Result<(), Broken> {
    let today = crate::web::identify::ZONE.from_utc_datetime(&app.clock.now()).date_naive();
    let due: Vec<Request> = app.db.read(move |conn| store::ticking::awake(conn, today)).await?;
    for was in due {
        let config = app.config.clone();
        let woken = app.db.write(move |tx| {
            let next = was.state().awake(today).map_err(Failure::Refused)?;
            put(tx, &config, &Doer::portal(), &was, &next).map(drop)
        });
        unless_changed(woken.await)?;
    }
    Ok(())
}

/// Closes what was done a week ago. A task for the schedule.
///
/// # Errors
/// When the database fails; it comes round again.
pub async fn close_silent(app: &App) -> Result<(), Broken> {
    let before = app.clock.now() - LOOKED_AT;
    let silent: Vec<Request> = app.db.read(move |conn| store::ticking::silent(conn, before)).await?;
    for was in silent {
        let config = app.config.clone();
        let closed = app.db.write(move |tx| {
            let next = was.state().close().map_err(Failure::Refused)?;
            put(tx, &config, &Doer::portal(), &was, &next).map(drop)
        });
        unless_changed(closed.await)?;
    }
    Ok(())
}

/// Throws away the pictures of forms that were never sent. A task for the schedule, once a day.
///
/// # Errors
/// When the database fails; it comes round again.
pub async fn forget_drafts(app: &App) -> Result<(), Broken> {
    let cleared = app.db.write::<_, Never>(|tx| {
        let before = tx.now() - WAITS;
        Ok(files::clear_before(tx, DRAFTS, before)?)
    });
    Ok(cleared.await.map(drop)?)
}
