//! The states of a request by their names.

crate::words! {
    /// A state by its name alone: for lists, filters and the database.
    pub enum Stage {
        /// Nobody has looked at it yet.
        New = "new",
        /// Somebody has, and will see to it.
        Accepted = "accepted",
        /// Somebody is at it.
        InWork = "in_work",
        /// It waits for somebody or something.
        Waiting = "waiting",
        /// Put off until a day.
        Deferred = "deferred",
        /// Done; those who asked are asked whether it is fixed.
        Done = "done",
        /// Over.
        Closed = "closed",
        /// Not ours to do; who is responsible then is said.
        Declined = "declined",
        /// The same as another one.
        Duplicate = "duplicate",
        /// Passed on to somebody else, who answers from there on.
        Forwarded = "forwarded",
    }
}

impl Stage {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::New => "requests.state.new",
            Self::Accepted => "requests.state.accepted",
            Self::InWork => "requests.state.in_work",
            Self::Waiting => "requests.state.waiting",
            Self::Deferred => "requests.state.deferred",
            Self::Done => "requests.state.done",
            Self::Closed => "requests.state.closed",
            Self::Declined => "requests.state.declined",
            Self::Duplicate => "requests.state.duplicate",
            Self::Forwarded => "requests.state.forwarded",
        }
    }

    /// The tone of its badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::New | Self::Waiting => "needs",
            Self::Accepted | Self::InWork | Self::Forwarded => "action",
            Self::Done => "good",
            Self::Deferred | Self::Closed | Self::Declined | Self::Duplicate => "neutral",
        }
    }

    /// Whether somebody still has to do something.
    pub fn is_open(self) -> bool {
        match self {
            Self::New | Self::Accepted | Self::InWork | Self::Waiting | Self::Deferred | Self::Done | Self::Forwarded => true,
            Self::Closed | Self::Declined | Self::Duplicate => false,
        }
    }

    /// Whether the clock of the resolution runs.
    pub fn runs(self) -> bool {
        matches!(self, Self::New | Self::Accepted | Self::InWork)
    }
}
