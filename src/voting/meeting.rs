//! What a meeting is, and how far it has come.

crate::ids! {
    /// A meeting of owners (*жиналыс*, *собрание собственников*; Law on housing relations, art. 42).
    MeetingId,
}

crate::words! {
    /// How far a meeting has come. From [`State::Notified`] on nothing of its agenda changes.
    pub enum State {
        /// Its agenda is being written; nobody else sees it.
        Draft = "draft",
        /// The agenda is fixed and was checked; nobody was told yet, so it can go back to the draft.
        Fixed = "fixed",
        /// The owners were told and the electorate was fixed.
        Notified = "notified",
        /// Votes are taken.
        Open = "open",
        /// Voting is over; sheets that came in time are still being entered and disputes decided.
        Counting = "counting",
        /// The result stands, and its protocol waits to be signed.
        Counted = "counted",
        /// The signed protocol lies in the portal.
        Signed = "signed",
        /// Every owner can read it.
        Published = "published",
        /// Put away; still readable.
        Archived = "archived",
        /// Called off, with a reason.
        Cancelled = "cancelled",
        /// Too few took part: nothing was decided.
        NoQuorum = "no_quorum",
    }
}

/// What is done with a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::voting) enum Step {
    /// The agenda is complete.
    Fix,
    /// It is not, after all.
    Unfix,
    /// The owners are told.
    Notify,
    /// Votes are taken from now on.
    Open,
    /// No votes are taken any more.
    Close,
    /// The result stands.
    Count {
        /// Whether enough took part.
        quorum: bool,
    },
    /// The signed protocol was laid in.
    Sign,
    /// Every owner may read it.
    Publish,
    /// It is put away.
    Archive,
    /// It does not take place.
    Cancel,
}

impl State {
    /// The state after a step, if that step can be taken now.
    pub(in crate::voting) fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Draft, Step::Fix) => Some(Self::Fixed),
            (Self::Fixed, Step::Unfix) => Some(Self::Draft),
            (Self::Fixed, Step::Notify) => Some(Self::Notified),
            (Self::Notified, Step::Open) => Some(Self::Open),
            (Self::Open, Step::Close) => Some(Self::Counting),
            (Self::Counting, Step::Count { quorum: true }) => Some(Self::Counted),
            (Self::Counting, Step::Count { quorum: false }) => Some(Self::NoQuorum),
            (Self::Counted, Step::Sign) => Some(Self::Signed),
            (Self::Signed, Step::Publish) => Some(Self::Published),
            (Self::Published | Self::NoQuorum | Self::Cancelled, Step::Archive) => Some(Self::Archived),
            (Self::Draft | Self::Fixed | Self::Notified | Self::Open, Step::Cancel) => Some(Self::Cancelled),
            _ => None,
        }
    }

    /// Whether residents can read it.
    pub fn public(self) -> bool {
        !matches!(self, Self::Draft | Self::Fixed)
    }

    /// Whether its agenda can still be changed.
    pub fn open_to_change(self) -> bool {
        self == Self::Draft
    }

    /// Whether the voting is over and what came of it may be seen.
    pub fn over(self) -> bool {
        matches!(self, Self::Counting | Self::Counted | Self::Signed | Self::Published | Self::Archived | Self::NoQuorum)
    }

    /// Whether its protocol was given to the owners.
    pub fn given_out(self) -> bool {
        matches!(self, Self::Published | Self::Archived)
    }

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "voting.state.draft",
            Self::Fixed => "voting.state.fixed",
            Self::Notified => "voting.state.notified",
            Self::Open => "voting.state.open",
            Self::Counting => "voting.state.counting",
            Self::Counted => "voting.state.counted",
            Self::Signed => "voting.state.signed",
            Self::Published => "voting.state.published",
            Self::Archived => "voting.state.archived",
            Self::Cancelled => "voting.state.cancelled",
            Self::NoQuorum => "voting.state.no_quorum",
        }
    }

    /// The tone of its badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Draft | Self::Fixed | Self::Archived | Self::Cancelled | Self::NoQuorum => "neutral",
            Self::Notified | Self::Counting | Self::Counted => "needs",
            Self::Open => "action",
            Self::Signed | Self::Published => "good",
        }
    }
}

