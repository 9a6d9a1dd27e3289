//! The undo of a whole import: for thirty days, if nothing stands on it.
//!
//! ```text
//! done ─▶ undoing ─▶ undone
//!   ▲         │
//!   └─────────┘  something stands in the way after all
//! ```
//! What an import has written is noted with it ([`written`]). The undo takes away what was new and turns back what was changed, in one
//! transaction, and only if each of those things is still as the import left it ([`obstacles`]). Of several imports the last goes first.
//! Accounts that were made for e-mail addresses stay, as they belong to the people and not to the register; they open nothing any more.

mod job;
mod obstacles;
mod restoring;
mod store;
mod written;

use diesel::QueryResult;

pub use job::Undo;
use obstacles::Now;
pub use obstacles::Obstacle;
pub(super) use store::{forget, keep};
use written::Written;
pub(super) use written::Written as Things;

use super::forgetting::KEPT;
use super::store::{Row, State, move_on};
use super::{By, ImportId};
use crate::clock::Moment;
use crate::db::{Conn, Failure, Tx};
use crate::homes::holding::ContactId;
use crate::homes::place::{BuildingId, PremisesId};
use crate::web::{Refusal, Said};
use crate::who::CompanyId;

/// What would go with an import: for those who have something standing on it.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    /// Buildings that it brought.
    pub buildings: Vec<BuildingId>,
    /// Premises that it brought.
    pub premises: Vec<PremisesId>,
    /// Cards that it brought.
    pub contacts: Vec<ContactId>,
}

/// Says what a capability has standing on such things: the first few of each kind are enough.
pub type Leaning = fn(&mut Conn, CompanyId, &Touched) -> QueryResult<Vec<Obstacle>>;

/// Those of all capabilities.
pub(in crate::homes) struct Leanings(pub(in crate::homes) Vec<Leaning>);

/// Why an import is not undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::homes) enum Refused {
    /// It was not written, or somebody is undoing it or has undone it.
    NotDone,
    /// The days are over.
    TooLate,
    /// Something stands on it.
    StoodUpon,
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::NotDone => "homes.import.undo.refused.not_done",
            Self::TooLate => "homes.import.undo.refused.too_late",
            Self::StoodUpon => "homes.import.undo.refused.stood_upon",
        }
        .into()
    }
}

/// Until when an import can be undone; `None` when it cannot.
pub(in crate::homes) fn until(row: &Row) -> Option<Moment> {
    row.ended_at.filter(|_| row.state == State::Done && !row.forgotten).map(|ended| ended + KEPT)
}

/// What would go and come back, and what stands in the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::homes) struct Outlook {
    pub(in crate::homes) goes: [(&'static str, usize); 4],
    pub(in crate::homes) comes_back: usize,
    pub(in crate::homes) reopened: usize,
    /// The import wrote nothing that could be undone.
    pub(in crate::homes) nothing: bool,
    pub(in crate::homes) obstacles: Vec<Obstacle>,
}

/// Everything that an undo is made of, read at one moment.
struct Loaded {
    written: Written,
    register: super::register::Register,
    obstacles: Vec<Obstacle>,
}

fn load(conn: &mut Conn, company: CompanyId, row: &Row, now: Moment) -> QueryResult<Loaded> {
    let written = store::written(conn, company, row.id)?;
    let register = super::store::register(conn, company, now)?;
    let mut obstacles: Vec<Obstacle> = store::later(conn, company, row)?
        .into_iter()
        .map(|(id, name)| {
            Obstacle::new(Said::new("homes.import.undo.stands.later").with("name", name), format!("/staff/homes/imports/{id}"))
        })
        .collect();
    // what a later import wrote differs from what this one left: one sentence says it better than hundreds
    if obstacles.is_empty() {
        let ended = store::ended(conn, company, &written)?;
        obstacles = Now::of(&register, &ended).obstacles(&written);
        obstacles.extend(store::standing(conn, company, &written, row.ended_at.unwrap_or(now))?);
    }
    Ok(Loaded { written, register, obstacles })
}

/// What an undo would do.
pub(in crate::homes) fn outlook(
    conn: &mut Conn,
    company: CompanyId,
    row: &Row,
    (now, leanings): (Moment, &Leanings),
) -> QueryResult<Outlook> {
    let Loaded { written, mut obstacles, .. } = load(conn, company, row, now)?;
    let touched = Touched {
        buildings: written.buildings.iter().map(|(id, _)| *id).collect(),
        premises: written.premises.iter().map(|(id, ..)| *id).collect(),
        contacts: written.contacts.iter().map(|(id, ..)| *id).collect(),
    };
    for leaning in &leanings.0 {
        obstacles.extend(leaning(conn, company, &touched)?);
    }
    Ok(Outlook {
        goes: [
            ("homes.import.things.buildings", written.buildings.len()),
            ("homes.import.things.premises", written.premises.len()),
            ("homes.import.things.people", written.contacts.len()),
            ("homes.import.undo.holdings", written.holdings.len()),
        ],
        comes_back: written.changed_premises.len() + written.changed_contacts.len() + written.changed_holdings.len(),
        reopened: written.ended.len(),
        nothing: written.is_empty(),
        obstacles,
    })
}

/// Has an import undone; of two who ask at once one is heard.
pub(in crate::homes) fn ask(tx: &mut Tx<'_>, by: &By, id: ImportId) -> Result<(), Failure<Refused>> {
    let row = super::one(tx, by.company, id)?;
    match until(&row) {
        None => return Err(Failure::Refused(Refused::NotDone)),
        Some(until) if tx.now() > until => return Err(Failure::Refused(Refused::TooLate)),
        Some(_) => {}
    }
    if !move_on(tx, by.company, id, &[State::Done], State::Undoing)? {
        return Err(Failure::Refused(Refused::NotDone));
    }
    let job = crate::jobs::enqueue(tx, &Undo { by: by.clone(), import: id })?;
    super::store::aim(tx, by.company, id, &super::Report { job, not_undone: None, ..row.report })?;
    Ok(())
}
