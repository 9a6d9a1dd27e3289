//! A line of the trail, as a verb writes it and as it is kept.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::trail;
use crate::who::{CompanyId, PersonId};

crate::ids! {
    /// A line of the trail.
    LineId,
}

/// What is to be remembered of an act; [`By::did`](super::By::did) makes it.
#[derive(Clone, Debug)]
pub struct Line {
    /// In whose chain; `None` is the installation's.
    pub(super) company: Option<CompanyId>,
    /// Who did it; `None` when no account did: a job, a machine, a visitor.
    pub(super) actor: Option<PersonId>,
    /// The actor's name at that time.
    pub(super) actor_name: String,
    /// What was done, such as `voting.closed`.
    pub(super) act: &'static str,
    /// On what kind of thing, such as `meeting`.
    pub(super) subject_kind: &'static str,
    /// On which one.
    pub(super) subject_id: String,
    /// Whatever else will be asked one day. Nothing that must be erasable: a line cannot be changed.
    pub(super) details: serde_json::Value,
    /// From which network address.
    pub(super) address: String,
    /// In whose place.
    pub(super) instead: Option<(PersonId, String)>,
}

/// What a line's details say of the person in whose place somebody acted: their id, their name.
pub const INSTEAD: [&str; 2] = ["instead_of", "instead_of_name"];

impl Line {
    fn all_details(&self) -> serde_json::Value {
        let Some((person, name)) = &self.instead else { return self.details.clone() };
        let mut all = self.details.as_object().cloned().unwrap_or_default();
        let [id_key, name_key] = INSTEAD;
        all.insert(id_key.to_owned(), person.to_string().into());
        all.insert(name_key.to_owned(), name.as_str().into());
        all.into()
    }

    pub(super) fn raw(&self, now: Moment, place: i64) -> Raw {
        Raw {
            id: LineId::fresh(now).to_string(),
            place,
            actor: self.actor.map(|actor| actor.to_string()),
            actor_name: self.actor_name.clone(),
            act: self.act.to_owned(),
            subject_kind: self.subject_kind.to_owned(),
            subject_id: self.subject_id.clone(),
            details: self.all_details().to_string(),
            address: self.address.clone(),
            at: now,
        }
    }
}

/// A line as its columns are, whatever somebody has put into them: what is sealed and verified.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Raw {
    pub(super) id: String,
    pub(super) place: i64,
    pub(super) actor: Option<String>,
    pub(super) actor_name: String,
    pub(super) act: String,
    pub(super) subject_kind: String,
    pub(super) subject_id: String,
    pub(super) details: String,
    pub(super) address: String,
    pub(super) at: Moment,
}

/// A line that was written.
#[derive(Clone, Debug, Queryable)]
pub struct Kept {
    /// Its id.
    pub id: LineId,
    /// Its place in the chain, counted from 1.
    pub place: i64,
    /// Who did it.
    pub actor: Option<PersonId>,
    /// The actor's name at that time.
    pub actor_name: String,
    /// What was done.
    pub act: String,
    /// On what kind of thing.
    pub subject_kind: String,
    /// On which one.
    pub subject_id: String,
    /// The rest, as JSON.
    pub details: String,
    /// From which network address.
    pub address: String,
    /// When the transaction began that did it; neighbours in a chain may stand a moment out of order.
    pub at: Moment,
}

#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn columns() -> _ {
    (
        trail::id,
        trail::place,
        trail::actor_id,
        trail::actor_name,
        trail::act,
        trail::subject_kind,
        trail::subject_id,
        trail::details,
        trail::address,
        trail::at,
    )
}
