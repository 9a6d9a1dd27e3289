//! How old a debt is: what of each month's charges is not paid, and since when it was due. What was credited has paid the oldest charge first,
//! whoever paid it and into whichever of the house's monies.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ledger::{Kind, Movement, month};

/// The ages by which debts are told apart, in days: overdue for so long at least.
pub(super) const AGES: [i64; 5] = [1, 30, 60, 90, 180];

/// What of a month's charges is not paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Unpaid {
    /// Of which month, as its first day.
    pub(super) month: NaiveDate,
    /// The last day on which it could be paid in time.
    pub(super) due_on: NaiveDate,
    /// How much, in tiyn: more than nothing.
    pub(super) amount: i64,
}

/// All that is known of what premises owe. Sums in tiyn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Owed {
    /// Unpaid charges, the oldest first.
    pub(super) months: Vec<Unpaid>,
    /// Unpaid penalty.
    pub(super) penalty: i64,
    /// What was ever credited: payments less what went back.
    pub(super) credited: i64,
}

impl Owed {
    /// Reads it off all that moved on the premises' accounts; `due` says until when a month's charges are paid in time.
    pub(super) fn of<'a>(movements: impl IntoIterator<Item = &'a Movement>, due: impl Fn(NaiveDate) -> NaiveDate) -> Self {
        let mut bills: BTreeMap<&str, (NaiveDate, i64)> = BTreeMap::new();
        let (mut credited, mut credits, mut penalty) = (0, 0, 0);
        for moved in movements {
            let is_bill = moved.document == "bill";
            match moved.kind {
                // both entries of a bill that was taken back stand on it, and are nothing together
                Kind::Receivable if is_bill => {
                    let of = bills.entry(&moved.number).or_insert((moved.day, 0));
                    *of = (of.0.min(moved.day), of.1 + moved.amount);
                }
                Kind::Receivable => credits -= moved.amount,
                Kind::PenaltyDue => penalty += moved.amount,
                _ => {}
            }
            if !is_bill {
                credited -= moved.amount;
            }
        }
        let mut months: BTreeMap<NaiveDate, i64> = BTreeMap::new();
        for (day, charged) in bills.into_values() {
            *months.entry(month::first(day)).or_default() += charged;
        }
        Self { months: left(months, credits, due), penalty: penalty.max(0), credited }
    }

    /// What was due before a day and is not paid.
    pub(super) fn overdue(&self, today: NaiveDate) -> i64 {
        self.late(today).map(|of| of.amount).sum()
    }

    /// The months that were due before a day.
    pub(super) fn late(&self, today: NaiveDate) -> impl Iterator<Item = &Unpaid> {
        self.months.iter().filter(move |of| of.due_on < today)
    }

    /// All charges and penalty that are not paid, due or not.
    pub(super) fn total(&self) -> i64 {
        self.months.iter().map(|of| of.amount).sum::<i64>() + self.penalty
    }
}

/// What credits leave of the charges. A bill that is less than nothing pays others.
fn left(months: BTreeMap<NaiveDate, i64>, credits: i64, due: impl Fn(NaiveDate) -> NaiveDate) -> Vec<Unpaid> {
    let mut paid = credits + months.values().map(|charged| charged.min(&0).abs()).sum::<i64>();
    let mut left = Vec::new();
    for (month, charged) in months {
        let used = charged.max(0).min(paid.max(0));
        paid -= used;
        if charged > used {
            left.push(Unpaid { month, due_on: due(month), amount: charged - used });
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ledger::Fund;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn due(month: NaiveDate) -> NaiveDate {
        crate::billing::due_on(month)
    }

    fn moved(kind: Kind, on: &str, amount: i64, (document, number): (&str, &str)) -> Movement {
        let (document, number) = (document.to_owned(), number.to_owned());
        Movement { premises: None, kind, fund: Fund::Current, day: day(on), amount, document, number, reason: String::new() }
    }

    #[test]
    fn the_oldest_month_is_paid_first_and_a_month_is_late_from_the_26th() {
        let all = [
            moved(Kind::Receivable, "2026-08-31", 1_000, ("bill", "1")),
            moved(Kind::Receivable, "2026-09-30", 1_000, ("bill", "2")),
            moved(Kind::PenaltyDue, "2026-09-30", 30, ("bill", "2")),
            moved(Kind::Receivable, "2026-10-05", -1_400, ("payment", "1")),
            // taken back, in another month than it was charged
            moved(Kind::Receivable, "2026-10-31", 500, ("bill", "3")),
            moved(Kind::Receivable, "2026-11-02", -500, ("bill", "3")),
        ];
        let owed = Owed::of(&all, due);
        assert_eq!(owed.months, [Unpaid { month: day("2026-09-01"), due_on: day("2026-10-25"), amount: 600 }]);
        assert_eq!((owed.penalty, owed.credited, owed.total()), (30, 1_400, 630));
        assert_eq!((owed.overdue(day("2026-10-25")), owed.overdue(day("2026-10-26"))), (0, 600));
    }

    #[test]
    fn what_went_back_is_owed_again() {
        let all = [
            moved(Kind::Receivable, "2026-08-31", 100, ("bill", "1")),
            moved(Kind::Receivable, "2026-09-05", -100, ("payment", "1")),
            moved(Kind::Advance, "2026-09-05", -60, ("payment", "1")),
            moved(Kind::Receivable, "2026-09-09", 100, ("payment", "1")),
            moved(Kind::Advance, "2026-09-09", 60, ("payment", "1")),
        ];
        let owed = Owed::of(&all, due);
        assert_eq!((owed.total(), owed.credited), (100, 0));
    }

    proptest! {
        /// Against a reckoning that takes tiyn by tiyn from the oldest month.
        #[test]
        fn it_is_what_paying_the_oldest_first_gives(
            charges in prop::collection::vec((1u32..12, 1i64..60), 0..8), credits in prop::collection::vec(1i64..80, 0..6),
        ) {
            let mut all = Vec::new();
            let mut naive: BTreeMap<u32, i64> = BTreeMap::new();
            for (nth, (of, amount)) in charges.iter().enumerate() {
                all.push(moved(Kind::Receivable, &format!("2026-{of:02}-28"), *amount, ("bill", &nth.to_string())));
                *naive.entry(*of).or_default() += amount;
            }
            for (nth, amount) in credits.iter().enumerate() {
                all.push(moved(Kind::Receivable, "2026-12-01", -amount, ("payment", &nth.to_string())));
                for _ in 0..*amount {
                    if let Some((_, left)) = naive.iter_mut().find(|(_, left)| **left > 0) {
                        *left -= 1;
                    }
                }
            }
            let owed = Owed::of(&all, due);
            let expected: Vec<(NaiveDate, i64)> = naive.into_iter().filter(|(_, left)| *left > 0)
                .map(|(of, left)| (NaiveDate::from_ymd_opt(2026, of, 1).unwrap(), left)).collect();
            prop_assert_eq!(owed.months.iter().map(|of| (of.month, of.amount)).collect::<Vec<_>>(), expected);
            prop_assert_eq!(owed.credited, credits.iter().sum::<i64>());
            let late = owed.overdue(day("2026-08-01"));
            prop_assert_eq!(late, owed.months.iter().filter(|of| of.month < day("2026-07-01")).map(|of| of.amount).sum::<i64>());
        }
    }
}
