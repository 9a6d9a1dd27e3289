//! Office hours as people type them.

use chrono::NaiveDate;

use super::hours::{Minute, Open, print, read};
use crate::web::{Form, Typed};

/// The longest note beside a day.
const NOTE: usize = 160;

/// A day that differs from the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OwnDay {
    pub(super) day: NaiveDate,
    /// `None` is off.
    pub(super) open: Option<Open>,
    pub(super) note: String,
}

fn minute(form: &mut Form, field: &str) -> Option<Minute> {
    let typed = form.optional(field, 5);
    let minute = read(&typed);
    if minute.is_none() && !typed.is_empty() {
        form.refuse(field, "franchise.refused.time");
    }
    minute
}

/// Two times, or none; one alone, or an end before its beginning, is refused at the field that is wrong.
fn pair(form: &mut Form, from: &str, until: &str) -> Option<(Minute, Minute)> {
    match (minute(form, from), minute(form, until)) {
        (Some(start), Some(end)) if start < end => Some((start, end)),
        (Some(_), Some(_)) => {
            form.refuse(until, "franchise.refused.until");
            None
        }
        (start, end) => {
            if start.is_some() || end.is_some() {
                form.refuse(if start.is_some() { until } else { from }, "franchise.refused.time");
            }
            None
        }
    }
}

/// The fields of a weekday, 1 is Monday.
pub(super) fn fields(weekday: usize) -> [String; 2] {
    [format!("from_{weekday}"), format!("until_{weekday}")]
}

/// Reads a week; `None` when something in it is wrong.
pub(super) fn week(form: &mut Form) -> Option<[Option<Open>; 7]> {
    let lunch = pair(form, "lunch_from", "lunch_until");
    let mut week = [None; 7];
    for (weekday, day) in (1..).zip(week.iter_mut()) {
        let [from, until] = fields(weekday);
        *day = pair(form, &from, &until).map(|(from, until)| Open { from, until, lunch });
    }
    (!form.failed()).then_some(week)
}

/// A week as a form shows it.
pub(super) fn typed(week: &[Option<Open>; 7]) -> Typed {
    let mut typed = Typed::default();
    for (weekday, day) in (1..).zip(week) {
        let Some(open) = day else { continue };
        let [from, until] = fields(weekday);
        typed = typed.with(&from, print(open.from)).with(&until, print(open.until));
    }
    match week.iter().flatten().find_map(|open| open.lunch) {
        Some((from, until)) => typed.with("lunch_from", print(from)).with("lunch_until", print(until)),
        None => typed,
    }
}

/// Reads a day of the company's own: with times it is worked, without them off.
pub(super) fn day(form: &mut Form) -> Option<OwnDay> {
    let day = form.word::<NaiveDate>("day");
    let open = pair(form, "from", "until").map(|(from, until)| Open { from, until, lunch: None });
    let note = form.optional("note", NOTE);
    day.filter(|_| !form.failed()).map(|day| OwnDay { day, open, note })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_read_as_it_is_shown() {
        let open = Some(Open { from: 540, until: 1080, lunch: Some((780, 840)) });
        let week_of = [open, open, None, open, open, None, None];
        assert_eq!(week(&mut Form::of(typed(&week_of))), Some(week_of));
        assert_eq!(week(&mut Form::default()), Some([None; 7]), "closed all week");
    }

    #[test]
    fn half_a_pair_and_an_end_before_the_beginning_are_refused_at_their_field() {
        for (from, until, wrong) in
            [("09:00", "", "until_1"), ("", "18:00", "from_1"), ("18:00", "09:00", "until_1"), ("9", "18:00", "from_1")]
        {
            let mut form = Form::of(Typed::default().with("from_1", from).with("until_1", until));
            assert_eq!(week(&mut form), None, "{from}–{until}");
            assert!(form.error(wrong).is_some(), "{from}–{until}");
        }
    }

    #[test]
    fn a_day_without_times_is_off() {
        let mut form = Form::of(Typed::default().with("day", "2026-12-31").with("note", "Жаңа жыл"));
        assert_eq!(day(&mut form).map(|day| day.open), Some(None));
        assert_eq!(day(&mut Form::of(Typed::default().with("day", "31.12"))), None);
    }
}
