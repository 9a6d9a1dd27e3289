//! What comes round by the clock: one readable table of tasks, claimed so that several processes run each once.
//!
//! A task is short and may be lost when it fails: it comes round again. What must not be lost, it enqueues as a job.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use diesel::prelude::*;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::watch;

use crate::app::App;
use crate::clock::Moment;
use crate::db::schema::schedule;
use crate::db::{Broken, Never, Tx};
use crate::on_each;

/// How often the table is gone through.
const ROUND: Duration = Duration::from_secs(20);

/// A line of the schedule.
#[derive(Clone, Copy)]
pub struct Task {
    /// Its name, such as `mail.forget_bodies`; under it stands when it last ran.
    pub name: &'static str,
    /// How often it comes round.
    pub every: Every,
    /// What is done.
    pub run: for<'a> fn(&'a App) -> BoxFuture<'a, anyhow::Result<()>>,
}

/// How often something comes round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// Every so many minutes, counted from midnight UTC of 1 January 1970; 0 counts as 1. New tasks run at once.
    Minutes(u32),
    /// Once a day. A new task waits for its next hour.
    DayAt {
        /// 0 to 23.
        hour: u32,
        /// 0 to 59.
        minute: u32,
        /// Whose clock it is.
        zone: Tz,
    },
}

impl Every {
    /// The latest moment, not after `now`, at which this was due.
    pub fn last_due(self, now: Moment) -> Option<Moment> {
        match self {
            Self::Minutes(minutes) => {
                let step = i64::from(minutes.max(1)) * 60;
                let seconds = now.and_utc().timestamp();
                Some(chrono::DateTime::from_timestamp(seconds - seconds.rem_euclid(step), 0)?.naive_utc())
            }
            Self::DayAt { hour, minute, zone } => {
                let at = NaiveTime::from_hms_opt(hour, minute, 0)?;
                let today = zone.from_utc_datetime(&now).date_naive();
                [Some(today), today.checked_sub_days(Days::new(1))]
                    .into_iter()
                    .flatten()
                    .filter_map(|day| moment_of(day, at, zone))
                    .find(|due| *due <= now)
            }
        }
    }
}

/// The moment of a local time. One that the clock leaps over (in spring) is an hour later; one that comes twice, its first.
fn moment_of(day: NaiveDate, at: NaiveTime, zone: Tz) -> Option<Moment> {
    let local = day.and_time(at);
    let found = zone.from_local_datetime(&local).earliest();
    found.or_else(|| zone.from_local_datetime(&(local + TimeDelta::hours(1))).earliest()).map(|due| due.naive_utc())
}

/// Runs the tasks that have come round since they last ran, each once however often it was missed, and gives their names.
///
/// # Errors
/// When the database fails. A task that fails is only logged: the others go on.
pub async fn tick(app: &App, tasks: &[Task]) -> Result<Vec<&'static str>, Broken> {
    let mut ran = Vec::new();
    for task in tasks {
        let Some(due) = task.every.last_due(app.clock.now()) else {
            tracing::error!("the task {} has an hour that no clock shows", task.name);
            continue;
        };
        if !is_due(app, task.name, due).await? || !claim(app, *task, due).await? {
            continue;
        }
        match AssertUnwindSafe((task.run)(app)).catch_unwind().await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!("the task {} failed: {error:#}", task.name),
            Err(_) => tracing::error!("the task {} panicked", task.name),
        }
        ran.push(task.name);
    }
    Ok(ran)
}

/// Goes through the table every twenty seconds until `stop` says `true` (or its sender is gone).
pub async fn run(app: App, tasks: Vec<Task>, mut stop: watch::Receiver<bool>) {
    loop {
        if let Err(error) = tick(&app, &tasks).await {
            tracing::warn!("the schedule waits: {error}");
        }
        tokio::select! {
            () = tokio::time::sleep(ROUND) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}

/// A reader's question, so that an idle house does not write.
async fn is_due(app: &App, name: &'static str, due: Moment) -> Result<bool, Broken> {
    let last = app.db.read(move |conn| schedule::table.find(name).select(schedule::last_at).first::<Moment>(conn).optional());
    Ok(last.await?.is_none_or(|last| last < due))
}

async fn claim(app: &App, task: Task, due: Moment) -> Result<bool, Broken> {
    Ok(app.db.write::<_, Never>(move |tx| Ok(claimed(tx, task, due)?)).await?)
}

/// Compare-and-set: of several processes one moves the moment forward, and that one runs the task.
fn claimed(tx: &mut Tx<'_>, task: Task, due: Moment) -> QueryResult<bool> {
    let behind = schedule::table.filter(schedule::id.eq(task.name)).filter(schedule::last_at.lt(due));
    if diesel::update(behind).set(schedule::last_at.eq(due)).execute(&mut **tx)? == 1 {
        return Ok(true);
    }
    let first = (schedule::id.eq(task.name), schedule::last_at.eq(due));
    let is_new =
        on_each!(&mut **tx, c => diesel::insert_into(schedule::table).values(first).on_conflict_do_nothing().execute(c))? == 1;
    Ok(is_new && matches!(task.every, Every::Minutes(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap()
    }

    #[test]
    fn minutes_are_counted_from_one_fixed_point() {
        let due = |minutes, now| Every::Minutes(minutes).last_due(moment(now)).unwrap();
        assert_eq!(due(15, "2026-11-20 10:14:59"), moment("2026-11-20 10:00:00"));
        assert_eq!(due(15, "2026-11-20 10:15:00"), moment("2026-11-20 10:15:00"));
        assert_eq!(due(0, "2026-11-20 10:15:42"), moment("2026-11-20 10:15:00"));
    }

    #[test]
    fn a_day_begins_where_people_live() {
        let almaty = Every::DayAt { hour: 3, minute: 30, zone: chrono_tz::Asia::Almaty };
        let due = |now| almaty.last_due(moment(now)).unwrap();
        // Almaty is five hours ahead of UTC since 1 March 2024
        assert_eq!(due("2026-11-19 22:30:00"), moment("2026-11-19 22:30:00"));
        assert_eq!(due("2026-11-19 22:29:59"), moment("2026-11-18 22:30:00"));
        assert_eq!(due("2026-11-20 12:00:00"), moment("2026-11-19 22:30:00"));
    }

    #[test]
    fn a_clock_that_leaps_loses_no_day_and_doubles_none() {
        let berlin = Every::DayAt { hour: 2, minute: 30, zone: chrono_tz::Europe::Berlin };
        let due = |now| berlin.last_due(moment(now)).unwrap();
        assert_eq!(due("2026-03-29 12:00:00"), moment("2026-03-29 01:30:00"), "02:30 does not exist that night");
        assert_eq!(due("2026-10-25 12:00:00"), moment("2026-10-25 00:30:00"), "02:30 comes twice that night");
    }

    #[test]
    fn an_hour_that_no_clock_shows_is_never_due() {
        assert_eq!(Every::DayAt { hour: 24, minute: 0, zone: chrono_tz::UTC }.last_due(moment("2026-11-20 10:00:00")), None);
    }
}
