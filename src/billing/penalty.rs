//! Penalty (өсімпұл, пеня): for each day from the one after the due day, on what of the charges is not paid, at the rate of that day. It
//! bears no penalty itself, and all that is unpaid of it is never more than the debt it is for.
//!
//! Law on housing relations, art. 34-1(9); amount = debt × rate / 100 × coefficient × days / 365. Rounded once, to the nearest tiyn, over all days;
//! what each span of equal days shows is its part of that.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::money::Tiyn;

/// Hundredths of a per cent, hundredths of the coefficient, days of a year.
const PARTS: i128 = 10_000 * 100 * 365;

/// Days on which the debt and the rate were the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Span {
    /// The first of them.
    pub(super) from: NaiveDate,
    /// The last of them.
    pub(super) until: NaiveDate,
    /// The unpaid charges, in tiyn.
    pub(super) debt: i64,
    /// The rate in hundredths of a per cent a year.
    pub(super) rate: i64,
    /// The coefficient in hundredths.
    pub(super) coefficient: i64,
    /// What these days cost, in tiyn.
    pub(super) amount: i64,
}

impl Span {
    /// How many days.
    pub(super) fn days(&self) -> i64 {
        (self.until - self.from).num_days() + 1
    }
}

/// What the reckoning knows of premises.
#[derive(Clone, Debug, Default)]
pub(super) struct Account {
    /// Charges: due on which day, how much.
    pub(super) charges: Vec<(NaiveDate, i64)>,
    /// Credits: on which day, how much (positive). The oldest charge is paid first.
    pub(super) credits: Vec<(NaiveDate, i64)>,
    /// Penalty that was charged before and is not paid: part of what the cap allows.
    pub(super) charged_before: i64,
}

impl Account {
    /// What of the charges that were due before `day` is unpaid on it.
    fn debt(&self, day: NaiveDate) -> i64 {
        let credits: i64 = self.credits.iter().filter(|(on, _)| *on <= day).map(|(_, amount)| amount).sum();
        let mut charges = self.charges.clone();
        charges.sort_unstable();
        let due: i64 = charges.iter().filter(|(due, _)| *due < day).map(|(_, amount)| amount).sum();
        (due - credits).max(0)
    }

    /// The days on which the debt may change.
    fn changes(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        let after = |day: &NaiveDate| day.checked_add_days(Days::new(1));
        self.charges.iter().filter_map(move |(due, _)| after(due)).chain(self.credits.iter().map(|(day, _)| *day))
    }
}

/// The penalty of the days `from..=until`; `rate` gives base rate and coefficient of a day, `None` where none is known: then none is charged.
pub(super) fn penalty(
    of: &Account,
    (from, until): (NaiveDate, NaiveDate),
    rate: impl Fn(NaiveDate) -> Option<(i64, i64)>,
) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut debts: BTreeMap<NaiveDate, i64> = BTreeMap::from([(from, of.debt(from))]);
    debts.extend(of.changes().filter(|day| *day > from && *day <= until).map(|day| (day, of.debt(day))));
    for day in from.iter_days().take_while(|day| *day <= until) {
        let debt = debts.range(..=day).next_back().map_or(0, |(_, debt)| *debt);
        let Some((rate, coefficient)) = rate(day).filter(|_| debt > 0) else { continue };
        match spans.last_mut() {
            Some(last)
                if (last.debt, last.rate, last.coefficient) == (debt, rate, coefficient)
                    && last.until.checked_add_days(Days::new(1)) == Some(day) =>
            {
                last.until = day;
            }
            _ => spans.push(Span { from: day, until: day, debt, rate, coefficient, amount: 0 }),
        }
    }
    let exact =
        |span: &Span| i128::from(span.debt) * i128::from(span.rate) * i128::from(span.coefficient) * i128::from(span.days());
    let weights: Vec<u128> = spans.iter().map(|span| exact(span).unsigned_abs()).collect();
    let sum: i128 = spans.iter().map(exact).sum();
    let rounded = i64::try_from((sum * 2 + PARTS) / (PARTS * 2)).unwrap_or(i64::MAX);
    let principal = spans.iter().map(|span| span.debt).max().unwrap_or_default();
    let cap = (principal - of.charged_before).max(0);
    share(&mut spans, &weights, rounded.min(cap));
    spans.retain(|span| span.amount > 0);
    spans
}

