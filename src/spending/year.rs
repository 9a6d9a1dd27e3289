//! The money of a house in a year: month by month what came into each fund, what was spent of it, and what was left. Whoever paid is nowhere in it.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::article::Article;
use crate::ledger::{Fund, month};

/// A fund in a month. Sums in tiyn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// What was there when it began.
    pub(super) opening: i64,
    /// What came.
    pub(super) collected: i64,
    /// What was spent.
    pub(super) spent: i64,
}

impl Line {
    /// What was there when it ended.
    pub(super) fn closing(self) -> i64 {
        self.opening + self.collected - self.spent
    }
}

/// The months of a year, as far as they began by `today`, each with its funds in the law's order.
pub(super) fn months(
    year: i32,
    today: NaiveDate,
    collected: &[(Fund, NaiveDate, i64)],
    spent: &[(Fund, NaiveDate, i64)],
) -> Vec<(NaiveDate, Vec<(Fund, Line)>)> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(today);
    let mut left: BTreeMap<Fund, i64> = BTreeMap::new();
    let mut sums: BTreeMap<(NaiveDate, Fund), Line> = BTreeMap::new();
    for (moved, comes) in [(collected, true), (spent, false)] {
        for (fund, day, amount) in moved {
            if *day < first {
                *left.entry(*fund).or_default() += if comes { *amount } else { -*amount };
            } else {
                let line = sums.entry((month::first(*day), *fund)).or_default();
                *(if comes { &mut line.collected } else { &mut line.spent }) += amount;
            }
        }
    }
    let begun = std::iter::successors(Some(first), |of| Some(month::next(*of)));
    let mut all = Vec::new();
    for of in begun.take_while(|of| of.year() == year && *of <= today) {
        let mut lines = Vec::new();
        for fund in Fund::ALL {
            let opening = left.get(fund).copied().unwrap_or_default();
            let line = Line { opening, ..sums.get(&(of, *fund)).copied().unwrap_or_default() };
            left.insert(*fund, line.closing());
            lines.push((*fund, line));
        }
        all.push((of, lines));
    }
    all
}

/// What was spent on each article, the most first.
pub(super) fn by_article(all: impl IntoIterator<Item = (Article, i64)>) -> Vec<(Article, i64)> {
    let mut sums: BTreeMap<Article, i64> = BTreeMap::new();
    for (article, amount) in all {
        *sums.entry(article).or_default() += amount;
    }
    let mut sums: Vec<_> = sums.into_iter().filter(|(_, sum)| *sum != 0).collect();
    sums.sort_by_key(|(article, sum)| (std::cmp::Reverse(*sum), *article));
    sums
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_was_left_goes_on_into_the_next_month_and_year() {
        let collected = [(Fund::Current, day("2025-12-31"), 1_000), (Fund::Current, day("2026-01-05"), 500)];
        let spent = [(Fund::Current, day("2026-02-10"), 700)];
        let all = months(2026, day("2026-03-02"), &collected, &spent);
        let of = |nth: usize| all[nth].1[0].1;
        assert_eq!(all.len(), 3, "March has begun");
        assert_eq!(of(0), Line { opening: 1_000, collected: 500, spent: 0 });
        assert_eq!(of(1), Line { opening: 1_500, collected: 0, spent: 700 });
        assert_eq!((of(2).opening, of(2).closing()), (800, 800));
        assert_eq!(all[0].1[1], (Fund::Accumulative, Line::default()));
    }

    #[test]
    fn articles_stand_by_how_much() {
        let all = [(Article::Lifts, 5), (Article::Repair, 9), (Article::Lifts, 6), (Article::Waste, 0)];
        assert_eq!(by_article(all), [(Article::Lifts, 11), (Article::Repair, 9)]);
    }

    proptest! {
        #[test]
        fn the_last_month_ends_with_all_that_came_less_all_that_went(
            came in prop::collection::vec((0usize..3, 0u64..700, -100i64..10_000), 0..20),
            went in prop::collection::vec((0usize..3, 0u64..700, 1i64..10_000), 0..20),
        ) {
            let at = |all: &[(usize, u64, i64)]| -> Vec<(Fund, NaiveDate, i64)> {
                all.iter().map(|(fund, n, amount)| (Fund::ALL[*fund], day("2025-01-31") + chrono::Days::new(*n), *amount)).collect()
            };
            let (came, went) = (at(&came), at(&went));
            let all = months(2026, day("2026-12-31"), &came, &went);
            prop_assert_eq!(all.len(), 12);
            for (nth, fund) in Fund::ALL.iter().enumerate() {
                let sum = |moved: &[(Fund, NaiveDate, i64)]| moved.iter().filter(|(of, ..)| of == fund).map(|(.., sum)| sum).sum::<i64>();
                prop_assert_eq!(all[11].1[nth].1.closing(), sum(&came) - sum(&went));
                prop_assert!(all.windows(2).all(|two| two[0].1[nth].1.closing() == two[1].1[nth].1.opening));
            }
        }
    }
}
