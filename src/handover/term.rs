//! The term: ten working days (Law on housing relations, art. 51-4(8)), and what is said of it.

use chrono::NaiveDate;

use super::rows::State;
use crate::calendar::Holidays;
use crate::text::{self, Locale};
use crate::web::Said;

/// How many working days the old company has.
const WORKING_DAYS: u32 = 10;

fn calendar() -> Holidays {
    Holidays::shipped().unwrap_or_default()
}

/// The last day on which it is in time, for a contract that ends on `day`.
pub(super) fn due(day: NaiveDate) -> NaiveDate {
    calendar().add_working_days(day, WORKING_DAYS)
}

/// What is said of the term today, and how it looks.
pub(super) fn said(locale: Locale, state: State, due: NaiveDate, today: NaiveDate) -> (Said, &'static str) {
    let day = text::date(locale, due);
    if !matches!(state, State::Packing | State::Ready) {
        return (Said::new("handover.term.was").with("day", day), "neutral");
    }
    let (left, over) = (calendar().working_days_between(today, due), calendar().working_days_between(due, today));
    if over > 0 {
        (Said::new("handover.term.late").with("day", day).with("days", over), "danger")
    } else if left == 0 {
        (Said::new("handover.term.today").with("day", day), "needs")
    } else {
        (Said::new("handover.term.left").with("day", day).with("days", left), if left <= 3 { "needs" } else { "neutral" })
    }
}

/// What happens next, and who does it.
pub(super) fn next(state: State, outside: bool) -> &'static str {
    match (state, outside) {
        (State::Packing, _) => "handover.next.packing",
        (State::Ready, false) => "handover.next.ready",
        (State::Ready, true) => "handover.next.ready_outside",
        (State::Accepted, _) => "handover.next.accepted",
        (State::Refused, _) => "handover.next.refused",
        (State::Cancelled, _) => "handover.next.cancelled",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn ten_working_days_pass_over_weekends_and_holidays() {
        assert_eq!(due(on("2026-11-20")), on("2026-12-04"));
        // Independence Day, 16 December, is a day off
        assert_eq!(due(on("2026-12-07")), on("2026-12-22"));
    }

    #[test]
    fn what_is_late_is_said_to_be_late_only_while_it_is_open() {
        let key = |state, today| said(Locale::Ru, state, on("2026-12-04"), on(today)).0.key.into_owned();
        assert_eq!(key(State::Ready, "2026-12-03"), "handover.term.left");
        assert_eq!(key(State::Ready, "2026-12-04"), "handover.term.today");
        assert_eq!(key(State::Packing, "2026-12-07"), "handover.term.late");
        assert_eq!(key(State::Accepted, "2026-12-07"), "handover.term.was");
        // on the weekend after the last day no working day has passed yet
        assert_eq!(key(State::Ready, "2026-12-05"), "handover.term.today");
    }
}