/// Gives each span its part of the amount; the parts add up to it.
fn share(spans: &mut [Span], weights: &[u128], amount: i64) {
    let most = weights.iter().copied().max().unwrap_or_default();
    // weights within 64 bits: what is lost by halving is far below a tiyn
    let shift = (128 - most.leading_zeros()).saturating_sub(50);
    let small: Vec<u64> = weights.iter().map(|weight| u64::try_from(weight >> shift).unwrap_or(u64::MAX)).collect();
    for (span, part) in spans.iter_mut().zip(Tiyn(amount).split(&small).unwrap_or_default()) {
        span.amount = part.0;
    }
}

/// What spans cost together.
pub(super) fn total(spans: &[Span]) -> i64 {
    spans.iter().map(|span| span.amount).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn flat(_: NaiveDate) -> Option<(i64, i64)> {
        Some((1_800, 100))
    }

    #[test]
    fn a_debt_of_10_000_costs_4_tenge_93_a_day() {
        let of = Account { charges: vec![(day("2026-10-25"), 1_000_000)], ..Account::default() };
        let spans = penalty(&of, (day("2026-10-01"), day("2026-10-31")), flat);
        // six days from the 26th: 10 000 × 18 % × 6 / 365 = 29,589 ₸
        assert_eq!((spans.len(), spans[0].from, spans[0].days(), total(&spans)), (1, day("2026-10-26"), 6, 2_959));
        let paid = Account { credits: vec![(day("2026-10-28"), 400_000)], ..of.clone() };
        let spans = penalty(&paid, (day("2026-10-01"), day("2026-10-31")), flat);
        assert_eq!(spans.iter().map(|span| (span.debt, span.days())).collect::<Vec<_>>(), [(1_000_000, 2), (600_000, 4)]);
        let on_time = Account { credits: vec![(day("2026-10-25"), 1_000_000)], ..of };
        assert!(penalty(&on_time, (day("2026-10-01"), day("2026-12-31")), flat).is_empty(), "paid on the last day");
    }

    #[test]
    fn it_is_never_more_than_the_debt() {
        let of = Account { charges: vec![(day("2010-01-25"), 100)], charged_before: 40, ..Account::default() };
        assert_eq!(total(&penalty(&of, (day("2010-01-26"), day("2026-01-01")), flat)), 60);
    }

    #[test]
    fn a_rate_that_changes_begins_another_span_and_no_rate_is_no_penalty() {
        let of = Account { charges: vec![(day("2026-10-25"), 1_000_000)], ..Account::default() };
        let days = (day("2026-10-26"), day("2026-11-10"));
        let spans = penalty(&of, days, |on| Some((if on < day("2026-11-01") { 1_800 } else { 1_650 }, 100)));
        assert_eq!(spans.iter().map(|span| span.rate).collect::<Vec<_>>(), [1_800, 1_650]);
        assert!(penalty(&of, days, |_| None).is_empty());
    }

    proptest! {
        /// Against a reckoning that goes day by day, charge by charge, and pays the oldest first.
        #[test]
        fn it_is_what_going_day_by_day_gives(
            charges in prop::collection::vec((0u64..120, 1i64..50_000_000), 0..6),
            credits in prop::collection::vec((0u64..150, 1i64..30_000_000), 0..6),
            until in 1u64..150, change in 0u64..150, before in 0i64..1_000_000,
        ) {
            let start = day("2026-01-01");
            let at = |n| start.checked_add_days(Days::new(n)).unwrap();
            let of = Account {
                charges: charges.iter().map(|(n, amount)| (at(*n), *amount)).collect(),
                credits: credits.iter().map(|(n, amount)| (at(*n), *amount)).collect(),
                charged_before: before,
            };
            let rate = |on: NaiveDate| Some(if on < at(change) { (1_525, 100) } else { (1_800, 125) });
            let spans = penalty(&of, (start, at(until)), rate);
            let (mut sum, mut most) = (0i128, 0i128);
            for n in 0..=until {
                let mut paid: i128 = credits.iter().filter(|(on, _)| *on <= n).map(|(_, a)| i128::from(*a)).sum();
                let mut due: Vec<_> = charges.iter().filter(|(on, _)| *on < n).collect();
                due.sort();
                let mut debt = 0i128;
                for (_, amount) in due {
                    let covered = paid.min(i128::from(*amount));
                    paid -= covered;
                    debt += i128::from(*amount) - covered;
                }
                let (rate, coefficient) = rate(at(n)).unwrap();
                most = most.max(debt);
                sum += debt * i128::from(rate) * i128::from(coefficient);
            }
            let expected = ((sum * 2 + PARTS) / (PARTS * 2)).min((most - i128::from(before)).max(0));
            prop_assert_eq!(i128::from(total(&spans)), expected);
            prop_assert!(spans.windows(2).all(|pair| pair[0].until < pair[1].from));
        }
    }
}
