//! Working time: when so much of it has passed, and how much lies between two moments. By the clock on the office's wall; a day has any
//! number of stretches in which people work, in their order, in minutes since midnight.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// Minutes since midnight.
pub(super) type Minute = u16;

/// How far ahead an end is looked for: no term is longer, and an office that never opens ends nowhere.
const AHEAD: usize = 1_500;

/// The stretches of work from a moment on.
fn ahead<'a, D>(day: &'a D, from: NaiveDateTime) -> impl Iterator<Item = (NaiveDateTime, NaiveDateTime)> + 'a
where
    D: Fn(NaiveDate) -> Vec<(Minute, Minute)>,
{
    let at = |date: NaiveDate, minute: Minute| date.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minute));
    let dates = from.date().iter_days().take(AHEAD);
    dates
        .flat_map(move |date| day(date).into_iter().map(move |(start, end)| (at(date, start).max(from), at(date, end))))
        .filter(|(start, end)| start < end)
}

/// The moment at which so much working time has passed since `from`; `None` when it never will.
pub(super) fn after<D>(day: &D, from: NaiveDateTime, work: TimeDelta) -> Option<NaiveDateTime>
where
    D: Fn(NaiveDate) -> Vec<(Minute, Minute)>,
{
    let mut left = work;
    for (start, end) in ahead(day, from) {
        if left <= end - start {
            return Some(start + left);
        }
        left -= end - start;
    }
    None
}

/// How much working time lies between two moments; none when the second is not later.
pub(super) fn between<D>(day: &D, from: NaiveDateTime, to: NaiveDateTime) -> TimeDelta
where
    D: Fn(NaiveDate) -> Vec<(Minute, Minute)>,
{
    let within = ahead(day, from).take_while(|(start, _)| *start < to);
    within.fold(TimeDelta::zero(), |sum, (start, end)| sum + (end.min(to) - start))
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeMap;

    use chrono::Timelike;
    use proptest::prelude::*;

    use super::*;

    /// Days and their stretches.
    pub(in crate::requests) type Plan = BTreeMap<NaiveDate, Vec<(Minute, Minute)>>;

    pub(in crate::requests) fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    /// Three weeks of any days: closed ones, short ones, such with one stretch or several.
    pub(in crate::requests) fn any_plan() -> impl Strategy<Value = Plan> {
        let stretches = proptest::collection::btree_set(0..=1440_u16, 0..=6).prop_map(|bounds| {
            let bounds: Vec<u16> = bounds.into_iter().collect();
            bounds.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
        });
        proptest::collection::vec(stretches, 21).prop_map(|days| {
            let first: NaiveDate = "2026-12-01".parse().unwrap();
            first.iter_days().zip(days).collect()
        })
    }

    /// Whether people work in the minute that begins then: looked up, not reckoned.
    pub(in crate::requests) fn works(plan: &Plan, minute: NaiveDateTime) -> bool {
        let of_day = u16::try_from(minute.hour() * 60 + minute.minute()).unwrap();
        plan.get(&minute.date()).is_some_and(|day| day.iter().any(|(from, until)| (*from..*until).contains(&of_day)))
    }

    fn looked_up(plan: &Plan) -> impl Fn(NaiveDate) -> Vec<(Minute, Minute)> + '_ {
        |date| plan.get(&date).cloned().unwrap_or_default()
    }

    #[test]
    fn a_term_goes_over_lunch_night_and_weekend() {
        // Friday and Monday with lunch, Saturday short
        let plan: Plan = [
            ("2026-11-20", vec![(540, 780), (840, 1080)]),
            ("2026-11-21", vec![(600, 840)]),
            ("2026-11-23", vec![(540, 780), (840, 1080)]),
        ]
        .into_iter()
        .map(|(day, hours)| (day.parse().unwrap(), hours))
        .collect();
        let day = looked_up(&plan);
        let hours = |n| TimeDelta::hours(n);
        assert_eq!(after(&day, at("2026-11-20T12:00:00"), hours(2)), Some(at("2026-11-20T15:00:00")));
        assert_eq!(after(&day, at("2026-11-20T17:00:30"), hours(1)), Some(at("2026-11-21T10:00:30")));
        assert_eq!(after(&day, at("2026-11-20T17:00:00"), hours(6)), Some(at("2026-11-23T10:00:00")));
        assert_eq!(after(&day, at("2026-11-23T17:00:00"), hours(2)), None, "nobody works any more");
        assert_eq!(between(&day, at("2026-11-20T12:30:00"), at("2026-11-23T09:30:00")), TimeDelta::minutes(30 + 240 + 240 + 30));
        assert_eq!(between(&day, at("2026-11-23T10:00:00"), at("2026-11-20T10:00:00")), TimeDelta::zero());
    }

    proptest! {
        #[test]
        fn it_is_what_counting_every_minute_gives(plan in any_plan(), start in 0..(20 * 1440_i64), work in 1..1500_i64) {
            let from = at("2026-12-01T00:00:00") + TimeDelta::minutes(start);
            let end = at("2026-12-22T00:00:00");
            let (mut minute, mut counted, mut reached) = (from, 0, None);
            while minute < end {
                if works(&plan, minute) {
                    counted += 1;
                    if counted == work {
                        reached = Some(minute + TimeDelta::minutes(1));
                    }
                }
                minute += TimeDelta::minutes(1);
            }
            let day = looked_up(&plan);
            prop_assert_eq!(after(&day, from, TimeDelta::minutes(work)), reached);
            prop_assert_eq!(between(&day, from, end), TimeDelta::minutes(counted));
        }
    }
}
