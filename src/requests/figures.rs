//! What can be counted of requests: how many, how soon, how many late or again. Pure; people are not in it but as names to group by.

use chrono::TimeDelta;

use crate::clock::Moment;

/// Of a request, what is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// What kind of thing it is, as a word.
    pub(super) trade: String,
    /// Of which house, by address.
    pub(super) house: String,
    /// Who saw to it.
    pub(super) hand: Option<String>,
    /// When it came.
    pub(super) came: Moment,
    /// When somebody answered.
    pub(super) answered: Option<Moment>,
    /// When it was done.
    pub(super) done: Option<Moment>,
    /// Whether the term of the first answer was missed.
    pub(super) answer_missed: bool,
    /// Whether the term of the work was missed.
    pub(super) work_missed: bool,
    /// Whether it was not fixed when it was said to be.
    pub(super) again: bool,
    /// Whether somebody still has to do something.
    pub(super) open: bool,
}

/// How long something took: the middle one, and the one that nine of ten do not exceed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spread {
    /// Of how many.
    pub(super) of: u64,
    /// Minutes that half of them did not exceed; `None` of nothing.
    pub(super) median: Option<i64>,
    /// Minutes that nine of ten did not exceed.
    pub(super) ninth: Option<i64>,
}

impl Spread {
    /// Of these times, by the nearest rank: a figure that was really measured, nothing between two.
    pub(super) fn of(times: impl IntoIterator<Item = TimeDelta>) -> Self {
        let mut minutes: Vec<i64> = times.into_iter().map(|time| time.num_minutes().max(0)).collect();
        minutes.sort_unstable();
        let rank = |tenths: usize| (minutes.len() * tenths).div_ceil(10).checked_sub(1).and_then(|at| minutes.get(at)).copied();
        Self { of: number(minutes.len()), median: rank(5), ninth: rank(9) }
    }
}

/// The sums of some requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    /// How many came.
    pub(super) came: u64,
    /// How many of them are open still.
    pub(super) open: u64,
    /// How long the first answer took.
    pub(super) answer: Spread,
    /// How long it took until they were done.
    pub(super) done: Spread,
    /// How many were answered late, or are late to be answered.
    pub(super) answer_missed: u64,
    /// How many were done late, or are late.
    pub(super) work_missed: u64,
    /// How many were answered in time.
    pub(super) answered_in_time: u64,
    /// How many were done in time.
    pub(super) done_in_time: u64,
    /// How many were not fixed when they were said to be.
    pub(super) again: u64,
}

fn number(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}

/// The sums of these requests.
pub(super) fn sums(of: &[&Counted]) -> Sums {
    let many = |is: fn(&Counted) -> bool| number(of.iter().filter(|one| is(one)).count());
    Sums {
        came: number(of.len()),
        open: many(|one| one.open),
        answer: Spread::of(of.iter().filter_map(|one| Some(one.answered? - one.came))),
        done: Spread::of(of.iter().filter_map(|one| Some(one.done? - one.came))),
        answer_missed: many(|one| one.answer_missed),
        work_missed: many(|one| one.work_missed),
        answered_in_time: many(|one| one.answered.is_some() && !one.answer_missed),
        done_in_time: many(|one| one.done.is_some() && !one.work_missed),
        again: many(|one| one.again),
    }
}

/// The same for each group, those of most requests first, then by name.
pub(super) fn by<'a>(of: &'a [Counted], name: impl Fn(&'a Counted) -> Option<&'a str>) -> Vec<(&'a str, Sums)> {
    let mut groups: Vec<(&str, Vec<&Counted>)> = Vec::new();
    for one in of {
        let Some(name) = name(one) else { continue };
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, group)) => group.push(one),
            None => groups.push((name, vec![one])),
        }
    }
    let mut sums: Vec<_> = groups.into_iter().map(|(name, group)| (name, sums(&group))).collect();
    sums.sort_by(|(a, one), (b, other)| other.came.cmp(&one.came).then_with(|| a.cmp(b)));
    sums
}

/// `part` of `whole` in whole percents, rounded down: nobody is said to be better than they were. `None` of nothing.
pub(super) fn percents(part: u64, whole: u64) -> Option<u64> {
    part.saturating_mul(100).checked_div(whole)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one(trade: &str, answered: Option<i64>, done: Option<i64>) -> Counted {
        let came = Moment::default();
        Counted {
            trade: trade.into(),
            house: "Абай даңғылы, 12".into(),
            hand: done.map(|_| "Ибраев".into()),
            came,
            answered: answered.map(|after| came + TimeDelta::minutes(after)),
            done: done.map(|after| came + TimeDelta::minutes(after)),
            answer_missed: answered.is_none_or(|after| after > 60),
            work_missed: false,
            again: false,
            open: done.is_none(),
        }
    }

    #[test]
    fn figures_are_those_of_the_requests() {
        let all = [one("lift", Some(10), Some(100)), one("lift", Some(90), None), one("water", None, None)];
        let sums = sums(&all.iter().collect::<Vec<_>>());
        assert_eq!((sums.came, sums.open, sums.answer_missed, sums.answered_in_time, sums.done_in_time), (3, 2, 2, 1, 1));
        assert_eq!(sums.answer, Spread { of: 2, median: Some(10), ninth: Some(90) });
        assert_eq!(sums.done, Spread { of: 1, median: Some(100), ninth: Some(100) });
        let by_trade: Vec<_> = by(&all, |one| Some(&one.trade)).into_iter().map(|(name, sums)| (name, sums.came)).collect();
        assert_eq!(by_trade, [("lift", 2), ("water", 1)]);
        assert_eq!(by(&all, |one| one.hand.as_deref()).len(), 1, "what nobody saw to is nobody's");
    }

    #[test]
    fn nothing_has_no_middle_and_no_part() {
        assert_eq!(Spread::of([]), Spread::default());
        assert_eq!(percents(0, 0), None);
        assert_eq!((percents(2, 3), percents(3, 3)), (Some(66), Some(100)));
    }

    proptest! {
        #[test]
        fn half_and_nine_of_ten_do_not_exceed_them(minutes in prop::collection::vec(0..100_000_i64, 1..200)) {
            let spread = Spread::of(minutes.iter().map(|m| TimeDelta::minutes(*m)));
            let within = |bound: Option<i64>| minutes.iter().filter(|m| **m <= bound.unwrap()).count();
            let below = |bound: Option<i64>| minutes.iter().filter(|m| **m < bound.unwrap()).count();
            prop_assert!(within(spread.median) * 2 >= minutes.len() && below(spread.median) * 2 < minutes.len());
            prop_assert!(within(spread.ninth) * 10 >= minutes.len() * 9 && below(spread.ninth) * 10 < minutes.len() * 9);
        }
    }
}
