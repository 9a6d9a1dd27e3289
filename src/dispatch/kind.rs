//! The words of jobs: to whom they are offered, why they pause, what happened, what was used.

crate::ids! {
    /// A job.
    JobId,
    /// Something that happened to it.
    HappeningId,
    /// Something that was used.
    MaterialId,
    /// That a resident's note was opened.
    ReadId,
    /// A plan of upkeep.
    PlanId,
}

crate::words! {
    /// Why a job pauses.
    pub enum Why {
        /// Parts are missing.
        Parts = "parts",
        /// Nobody opened the door.
        Access = "access",
        /// Something else, said in words.
        Other = "other",
    }
}

impl Why {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Parts => "dispatch.why.parts",
            Self::Access => "dispatch.why.access",
            Self::Other => "dispatch.why.another",
        }
    }
}

crate::words! {
    /// Who may take a job that nobody has yet.
    pub enum Offered {
        /// Nobody: it waits for a dispatcher.
        Nobody = "nobody",
        /// One technician.
        One = "one",
        /// Whoever of a service firm comes first.
        Firm = "firm",
        /// Whoever of the company's own people of the trade comes first.
        Trade = "trade",
    }
}

crate::words! {
    /// How a resident confirmed the work.
    pub enum Confirmed {
        /// By their name, said to the technician.
        Name = "name",
        /// By the code on their page.
        Code = "code",
    }
}

impl Confirmed {
    /// The key of the sentence.
    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "dispatch.confirmed.by_name",
            Self::Code => "dispatch.confirmed.by_code",
        }
    }
}

crate::words! {
    /// In what something is measured.
    pub enum Unit {
        /// Pieces.
        Piece = "piece",
        /// Metres.
        Metre = "metre",
        /// Kilograms.
        Kilo = "kilo",
        /// Litres.
        Litre = "litre",
        /// Hours of work.
        Hour = "hour",
    }
}

impl Unit {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Piece => "dispatch.unit.piece",
            Self::Metre => "dispatch.unit.metre",
            Self::Kilo => "dispatch.unit.kilo",
            Self::Litre => "dispatch.unit.litre",
            Self::Hour => "dispatch.unit.hour",
        }
    }
}

crate::words! {
    /// What can happen to a job.
    pub enum What {
        /// It was made.
        Made = "made",
        /// It was offered: the details name to whom.
        Offered = "offered",
        /// It is another stage now: the details name it, and why it pauses.
        Moved = "moved",
        /// The technician gave it back: the details say why.
        GivenBack = "given_back",
        /// Its time was set or changed: the details are the moment.
        Timed = "timed",
        /// It was not good enough: the details say what.
        Returned = "returned",
        /// The resident confirmed it: the details name them.
        Confirmed = "confirmed",
        /// A wrong code was typed.
        Mistyped = "mistyped",
        /// The clock of the device was wrong: the details are by how many minutes it was ahead.
        Skewed = "skewed",
        /// Whoever it was offered to did not answer: the details name them.
        Lapsed = "lapsed",
        /// Something was done without a network while the job was changed here: the details name what.
        Late = "late",
        /// And the technician has left it out.
        LeftOut = "left_out",
    }
}
