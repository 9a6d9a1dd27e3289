//! A plan becomes the register: all of it in one transaction, or nothing.

use std::collections::HashMap;

use diesel::QueryResult;

use super::outcome::Plan;
use super::report::Report;
use super::store::{self, State};
use super::undo::{self, Things};
use super::{By, ImportId};
use crate::accounts;
use crate::audit;
use crate::db::{Failure, Tx};
use crate::homes::rows::Contact;
use crate::who::PersonId;

/// Why a plan was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    /// The register is no longer the one that it was compared with.
    Stale,
    /// The import has ended already.
    Ended,
}

/// Writes a plan that was made when the company's trail ended at `head`. Every change of the register leaves a line there, so
/// the line of this import must be the next one. `locked` writes that line first, and nobody of the company gets between.
pub(super) fn apply(
    tx: &mut Tx<'_>,
    by: &By,
    id: ImportId,
    plan: &mut Plan,
    report: &Report,
    head: i64,
    locked: bool,
) -> Result<(), Failure<Stopped>> {
    if audit::head(tx, Some(by.company))?.map_or(0, |(place, _)| place) != head {
        return Err(Failure::Refused(Stopped::Stale));
    }
    let report = &Report { line: head + 1, ..report.clone() };
    if !store::finish(tx, by.company, id, (State::Importing, State::Done), report)? {
        return Err(Failure::Refused(Stopped::Ended));
    }
    if locked {
        record(tx, by, id, report, head)?;
    }
    if !plan.is_empty() {
        give_accounts(tx, plan)?;
        store::write(tx, by.company, plan)?;
        undo::keep(tx, by.company, id, Things::of(plan))?;
    }
    if !locked {
        record(tx, by, id, report, head)?;
    }
    Ok(())
}

fn record(tx: &mut Tx<'_>, by: &By, id: ImportId, report: &Report, head: i64) -> Result<(), Failure<Stopped>> {
    let counts = |tally: super::Tally| serde_json::json!({ "new": tally.new, "changed": tally.changed });
    let details = serde_json::json!({
        "rows": report.rows,
        "refused": report.refused_rows,
        "buildings": counts(report.buildings),
        "premises": counts(report.premises),
        "people": counts(report.people),
        "holdings": counts(report.holdings),
        "ended": report.ended,
        "looked_at": report.odd_when(report.ended_on.is_some()),
    });
    let line = audit::by(by).did("homes.imported", ("import", id)).with(details);
    if audit::record(tx, &line)? == head + 1 { Ok(()) } else { Err(Failure::Refused(Stopped::Stale)) }
}

/// Everybody with an e-mail address gets the account of that address.
fn give_accounts(tx: &mut Tx<'_>, plan: &mut Plan) -> QueryResult<()> {
    let changed = plan.changed_contacts.iter().map(|change| &change.after);
    let lacking: Vec<(String, String)> = plan
        .contacts
        .iter()
        .chain(changed)
        .filter(|contact| contact.person_id.is_none())
        .filter_map(|contact| Some((contact.email.clone()?, contact.name.clone())))
        .collect();
    let people = accounts::people_for(tx, &lacking)?;
    for contact in plan.contacts.iter_mut().chain(plan.changed_contacts.iter_mut().map(|change| &mut change.after)) {
        give(contact, &people);
    }
    Ok(())
}

fn give(contact: &mut Contact, people: &HashMap<String, PersonId>) {
    if contact.person_id.is_none() {
        contact.person_id = contact.email.as_ref().and_then(|email| people.get(email)).copied();
    }
}
