//! What a person may be told about, and how they wish it.

use crate::web::Said;

crate::words! {
    /// A kind of news. Each has its own line in the settings.
    pub enum Kind {
        /// News of the house.
        AnnouncementInfo = "announcement_info",
        /// Water, power, heating or a lift will be off.
        AnnouncementOutage = "announcement_outage",
        /// Danger: gas, fire, flood.
        AnnouncementEmergency = "announcement_emergency",
        /// What the law wants people to be told: a meeting, a tariff.
        AnnouncementLegal = "announcement_legal",
        /// The trail of who did what is no longer as it was written: for those who look after the portal.
        TrailBroken = "trail_broken",
        /// One's own access to premises: given, refused, ended.
        Access = "access",
        /// Somebody asks staff for access.
        AccessAsked = "access_asked",
        /// Somebody left premises or came to them.
        HomeMoved = "home_moved",
        /// Support looks at the portal as somebody of the company: for those who look after the portal.
        Support = "support",
        /// A house goes from one company to another.
        HouseHandedOver = "house_handed_over",
        /// One's own vote: voting has begun, a receipt, an owner voted instead of whoever acts for them.
        Vote = "vote",
        /// A survey that asks one, and what came of it.
        Survey = "survey",
        /// A request of one's own, or one that one joined, has moved on.
        Request = "request",
        /// A request came, or somebody wrote about one: for those of the staff who see to it.
        RequestCame = "request_came",
        /// A job for a technician: offered, given another time, called off.
        Job = "job",
        /// Readings of meters are wanted, or one does not count; a verification ends.
        MeterReading = "meter_reading",
        /// A bill is there, or its day comes or has passed; a promise to pay.
        Bill = "bill",
    }
}

impl Kind {
    /// Whether a person may say that they do not want it by mail. What may not be refused is always mailed at once.
    pub fn refusable(self) -> bool {
        match self {
            Self::AnnouncementInfo
            | Self::AnnouncementOutage
            | Self::Survey
            | Self::Request
            | Self::MeterReading
            | Self::Bill => true,
            Self::AnnouncementEmergency
            | Self::AnnouncementLegal
            | Self::TrailBroken
            | Self::Access
            | Self::AccessAsked
            | Self::HomeMoved
            | Self::Support
            | Self::HouseHandedOver
            | Self::Vote
            | Self::RequestCame
            | Self::Job => false,
        }
    }

    /// Whether its letter goes out in the person's quiet hours too.
    pub fn wakes(self) -> bool {
        self == Self::AnnouncementEmergency
    }

    /// Whether a person gets at most one letter of this kind an hour.
    pub fn throttled(self) -> bool {
        self == Self::AnnouncementInfo
    }

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::AnnouncementInfo => "notices.kind.announcement_info",
            Self::AnnouncementOutage => "notices.kind.announcement_outage",
            Self::AnnouncementEmergency => "notices.kind.announcement_emergency",
            Self::AnnouncementLegal => "notices.kind.announcement_legal",
            Self::TrailBroken => "notices.kind.trail_broken",
            Self::Access => "notices.kind.access",
            Self::AccessAsked => "notices.kind.access_asked",
            Self::HomeMoved => "notices.kind.home_moved",
            Self::Support => "notices.kind.support",
            Self::HouseHandedOver => "notices.kind.house_handed_over",
            Self::Vote => "notices.kind.vote",
            Self::Survey => "notices.kind.survey",
            Self::Request => "notices.kind.request",
            Self::RequestCame => "notices.kind.request_came",
            Self::Job => "notices.kind.job",
            Self::MeterReading => "notices.kind.meter_reading",
            Self::Bill => "notices.kind.bill",
        }
    }

    /// The key of the sentence that says what it is or, where it may not be refused, why not.
    pub(super) fn hint_key(self) -> &'static str {
        match self {
            Self::AnnouncementInfo => "notices.kind_hint.announcement_info",
            Self::AnnouncementOutage => "notices.kind_hint.announcement_outage",
            Self::AnnouncementEmergency => "notices.kind_hint.announcement_emergency",
            Self::AnnouncementLegal => "notices.kind_hint.announcement_legal",
            Self::TrailBroken => "notices.kind_hint.trail_broken",
            Self::Access => "notices.kind_hint.access",
            Self::AccessAsked => "notices.kind_hint.access_asked",
            Self::HomeMoved => "notices.kind_hint.home_moved",
            Self::Support => "notices.kind_hint.support",
            Self::HouseHandedOver => "notices.kind_hint.house_handed_over",
            Self::Vote => "notices.kind_hint.vote",
            Self::Survey => "notices.kind_hint.survey",
            Self::Request => "notices.kind_hint.request",
            Self::RequestCame => "notices.kind_hint.request_came",
            Self::Job => "notices.kind_hint.job",
            Self::MeterReading => "notices.kind_hint.meter_reading",
            Self::Bill => "notices.kind_hint.bill",
        }
    }

    /// How its badge looks.
    pub(super) fn tone(self) -> &'static str {
        match self {
            Self::AnnouncementInfo | Self::Survey => "neutral",
            Self::AnnouncementOutage | Self::Support | Self::RequestCame => "needs",
            Self::AnnouncementEmergency | Self::TrailBroken => "danger",
            Self::AnnouncementLegal
            | Self::Access
            | Self::AccessAsked
            | Self::HomeMoved
            | Self::HouseHandedOver
            | Self::Vote
            | Self::Request
            | Self::Job
            | Self::MeterReading
            | Self::Bill => "action",
        }
    }

    /// Those that may be refused, in the order of the settings.
    pub(super) fn all_refusable() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|kind| kind.refusable())
    }
}

crate::words! {
    /// How soon a kind of news comes by mail. In the portal it is there at once whatever the pace.
    pub enum Pace {
        /// A letter for each.
        Immediate = "immediate",
        /// One letter a day with all that was not read by then.
        Daily = "daily",
        /// No letter.
        Off = "off",
    }
}

impl Pace {
    /// The key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Immediate => "notices.pace.immediate",
            Self::Daily => "notices.pace.daily",
            Self::Off => "notices.pace.off",
        }
    }

    /// What the page says once a wish for this pace was kept.
    pub(super) fn said(self) -> Said {
        match self {
            Self::Off => "notices.said.stopped".into(),
            Self::Immediate | Self::Daily => "notices.said.saved".into(),
        }
    }
}

/// The way that wishes are about, besides the portal: one day there may be others.
pub(super) const BY_MAIL: &str = "mail";
