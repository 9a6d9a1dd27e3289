//! The bank's register beside what its machine told us: what only one of the two knows, and where the sums differ.

use std::collections::{BTreeMap, BTreeSet};

use super::Line;
use crate::money::Tiyn;

crate::words! {
    /// How the two differ in a payment.
    pub enum Mismatch {
        /// Its machine told us of it, and the register does not have it.
        NotTheirs = "not_theirs",
        /// The register has it, and it is not written down here.
        NotOurs = "not_ours",
        /// Both have it, with different sums.
        OtherSum = "other_sum",
    }
}

impl Mismatch {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotTheirs => "payments.mismatch.not_theirs",
            Self::NotOurs => "payments.mismatch.not_ours",
            Self::OtherSum => "payments.mismatch.other_sum",
        }
    }
}

/// A payment in which the two differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::payments) struct Odd {
    pub(in crate::payments) kind: Mismatch,
    pub(in crate::payments) txn: String,
    pub(in crate::payments) account: String,
    pub(in crate::payments) ours: Option<Tiyn>,
    pub(in crate::payments) theirs: Option<Tiyn>,
}

/// Compares a register with what is written down here. `ours` are the payments of its day and those that it names, `elsewhere` those that another
/// register of the same door has. What both have with the same sum is not named.
pub(in crate::payments) fn compare(ours: &[Line], theirs: &[Line], elsewhere: &BTreeSet<String>) -> Vec<Odd> {
    let known: BTreeMap<&str, &Line> = ours.iter().map(|line| (line.txn.as_str(), line)).collect();
    let named: BTreeSet<&str> = theirs.iter().map(|line| line.txn.as_str()).collect();
    let mut odd = Vec::new();
    for line in theirs {
        let mine = known.get(line.txn.as_str()).map(|mine| mine.amount);
        let kind = match mine {
            None => Mismatch::NotOurs,
            Some(amount) if amount != line.amount => Mismatch::OtherSum,
            Some(_) => continue,
        };
        let (txn, account) = (line.txn.clone(), line.account.clone());
        odd.push(Odd { kind, txn, account, ours: mine, theirs: Some(line.amount) });
    }
    for line in known.values().filter(|line| !named.contains(line.txn.as_str()) && !elsewhere.contains(&line.txn)) {
        let (txn, account) = (line.txn.clone(), line.account.clone());
        odd.push(Odd { kind: Mismatch::NotTheirs, txn, account, ours: Some(line.amount), theirs: None });
    }
    odd.sort_by(|a, b| (a.kind, &a.txn).cmp(&(b.kind, &b.txn)));
    odd
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(txn: &str, amount: i64) -> Line {
        Line { txn: txn.into(), account: "1".into(), amount: Tiyn(amount), day: "2026-02-01".parse().unwrap() }
    }

    #[test]
    fn the_three_kinds_are_told_apart() {
        let ours = [line("1", 100), line("2", 200), line("3", 300), line("4", 400)];
        let theirs = [line("1", 100), line("2", 201), line("5", 500)];
        let odd = compare(&ours, &theirs, &BTreeSet::from(["4".to_owned()]));
        let words: Vec<_> = odd.iter().map(|odd| (odd.kind, odd.txn.as_str(), odd.ours, odd.theirs)).collect();
        assert_eq!(
            words,
            [
                (Mismatch::NotTheirs, "3", Some(Tiyn(300)), None),
                (Mismatch::NotOurs, "5", None, Some(Tiyn(500))),
                (Mismatch::OtherSum, "2", Some(Tiyn(200)), Some(Tiyn(201))),
            ]
        );
    }

    proptest! {
        #[test]
        fn sums_differ_by_what_is_named(
            ours in prop::collection::btree_map("[1-9]", 1i64..1000, 0..9),
            theirs in prop::collection::btree_map("[1-9]", 1i64..1000, 0..9),
        ) {
            let lines = |of: &BTreeMap<String, i64>| of.iter().map(|(txn, amount)| line(txn, *amount)).collect::<Vec<_>>();
            let odd = compare(&lines(&ours), &lines(&theirs), &BTreeSet::new());
            let total = |of: &BTreeMap<String, i64>| of.values().sum::<i64>();
            let apart: i64 = odd.iter().map(|odd| odd.ours.map_or(0, |sum| sum.0) - odd.theirs.map_or(0, |sum| sum.0)).sum();
            prop_assert_eq!(apart, total(&ours) - total(&theirs));
            prop_assert_eq!(odd.is_empty(), ours == theirs);
        }
    }
}
