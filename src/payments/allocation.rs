//! How a payment is shared out among what is owed. Whoever pays is shown this order, and nobody chooses another:
//!
//! 1. what a return took out of money paid ahead that was used up already;
//! 2. the contributions, month by month, the oldest month first; within a month in the order in which the law names them: current,
//!    accumulative, target (law on housing relations, art. 34-1(1)), each into its own money;
//! 3. penalty, which follows the debt that it is for (art. 34-1(9)) and therefore comes last;
//! 4. what is left is paid ahead and used up by the next bill.
//!
//! Within a fund what was paid before has paid the oldest charge first, whoever paid it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::ledger::{Fund, Kind, Movement, month};
use crate::money::Tiyn;

/// What of one month's charges for one fund is not paid.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Debt {
    /// Of which month, as its first day.
    pub month: NaiveDate,
    /// Into which money.
    pub fund: Fund,
    /// The number of the bill.
    pub bill: String,
    /// How much.
    pub amount: Tiyn,
}

/// All that premises owe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owed {
    /// Unpaid charges, the oldest first, within a month by fund.
    pub debts: Vec<Debt>,
    /// Unpaid penalty.
    pub penalty: Tiyn,
    /// What was taken back of money that had been paid ahead and used up.
    pub overdrawn: Tiyn,
    /// What is paid ahead.
    pub ahead: Tiyn,
}

/// Where a part of a payment went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// To charges, to penalty, or ahead.
    pub kind: Kind,
    /// Into which money.
    pub fund: Fund,
    /// Of which bill; empty where it is of none.
    pub bill: String,
    /// Of which month's charges.
    pub month: Option<NaiveDate>,
    /// How much: more than nothing.
    pub amount: Tiyn,
}

