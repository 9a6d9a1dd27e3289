//! An offer that nobody takes up goes back: the job waits for a dispatcher again, its time is free, and its history says so.

use chrono::{NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::job::Step;
use super::kind::{JobId, What};
use super::moving::{Doer, Done, happened, loose, put};
use super::refused::Refused;
use super::rows::Job;
use super::stage::Stage;
use super::{news, store};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Failure, Tx};
use crate::franchise;
use crate::who::{CompanyId, Reach};

/// How long somebody may think about it.
pub(super) const PATIENCE: TimeDelta = TimeDelta::hours(2);
/// At which hour of the day before a job at the latest one looks at what is offered.
const MORNING: u32 = 8;

/// When an offer lapses: after some time to think, which does not run before the morning of the day before the job. What is offered a
/// fortnight ahead need not be taken up a fortnight ahead.
fn lapses(of: &Job, zone: Tz) -> Option<Moment> {
    let offered = of.offered_at?;
    let eve = of.day.and_then(|day| day.pred_opt()).zip(NaiveTime::from_hms_opt(MORNING, 0, 0));
    let morning = eve.and_then(|(eve, at)| zone.from_local_datetime(&eve.and_time(at)).earliest()).map(|at| at.naive_utc());
    Some(morning.map_or(offered, |morning| offered.max(morning)) + PATIENCE)
}

/// Takes one back if it has waited long enough.
pub(super) fn lapse(tx: &mut Tx<'_>, config: &Config, company: CompanyId, id: JobId) -> Done<bool> {
    let (was, _) = store::one::within(tx, &Reach::whole(company), id)?;
    let now = tx.now();
    let zone = franchise::office(tx, company, now.date())?.zone;
    if was.stage != Stage::Offered || was.assignee_id.is_none() {
        return Err(Failure::Refused(Refused::Changed));
    }
    if lapses(&was, zone).is_none_or(|at| at > now) {
        return Ok(false);
    }
    let doer = Doer { person: None, name: String::new(), at: now };
    let name = store::one::name(tx, was.assignee_id)?;
    let is = put(tx, config, &doer, (&was, Job { offered_at: None, ..loose(&was) }), Step::Offer)?;
    happened(tx, &is, &doer, What::Lapsed, &name)?;
    news::lapsed(tx, config, &was, &is, (&doer, &name))?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_may_think_for_two_hours_but_not_before_the_eve() {
        let job = |offered: &str, day: Option<&str>| Job {
            offered_at: offered.parse().ok(),
            day: day.and_then(|day| day.parse().ok()),
            ..crate::dispatch::rows::tests::job()
        };
        let zone = chrono_tz::Asia::Almaty;
        let at = |offered, day| lapses(&job(offered, day), zone).map(|at| at.to_string()).unwrap_or_default();
        assert_eq!(at("2026-11-20T09:00:00", Some("2026-11-20")), "2026-11-20 11:00:00", "for today");
        assert_eq!(at("2026-11-20T09:00:00", Some("2026-11-21")), "2026-11-20 11:00:00", "for tomorrow");
        assert_eq!(at("2026-11-20T09:00:00", Some("2026-12-04")), "2026-12-03 05:00:00", "ten in the morning of the day before");
        assert_eq!(at("2026-11-20T09:00:00", None), "2026-11-20 11:00:00", "without a day");
    }
}
