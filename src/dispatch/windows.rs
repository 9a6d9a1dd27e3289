//! Time that can be given away: windows of two hours in which a technician comes, out of their shift, the way there, and what they have
//! promised already.
//!
//! A day is cut into cells of half an hour. A job takes the cells of its work and one more for the way to the next; a cell belongs to one
//! job, and that is a key of the database, not a promise of this file. A window is free while the work can begin within it and end within
//! the shift.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::clock::Moment;

/// A cell.
pub(super) const CELL: TimeDelta = TimeDelta::minutes(30);
/// The window that a resident is told.
pub(super) const WINDOW: TimeDelta = TimeDelta::hours(2);
/// The way from one job to the next.
const TRAVEL: TimeDelta = TimeDelta::minutes(30);
/// At which hours windows begin.
const BEGIN: [i64; 6] = [8, 10, 12, 14, 16, 18];
/// How long a job may last, in minutes.
pub(super) const LONGEST: i32 = 480;

/// Stretches of time in which somebody works.
pub(super) type Shift = Vec<(Moment, Moment)>;

fn utc(zone: Tz, day: NaiveDate, minute: i64) -> Option<Moment> {
    let wall = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minute);
    zone.from_local_datetime(&wall).earliest().map(|at| at.naive_utc())
}

/// The stretches of a day as moments.
pub(super) fn shift(zone: Tz, day: NaiveDate, stretches: &[(u16, u16)]) -> Shift {
    stretches
        .iter()
        .filter_map(|(from, until)| Some((utc(zone, day, (*from).into())?, utc(zone, day, (*until).into())?)))
        .collect()
}

/// When the windows of a day begin.
pub(super) fn of_day(zone: Tz, day: NaiveDate) -> Vec<Moment> {
    BEGIN.iter().filter_map(|hour| utc(zone, day, hour * 60)).collect()
}

/// The cells that a job of so many minutes takes when it begins then: its work, and the way on.
pub(super) fn cells(start: Moment, lasts: i32) -> Vec<Moment> {
    let all = TimeDelta::minutes(i64::from(lasts)) + TRAVEL;
    let mut cells = Vec::new();
    let mut at = start;
    while at < start + all {
        cells.push(at);
        at += CELL;
    }
    cells
}

/// The first moment within a window at which the work can begin, from `earliest` on.
pub(super) fn fit(
    window: Moment,
    lasts: i32,
    shift: &[(Moment, Moment)],
    busy: &BTreeSet<Moment>,
    earliest: Moment,
) -> Option<Moment> {
    let work = TimeDelta::minutes(i64::from(lasts));
    let starts = (0..).map(|nth| window + CELL * nth).take_while(|start| *start < window + WINDOW);
    let mut starts = starts.filter(|start| *start >= earliest);
    starts.find(|start| {
        shift.iter().any(|(from, until)| start >= from && *start + work <= *until)
            && cells(*start, lasts).iter().all(|cell| !busy.contains(cell))
    })
}

/// The window in which a moment lies, by the clock on the wall.
pub(super) fn around(zone: Tz, at: Moment) -> Option<Moment> {
    let day = zone.from_utc_datetime(&at).date_naive();
    of_day(zone, day).into_iter().rev().find(|begins| *begins <= at && at < *begins + WINDOW)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ZONE: Tz = chrono_tz::Asia::Almaty;

    fn day() -> NaiveDate {
        "2026-11-23".parse().unwrap()
    }

    fn at(text: &str) -> Moment {
        format!("2026-11-23T{text}:00").parse::<Moment>().unwrap() - TimeDelta::hours(5)
    }

    fn office() -> Shift {
        shift(ZONE, day(), &[(540, 780), (840, 1080)])
    }

    fn free(busy: &BTreeSet<Moment>, lasts: i32) -> Vec<Moment> {
        let all = of_day(ZONE, day()).into_iter();
        all.filter_map(|window| fit(window, lasts, &office(), busy, at("00:00"))).collect()
    }

    #[test]
    fn a_day_has_the_windows_of_its_shift() {
        let starts = free(&BTreeSet::new(), 60);
        assert_eq!(starts, ["09:00", "10:00", "12:00", "14:00", "16:00"].map(at), "lunch and evening have none");
        assert_eq!(free(&BTreeSet::new(), 240), ["09:00", "14:00"].map(at), "four hours fit before lunch or after it");
        assert_eq!(around(ZONE, at("11:30")), Some(at("10:00")));
        assert_eq!(around(ZONE, at("07:30")), None);
    }

    #[test]
    fn two_short_jobs_fit_into_a_window_and_a_third_does_not() {
        let mut busy: BTreeSet<Moment> = BTreeSet::new();
        let ten = at("10:00");
        for wanted in [Some("10:00"), Some("11:30"), None] {
            let found = fit(ten, 60, &office(), &busy, at("00:00"));
            assert_eq!(found, wanted.map(at));
            busy.extend(found.map(|start| cells(start, 60)).unwrap_or_default());
        }
        assert_eq!(fit(ten, 60, &office(), &BTreeSet::new(), at("10:40")), Some(at("11:00")), "what is past is not given away");
    }

    proptest! {
        /// Whatever is asked for in whatever order: every minute of a technician belongs to one job at most, all work lies within
        /// the shift, and between two jobs there is the way.
        #[test]
        fn nobody_is_promised_twice(wishes in proptest::collection::vec((0..6_usize, 1..9_i32), 0..30)) {
            let (mut busy, mut given) = (BTreeSet::new(), Vec::new());
            for (window, halves) in wishes {
                let (window, lasts) = (of_day(ZONE, day())[window], halves * 30);
                if let Some(start) = fit(window, lasts, &office(), &busy, at("00:00")) {
                    prop_assert!(start >= window && start < window + WINDOW);
                    busy.extend(cells(start, lasts));
                    given.push((start, start + TimeDelta::minutes(i64::from(lasts))));
                }
            }
            given.sort();
            for pair in given.windows(2) {
                prop_assert!(pair[0].1 + TRAVEL <= pair[1].0, "{:?}", pair);
            }
            for (start, end) in &given {
                let mut minute = *start;
                while minute < *end {
                    prop_assert!(office().iter().any(|(from, until)| (*from..*until).contains(&minute)), "{minute} is no working time");
                    minute += TimeDelta::minutes(1);
                }
            }
        }
    }
}
