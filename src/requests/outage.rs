//! What did not work in a house, from when until when: the register from which residents read how often and how long.

use chrono::TimeDelta;

use super::category::Trade;
use crate::clock::Moment;

crate::ids! {
    /// An outage.
    OutageId,
}

crate::words! {
    /// What did not work.
    pub enum Service {
        /// Cold water.
        ColdWater = "cold_water",
        /// Hot water.
        HotWater = "hot_water",
        /// Heating.
        Heating = "heating",
        /// Power.
        Power = "power",
        /// Gas.
        Gas = "gas",
        /// Lifts.
        Lift = "lift",
    }
}

impl Service {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::ColdWater => "requests.service.cold_water",
            Self::HotWater => "requests.service.hot_water",
            Self::Heating => "requests.service.heating",
            Self::Power => "requests.service.power",
            Self::Gas => "requests.service.gas",
            Self::Lift => "requests.service.lift",
        }
    }

    /// Of which kind requests about it are.
    pub fn trade(self) -> Trade {
        match self {
            Self::ColdWater | Self::HotWater => Trade::Water,
            Self::Heating => Trade::Heating,
            Self::Power => Trade::Power,
            Self::Gas => Trade::Gas,
            Self::Lift => Trade::Lift,
        }
    }
}

/// From when until when, as far as it is known.
pub type Stretch = (Moment, Option<Moment>);

/// How often something did not work between two moments, and how long in all. What overlaps counts once in the time.
pub fn sum(all: &[Stretch], from: Moment, to: Moment) -> (usize, TimeDelta) {
    let mut within: Vec<(Moment, Moment)> = all
        .iter()
        .map(|(begins, ends)| ((*begins).max(from), ends.unwrap_or(to).min(to)))
        .filter(|(begins, ends)| begins < ends)
        .collect();
    within.sort();
    let (mut time, mut reached) = (TimeDelta::zero(), from);
    for (begins, ends) in &within {
        let begins = (*begins).max(reached);
        if begins < *ends {
            time += *ends - begins;
            reached = *ends;
        }
    }
    (within.len(), time)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(minute: i64) -> Moment {
        Moment::default() + TimeDelta::minutes(minute)
    }

    #[test]
    fn what_overlaps_counts_once_and_what_lasts_counts_until_now() {
        let all = [(at(0), Some(at(60))), (at(30), Some(at(90))), (at(200), None), (at(400), Some(at(500)))];
        assert_eq!(sum(&all, at(0), at(260)), (3, TimeDelta::minutes(90 + 60)));
        assert_eq!(sum(&all, at(50), at(100)), (2, TimeDelta::minutes(40)));
        assert_eq!(sum(&[], at(0), at(100)), (0, TimeDelta::zero()));
    }

    proptest! {
        #[test]
        fn the_time_is_the_minutes_in_which_something_was_off(
            bounds in proptest::collection::vec((0..300_i64, 1..120_i64, any::<bool>()), 0..6),
        ) {
            let all: Vec<Stretch> =
                bounds.iter().map(|(from, long, ended)| (at(*from), ended.then(|| at(from + long)))).collect();
            let off = |minute: i64| all.iter().any(|(from, to)| *from <= at(minute) && to.is_none_or(|to| at(minute) < to));
            let counted = (50..250).filter(|minute| off(*minute)).count();
            prop_assert_eq!(sum(&all, at(50), at(250)).1.num_minutes(), i64::try_from(counted).unwrap());
        }
    }
}
