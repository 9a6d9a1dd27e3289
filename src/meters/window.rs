//! When a house gives its readings, and for which month a reading counts.

use chrono::{Datelike, Months, NaiveDate};

/// From which to which day of a month, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub opens: u32,
    /// The last day.
    pub closes: u32,
}

impl Default for Window {
    fn default() -> Self {
        Self { opens: 20, closes: 25 }
    }
}

/// A window of one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// The month's first day: for it the readings count.
    pub month: NaiveDate,
    /// The first day on which they are wanted.
    pub from: NaiveDate,
    /// The last.
    pub until: NaiveDate,
    /// Whether that is now.
    pub open: bool,
}

impl Window {
    /// One with these days, if they are days that every month has.
    pub fn new(opens: u32, closes: u32) -> Option<Self> {
        (1 <= opens && opens <= closes && closes <= 28).then_some(Self { opens, closes })
    }

    /// The round that a reading of a day counts in: the one that is open, else the next. What comes too late is kept and counts for
    /// the next month.
    pub fn round(self, day: NaiveDate) -> Round {
        let first = first_of(day);
        let month = if day.day() <= self.closes { first } else { next(first) };
        let on = |day: u32| month.with_day(day).unwrap_or(month);
        Round { month, from: on(self.opens), until: on(self.closes), open: day >= on(self.opens) && day <= on(self.closes) }
    }
}

/// The first day of a month.
pub fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The first day of the month after.
pub fn next(month: NaiveDate) -> NaiveDate {
    first_of(month).checked_add_months(Months::new(1)).unwrap_or(month)
}

/// The first day of the month so many before.
pub fn before(month: NaiveDate, months: u32) -> NaiveDate {
    first_of(month).checked_sub_months(Months::new(months)).unwrap_or(month)
}

/// How many months lie between two, at least one.
pub fn months_between(earlier: NaiveDate, later: NaiveDate) -> i64 {
    let count = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month());
    (count(later) - count(earlier)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_comes_too_late_counts_for_the_next_month() {
        let window = Window::default();
        let round = |on| window.round(day(on));
        assert_eq!(
            round("2026-11-20"),
            Round { month: day("2026-11-01"), from: day("2026-11-20"), until: day("2026-11-25"), open: true }
        );
        assert!(round("2026-11-25").open);
        assert_eq!(round("2026-11-03").month, day("2026-11-01"), "early is for the window to come");
        assert!(!round("2026-11-03").open);
        assert_eq!(
            round("2026-11-26"),
            Round { month: day("2026-12-01"), from: day("2026-12-20"), until: day("2026-12-25"), open: false }
        );
        assert_eq!(round("2026-12-31").month, day("2027-01-01"));
    }

    #[test]
    fn a_window_has_days_that_every_month_has() {
        assert_eq!(Window::new(20, 25), Some(Window::default()));
        for (opens, closes) in [(0, 5), (25, 20), (25, 29)] {
            assert_eq!(Window::new(opens, closes), None);
        }
    }

    #[test]
    fn months_are_counted() {
        assert_eq!(months_between(day("2026-11-01"), day("2027-02-01")), 3);
        assert_eq!(months_between(day("2026-11-01"), day("2026-11-01")), 1);
        assert_eq!((next(day("2026-12-05")), before(day("2027-01-31"), 2)), (day("2027-01-01"), day("2026-11-01")));
    }
}
