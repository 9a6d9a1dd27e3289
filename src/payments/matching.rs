//! The register of a bank's day is kept and compared; what only the bank knows of is written down by a person.

use std::collections::BTreeSet;

use serde_json::json;

use super::biller::{Asked, Command, Line, Odd, RegisterId, Unknowns, Verdict, compare};
use super::store::answers::{self, Answer};
use super::store::doors;
use super::store::registers::{self, Brought, Kept};
use super::{Done, Refused, no, telling};
use crate::audit;
use crate::db::{Conn, Tx};
use crate::ledger;
use crate::money::Tiyn;
use crate::web::actor::{Accountant, Acting, Staff};
use crate::who::{CompanyId, PersonId};

/// Keeps a register that somebody brings; the same file once.
///
/// # Errors
/// [`Refused::Brought`] when it was brought before.
pub(super) fn bring(tx: &mut Tx<'_>, who: &Staff<Accountant>, of: &Brought) -> Done<RegisterId> {
    let id = lay(tx, (who.company(), who.person()), of)?;
    let total = of.register.total().plain();
    let details = json!({ "day": of.day, "file": of.file_name, "lines": of.register.lines.len(), "amount": total });
    audit::by(who).did("payments.register_brought", ("biller_register", id)).with(details).record(tx)?;
    Ok(id)
}

/// The same without a line in the trail: for the demo.
pub(super) fn lay(tx: &mut Tx<'_>, by: (CompanyId, PersonId), of: &Brought) -> Done<RegisterId> {
    doors::one(tx, by.0, of.door)?;
    match registers::add(tx, by, of)? {
        (id, true) => Ok(id),
        (_, false) => no(Refused::Brought),
    }
}

/// What was told of and taken, as a register would have it.
fn taken(of: Answer) -> Option<Line> {
    let Answer { txn, account, amount, day, verdict, .. } = of;
    if verdict == Verdict::Refused { None } else { Some(Line { txn, account, amount: Tiyn(amount), day }) }
}

/// In what a register and the books differ.
///
/// # Errors
/// When the database fails.
pub(super) fn differences(conn: &mut Conn, company: CompanyId, of: &Kept) -> diesel::QueryResult<Vec<Odd>> {
    let theirs = registers::lines(conn, company, of.id)?;
    let named: BTreeSet<String> = theirs.iter().map(|line| line.txn.clone()).collect();
    let mut ours: Vec<Line> = answers::of_day(conn, company, of.door, of.day)?
        .into_iter()
        .filter(|of| !named.contains(&of.txn))
        .filter_map(taken)
        .collect();
    let alone: Vec<String> = ours.iter().map(|line| line.txn.clone()).collect();
    let elsewhere = registers::elsewhere(conn, company, of.door, &alone)?;
    let named: Vec<String> = named.into_iter().collect();
    ours.extend(answers::named(conn, company, of.door, &named)?.into_iter().filter_map(taken));
    Ok(compare(&ours, &theirs, &elsewhere))
}

/// Writes a payment down that the register has and of which the machine did not tell, or which was refused. For an account that nobody knows
/// it waits for a person, whatever the contract says of the machine. Told of later, it gets the answer that it would have got.
///
/// # Errors
/// [`Refused::Known`] when it is written down already.
pub(super) fn write_down(tx: &mut Tx<'_>, who: &Staff<Accountant>, id: RegisterId, txn: &str, reason: &str) -> Done<Verdict> {
    let company = who.company();
    ledger::hold(tx, company)?;
    let of = registers::one(tx, company, id)?;
    let line = registers::line(tx, company, id, txn)?;
    let door = doors::one(tx, company, of.door)?;
    if answers::one(tx, company, door.id, txn)?.is_some_and(|before| before.verdict != Verdict::Refused) {
        return no(Refused::Known);
    }
    let asked = Asked { command: Command::Pay, txn: line.txn, account: line.account, amount: line.amount, day: line.day };
    let kept = telling::take(tx, &door, &asked, Unknowns::Park)?;
    if !answers::keep(tx, &door, &asked, &kept)? {
        return no(Refused::Known);
    }
    let details = json!({ "payment": asked.txn, "account": asked.account, "amount": asked.amount.plain(), "reason": reason });
    audit::by(who).did("payments.register_written", ("biller_register", id)).with(details).record(tx)?;
    Ok(kept.verdict)
}
