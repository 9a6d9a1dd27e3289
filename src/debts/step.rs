//! The steps of a debt: a reminder, a demand, a warning before the notary. Each is written once, in this order, and none while a promise is
//! being kept.

use chrono::{Days, Months, NaiveDate};

crate::words! {
    /// A letter of a debt.
    pub enum Step {
        /// One is reminded.
        Reminder = "reminder",
        /// One is asked to pay within a term.
        Demand = "demand",
        /// One is told that a notary or the court comes next.
        Warning = "warning",
    }
}

/// A demand goes out when something has been overdue for so many days: the company's practice.
const DEMAND_AFTER: u64 = 30;
/// Within so many days a demand is to be met: the company's practice.
pub(super) const TERM: u64 = 10;

/// From a day on: so many months after the due day one may go to a notary or the court. Law on housing relations, art. 34-1(10); it was
/// three before the edition of 15.07.2025 № 207-VIII.
const NOTARY_AFTER: [((i32, u32, u32), u32); 2] = [((2020, 1, 11), 3), ((2025, 9, 17), 2)];

/// The first day on which a debt that was due on `due` may go to a notary, by the law of `today`.
pub(super) fn notary_from(due: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let since = |(y, m, d): (i32, u32, u32)| NaiveDate::from_ymd_opt(y, m, d).is_some_and(|since| since <= today);
    let (_, months) = NOTARY_AFTER.iter().rev().find(|(from, _)| since(*from))?;
    due.checked_add_months(Months::new(*months))?.checked_add_days(Days::new(1))
}

impl Step {
    /// The key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Reminder => "debts.step.reminder",
            Self::Demand => "debts.step.demand",
            Self::Warning => "debts.step.warning",
        }
    }

    /// The step before it.
    pub(super) fn before(self) -> Option<Self> {
        match self {
            Self::Reminder => None,
            Self::Demand => Some(Self::Reminder),
            Self::Warning => Some(Self::Demand),
        }
    }

    /// The youngest debt it is for: due on this day, or earlier.
    pub(super) fn due_by(self, today: NaiveDate) -> NaiveDate {
        let most = match self {
            Self::Reminder => today.pred_opt(),
            Self::Demand => today.checked_sub_days(Days::new(DEMAND_AFTER)),
            // going back by the months is not the opposite of going on by them: the last day that fits is looked for
            Self::Warning => (0..130)
                .filter_map(|back| today.checked_sub_days(Days::new(back)))
                .find(|due| notary_from(*due, today).is_some_and(|from| from <= today)),
        };
        most.unwrap_or(NaiveDate::MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_notary_comes_after_two_months_and_came_after_three() {
        assert_eq!(notary_from(day("2026-09-25"), day("2026-12-01")), Some(day("2026-11-26")));
        assert_eq!(notary_from(day("2025-05-25"), day("2025-08-01")), Some(day("2025-08-26")));
        assert_eq!(notary_from(day("2018-05-25"), day("2018-08-01")), None, "nothing is guessed");
    }

    #[test]
    fn each_step_has_its_time() {
        let of = |step: Step, today: &str| step.due_by(day(today));
        assert_eq!(of(Step::Reminder, "2026-11-26"), day("2026-11-25"));
        assert_eq!(of(Step::Demand, "2026-11-26"), day("2026-10-27"));
        assert_eq!(of(Step::Warning, "2026-11-25"), day("2026-09-24"));
        assert_eq!(of(Step::Warning, "2026-11-26"), day("2026-09-25"));
        assert_eq!(of(Step::Warning, "2027-05-01"), day("2027-02-28"));
    }

    #[test]
    fn the_last_due_day_is_just_the_last() {
        for n in 0..800 {
            let today = day("2026-01-01").checked_add_days(Days::new(n)).unwrap();
            let last = Step::Warning.due_by(today);
            assert!(notary_from(last, today).unwrap() <= today);
            assert!(notary_from(last.succ_opt().unwrap(), today).unwrap() > today, "{today}");
        }
    }
}
