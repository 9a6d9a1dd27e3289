//! A question of the agenda: who votes on it, what it takes, and what it would change for somebody.

use crate::homes::Kind;
use crate::money::Tiyn;

crate::ids! {
    /// A question of the agenda (*күн тәртібінің мәселесі*, *вопрос повестки дня*).
    QuestionId,
    /// What speaks for a question or against it.
    ArgumentId,
}

#[cfg(test)]
/// How many items art. 42(5) of the Housing law has: what a meeting can decide.
pub const ITEMS: i32 = 22;

crate::words! {
    /// Whose votes a question asks for.
    pub enum Roll {
        /// Flats and non-residential premises of the building (art. 42(7), (8)).
        Homes = "homes",
        /// Parking places and storage rooms (art. 42(9)).
        Stalls = "stalls",
        /// Flats and non-residential premises of one entrance (art. 42(11)).
        Entrance = "entrance",
    }
}

impl Roll {
    /// Whether a unit of this kind, behind this entrance, is asked.
    pub fn asks(self, kind: Kind, same_entrance: bool) -> bool {
        let home = matches!(kind, Kind::Flat | Kind::Commercial);
        match self {
            Self::Homes => home,
            Self::Stalls => !home,
            Self::Entrance => home && same_entrance,
        }
    }

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Homes => "voting.roll.homes",
            Self::Stalls => "voting.roll.stalls",
            Self::Entrance => "voting.roll.entrance",
        }
    }
}

crate::words! {
    /// What the votes for a question are counted against.
    pub enum Base {
        /// All units that are asked, whether they vote or not.
        All = "all",
        /// The units that take part in the vote on it; abstaining is taking part.
        Participants = "participants",
    }
}

impl Base {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::All => "voting.base.all",
            Self::Participants => "voting.base.participants",
        }
    }
}

/// What it takes to carry a question: strictly more than `over` of the base, and strictly more than `quorum` of the roll taking part.
/// Fractions are numerator and denominator; nothing is ever rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What the votes for it are counted against.
    pub base: Base,
    /// Of the base, strictly more than this.
    pub over: (i32, i32),
    /// Of the roll, strictly more than this must take part.
    pub quorum: (i32, i32),
}

/// The least whole number that is strictly more than `of/parts` of `all`.
pub fn more_than((of, parts): (i32, i32), all: u64) -> u64 {
    let of = u128::from(of.unsigned_abs());
    let parts = u128::from(parts.unsigned_abs()).max(1);
    u64::try_from(u128::from(all) * of / parts).unwrap_or(u64::MAX).saturating_add(1)
}

crate::words! {
    /// What a question came to.
    pub enum Outcome {
        /// Not counted yet.
        Open = "",
        /// Carried.
        Carried = "carried",
        /// Not carried.
        Rejected = "rejected",
        /// Too few of its roll took part.
        NoQuorum = "no_quorum",
    }
}

impl Outcome {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "voting.outcome.open",
            Self::Carried => "voting.outcome.carried",
            Self::Rejected => "voting.outcome.rejected",
            Self::NoQuorum => "voting.outcome.no_quorum",
        }
    }
}

crate::words! {
    /// On which side an argument stands.
    pub enum Side {
        /// It speaks for the question.
        For = "for",
        /// It speaks against it.
        Against = "against",
    }
}

impl Side {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::For => "voting.side.for",
            Self::Against => "voting.side.against",
        }
    }
}

crate::words! {
    /// How what somebody pays follows from a decision.
    pub enum Formula {
        /// It does not.
        None = "none",
        /// So much a month for each m² of useful area.
        PerArea = "per_area",
        /// So much a month for each unit.
        PerUnit = "per_unit",
        /// So much once for each m².
        OnceByArea = "once_by_area",
        /// So much once for each unit.
        OncePerUnit = "once_per_unit",
    }
}

impl Formula {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "voting.formula.none",
            Self::PerArea => "voting.formula.per_area",
            Self::PerUnit => "voting.formula.per_unit",
            Self::OnceByArea => "voting.formula.once_by_area",
            Self::OncePerUnit => "voting.formula.once_per_unit",
        }
    }

    /// Whether it is paid each month.
    pub fn monthly(self) -> bool {
        matches!(self, Self::PerArea | Self::PerUnit)
    }

    /// What a unit of `area` hundredths of m² pays at `rate`; `None` where its area must be known and is not.
    pub fn charge(self, rate: Tiyn, area: Option<i64>) -> Option<Tiyn> {
        match self {
            Self::None => None,
            Self::PerUnit | Self::OncePerUnit => Some(rate),
            Self::PerArea | Self::OnceByArea => rate.scaled(area?, 100),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_of_the_votes_is_not_more_than_half() {
        assert_eq!(more_than((1, 2), 234), 118);
        assert_eq!(more_than((1, 2), 235), 118);
        assert_eq!(more_than((2, 3), 9), 7);
        assert_eq!(more_than((2, 3), 10), 7);
        assert_eq!(more_than((1, 2), 0), 1, "nobody decides nothing");
    }

    #[test]
    fn a_parking_place_is_not_asked_about_the_lift() {
        assert!(Roll::Homes.asks(Kind::Commercial, false) && !Roll::Homes.asks(Kind::Parking, true));
        assert!(Roll::Stalls.asks(Kind::Storage, false) && !Roll::Stalls.asks(Kind::Flat, true));
        assert!(Roll::Entrance.asks(Kind::Flat, true) && !Roll::Entrance.asks(Kind::Flat, false));
    }

    #[test]
    fn what_changes_for_somebody_follows_from_their_area() {
        assert_eq!(Formula::PerArea.charge(Tiyn(5_049), Some(6_140)), Some(Tiyn(310_009)));
        assert_eq!(Formula::PerUnit.charge(Tiyn(150_000), None), Some(Tiyn(150_000)));
        assert_eq!(Formula::PerArea.charge(Tiyn(1), None), None);
        assert_eq!(Formula::None.charge(Tiyn(1), Some(1)), None);
    }

    proptest! {
        #[test]
        fn the_least_number_that_is_more_is_the_least(of in 0i32..50, parts in 1i32..50, all in 0u64..100_000) {
            let least = u128::from(more_than((of, parts), all));
            let (of, parts, all) = (u128::from(of.unsigned_abs()), u128::from(parts.unsigned_abs()), u128::from(all));
            prop_assert!(least * parts > of * all);
            prop_assert!((least - 1) * parts <= of * all);
        }
    }
}
