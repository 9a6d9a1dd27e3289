//! Working days of Kazakhstan.
//!
//! Which days are off is law, and the government swaps some of them each year, so it is data: rows of [`Holiday`], kept in
//! a table that people can edit. The rows we ship (`holidays.csv`) are those of `reference/law-kz.md` §5.1: 2026 as published,
//! 2027 computed from the rule of the law on holidays (art. 5) and marked provisional until the official calendar appears.
//! Deadlines are counted from the day after, and one that ends on a day off moves to the next working day (АППК art. 76).

mod rows;

pub use rows::{BadRow, Holiday, Kind};

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The days that differ from the ordinary week, by date.
#[derive(Debug, Clone, Default)]
pub struct Holidays {
    days: BTreeMap<NaiveDate, Holiday>,
}

impl Holidays {
    /// A calendar of these rows. Of two rows for one day the later one counts: a correction is added, not searched for.
    #[must_use]
    pub fn new(rows: impl IntoIterator<Item = Holiday>) -> Self {
        Self { days: rows.into_iter().map(|row| (row.date, row)).collect() }
    }

    /// The calendar that comes with the program.
    ///
    /// # Errors
    /// A [`BadRow`], which only a damaged build can contain: a test reads the same file.
    pub fn shipped() -> Result<Self, BadRow> {
        rows::read(include_str!("holidays.csv")).map(Self::new)
    }

    /// The rows, in order of date.
    pub fn rows(&self) -> impl Iterator<Item = &Holiday> {
        self.days.values()
    }

    /// The row of a day that differs from the ordinary week.
    #[must_use]
    pub fn on(&self, date: NaiveDate) -> Option<&Holiday> {
        self.days.get(&date)
    }

    /// Whether the calendar has rows of this year at all. Of other years only the weekends are known, and a deadline there
    /// must be called approximate.
    #[must_use]
    pub fn covers(&self, year: i32) -> bool {
        self.days.keys().any(|date| date.year() == year)
    }

    /// Whether a deadline counted over these days may still move: a year without rows, or a provisional row among them.
    #[must_use]
    pub fn is_provisional(&self, from: NaiveDate, to: NaiveDate) -> bool {
        let unknown = (from.year()..=to.year()).any(|year| !self.covers(year));
        unknown || self.days.values().any(|row| row.provisional && (from..=to).contains(&row.date))
    }

    /// Whether people work on this day.
    #[must_use]
    pub fn is_working(&self, date: NaiveDate) -> bool {
        match self.on(date).map(|row| row.kind) {
            Some(Kind::DayOff) => false,
            Some(Kind::MovedWorkingDay) => true,
            None => !matches!(date.weekday(), Weekday::Sat | Weekday::Sun),
        }
    }

    /// The `n`-th working day after `from`; the count starts on the day after. Zero days is `from` itself.
    #[must_use]
    pub fn add_working_days(&self, from: NaiveDate, n: u32) -> NaiveDate {
        let mut date = from;
        for _ in 0..n {
            date = self.roll_forward(day_after(date));
        }
        date
    }

    /// The last day of a term of `n` calendar days that starts on the day after `from`, moved on if it ends on a day off.
    #[must_use]
    pub fn add_calendar_days(&self, from: NaiveDate, n: u32) -> NaiveDate {
        let end = from.checked_add_days(Days::new(u64::from(n))).unwrap_or(NaiveDate::MAX);
        self.roll_forward(end)
    }

    /// The day itself if people work on it, else the next day on which they do.
    #[must_use]
    pub fn roll_forward(&self, date: NaiveDate) -> NaiveDate {
        let mut date = date;
        while !self.is_working(date) && date < NaiveDate::MAX {
            date = day_after(date);
        }
        date
    }

    /// How many working days there are after `from`, up to and with `to`; none if `to` is not later.
    #[must_use]
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> usize {
        from.iter_days().skip(1).take_while(|date| *date <= to).filter(|date| self.is_working(*date)).count()
    }
}

/// The next day; the last day of the calendar of `chrono` stays where it is.
fn day_after(date: NaiveDate) -> NaiveDate {
    date.succ_opt().unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests;
