//! The rows of hand-overs.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::handovers;
use crate::who::{CompanyId, PersonId};

crate::ids! {
    /// A hand-over of houses.
    HandoverId,
}

crate::words! {
    /// How far it has come.
    pub enum State {
        /// The archive is being made.
        Packing = "packing",
        /// The archive is there; the new company is to look at it.
        Ready = "ready",
        /// The new company has the houses.
        Accepted = "accepted",
        /// The new company has said why not.
        Refused = "refused",
        /// The operator has taken it back.
        Cancelled = "cancelled",
    }
}

/// A hand-over.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = handovers)]
pub struct Handover {
    /// Its id.
    pub id: HandoverId,
    /// The old company.
    pub company_id: CompanyId,
    /// The new company; `None` when it is outside this installation.
    pub to_company_id: Option<CompanyId>,
    /// The name of a company outside.
    pub to_name: String,
    /// The number of the owners' decision.
    pub ground: String,
    /// Its day.
    pub ground_day: NaiveDate,
    /// The day on which the contract with the old company ends.
    pub day: NaiveDate,
    /// The last day of the term that the law gives.
    pub due_on: NaiveDate,
    /// How far it has come.
    pub state: State,
    /// Why the new company does not take them.
    pub reason: String,
    /// The digest of what the archive says.
    pub content: String,
    /// Who began it.
    pub author_id: PersonId,
    /// When.
    pub created_at: Moment,
    /// When the archive was made.
    pub packed_at: Option<Moment>,
    /// When it came to its end.
    pub ended_at: Option<Moment>,
    /// When it was said that it is late.
    pub late_told_at: Option<Moment>,
}
