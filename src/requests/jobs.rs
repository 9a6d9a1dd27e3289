//! What the clock does: missed terms are noted, what was put off comes back, what is done and not contradicted for a week is closed, pictures
//! of forms that were never sent are thrown away.

use chrono::{Datelike, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use diesel::QueryResult;

use super::moving::{Doer, LOOKED_AT, note_missed, put};
use super::refused::Refused;
use super::rows::Request;
use super::store::figures::Month;
use super::{DRAFTS, figures, store};
use crate::app::App;
use crate::clock::Moment;
use crate::db::{Broken, Conn, Failure, Never};
use crate::files;
use crate::web::identify::ZONE;
use crate::who::{CompanyId, Reach};

/// How long pictures wait for their form to be sent.
const WAITS: TimeDelta = TimeDelta::days(2);

/// How long it is known which letters were taken in: no mail server tries for so long.
const REMEMBERED: TimeDelta = TimeDelta::days(90);

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
    let today = app.clock.today();
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
        let now = tx.now();
        store::receiving::forget(tx, now - REMEMBERED)?;
        Ok(files::clear_before(tx, DRAFTS, now - WAITS)?)
    });
    Ok(cleared.await.map(drop)?)
}

/// How many months are counted back when a company is counted for the first time, and shown.
pub(super) const MONTHS: u32 = 12;
/// How many months may still change: what came in one is answered and done in the next.
const CHANGING: u32 = 2;

/// Counts the months that everybody may read, for every company. A task for the night.
///
/// # Errors
/// When the database fails; it comes round again.
pub async fn count_months(app: &App) -> Result<(), Broken> {
    let (now, this) = (app.clock.now(), month_of(app.clock.today()));
    for company in app.db.read(store::figures::companies).await? {
        let known = app.db.read(move |conn| store::figures::months(conn, company, MONTHS.into())).await?;
        for back in 0..MONTHS {
            let Some(month) = this.checked_sub_months(Months::new(back)) else { continue };
            if back > CHANGING && known.iter().any(|of| of.month == month) {
                continue;
            }
            let counted = app.db.read(move |conn| count(conn, company, month, now)).await?;
            // before the first request there is nothing to tell
            if counted.came > 0 {
                app.db.write::<_, Never>(move |tx| Ok(store::figures::keep(tx, &counted).map(drop)?)).await?;
            }
        }
    }
    Ok(())
}

fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn count(conn: &mut Conn, company: CompanyId, month: NaiveDate, now: Moment) -> QueryResult<Month> {
    let begins =
        |day: NaiveDate| ZONE.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest().map_or(now, |at| at.naive_utc());
    let next = month.checked_add_months(Months::new(1)).unwrap_or(month);
    let all = store::figures::came(conn, &Reach::whole(company), begins(month), begins(next))?;
    let sums = figures::sums(&all.iter().collect::<Vec<_>>());
    let number = |of: u64| i64::try_from(of).unwrap_or(i64::MAX);
    Ok(Month {
        company_id: company,
        month,
        came: number(sums.came),
        answered: number(sums.answer.of),
        answered_in_time: number(sums.answered_in_time),
        done: number(sums.done.of),
        done_in_time: number(sums.done_in_time),
        reopened: number(sums.again),
        answer_minutes: sums.answer.median,
        done_minutes: sums.done.median,
        counted_at: now,
    })
}
