//! A promise to pay: the whole on a day, or in monthly parts that add up to it. It is kept when all of it came, broken when on some day less
//! had come than was promised by then.

use chrono::{Months, NaiveDate};

use crate::money::Tiyn;

crate::ids! {
    /// A promise, or an instalment plan.
    PlanId,
}

crate::words! {
    /// What became of a promise.
    pub enum State {
        /// It is being watched.
        Open = "open",
        /// All of it was paid.
        Kept = "kept",
        /// A day passed on which less had come than was promised.
        Broken = "broken",
        /// It holds no more, by agreement.
        Ended = "ended",
    }
}

impl State {
    /// The key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Open => "debts.plan.open",
            Self::Kept => "debts.plan.kept",
            Self::Broken => "debts.plan.broken",
            Self::Ended => "debts.plan.ended",
        }
    }

    /// How its badge looks.
    pub(super) fn tone(self) -> &'static str {
        match self {
            Self::Open => "action",
            Self::Kept => "good",
            Self::Broken => "danger",
            Self::Ended => "neutral",
        }
    }
}

/// The most parts that can be promised.
pub(super) const MOST_PARTS: u32 = 24;

/// A part of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Until which day, with it.
    pub(super) due_on: NaiveDate,
    /// How much, in tiyn.
    pub(super) amount: i64,
}

/// So many parts, month by month from the first day on, the same but for the odd tiyn; together they are the amount. `None` when there are none,
/// too many, or one would be nothing.
pub(super) fn parts(amount: Tiyn, many: u32, first: NaiveDate) -> Option<Vec<Part>> {
    if !(1..=MOST_PARTS).contains(&many) || amount.0 < i64::from(many) {
        return None;
    }
    let weights = vec![1; usize::try_from(many).ok()?];
    let split = amount.split(&weights)?;
    (0..many)
        .zip(split)
        .map(|(nth, part)| Some(Part { due_on: first.checked_add_months(Months::new(nth))?, amount: part.0 }))
        .collect()
}

/// How a plan stands when so much has come since it was agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// All of it came.
    Kept,
    /// So far it is kept: what is still missing until the next day, and that day.
    OnTime {
        /// In tiyn.
        missing: i64,
        /// Until when.
        due_on: NaiveDate,
    },
    /// On this day less had come than was promised.
    Broken(NaiveDate),
}

/// See [`Standing`].
pub(super) fn standing(parts: &[Part], paid: i64, today: NaiveDate) -> Standing {
    let mut promised = 0;
    for part in parts {
        promised += part.amount;
        if paid < promised {
            return if part.due_on < today {
                Standing::Broken(part.due_on)
            } else {
                Standing::OnTime { missing: promised - paid, due_on: part.due_on }
            };
        }
    }
    Standing::Kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_hundred_in_three_parts_has_an_odd_tiyn_and_ends_of_months_stay_in_theirs() {
        let all = parts(Tiyn(10_000), 3, day("2026-12-31")).unwrap();
        let of = |on: &str, amount| Part { due_on: day(on), amount };
        assert_eq!(all, [of("2026-12-31", 3_334), of("2027-01-31", 3_333), of("2027-02-28", 3_333)]);
        assert_eq!(parts(Tiyn(10_000), 0, day("2026-12-31")), None);
        assert_eq!(parts(Tiyn(10_000), 25, day("2026-12-31")), None);
        assert_eq!(parts(Tiyn(2), 3, day("2026-12-31")), None, "no part is nothing");
    }

    #[test]
    fn a_promise_is_broken_the_day_after() {
        let all = parts(Tiyn(300), 3, day("2026-12-10")).unwrap();
        assert_eq!(standing(&all, 0, day("2026-12-10")), Standing::OnTime { missing: 100, due_on: day("2026-12-10") });
        assert_eq!(standing(&all, 99, day("2026-12-11")), Standing::Broken(day("2026-12-10")));
        assert_eq!(standing(&all, 100, day("2026-12-11")), Standing::OnTime { missing: 100, due_on: day("2027-01-10") });
        assert_eq!(standing(&all, 250, day("2027-01-11")), Standing::OnTime { missing: 50, due_on: day("2027-02-10") });
        assert_eq!(standing(&all, 300, day("2030-01-01")), Standing::Kept);
    }

    proptest! {
        #[test]
        fn the_parts_are_the_whole_to_the_tiyn(amount in 1i64..900_000_000, many in 1u32..=MOST_PARTS, n in 0u64..3_000) {
            let first = day("2026-01-01").checked_add_days(chrono::Days::new(n)).unwrap();
            let Some(all) = parts(Tiyn(amount), many, first) else {
                prop_assert!(amount < i64::from(many));
                return Ok(());
            };
            prop_assert_eq!(all.iter().map(|part| part.amount).sum::<i64>(), amount);
            prop_assert!(all.windows(2).all(|two| two[0].due_on < two[1].due_on && (two[0].amount - two[1].amount).abs() <= 1));
        }

        /// Against asking of each day that has passed whether enough had come.
        #[test]
        fn it_stands_as_the_days_say(amount in 24i64..100_000, many in 1u32..=12, paid in 0i64..120_000, n in 0u64..500) {
            let first = day("2026-01-10");
            let all = parts(Tiyn(amount), many, first).unwrap();
            let today = day("2026-01-01").checked_add_days(chrono::Days::new(n)).unwrap();
            let promised: i64 = all.iter().filter(|part| part.due_on < today).map(|part| part.amount).sum();
            match standing(&all, paid, today) {
                Standing::Kept => prop_assert!(paid >= amount),
                Standing::Broken(_) => prop_assert!(paid < promised),
                Standing::OnTime { missing, due_on } => {
                    prop_assert!(paid >= promised && paid < amount && due_on >= today);
                    let until: i64 = all.iter().filter(|part| part.due_on <= due_on).map(|part| part.amount).sum();
                    prop_assert_eq!(missing, until - paid);
                }
            }
        }
    }
}
