//! How far a job is, by name.

crate::words! {
    /// How far a job is.
    pub enum Stage {
        /// Offered, or waiting for somebody to be offered to.
        Offered = "offered",
        /// A technician will do it.
        Accepted = "accepted",
        /// They have set out.
        OnTheWay = "on_the_way",
        /// They are there.
        OnSite = "on_site",
        /// It pauses: parts are missing, nobody opened, something else.
        Paused = "paused",
        /// Done; a dispatcher looks whether it is good.
        Done = "done",
        /// Looked at, and good.
        Verified = "verified",
        /// Nobody will do it.
        Cancelled = "cancelled",
    }
}

impl Stage {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Offered => "dispatch.stage.offered",
            Self::Accepted => "dispatch.stage.accepted",
            Self::OnTheWay => "dispatch.stage.on_the_way",
            Self::OnSite => "dispatch.stage.on_site",
            Self::Paused => "dispatch.stage.paused",
            Self::Done => "dispatch.stage.done",
            Self::Verified => "dispatch.stage.verified",
            Self::Cancelled => "dispatch.stage.cancelled",
        }
    }

    /// The tone of its badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Offered | Self::Paused => "needs",
            Self::Accepted | Self::OnTheWay | Self::OnSite => "action",
            Self::Done | Self::Verified => "good",
            Self::Cancelled => "neutral",
        }
    }

    /// Whether somebody still has to go there.
    pub fn is_open(self) -> bool {
        match self {
            Self::Offered | Self::Accepted | Self::OnTheWay | Self::OnSite | Self::Paused => true,
            Self::Done | Self::Verified | Self::Cancelled => false,
        }
    }

    /// Whether its technician may read what the resident wrote about coming in.
    pub fn may_enter(self) -> bool {
        matches!(self, Self::Accepted | Self::OnTheWay | Self::OnSite)
    }

    /// Whether nobody has set out yet, so that another time can be chosen.
    pub fn is_ahead(self) -> bool {
        matches!(self, Self::Offered | Self::Accepted | Self::Paused)
    }
}
