//! Why something is not done about a job.

use super::stage::Stage;
use crate::requests;
use crate::web::{Refusal, Said};

/// A rule said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It cannot be done to a job that is this far.
    Stage(Stage),
    /// Somebody else has changed it meanwhile.
    Changed,
    /// Another technician has taken it.
    Taken,
    /// Somebody else was quicker with this time.
    TimeTaken,
    /// The time is none that was offered.
    NoSuchTime,
    /// It was changed twice already.
    ChangedTwice,
    /// Whom it is to be given to does not work here, or not there, or not on that day.
    Nobody,
    /// Their day has no room for it at that time.
    NoRoom,
    /// A closed door needs a photo.
    Photo,
    /// A pause for another reason needs words.
    Words,
    /// The code is another one.
    Code,
    /// Too many wrong codes: by name only.
    CodeSpent,
    /// It was confirmed already.
    Confirmed,
    /// The house was handed over to another company.
    HandedOver,
    /// The note is for the day of the job alone.
    NotToday,
    /// The request is over.
    RequestOver,
    /// What was found is no number.
    Found,
    /// The checklist is not filled in.
    Unchecked,
}

impl Refused {
    /// At which field a form says it.
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Words => "words",
            Self::Code | Self::CodeSpent => "code",
            Self::Nobody => "to",
            Self::NoRoom => "time",
            Self::TimeTaken | Self::NoSuchTime | Self::ChangedTwice => "window",
            _ => "",
        }
    }

    /// What the neighbour said no to.
    pub(super) fn of_request(no: requests::Refused) -> Self {
        match no {
            requests::Refused::HandedOver => Self::HandedOver,
            requests::Refused::State(_) => Self::RequestOver,
            _ => Self::Changed,
        }
    }
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        Said::new(match self {
            Self::Stage(stage) => stage_key(*stage),
            Self::Changed => "dispatch.refused.changed",
            Self::Taken => "dispatch.refused.taken",
            Self::TimeTaken => "dispatch.refused.time_taken",
            Self::NoSuchTime => "dispatch.refused.no_such_time",
            Self::ChangedTwice => "dispatch.refused.changed_twice",
            Self::Nobody => "dispatch.refused.nobody",
            Self::NoRoom => "dispatch.refused.no_room",
            Self::Photo => "dispatch.refused.photo",
            Self::Words => "dispatch.refused.words",
            Self::Code => "dispatch.refused.code",
            Self::CodeSpent => "dispatch.refused.code_spent",
            Self::Confirmed => "dispatch.refused.confirmed",
            Self::HandedOver => "dispatch.refused.handed_over",
            Self::NotToday => "dispatch.refused.not_today",
            Self::RequestOver => "dispatch.refused.request_over",
            Self::Found => "dispatch.refused.found",
            Self::Unchecked => "dispatch.refused.unchecked",
        })
    }
}

/// What stands in the way, by how far it is.
fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Offered => "dispatch.refused.is_offered",
        Stage::Accepted => "dispatch.refused.is_accepted",
        Stage::OnTheWay => "dispatch.refused.is_on_the_way",
        Stage::OnSite => "dispatch.refused.is_on_site",
        Stage::Paused => "dispatch.refused.is_paused",
        Stage::Done | Stage::Verified => "dispatch.refused.is_done",
        Stage::Cancelled => "dispatch.refused.is_cancelled",
    }
}
