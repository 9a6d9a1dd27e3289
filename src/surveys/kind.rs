//! What surveys are, how far they have come, and how their answers are counted and shown.

crate::ids! {
    /// A survey.
    SurveyId,
}

crate::words! {
    /// How far a survey has come.
    pub enum State {
        /// Being written; nobody else sees it.
        Draft = "draft",
        /// It may be answered; its questions stand.
        Open = "open",
        /// No answer comes any more; its results are shown.
        Closed = "closed",
        /// Taken back, with a reason; its results are not shown.
        Withdrawn = "withdrawn",
    }
}

impl State {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "surveys.state.draft",
            Self::Open => "surveys.state.open",
            Self::Closed => "surveys.state.closed",
            Self::Withdrawn => "surveys.state.withdrawn",
        }
    }

    /// The tone of its badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Draft | Self::Withdrawn => "neutral",
            Self::Open => "action",
            Self::Closed => "good",
        }
    }
}

crate::words! {
    /// Who answers once.
    pub enum Per {
        /// Every person.
        Person = "person",
        /// Every premises, by whoever of those who hold it comes first.
        Unit = "unit",
    }
}

impl Per {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Person => "surveys.per.person",
            Self::Unit => "surveys.per.unit",
        }
    }
}

crate::words! {
    /// What an answer weighs, fixed when it is given.
    pub enum Weight {
        /// One, like any other.
        One = "one",
        /// The number of premises of the audience that the person holds.
        Units = "units",
        /// Their area, in hundredths of a square metre.
        Area = "area",
    }
}

impl Weight {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::One => "surveys.weight.equal",
            Self::Units => "surveys.weight.units",
            Self::Area => "surveys.weight.area",
        }
    }
}

crate::words! {
    /// By what the results are broken down besides.
    pub enum Breakdown {
        /// Not at all.
        Nothing = "none",
        /// By house.
        House = "house",
        /// By entrance.
        Entrance = "entrance",
        /// By whether somebody owns, rents or lives with others.
        Role = "role",
    }
}

impl Breakdown {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Nothing => "surveys.breakdown.none",
            Self::House => "surveys.breakdown.house",
            Self::Entrance => "surveys.breakdown.entrance",
            Self::Role => "surveys.breakdown.role",
        }
    }
}

crate::words! {
    /// Who sees the results once it is closed. Staff alone is no choice: results go back to those who took part.
    pub enum ShownTo {
        /// Whoever took part.
        Participants = "participants",
        /// Everybody who was asked.
        Audience = "audience",
    }
}

impl ShownTo {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Participants => "surveys.shown_to.participants",
            Self::Audience => "surveys.shown_to.audience",
        }
    }
}
