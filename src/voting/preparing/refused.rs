//! Why something is not done with a meeting that is prepared.

use crate::web::{Refusal, Said};

/// Why something is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The agenda is fixed, or the owners were told: nothing of it changes.
    NotDraft,
    /// Only a fixed agenda can be opened again or told of.
    NotFixed,
    /// What is over is not called off.
    TooLate,
    /// Something is missing: the first of it.
    Unready(Said),
    /// The building was handed over to another company.
    HandedOver,
    /// The law does not let these votes decide that.
    NotDecidedSo,
    /// That entrance is not of this building, or none was chosen.
    NoEntrance,
    /// More questions than a sheet holds.
    TooManyQuestions,
    /// Nobody of that name owns that unit today.
    NotOwner,
    /// That unit is among the initiators already.
    InitiatorTaken,
    /// No file was chosen.
    NoFile,
    /// Too much is attached.
    TooManyFiles,
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::NotDraft => "voting.refused.not_draft",
            Self::NotFixed => "voting.refused.not_fixed",
            Self::TooLate => "voting.refused.too_late",
            Self::Unready(said) => return said.clone(),
            Self::HandedOver => "voting.refused.handed_over",
            Self::NotDecidedSo => "voting.refused.not_decided_so",
            Self::NoEntrance => "voting.refused.no_entrance",
            Self::TooManyQuestions => "voting.refused.too_many_questions",
            Self::NotOwner => "voting.refused.not_owner",
            Self::InitiatorTaken => "voting.refused.initiator_taken",
            Self::NoFile => "voting.refused.no_file",
            Self::TooManyFiles => "voting.refused.too_many_files",
        }
        .into()
    }
}
