//! Months of the books: a closed one never changes.

use chrono::{Datelike, Days, Months, NaiveDate};

/// The first day of the month that a day is in.
pub fn first(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The last day of the month that a day is in.
pub fn last(day: NaiveDate) -> NaiveDate {
    first(day).checked_add_months(Months::new(1)).and_then(|next| next.checked_sub_days(Days::new(1))).unwrap_or(day)
}

/// The first day of the month after.
pub fn next(day: NaiveDate) -> NaiveDate {
    first(day).checked_add_months(Months::new(1)).unwrap_or(day)
}

/// The first day of the month before.
pub fn previous(day: NaiveDate) -> NaiveDate {
    first(day).checked_sub_months(Months::new(1)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn february_ends_when_it_ends() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(last(day("2028-02-03")), day("2028-02-29"));
        assert_eq!(last(day("2026-12-31")), day("2026-12-31"));
        assert_eq!(next(day("2026-12-31")), day("2027-01-01"));
        assert_eq!(previous(day("2027-01-31")), day("2026-12-01"));
    }
}
