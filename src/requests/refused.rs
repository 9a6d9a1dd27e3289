//! Why something is not done about a request.

use super::state::Stage;
use crate::web::{Refusal, Said};

/// A rule said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It cannot be done to a request that is this far.
    State(Stage),
    /// Somebody else has changed it meanwhile.
    Changed,
    /// The day is not in the next year.
    Until,
    /// So many requests a day are enough.
    TooMany {
        /// How many.
        most: i64,
    },
    /// The same was sent twice today already.
    Same,
    /// The number is of no request of this company, or of this one itself.
    NoSuch,
    /// The house was handed over to another company.
    HandedOver,
    /// Whom it is to be given to does not work here, or not there.
    Nobody,
    /// They belong to it already.
    Joined,
    /// It is not open to the house.
    Private,
    /// Who asked may say whether it is fixed, and nobody else.
    NotYours,
    /// It was rated already.
    Rated,
    /// There is no announcement of that number.
    NoAnnouncement,
    /// There is no request of one of these numbers.
    NoRequest,
    /// The outage is over.
    Ended,
    /// The terms of that day stand already.
    TermsTaken,
}

impl Refused {
    /// At which field a form says it.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Until => "until",
            Self::NoSuch => "number",
            Self::Nobody => "assignee",
            Self::TermsTaken => "since",
            Self::NoAnnouncement => "announcement",
            Self::NoRequest => "asked",
            _ => "",
        }
    }
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        let key = match self {
            Self::State(stage) => return Said::new(stage_key(*stage)),
            Self::TooMany { most } => return Said::new("requests.refused.too_many").with("most", most),
            Self::Changed => "requests.refused.changed",
            Self::Until => "requests.refused.until",
            Self::Same => "requests.refused.same",
            Self::NoSuch => "requests.refused.no_such",
            Self::HandedOver => "requests.refused.handed_over",
            Self::Nobody => "requests.refused.nobody",
            Self::Joined => "requests.refused.joined",
            Self::Private => "requests.refused.private",
            Self::NotYours => "requests.refused.not_yours",
            Self::Rated => "requests.refused.rated",
            Self::TermsTaken => "requests.refused.terms_taken",
            Self::NoAnnouncement => "requests.refused.no_announcement",
            Self::NoRequest => "requests.refused.no_request",
            Self::Ended => "requests.refused.ended",
        };
        Said::new(key)
    }
}

/// What stands in the way, by how far it is.
fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::New => "requests.refused.is_new",
        Stage::Accepted => "requests.refused.is_accepted",
        Stage::InWork => "requests.refused.is_in_work",
        Stage::Waiting => "requests.refused.is_waiting",
        Stage::Deferred => "requests.refused.is_deferred",
        Stage::Done => "requests.refused.is_done",
        Stage::Closed | Stage::Declined | Stage::Duplicate => "requests.refused.is_over",
        Stage::Forwarded => "requests.refused.is_forwarded",
    }
}
