//! What comes round by the clock: ending, reminding, mixing.

use chrono::TimeDelta;

use super::{Occasion, Tell};
use crate::app::App;
use crate::db::{Broken, Never};
use crate::jobs;
use crate::surveys::answering::MIXED_AT_ONCE;
use crate::surveys::rows::Survey;
use crate::surveys::{opening, store};

/// How long before the end those who have not answered are reminded.
const REMINDED_BEFORE: TimeDelta = TimeDelta::days(3);
/// Whoever was told within this time needs no reminding.
const TOLD_LATELY: TimeDelta = TimeDelta::days(1);
/// How many are gone through at once; what is left comes with the next round.
const ROUND: i64 = 500;

/// Ends those whose day has come.
///
/// # Errors
/// When the database fails; it comes round again.
pub async fn close_over(app: &App) -> Result<(), Broken> {
    let now = app.clock.now();
    for over in app.db.read(move |conn| store::desk::ending(conn, now, ROUND)).await? {
        app.db.write::<_, Never>(move |tx| Ok(opening::close_by_clock(tx, &over)?)).await?;
    }
    Ok(())
}

/// Reminds those who have not answered, three days before the end.
///
/// # Errors
/// When the database fails; it comes round again.
pub async fn remind(app: &App) -> Result<(), Broken> {
    let now = app.clock.now();
    let soon = app.db.read(move |conn| store::desk::ending(conn, now + REMINDED_BEFORE, ROUND)).await?;
    let due = |of: &Survey| {
        of.reminded_at.is_none() && of.is_open(now) && of.opened_at.is_some_and(|opened| now - opened >= TOLD_LATELY)
    };
    for was in soon.into_iter().filter(due) {
        let marking = app.db.write::<_, Never>(move |tx| {
            let is = Survey { reminded_at: Some(now), ..was.clone() };
            if store::desk::advance(tx, &was, &is)? {
                jobs::enqueue(tx, &Tell::of(&is, Occasion::Reminder))?;
            }
            Ok(())
        });
        marking.await?;
    }
    Ok(())
}

/// Mixes the answers of those anonymous surveys that are too large to be mixed whenever somebody answers.
///
/// # Errors
/// When the database fails; it comes round again.
pub async fn mix(app: &App) -> Result<(), Broken> {
    let ever = app.clock.now() + TimeDelta::days(3650);
    let open = app.db.read(move |conn| store::desk::ending(conn, ever, ROUND)).await?;
    for of in open.into_iter().filter(|of| of.anonymous) {
        let mixing = app.db.write::<_, Never>(move |tx| {
            let (company, id) = (of.company_id, of.id);
            if store::answers::many(tx, company, id)? > MIXED_AT_ONCE && store::answers::hold(tx, company, id)? {
                store::answers::mix(tx, company, id)?;
            }
            Ok(())
        });
        mixing.await?;
    }
    Ok(())
}
