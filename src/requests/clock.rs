//! The two clocks of a request: until the first answer, and until it is done.
//!
//! Both count working time of the office, or every minute of day and night for emergencies. Waiting stops the second clock and never the
//! first. A due moment is reckoned anew from the beginning, the term and the pauses whenever one of them changes: it is nowhere patched.

use chrono::{NaiveDate, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::working::{Minute, after, between};
use crate::clock::Moment;
use crate::franchise::Office;

/// A term: how much time there is, and which time counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Minutes until somebody answers.
    pub first_answer: i32,
    /// Minutes until it is done.
    pub resolution: i32,
    /// Whether every minute counts, or working time only.
    pub around_the_clock: bool,
}

/// A stretch in which the second clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// From when.
    pub since: Moment,
    /// Until when; `None` while it lasts.
    pub until: Option<Moment>,
}

/// Which time counts.
#[derive(Clone, Debug)]
pub(super) struct Counting<'a> {
    office: &'a Office,
    around_the_clock: bool,
}

impl<'a> Counting<'a> {
    pub(super) fn new(office: &'a Office, around_the_clock: bool) -> Self {
        Self { office, around_the_clock }
    }

    fn day(&self) -> impl Fn(NaiveDate) -> Vec<(Minute, Minute)> {
        move |date| if self.around_the_clock { vec![(0, 24 * 60)] } else { self.office.stretches(date) }
    }

    /// When a term that began then is over; `None` while the clock stands.
    pub(super) fn due(&self, began: Moment, minutes: i32, pauses: &[Pause]) -> Option<Moment> {
        due(&self.day(), self.office.zone, began, minutes, pauses)
    }
}

/// Whether the office works at a moment.
pub(super) fn is_open(office: &Office, at: Moment) -> bool {
    let now = wall(office.zone, at);
    let day = |date| office.stretches(date);
    after(&day, now, TimeDelta::zero()) == Some(now)
}

fn wall(zone: Tz, moment: Moment) -> chrono::NaiveDateTime {
    zone.from_utc_datetime(&moment).naive_local()
}

fn due<D>(day: &D, zone: Tz, began: Moment, minutes: i32, pauses: &[Pause]) -> Option<Moment>
where
    D: Fn(NaiveDate) -> Vec<(Minute, Minute)>,
{
    let utc = |local: chrono::NaiveDateTime| zone.from_local_datetime(&local).earliest().map(|at| at.naive_utc());
    let (mut from, mut left) = (wall(zone, began), TimeDelta::minutes(i64::from(minutes)));
    for pause in pauses {
        let stops = wall(zone, pause.since);
        let run = between(day, from, stops);
        if run >= left {
            // it was over before the clock stopped
            break;
        }
        left -= run;
        from = from.max(wall(zone, pause.until?));
    }
    after(day, from, left).and_then(utc)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::working::tests::{Plan, any_plan, at, works};
    use super::*;
    use crate::franchise::{Hours, Open};

    fn office() -> Office {
        let day = Some(Open { from: 540, until: 1080, lunch: Some((780, 840)) });
        let hours = Hours { week: [day, day, day, day, day, None, None], ..Hours::default() };
        Office::new(hours, chrono_tz::Asia::Almaty)
    }

    #[test]
    fn holidays_and_weekends_do_not_count_but_for_emergencies() {
        let office = office();
        // 15 December 2026, 17:00 in Almaty: the 16th is Independence Day
        let began = at("2026-12-15T12:00:00");
        let working = Counting::new(&office, false);
        assert_eq!(working.due(began, 120, &[]), Some(at("2026-12-17T05:00:00")));
        assert_eq!(Counting::new(&office, true).due(began, 120, &[]), Some(at("2026-12-15T14:00:00")));
        assert!(is_open(&office, began) && !is_open(&office, at("2026-12-16T07:00:00")));
        assert!(!is_open(&office, at("2026-12-15T13:00:00")), "six in the evening is closed");
    }

    #[test]
    fn waiting_stops_the_clock_and_what_is_over_stays_over() {
        let office = office();
        let counting = Counting::new(&office, false);
        let began = at("2026-11-20T05:00:00");
        let pause = |since: &str, until: Option<&str>| Pause { since: at(since), until: until.map(at) };
        assert_eq!(counting.due(began, 120, &[pause("2026-11-20T06:00:00", None)]), None);
        let waited = [pause("2026-11-20T06:00:00", Some("2026-11-20T10:00:00"))];
        assert_eq!(counting.due(began, 120, &waited), Some(at("2026-11-20T11:00:00")));
        let too_late = [pause("2026-11-20T12:00:00", None)];
        assert_eq!(counting.due(began, 120, &too_late), Some(at("2026-11-20T07:00:00")), "a pause after the end changes nothing");
    }

    /// Minute by minute, with the pauses looked up.
    fn counted(plan: &Plan, began: Moment, minutes: i64, pauses: &[Pause]) -> Option<Moment> {
        let stands = |minute: Moment| pauses.iter().any(|p| p.since <= minute && p.until.is_none_or(|until| minute < until));
        let (mut minute, mut so_far) = (began, 0);
        while minute < at("2026-12-22T00:00:00") {
            if works(plan, minute) && !stands(minute) {
                so_far += 1;
            }
            minute += TimeDelta::minutes(1);
            if so_far == minutes {
                return Some(minute);
            }
        }
        None
    }

    fn any_pauses() -> impl Strategy<Value = Vec<Pause>> {
        let bounds = proptest::collection::btree_set(0..(20 * 1440_i64), 0..=7);
        bounds.prop_map(|bounds| {
            let moments: Vec<Moment> =
                bounds.into_iter().map(|minute| at("2026-12-01T00:00:00") + TimeDelta::minutes(minute)).collect();
            // an odd one at the end is a pause that lasts
            moments.chunks(2).map(|pair| Pause { since: pair[0], until: pair.get(1).copied() }).collect()
        })
    }

    proptest! {
        #[test]
        fn a_due_moment_is_what_counting_every_minute_gives(
            plan in any_plan(), start in 0..(10 * 1440_i64), minutes in 1..2000_i32, pauses in any_pauses(),
        ) {
            let began = at("2026-12-01T00:00:00") + TimeDelta::minutes(start);
            let pauses: Vec<Pause> = pauses.into_iter().filter(|pause| pause.since >= began).collect();
            let day = |date: NaiveDate| plan.get(&date).cloned().unwrap_or_default();
            let due = due(&day, chrono_tz::UTC, began, minutes, &pauses);
            prop_assert_eq!(due, counted(&plan, began, i64::from(minutes), &pauses));
        }
    }
}
