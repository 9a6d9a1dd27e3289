//! When owners are reminded: in the middle of the voting, and three days, a day and three hours before its end; the opening has a letter
//! of its own. Each step is taken once. Of steps that were missed only the last is taken: nobody is reminded twice at once.

use chrono::{NaiveDate, TimeDelta};

use crate::clock::Moment;

crate::words! {
    /// A step of the schedule.
    pub enum Step {
        /// Half of the time is over.
        Middle = "middle",
        /// Three days are left.
        ThreeDays = "three_days",
        /// A day is left.
        Day = "day",
        /// Three hours are left.
        Hours = "hours",
    }
}

impl Step {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Middle => "voting.turnout.step.middle",
            Self::ThreeDays => "voting.turnout.step.three_days",
            Self::Day => "voting.turnout.step.day",
            Self::Hours => "voting.turnout.step.hours",
        }
    }

    fn at(self, (opens, closes): (Moment, Moment)) -> Moment {
        match self {
            Self::Middle => opens + (closes - opens) / 2,
            Self::ThreeDays => closes - TimeDelta::days(3),
            Self::Day => closes - TimeDelta::days(1),
            Self::Hours => closes - TimeDelta::hours(3),
        }
    }
}

/// What was done at a step: its word, when, and how many were told.
pub(in crate::voting) type Told = (String, Moment, i64);

/// The least time between the opening and the first reminder, and between two.
const APART: TimeDelta = TimeDelta::hours(2);

/// The steps of a meeting in their order. In a short voting those that would come before it has well begun, or one upon the other, are
/// left out: the later stands.
pub(in crate::voting) fn schedule(term: (Moment, Moment)) -> Vec<(Step, Moment)> {
    let mut all: Vec<(Step, Moment)> =
        Step::ALL.iter().map(|step| (*step, step.at(term))).filter(|(_, at)| *at >= term.0 + APART && *at < term.1).collect();
    all.sort_by_key(|(_, at)| *at);
    let later: Vec<Moment> = all.iter().skip(1).map(|(_, at)| *at).chain([term.1 + APART]).collect();
    all.into_iter().zip(later).filter(|((_, at), next)| *next - *at >= APART).map(|(step, _)| step).collect()
}

/// The step that is to be taken now: the last whose time has come, unless it was taken.
pub(in crate::voting) fn due(term: (Moment, Moment), taken: &[Told], now: Moment) -> Option<Step> {
    let (step, _) = schedule(term).into_iter().rev().find(|(_, at)| *at <= now)?;
    (now < term.1 && taken.iter().all(|(word, ..)| word != step.word())).then_some(step)
}

/// The next step that has not come yet.
pub(in crate::voting) fn next(term: (Moment, Moment), now: Moment) -> Option<(Step, Moment)> {
    schedule(term).into_iter().find(|(_, at)| *at > now)
}

/// The word under which a reminder by hand is kept: one for each of the company's days.
pub(in crate::voting) fn by_hand(day: NaiveDate) -> String {
    format!("hand:{day}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use proptest::prelude::*;

    fn at(hours: i64) -> Moment {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc() + TimeDelta::hours(hours)
    }

    fn hours(days: i64) -> Vec<(Step, i64)> {
        schedule((at(0), at(days * 24))).into_iter().map(|(step, then)| (step, (then - at(0)).num_hours())).collect()
    }

    #[test]
    fn a_week_has_four_reminders_and_a_day_has_two() {
        assert_eq!(hours(7), [(Step::Middle, 84), (Step::ThreeDays, 96), (Step::Day, 144), (Step::Hours, 165)]);
        assert_eq!(
            hours(6),
            [(Step::ThreeDays, 72), (Step::Day, 120), (Step::Hours, 141)],
            "the middle is three days before the end"
        );
        assert_eq!(hours(1), [(Step::Middle, 12), (Step::Hours, 21)]);
    }

    #[test]
    fn a_step_is_taken_once_and_a_missed_one_not_at_all() {
        let term = (at(0), at(240));
        assert_eq!(due(term, &[], at(119)), None);
        assert_eq!(due(term, &[], at(121)), Some(Step::Middle));
        assert_eq!(due(term, &[("middle".into(), at(121), 7)], at(122)), None);
        assert_eq!(due(term, &[], at(230)), Some(Step::Day), "nobody was there for a week: one reminder, not three");
        assert_eq!(due(term, &[], at(240)), None);
        assert_eq!(next(term, at(121)), Some((Step::ThreeDays, at(168))));
    }

    proptest! {
        #[test]
        fn reminders_come_within_the_voting_and_apart_from_one_another(length in 1i64..2000) {
            let all = schedule((at(0), at(length)));
            for pair in all.windows(2) {
                prop_assert!(pair[1].1 - pair[0].1 >= APART);
            }
            prop_assert!(all.iter().all(|(_, then)| *then > at(0) && *then < at(length)));
        }
    }
}
