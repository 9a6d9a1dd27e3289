//! Copies of a protocol: whoever owns something in the house gets one within five working days (art. 42(17)).

use chrono::NaiveDate;

use crate::calendar::Holidays;
use crate::text::{self, Locale};
use crate::voting::law::{self, Term};
use crate::web::Said;

fn calendar() -> Holidays {
    Holidays::shipped().unwrap_or_default()
}

/// The last day on which a copy is in time, asked for on `day`, by the law of `edition`.
pub(super) fn due(day: NaiveDate, edition: NaiveDate) -> NaiveDate {
    calendar().add_working_days(day, law::term(Term::CopyWorkingDays, edition).0)
}

/// What is said of the term today, and how it looks.
pub(super) fn term(locale: Locale, due: NaiveDate, today: NaiveDate) -> (Said, &'static str) {
    let (calendar, day) = (calendar(), text::date(locale, due));
    let (left, over) = (calendar.working_days_between(today, due), calendar.working_days_between(due, today));
    if today > due {
        (Said::new("voting.copies.late").with("day", day).with("days", over.max(1)), "danger")
    } else if left == 0 {
        (Said::new("voting.copies.today").with("day", day), "needs")
    } else {
        (Said::new("voting.copies.left").with("day", day).with("days", left), "neutral")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn five_working_days_begin_on_the_day_after_and_leave_out_holidays() {
        let edition = day("2025-09-17");
        assert_eq!(due(day("2026-11-20"), edition), day("2026-11-27"));
        // 16 December is a day off
        assert_eq!(due(day("2026-12-11"), edition), day("2026-12-21"));
    }

    #[test]
    fn what_is_late_is_said() {
        let due = day("2026-11-27");
        assert_eq!(term(Locale::Ru, due, day("2026-11-20")).1, "neutral");
        assert_eq!(term(Locale::Ru, due, due).1, "needs");
        let (said, tone) = term(Locale::Ru, due, day("2026-11-28"));
        assert_eq!((said.key.as_ref(), tone), ("voting.copies.late", "danger"));
    }
}