crate::words! {
    /// How a meeting is held (art. 42(2)).
    pub enum Format {
        /// In person (*бетпе-бет*, *явочный*).
        InPerson = "in_person",
        /// In absentia (*сырттай*, *заочный*): by a written survey, in the portal, or both.
        Absentee = "absentee",
        /// In person, and in absentia for those who do not come; votes of both are counted together.
        Mixed = "mixed",
    }
}

impl Format {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::InPerson => "voting.format.in_person",
            Self::Absentee => "voting.format.absentee",
            Self::Mixed => "voting.format.mixed",
        }
    }

    /// Whether people come together.
    pub fn meets(self) -> bool {
        matches!(self, Self::InPerson | Self::Mixed)
    }

    /// Whether people may vote without coming.
    pub fn absentee(self) -> bool {
        matches!(self, Self::Absentee | Self::Mixed)
    }
}

crate::words! {
    /// Who called a meeting (art. 42(3)).
    pub enum Initiator {
        /// The chair of the owners' association (*ОСИ төрағасы*, *председатель ОСИ*).
        Chair = "chair",
        /// Who manages the building: the company (*басқару субъектісі*, *субъект управления*).
        Manager = "manager",
        /// The council of the building (*үй кеңесі*, *совет дома*).
        Council = "council",
        /// The revision commission (*тексеру комиссиясы*, *ревизионная комиссия*).
        Revision = "revision",
        /// A tenth of the owners of flats and non-residential premises.
        Owners = "owners",
        /// A tenth of the owners of parking places and storage rooms.
        StallOwners = "stall_owners",
        /// The housing inspection (*тұрғын үй инспекциясы*, *жилищная инспекция*).
        Inspection = "inspection",
    }
}

impl Initiator {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Chair => "voting.initiator.chair",
            Self::Manager => "voting.initiator.manager",
            Self::Council => "voting.initiator.council",
            Self::Revision => "voting.initiator.revision",
            Self::Owners => "voting.initiator.owners",
            Self::StallOwners => "voting.initiator.stall_owners",
            Self::Inspection => "voting.initiator.inspection",
        }
    }

    /// Whether owners themselves called it, who are then named and sign the protocol (art. 42(15)).
    pub fn are_owners(self) -> bool {
        matches!(self, Self::Owners | Self::StallOwners)
    }
}

crate::words! {
    /// When owners see how others voted (art. 42(10) lets them know it; a meeting may say: not before it is over).
    pub enum Shown {
        /// While votes are taken.
        Live = "live",
        /// Once the voting is over.
        AtClosing = "at_closing",
    }
}

impl Shown {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Live => "voting.shown.live",
            Self::AtClosing => "voting.shown.at_closing",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [Step; 11] = [
        Step::Fix,
        Step::Unfix,
        Step::Notify,
        Step::Open,
        Step::Close,
        Step::Count { quorum: true },
        Step::Count { quorum: false },
        Step::Sign,
        Step::Publish,
        Step::Archive,
        Step::Cancel,
    ];

    #[test]
    fn after_the_notice_there_is_no_way_back_to_the_agenda() {
        let mut reached = vec![State::Notified];
        let mut seen = Vec::new();
        while let Some(state) = reached.pop() {
            assert!(!state.open_to_change(), "{state}");
            assert!(state.public(), "{state}");
            seen.push(state);
            reached.extend(STEPS.iter().filter_map(|step| state.after(*step)).filter(|next| !seen.contains(next)));
        }
        assert_eq!(seen.iter().collect::<std::collections::HashSet<_>>().len(), State::ALL.len() - 2, "{seen:?}");
    }

    #[test]
    fn votes_are_taken_before_they_are_counted_and_a_count_is_not_called_off() {
        assert_eq!(State::Open.after(Step::Count { quorum: true }), None);
        assert_eq!(State::Counting.after(Step::Open), None);
        for over in State::ALL.iter().filter(|state| state.over()) {
            assert_eq!(over.after(Step::Cancel), None, "{over}");
        }
    }
}
