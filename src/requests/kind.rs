//! The words of requests: what they are about, where, why they wait, why they are declined.

crate::ids! {
    /// A request.
    RequestId,
    /// Something said in its thread.
    MessageId,
    /// A missed term.
    BreachId,
    /// A list that somebody of the staff has kept.
    FilterId,
}

crate::words! {
    /// What somebody wants of it.
    pub enum Matter {
        /// Something is to be mended or done.
        Work = "work",
        /// Something was done badly, or not at all.
        Complaint = "complaint",
        /// Something is to be explained.
        Question = "question",
        /// Something could be better.
        Suggestion = "suggestion",
    }
}

impl Matter {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Work => "requests.matter.work",
            Self::Complaint => "requests.matter.complaint",
            Self::Question => "requests.matter.question",
            Self::Suggestion => "requests.matter.suggestion",
        }
    }
}

crate::words! {
    /// Where it is.
    pub enum Spot {
        /// In one's own premises.
        Own = "own",
        /// In the entrance.
        Entrance = "entrance",
        /// On a floor.
        Floor = "floor",
        /// In or at the lift.
        Lift = "lift",
        /// In the yard.
        Yard = "yard",
        /// On the roof, in the basement, anywhere else of the house.
        House = "house",
    }
}

impl Spot {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Own => "requests.spot.own",
            Self::Entrance => "requests.spot.entrance",
            Self::Floor => "requests.spot.floor",
            Self::Lift => "requests.spot.lift",
            Self::Yard => "requests.spot.yard",
            Self::House => "requests.spot.house",
        }
    }

    /// Whether it is property of all: then one resident's word does not settle that it is fixed.
    pub fn is_common(self) -> bool {
        self != Self::Own
    }
}

crate::words! {
    /// For whom or what work waits. The clock of the resolution stands still meanwhile, that of the first answer never does.
    pub enum Wait {
        /// For an answer of the resident, or for being let in.
        Resident = "resident",
        /// For parts.
        Parts = "parts",
        /// For somebody else: a supplier, a builder, the city.
        Third = "third",
    }
}

impl Wait {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Resident => "requests.wait.resident",
            Self::Parts => "requests.wait.parts",
            Self::Third => "requests.wait.third",
        }
    }
}

crate::words! {
    /// Why a request is declined. Each leaves the question who is responsible then, and that has to be answered with it.
    pub enum Reason {
        /// It is not the house's property.
        NotOurs = "not_ours",
        /// It is inside the flat: the owner's own.
        OwnersOwn = "owners_own",
        /// The builder answers for it by warranty.
        Warranty = "warranty",
        /// The supplier of heat, power, water or gas answers for it.
        Supplier = "supplier",
        /// Neighbours are at odds: the police or a court.
        Neighbours = "neighbours",
        /// It takes a decision of the owners' meeting.
        Meeting = "meeting",
        /// It was looked at and not found.
        NotFound = "not_found",
    }
}

impl Reason {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotOurs => "requests.reason.not_ours",
            Self::OwnersOwn => "requests.reason.owners_own",
            Self::Warranty => "requests.reason.warranty",
            Self::Supplier => "requests.reason.supplier",
            Self::Neighbours => "requests.reason.neighbours",
            Self::Meeting => "requests.reason.meeting",
            Self::NotFound => "requests.reason.not_found",
        }
    }
}

crate::words! {
    /// Why a term was missed.
    pub enum Cause {
        /// Parts did not come.
        Parts = "parts",
        /// Nobody let us in.
        Access = "access",
        /// The weather.
        Weather = "weather",
        /// More work than hands.
        Load = "load",
        /// A contractor or supplier was late.
        Contractor = "contractor",
        /// It was forgotten.
        Forgotten = "forgotten",
    }
}

impl Cause {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Parts => "requests.cause.parts",
            Self::Access => "requests.cause.access",
            Self::Weather => "requests.cause.weather",
            Self::Load => "requests.cause.load",
            Self::Contractor => "requests.cause.contractor",
            Self::Forgotten => "requests.cause.forgotten",
        }
    }
}

crate::words! {
    /// What a rating may add in a word.
    pub enum Tag {
        /// Quickly.
        Quick = "quick",
        /// Politely.
        Polite = "polite",
        /// Cleanly.
        Clean = "clean",
        /// Slowly.
        Slow = "slow",
        /// Rudely.
        Rude = "rude",
        /// Dirt was left.
        Dirty = "dirty",
        /// It broke again.
        Again = "again",
    }
}

impl Tag {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Quick => "requests.tag.quick",
            Self::Polite => "requests.tag.polite",
            Self::Clean => "requests.tag.clean",
            Self::Slow => "requests.tag.slow",
            Self::Rude => "requests.tag.rude",
            Self::Dirty => "requests.tag.dirty",
            Self::Again => "requests.tag.again",
        }
    }
}

crate::words! {
    /// Which clock.
    pub enum Timer {
        /// Until somebody answers.
        Answer = "answer",
        /// Until it is done.
        Work = "work",
    }
}

impl Timer {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Answer => "requests.timer.answer",
            Self::Work => "requests.timer.work",
        }
    }
}
