//! Doors for banks' machines: opened, changed and shut by somebody who has just typed their password.

use serde_json::json;

use super::biller::DoorId;
use super::forms::DoorDraft;
use super::store::doors::{self, Terms};
use super::{Done, Refused, no};
use crate::audit;
use crate::db::Tx;
use crate::web::actor::{Accountant, Recent, Staff};
use crate::who::CompanyId;

fn terms(of: &DoorDraft) -> Terms<'_> {
    Terms {
        name: &of.name,
        addresses: &of.addresses,
        unknowns: of.unknowns,
        checks_per_minute: of.checks_per_minute,
        link: &of.link,
    }
}

fn details(of: &DoorDraft) -> serde_json::Value {
    json!({
        "name": of.name,
        "dialect": of.dialect.word(),
        "addresses": of.addresses,
        "unknowns": of.unknowns.word(),
        "checks": of.checks_per_minute,
        "link": of.link,
    })
}

/// Opens a door under a path that nobody can guess. The path is told to the one who opened it, once; what is kept is its fingerprint.
///
/// # Errors
/// When the database fails.
pub(super) fn open(tx: &mut Tx<'_>, who: &Recent<Staff<Accountant>>, path: &str, draft: &DoorDraft) -> Done<DoorId> {
    let id = make(tx, who.company(), path, draft)?;
    audit::by(&**who).did("payments.door_opened", ("biller_door", id)).with(details(draft)).record(tx)?;
    Ok(id)
}

/// The same without a line in the trail: for the demo.
pub(super) fn make(tx: &mut Tx<'_>, company: CompanyId, path: &str, draft: &DoorDraft) -> Done<DoorId> {
    let id = DoorId::fresh(tx.now());
    doors::add(tx, company, (id, draft.dialect, path), &terms(draft))?;
    Ok(id)
}

/// Changes from where a bank's machine may come, and what its contract says.
///
/// # Errors
/// [`Refused::Shut`] when the door was shut for ever.
pub(super) fn change(tx: &mut Tx<'_>, who: &Recent<Staff<Accountant>>, id: DoorId, draft: &DoorDraft) -> Done<()> {
    let company = who.company();
    if doors::one(tx, company, id)?.revoked_at.is_some() {
        return no(Refused::Shut);
    }
    doors::set(tx, company, id, &terms(draft))?;
    Ok(audit::by(&**who).did("payments.door_changed", ("biller_door", id)).with(details(draft)).record(tx)?)
}

/// Shuts a door for ever: its path is worth nothing from now on.
///
/// # Errors
/// [`Refused::Shut`] when it was shut before.
pub(super) fn shut(tx: &mut Tx<'_>, who: &Recent<Staff<Accountant>>, id: DoorId) -> Done<()> {
    let company = who.company();
    let of = doors::one(tx, company, id)?;
    if !doors::revoke(tx, company, id)? {
        return no(Refused::Shut);
    }
    let details = json!({ "name": of.name });
    Ok(audit::by(&**who).did("payments.door_shut", ("biller_door", id)).with(details).record(tx)?)
}
