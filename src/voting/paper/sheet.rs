//! A sheet of the written survey (art. 43(3)): how far it has come, and why one is no vote.

crate::ids! {
    /// A sheet (*парақ*, *лист голосования*).
    SheetId,
    /// What was read on a sheet, or in the list of those who came.
    EntryId,
    /// A printing of sheets.
    PrintId,
}

crate::words! {
    /// Where a sheet is.
    pub enum SheetState {
        /// With the owner, or on the way to them.
        Issued = "issued",
        /// It came back.
        Returned = "returned",
        /// It is no sheet any more; another one may stand in its place.
        Spoiled = "spoiled",
        /// It did not come back, and nobody has it.
        Missing = "missing",
    }
}

impl SheetState {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Issued => "voting.paper.state.issued",
            Self::Returned => "voting.paper.state.returned",
            Self::Spoiled => "voting.paper.state.spoiled",
            Self::Missing => "voting.paper.state.missing",
        }
    }

    /// The tone of its badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Issued => "action",
            Self::Returned => "good",
            Self::Spoiled => "neutral",
            Self::Missing => "needs",
        }
    }
}

crate::words! {
    /// Why a sheet is no vote.
    pub enum Flaw {
        /// It is one.
        None = "",
        /// Nobody signed it.
        NoSignature = "no_signature",
        /// Two answers to one question.
        TwoMarks = "two_marks",
        /// Whoever signed it neither owns the unit nor acts for somebody who does.
        NotOwner = "not_owner",
        /// It was signed after the voting was over, or came too late.
        Late = "late",
        /// It cannot be read.
        Illegible = "illegible",
        /// It is torn, wet or burnt.
        Damaged = "damaged",
        /// Nothing is marked on it.
        Blank = "blank",
    }
}

impl Flaw {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "voting.paper.flaw.none",
            Self::NoSignature => "voting.paper.flaw.no_signature",
            Self::TwoMarks => "voting.paper.flaw.two_marks",
            Self::NotOwner => "voting.paper.flaw.not_owner",
            Self::Late => "voting.paper.flaw.late",
            Self::Illegible => "voting.paper.flaw.illegible",
            Self::Damaged => "voting.paper.flaw.damaged",
            Self::Blank => "voting.paper.flaw.blank",
        }
    }
}

crate::words! {
    /// How far an entry has come.
    pub enum EntryState {
        /// One person has read it; another has not yet.
        Waiting = "waiting",
        /// Two people have read different things: it is to be entered anew.
        Differs = "differs",
        /// It was entered anew after that.
        Again = "again",
        /// Two people have read the same, and it is a ballot.
        Confirmed = "confirmed",
        /// Two people have found that it is no vote.
        Invalid = "invalid",
        /// The unit had voted otherwise; the sheet is kept.
        Refused = "refused",
    }
}

impl EntryState {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "voting.paper.entry.waiting",
            Self::Differs => "voting.paper.entry.differs",
            Self::Again => "voting.paper.entry.again",
            Self::Confirmed => "voting.paper.entry.confirmed",
            Self::Invalid => "voting.paper.entry.invalid",
            Self::Refused => "voting.paper.entry.refused",
        }
    }

    /// The tone of its badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Waiting => "action",
            Self::Differs => "needs",
            Self::Confirmed => "good",
            Self::Again | Self::Invalid | Self::Refused => "neutral",
        }
    }
}

#[allow(clippy::derivable_impls, reason = "`words!` makes the enum, and a default is no part of it")]
impl Default for Flaw {
    fn default() -> Self {
        Self::None
    }
}
