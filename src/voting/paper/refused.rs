//! Why something about votes on paper is not done.

use crate::voting::arriving;
use crate::web::{Refusal, Said};

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// This meeting is not held on paper, or not at this time.
    NotNow,
    /// All units have their sheets.
    AllIssued,
    /// The sheet is not in a state in which this can be done.
    Settled,
    /// The sheet was entered already.
    Entered,
    /// The unit was entered by somebody a moment ago, and waits for another person.
    UnitEntered,
    /// Whoever entered it cannot confirm it.
    SamePerson,
    /// It does not wait any more.
    NotWaiting,
    /// The ballot itself.
    Ballot(arriving::Refused),
    /// There is nothing to decide about this unit.
    NoDispute,
    /// Such a reminder went out today.
    RemindedToday,
    /// The house was handed over.
    NotOurs,
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::NotNow => "voting.paper.refused.not_now".into(),
            Self::AllIssued => "voting.paper.refused.all_issued".into(),
            Self::Settled => "voting.paper.refused.settled".into(),
            Self::Entered => "voting.paper.refused.entered".into(),
            Self::UnitEntered => "voting.paper.refused.unit_entered".into(),
            Self::SamePerson => "voting.paper.refused.same_person".into(),
            Self::NotWaiting => "voting.paper.refused.not_waiting".into(),
            Self::Ballot(refused) => refused.said(),
            Self::NoDispute => "voting.paper.refused.no_dispute".into(),
            Self::RemindedToday => "voting.turnout.refused.today".into(),
            Self::NotOurs => "voting.paper.refused.not_ours".into(),
        }
    }
}
