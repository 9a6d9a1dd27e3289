//! Entries: money goes from one account to another, so what one gets another gives, and an entry that does not balance has no words.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Refused;
use super::account::Account;
use crate::money::Tiyn;

crate::ids! {
    /// An entry.
    EntryId,
}

/// What an entry stands on: a bill, a receipt, an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Which kind of paper, such as `bill`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Its number, as people say it.
    pub number: String,
}

/// An entry that is to be made. It is put together of transfers alone, and therefore balances whatever they are.
#[derive(Clone, Debug)]
pub struct Entry {
    pub(super) day: NaiveDate,
    pub(super) document: Document,
    pub(super) reason: String,
    sums: BTreeMap<Account, Tiyn>,
}

impl Entry {
    /// An entry without transfers yet.
    pub fn new(day: NaiveDate, document: Document, reason: impl Into<String>) -> Self {
        Self { day, document, reason: reason.into(), sums: BTreeMap::new() }
    }

    /// Adds a transfer: `debit` gets what `credit` gives. Nothing is no transfer.
    ///
    /// # Errors
    /// [`Refused::Negative`] for less than nothing, [`Refused::TooMuch`] beyond what 64 bits hold.
    pub fn transfer(&mut self, debit: &Account, credit: &Account, amount: Tiyn) -> Result<(), Refused> {
        if amount < Tiyn::ZERO {
            return Err(Refused::Negative);
        }
        if debit == credit || amount == Tiyn::ZERO {
            return Ok(());
        }
        let sum = |account: &Account| self.sums.get(account).copied().unwrap_or_default();
        let gets = sum(debit).checked_add(amount).ok_or(Refused::TooMuch)?;
        let gives = sum(credit).checked_sub(amount).ok_or(Refused::TooMuch)?;
        self.sums.insert(debit.clone(), gets);
        self.sums.insert(credit.clone(), gives);
        Ok(())
    }

    /// What each account gets (debit, positive) or gives (credit, negative); accounts that get what they give are left out.
    pub fn sums(&self) -> impl Iterator<Item = (&Account, Tiyn)> {
        self.sums.iter().map(|(account, sum)| (account, *sum)).filter(|(_, sum)| *sum != Tiyn::ZERO)
    }

    /// Whether nothing moves.
    pub fn is_empty(&self) -> bool {
        self.sums().next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ledger::account::{Fund, Kind};

    fn account(n: u8) -> Account {
        Account::own(Kind::Bank, Fund::Current, n)
    }

    fn entry() -> Entry {
        let day = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        Entry::new(day, Document { kind: "test", id: "1".into(), number: "1".into() }, "")
    }

    #[test]
    fn less_than_nothing_and_more_than_everything_are_refused() {
        let mut of = entry();
        assert_eq!(of.transfer(&account(1), &account(2), Tiyn(-1)), Err(Refused::Negative));
        assert_eq!(of.transfer(&account(1), &account(2), Tiyn(i64::MAX)), Ok(()));
        assert_eq!(of.transfer(&account(1), &account(3), Tiyn(1)), Err(Refused::TooMuch));
        assert_eq!(of.sums().count(), 2, "a refused transfer leaves nothing behind");
        assert_eq!(of.transfer(&account(2), &account(1), Tiyn(i64::MAX)), Ok(()));
        assert!(of.is_empty());
    }

    proptest! {
        #[test]
        fn whatever_is_transferred_balances(transfers in prop::collection::vec((0u8..6, 0u8..6, -5i64..1_000_000_000), 0..40)) {
            let mut of = entry();
            let mut naive = [0i128; 6];
            for (debit, credit, amount) in transfers {
                if of.transfer(&account(debit), &account(credit), Tiyn(amount)).is_ok() {
                    naive[usize::from(debit)] += i128::from(amount);
                    naive[usize::from(credit)] -= i128::from(amount);
                }
            }
            prop_assert_eq!(of.sums().map(|(_, sum)| i128::from(sum.0)).sum::<i128>(), 0);
            for (n, expected) in (0u8..).zip(naive) {
                let found = of.sums().find(|(of, _)| **of == account(n)).map_or(0, |(_, sum)| i128::from(sum.0));
                prop_assert_eq!(found, expected);
            }
        }
    }
}