impl Owed {
    /// Reads it off all that moved on the premises' accounts.
    pub fn of<'a>(movements: impl IntoIterator<Item = &'a Movement>) -> Self {
        let mut bills: BTreeMap<(Fund, &str), (NaiveDate, i64)> = BTreeMap::new();
        let mut credits: BTreeMap<Fund, i64> = BTreeMap::new();
        let (mut penalty, mut advance) = (0, 0);
        for moved in movements {
            match moved.kind {
                // both entries of a bill that was taken back stand on it, and are nothing together
                Kind::Receivable if moved.document == "bill" => {
                    let of = bills.entry((moved.fund, &moved.number)).or_insert((moved.day, 0));
                    *of = (of.0.min(moved.day), of.1 + moved.amount);
                }
                Kind::Receivable => *credits.entry(moved.fund).or_default() -= moved.amount,
                Kind::PenaltyDue => penalty += moved.amount,
                Kind::Advance => advance += moved.amount,
                _ => {}
            }
        }
        let mut charges: Vec<(NaiveDate, Fund, &str, i64)> =
            bills.into_iter().map(|((fund, bill), (day, charged))| (month::first(day), fund, bill, charged)).collect();
        charges.sort_unstable();
        let mut debts = Vec::new();
        for (month, fund, bill, charged) in charges {
            let paid = credits.entry(fund).or_default();
            let used = charged.min((*paid).max(0));
            *paid -= used;
            if charged > used {
                debts.push(Debt { month, fund, bill: bill.to_owned(), amount: Tiyn(charged - used) });
            }
        }
        let positive = |sum: i64| Tiyn(sum.max(0));
        Self { debts, penalty: positive(penalty), overdrawn: positive(advance), ahead: positive(advance.saturating_neg()) }
    }

    /// Shares an amount out; the parts add up to it.
    pub fn share(&self, amount: Tiyn) -> Vec<Part> {
        let mut left = amount.0.max(0);
        let mut parts: Vec<Part> = Vec::new();
        let mut give = |kind, fund, (bill, month): (&str, Option<NaiveDate>), owed: i64| {
            let given = left.min(owed);
            if given > 0 {
                parts.push(Part { kind, fund, bill: bill.to_owned(), month, amount: Tiyn(given) });
                left -= given;
            }
        };
        give(Kind::Advance, Fund::Current, ("", None), self.overdrawn.0);
        for debt in &self.debts {
            give(Kind::Receivable, debt.fund, (&debt.bill, Some(debt.month)), debt.amount.0);
        }
        give(Kind::PenaltyDue, Fund::Current, ("", None), self.penalty.0);
        give(Kind::Advance, Fund::Current, ("", None), i64::MAX);
        parts
    }

    /// All of it together, without what is paid ahead.
    pub fn total(&self) -> Tiyn {
        let debts = self.debts.iter().map(|debt| debt.amount);
        Tiyn::total(debts.chain([self.penalty, self.overdrawn])).unwrap_or(Tiyn(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn moved(kind: Kind, fund: Fund, on: &str, amount: i64, (document, number): (&str, &str)) -> Movement {
        let (document, number) = (document.to_owned(), number.to_owned());
        Movement { premises: None, kind, fund, day: day(on), amount, document, number, reason: String::new() }
    }

    fn words(parts: &[Part]) -> Vec<(Kind, Fund, &str, i64)> {
        parts.iter().map(|part| (part.kind, part.fund, part.bill.as_str(), part.amount.0)).collect()
    }

    #[test]
    fn the_oldest_month_is_paid_first_in_the_laws_order_and_penalty_last() {
        let charge = |fund, on: &str, amount, bill| moved(Kind::Receivable, fund, on, amount, ("bill", bill));
        let all = [
            charge(Fund::Accumulative, "2026-10-31", 200, "2"),
            charge(Fund::Current, "2026-10-31", 1_000, "2"),
            charge(Fund::Target, "2026-09-30", 50, "1"),
            charge(Fund::Current, "2026-09-30", 900, "1"),
            moved(Kind::PenaltyDue, Fund::Current, "2026-10-31", 30, ("bill", "2")),
            // September's current contribution is half paid
            moved(Kind::Receivable, Fund::Current, "2026-10-05", -450, ("payment", "1")),
            // of a bill that was taken back nothing is owed
            charge(Fund::Current, "2026-08-31", 70, "0"),
            charge(Fund::Current, "2026-11-02", -70, "0"),
        ];
        let owed = Owed::of(&all);
        assert_eq!(owed.total(), Tiyn(450 + 50 + 1_000 + 200 + 30));
        let parts = owed.share(Tiyn(2_000));
        assert_eq!(
            words(&parts),
            [
                (Kind::Receivable, Fund::Current, "1", 450),
                (Kind::Receivable, Fund::Target, "1", 50),
                (Kind::Receivable, Fund::Current, "2", 1_000),
                (Kind::Receivable, Fund::Accumulative, "2", 200),
                (Kind::PenaltyDue, Fund::Current, "", 30),
                (Kind::Advance, Fund::Current, "", 270),
            ]
        );
        assert_eq!(
            words(&owed.share(Tiyn(460))),
            [(Kind::Receivable, Fund::Current, "1", 450), (Kind::Receivable, Fund::Target, "1", 10)]
        );
    }

    #[test]
    fn what_was_taken_back_in_another_month_is_nothing_together() {
        let charge = |on: &str, amount| moved(Kind::Receivable, Fund::Current, on, amount, ("bill", "1"));
        let all = [charge("2026-10-31", 70), charge("2026-11-02", -70)];
        assert_eq!(Owed::of(&all), Owed::default());
    }

    #[test]
    fn a_return_opens_the_oldest_debt_again_and_an_advance_that_was_used_up() {
        let all = [
            moved(Kind::Receivable, Fund::Current, "2026-10-31", 100, ("bill", "1")),
            moved(Kind::Receivable, Fund::Current, "2026-11-01", -100, ("payment", "1")),
            moved(Kind::Advance, Fund::Current, "2026-11-01", -60, ("payment", "1")),
            moved(Kind::Advance, Fund::Current, "2026-11-30", 60, ("bill", "2")),
            moved(Kind::Receivable, Fund::Current, "2026-12-01", 100, ("payment", "1")),
            moved(Kind::Advance, Fund::Current, "2026-12-01", 60, ("payment", "1")),
        ];
        let owed = Owed::of(&all);
        assert_eq!((owed.overdrawn, owed.total()), (Tiyn(60), Tiyn(160)));
        assert_eq!(owed.share(Tiyn(100)).first().map(|part| (part.kind, part.amount)), Some((Kind::Advance, Tiyn(60))));
    }

    fn owed() -> impl Strategy<Value = Owed> {
        let debt = (0u32..24, 0usize..3, 1i64..5_000_000).prop_map(|(back, fund, amount)| {
            let month = day("2026-11-01").checked_sub_months(chrono::Months::new(back)).unwrap();
            Debt { month, fund: Fund::ALL[fund], bill: back.to_string(), amount: Tiyn(amount) }
        });
        (prop::collection::vec(debt, 0..30), 0i64..100_000, prop_oneof![Just(0), 1i64..100_000]).prop_map(
            |(mut debts, penalty, overdrawn)| {
                debts.sort();
                Owed { debts, penalty: Tiyn(penalty), overdrawn: Tiyn(overdrawn), ahead: Tiyn::ZERO }
            },
        )
    }

    proptest! {
        #[test]
        fn the_parts_are_the_payment_and_never_more_than_what_is_owed(owed in owed(), amount in 0i64..200_000_000) {
            let parts = owed.share(Tiyn(amount));
            prop_assert_eq!(Tiyn::total(parts.iter().map(|part| part.amount)), Some(Tiyn(amount)));
            prop_assert!(parts.iter().all(|part| part.amount > Tiyn::ZERO));
            let of = |kind| parts.iter().filter(|part| part.kind == kind).map(|part| part.amount.0).sum::<i64>();
            let charges: i64 = owed.debts.iter().map(|debt| debt.amount.0).sum();
            prop_assert!(of(Kind::Receivable) <= charges && of(Kind::PenaltyDue) <= owed.penalty.0);
            // nothing is paid ahead, and no penalty, while a charge is open
            if of(Kind::Receivable) < charges {
                prop_assert_eq!((of(Kind::PenaltyDue), of(Kind::Advance)), (0, owed.overdrawn.0.min(amount)));
            }
            let months: Vec<_> = parts.iter().filter_map(|part| part.month).collect();
            prop_assert!(months.is_sorted(), "the oldest first");
        }

        #[test]
        fn any_way_of_paying_in_pieces_pays_the_same(owed in owed(), pieces in prop::collection::vec(1i64..3_000_000, 1..8)) {
            // each piece is shared out by what the pieces before it left
            let mut left = owed.clone();
            let mut paid: BTreeMap<(Kind, Fund, Option<NaiveDate>), i64> = BTreeMap::new();
            for piece in &pieces {
                for part in left.share(Tiyn(*piece)) {
                    *paid.entry((part.kind, part.fund, part.month)).or_default() += part.amount.0;
                    let mut rest = part.amount.0;
                    match part.kind {
                        Kind::Receivable => {
                            for debt in left.debts.iter_mut().filter(|debt| debt.month == part.month.unwrap() && debt.fund == part.fund) {
                                let used = rest.min(debt.amount.0);
                                debt.amount.0 -= used;
                                rest -= used;
                            }
                        }
                        Kind::PenaltyDue => left.penalty.0 -= rest,
                        _ => left.overdrawn.0 -= rest.min(left.overdrawn.0),
                    }
                }
            }
            let mut at_once: BTreeMap<(Kind, Fund, Option<NaiveDate>), i64> = BTreeMap::new();
            for part in owed.share(Tiyn(pieces.iter().sum())) {
                *at_once.entry((part.kind, part.fund, part.month)).or_default() += part.amount.0;
            }
            prop_assert_eq!(paid, at_once);
        }
    }
}
