//! Readings of one meter: which of them count, what they say of each month, and whether a new one can be.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::meter::{Dial, Values};
use super::refused::Refused;
use super::{usual, window};

crate::ids! {
    /// A reading.
    ReadingId,
}

crate::words! {
    /// How a reading came.
    pub enum Source {
        /// Somebody who lives there gave it.
        Resident = "resident",
        /// Staff wrote it down.
        Staff = "staff",
        /// It came by a mailed link, without signing in.
        Link = "link",
        /// It stood in a sheet.
        Import = "import",
        /// It was the last of a meter that was taken away.
        Act = "act",
    }
}

impl Source {
    /// The key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Resident => "meters.source.resident",
            Self::Staff => "meters.source.staff",
            Self::Link => "meters.source.link",
            Self::Import => "meters.source.import",
            Self::Act => "meters.source.act",
        }
    }
}

/// A reading as counting sees it: month, turn, values, whether it was rejected.
pub(super) type Given = (NaiveDate, i32, Values, bool);

/// What a meter is known to have shown.
#[derive(Clone, Debug)]
pub(super) struct History {
    pub(super) dial: Dial,
    pub(super) zones: usize,
    /// When it was put there, and what it showed then.
    pub(super) first: (NaiveDate, Values),
    /// By month what counts: the last turn that was not rejected.
    pub(super) counted: BTreeMap<NaiveDate, Values>,
}

impl History {
    /// Of all that was given.
    pub(super) fn of(dial: Dial, zones: usize, first: (NaiveDate, Values), given: &[Given]) -> Self {
        let mut last: BTreeMap<NaiveDate, (i32, Values)> = BTreeMap::new();
        for (month, turn, values, rejected) in given {
            let newer = last.get(month).is_none_or(|(before, _)| before < turn);
            if newer && !rejected {
                last.insert(*month, (*turn, *values));
            }
        }
        Self { dial, zones, first, counted: last.into_iter().map(|(month, (_, values))| (month, values)).collect() }
    }

    /// What it showed last before a month, and in which month that was.
    pub(super) fn before(&self, month: NaiveDate) -> (NaiveDate, Values) {
        let earlier = self.counted.range(..month).next_back().map(|(month, values)| (*month, *values));
        earlier.unwrap_or((window::first_of(self.first.0), self.first.1))
    }

    /// What counts for a month.
    pub(super) fn at(&self, month: NaiveDate) -> Option<Values> {
        self.counted.get(&month).copied()
    }

    fn value(values: &Values, zone: usize) -> i64 {
        values.get(zone).copied().unwrap_or_default()
    }

    /// How much went through in each month before one, the newest last; what was read after several months is spread over them evenly.
    pub(super) fn monthly(&self, zone: usize, until: NaiveDate) -> Vec<i64> {
        let (mut all, mut last) = (Vec::new(), (window::before(self.first.0, 1), self.first.1));
        for (month, values) in self.counted.range(..until) {
            // how long the first span was is known to the month only: a meter that came this month has one
            let months = window::months_between(last.0, *month);
            let passed = self.dial.passed(Self::value(&last.1, zone), Self::value(values, zone));
            if let (Some(passed), Ok(times)) = (passed, usize::try_from(months)) {
                all.extend(std::iter::repeat_n(passed.used / months, times.min(12)));
            }
            last = (*month, *values);
        }
        all
    }

    /// Whether new values of a month can be, and whether they are far from what is usual. Whoever says it is so is believed.
    ///
    /// # Errors
    /// The zone that is wrong, and why.
    pub(super) fn check(&self, month: NaiveDate, values: &Values, sure: bool) -> Result<bool, (usize, Refused)> {
        let mut is_far = false;
        let (from, earlier) = self.before(month);
        let later = self.counted.range(window::next(month)..).next().map(|(_, values)| *values);
        for zone in 0..self.zones {
            let (was, is) = (Self::value(&earlier, zone), Self::value(values, zone));
            let passed = self.dial.passed(was, is).ok_or((zone, Refused::Less(was)))?;
            if later.is_some_and(|later| self.dial.passed(is, Self::value(&later, zone)).is_none()) {
                return Err((zone, Refused::MoreThanLater));
            }
            let a_month = passed.used / window::months_between(from, month);
            let far = passed.over || usual::is_far(a_month, &self.monthly(zone, month));
            if far && !sure {
                return Err((zone, if passed.over { Refused::Over(passed.used) } else { Refused::Far(passed.used) }));
            }
            is_far |= far;
        }
        Ok(is_far)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn history(given: &[(&str, i32, i64, bool)]) -> History {
        let given: Vec<Given> =
            given.iter().map(|(month, turn, value, rejected)| (day(month), *turn, [*value, 0, 0, 0], *rejected)).collect();
        History::of(Dial { digits: 5 }, 1, (day("2026-07-10"), [1_000, 0, 0, 0]), &given)
    }

    #[test]
    fn the_last_that_was_not_rejected_counts() {
        let of = history(&[
            ("2026-08-01", 2, 6_000, false),
            ("2026-08-01", 1, 5_000, false),
            ("2026-08-01", 3, 9_000, true),
            ("2026-09-01", 1, 9_999, true),
        ]);
        assert_eq!(of.at(day("2026-08-01")), Some([6_000, 0, 0, 0]));
        assert_eq!(of.at(day("2026-09-01")), None);
        assert_eq!(of.before(day("2026-10-01")).1[0], 6_000);
        assert_eq!(of.before(day("2026-08-01")), (day("2026-07-01"), [1_000, 0, 0, 0]), "the first value stands before all");
    }

    #[test]
    fn several_months_at_once_are_spread_over_them() {
        let of = history(&[("2026-08-01", 1, 5_000, false), ("2026-11-01", 1, 14_000, false)]);
        assert_eq!(of.monthly(0, day("2026-12-01")), [2_000, 2_000, 3_000, 3_000, 3_000]);
        assert_eq!(of.monthly(0, day("2026-11-01")), [2_000, 2_000]);
    }

    #[test]
    fn less_than_before_cannot_be_and_much_more_is_asked_twice() {
        let of = history(&[("2026-07-01", 1, 5_000, false), ("2026-08-01", 1, 10_000, false), ("2026-09-01", 1, 15_000, false)]);
        let october = day("2026-10-01");
        let check = |value, sure| of.check(october, &[value, 0, 0, 0], sure);
        assert_eq!(check(14_999, true), Err((0, Refused::Less(15_000))), "whoever is sure of it too");
        assert_eq!(check(30_000, false), Ok(false));
        assert_eq!(check(30_001, false), Err((0, Refused::Far(15_001))));
        assert_eq!(check(30_001, true), Ok(true));
        assert_eq!(of.check(day("2026-08-01"), &[15_001, 0, 0, 0], true), Err((0, Refused::MoreThanLater)));
    }

    #[test]
    fn a_dial_that_began_anew_is_asked_twice_too() {
        let of = history(&[("2026-09-01", 1, 99_998_000, false)]);
        let check = |sure| of.check(day("2026-10-01"), &[3_000, 0, 0, 0], sure);
        assert_eq!(check(false), Err((0, Refused::Over(5_000))));
        assert_eq!(check(true), Ok(true));
    }
}
