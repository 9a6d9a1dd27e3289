//! What announcements are, and how far they have come.

use crate::notices;

/// The shelf of what is attached to announcements.
pub const SHELF: crate::files::Shelf = crate::files::Shelf("announcement");

crate::ids! {
    /// An announcement.
    AnnouncementId,
}

crate::words! {
    /// What an announcement is about, which decides who may refuse it and what must stand in it.
    pub enum Kind {
        /// News of the house: may be refused, read when there is time.
        Info = "info",
        /// Something does not work from then until then: may be refused, ends by itself.
        Outage = "outage",
        /// Danger: never refused, pinned, ends by itself.
        Emergency = "emergency",
        /// What the law wants people told of (a meeting: art. 42(6) of the Housing law; a tariff: art. 51-4(5)): never refused,
        /// in Kazakh and in Russian, with proof of who was told.
        Legal = "legal",
    }
}

impl Kind {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Info => "announcements.kind.info",
            Self::Outage => "announcements.kind.outage",
            Self::Emergency => "announcements.kind.emergency",
            Self::Legal => "announcements.kind.legal",
        }
    }

    /// The key of what it is called on paper.
    pub fn poster_key(self) -> &'static str {
        match self {
            Self::Info | Self::Legal => "announcements.poster.announcement",
            Self::Outage => "announcements.poster.outage",
            Self::Emergency => "announcements.poster.emergency",
        }
    }

    /// The tone of its badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Info => "neutral",
            Self::Outage => "needs",
            Self::Emergency => "danger",
            Self::Legal => "action",
        }
    }

    /// The kind of notice it gives.
    pub fn notice(self) -> notices::Kind {
        match self {
            Self::Info => notices::Kind::AnnouncementInfo,
            Self::Outage => notices::Kind::AnnouncementOutage,
            Self::Emergency => notices::Kind::AnnouncementEmergency,
            Self::Legal => notices::Kind::AnnouncementLegal,
        }
    }
}

crate::words! {
    /// How far an announcement has come.
    pub enum State {
        /// Being written; nobody else sees it.
        Draft = "draft",
        /// Will be sent at its time; until then it can be taken back.
        Scheduled = "scheduled",
        /// Its recipients are fixed and are being told.
        Sending = "sending",
        /// Everybody was told.
        Published = "published",
        /// Its time has passed.
        Expired = "expired",
        /// Taken back, with a reason; still readable.
        Withdrawn = "withdrawn",
    }
}

impl State {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "announcements.state.draft",
            Self::Scheduled => "announcements.state.scheduled",
            Self::Sending => "announcements.state.sending",
            Self::Published => "announcements.state.published",
            Self::Expired => "announcements.state.expired",
            Self::Withdrawn => "announcements.state.withdrawn",
        }
    }

    /// The tone of its badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Draft => "neutral",
            Self::Scheduled => "needs",
            Self::Sending => "action",
            Self::Published => "good",
            Self::Expired | Self::Withdrawn => "neutral",
        }
    }

    /// On which list it stands. It is kept beside the state, so that an index gives each list in order.
    pub fn stage(self) -> Stage {
        match self {
            Self::Draft | Self::Scheduled => Stage::Desk,
            Self::Sending | Self::Published => Stage::Shown,
            Self::Expired | Self::Withdrawn => Stage::Past,
        }
    }

    /// Whether residents can read it.
    pub fn public(self) -> bool {
        self.stage() != Stage::Desk
    }
}

crate::words! {
    /// On which list of residents an announcement stands.
    pub enum Stage {
        /// On none: only staff see it.
        Desk = "desk",
        /// Among those that are valid.
        Shown = "shown",
        /// Among those that are over.
        Past = "past",
    }
}
