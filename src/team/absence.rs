//! Days on which somebody is away.

use chrono::NaiveDate;

crate::ids! {
    /// That somebody is away for some days.
    AbsenceId,
}

/// How far an absence is on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It has not begun.
    Ahead,
    /// Somebody is away.
    Away,
    /// It is over.
    Over,
}

/// How far an absence from `since` to `until`, both days of it, is on `today`.
pub fn stage(since: NaiveDate, until: NaiveDate, today: NaiveDate) -> Stage {
    if today < since {
        Stage::Ahead
    } else if today <= until {
        Stage::Away
    } else {
        Stage::Over
    }
}

/// Whether an absence of these days can be noted: it ends after it begins, not before today, and lasts no longer than a year.
pub fn possible(since: NaiveDate, until: NaiveDate, today: NaiveDate) -> bool {
    since <= until && until >= today && (until - since).num_days() <= 366
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, n).unwrap()
    }

    #[test]
    fn the_first_and_the_last_day_belong_to_it() {
        let on = |n| stage(day(10), day(12), day(n));
        assert_eq!([on(9), on(10), on(12), on(13)], [Stage::Ahead, Stage::Away, Stage::Away, Stage::Over]);
    }

    #[test]
    fn what_is_over_or_ends_before_it_begins_is_none() {
        assert!(possible(day(10), day(10), day(10)));
        assert!(!possible(day(11), day(10), day(1)));
        assert!(!possible(day(1), day(9), day(10)));
    }
}
