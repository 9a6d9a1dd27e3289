//! The rows of protocols.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{protocol_copies, protocols};
use crate::voting::meeting::MeetingId;
use crate::who::{CompanyId, PersonId};

crate::ids! {
    /// A copy of a protocol that somebody asked for.
    CopyId,
}

/// A protocol as it was made.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = protocols)]
pub struct Protocol {
    /// Whose.
    pub company_id: CompanyId,
    /// Of which meeting.
    pub meeting_id: MeetingId,
    /// Which of its versions, from 1.
    pub version: i32,
    /// The code by which anybody can look it up; the same for all versions.
    pub code: String,
    /// Whether it says of itself that it is a draft.
    pub draft: bool,
    /// The hash of its file; empty until that is made.
    pub sha256: String,
    /// When it was asked for: the moment that stands in the file.
    pub asked_at: Moment,
    /// When it was made.
    pub made_at: Option<Moment>,
}

impl Protocol {
    /// What its file stands on the shelf by.
    pub(in crate::voting) fn subject(&self) -> String {
        format!("{}.{}", self.meeting_id, self.version)
    }
}

/// A copy that somebody asked for (art. 42(17)).
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = protocol_copies)]
pub struct CopyRow {
    /// Its id.
    pub id: CopyId,
    /// Whose.
    pub company_id: CompanyId,
    /// Of which meeting.
    pub meeting_id: MeetingId,
    /// Who asks.
    pub person_id: PersonId,
    /// Their full name.
    pub name: String,
    /// How they want to have it.
    pub note: String,
    /// When they asked.
    pub asked_at: Moment,
    /// The last day on which it is in time.
    pub due_on: chrono::NaiveDate,
    /// When it was given.
    pub given_at: Option<Moment>,
    /// By whom.
    pub given_by: Option<PersonId>,
}
