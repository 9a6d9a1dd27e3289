//! The one sentence by which a verb writes a line: `audit::by(who).did("homes.premises_changed", ("premises", id)).record(tx)`.

use std::fmt::Display;

use diesel::QueryResult;

use super::line::Line;
use crate::db::Tx;
use crate::web::actor::{Acting, Entrusted, Member, Operator, Resident, Staff, Technician};
use crate::who::{CompanyId, PersonId};

/// Who acts, as a line of the trail remembers them.
#[derive(Clone, Debug)]
pub struct By {
    /// In whose chain the line stands; `None` is the installation's.
    pub company: Option<CompanyId>,
    /// The account; `None` when none acts: the portal itself, a machine.
    pub person: Option<PersonId>,
    /// Their name now; empty for the portal itself.
    pub name: String,
    /// The network address they come from; empty for the portal itself.
    pub address: String,
    /// In whose place they act: the person whom the operator visits as, and their name.
    pub instead: Option<(PersonId, String)>,
}

/// Somebody whose acts leave lines.
pub trait Author {
    /// How the trail remembers them.
    fn by(&self) -> By;
}

/// Begins a line about what `who` did.
pub fn by(who: &impl Author) -> By {
    who.by()
}

impl By {
    /// An account that acts on itself, before or beside any role: its line stands in the installation's chain.
    pub fn account(person: PersonId, name: &str, address: &str) -> Self {
        Self { company: None, person: Some(person), name: name.to_owned(), address: address.to_owned(), instead: None }
    }

    /// The portal itself: a job, a task of the schedule.
    pub fn portal(company: Option<CompanyId>) -> Self {
        Self { company, person: None, name: String::new(), address: String::new(), instead: None }
    }

    /// The same person, in a company's chain: what the operator does to a company, the company can read.
    #[must_use]
    pub fn within(self, company: CompanyId) -> Self {
        Self { company: Some(company), ..self }
    }

    /// The same person, acting as somebody else: the line names both.
    #[must_use]
    pub fn instead(self, of: PersonId, name: &str) -> Self {
        Self { instead: Some((of, name.to_owned())), ..self }
    }

    /// What they did, and to which thing: kind and id. The act is written out here, as a literal: a test reads it and asks for
    /// its sentence (`homes.premises_changed` is said by `homes.act.premises_changed`).
    pub fn did(self, act: &'static str, subject: (&'static str, impl Display)) -> Line {
        Line {
            company: self.company,
            actor: self.person,
            actor_name: self.name,
            act,
            subject_kind: subject.0,
            subject_id: subject.1.to_string(),
            details: serde_json::Value::Null,
            address: self.address,
            instead: self.instead,
        }
    }
}

impl Line {
    /// Whatever else will be asked one day, as a JSON object; `x_was` beside `x_is` reads as a change of `x`. Nothing that must be
    /// erasable: a line cannot be changed.
    #[must_use]
    pub fn with(self, details: serde_json::Value) -> Self {
        Self { details, ..self }
    }

    /// Writes it; see [`record`](super::record), which also gives its place.
    ///
    /// # Errors
    /// When the database fails.
    pub fn record(&self, tx: &mut Tx<'_>) -> QueryResult<()> {
        super::record(tx, self).map(|_| ())
    }
}

impl Author for By {
    fn by(&self) -> By {
        self.clone()
    }
}

fn of(who: &impl Acting, company: Option<CompanyId>) -> By {
    // what support does as somebody else is the operator's act, in the chain of the company that was visited
    if let Some(visit) = &who.identity().visit {
        let by = By::account(visit.operator(), visit.operator_name(), who.address()).instead(who.person(), who.name());
        return by.within(visit.company());
    }
    By { company, ..By::account(who.person(), who.name(), who.address()) }
}

impl<D: Entrusted> Author for Staff<D> {
    fn by(&self) -> By {
        of(self, Some(self.company()))
    }
}

impl Author for Resident {
    fn by(&self) -> By {
        of(self, Some(self.company()))
    }
}

impl Author for Technician {
    fn by(&self) -> By {
        of(self, Some(self.company()))
    }
}

impl Author for Operator {
    fn by(&self) -> By {
        of(self, None)
    }
}

/// Whoever acts on their own account, in whatever role.
impl Author for Member {
    fn by(&self) -> By {
        of(self, None)
    }
}
