//! Money is written down: found again if it came before, shared out, numbered and posted in one transaction; and given back.

use chrono::{Datelike, NaiveDate};

use super::allocation::{Owed, Part};
use super::payment::{Back, Credited, Incoming, PaymentId};
use super::{Done, Refused, no, store};
use crate::db::{Conn, Failure, Tx, taken};
use crate::homes::PremisesId;
use crate::ledger::{self, Account, Document, Entry, Kind};
use crate::money::Tiyn;
use crate::numbers;
use crate::who::{CompanyId, PersonId};

/// The kind of document that entries of payments stand on.
pub(super) const DOCUMENT: &str = "payment";

pub(super) fn books<T>(done: Result<T, Failure<ledger::Refused>>) -> Done<T> {
    done.map_err(|failure| match failure {
        Failure::Refused(refused) => Failure::Refused(Refused::Books(refused)),
        Failure::Broken(broken) => Failure::Broken(broken),
    })
}

/// What premises owe, by months and funds.
///
/// # Errors
/// When the database fails.
pub(super) fn owed(conn: &mut Conn, company: CompanyId, premises: PremisesId) -> diesel::QueryResult<Owed> {
    Ok(Owed::of(&ledger::movements(conn, company, &[premises])?))
}

/// Writes a payment down, once: channel, source and external name make it that one. `author` is whoever took it at a desk. Its day in a
/// closed month is booked on the first day that is open.
///
/// # Errors
/// [`Refused::Nothing`] for no money at all.
pub(super) fn credit(tx: &mut Tx<'_>, company: CompanyId, author: Option<PersonId>, of: &Incoming) -> Done<Credited> {
    if of.amount <= Tiyn::ZERO {
        return no(Refused::Nothing);
    }
    // from here on others who credit wait: what is owed is read once, and a payment that came twice finds itself
    let open_from = ledger::hold(tx, company)?;
    if let Some(before) = store::payments::same(tx, company, of)? {
        return Ok(Credited::Before(before));
    }
    let parts = owed(tx, company, of.premises)?.share(of.amount);
    let number = numbers::next(tx, company, "receipt", of.day.year())?;
    let id = PaymentId::fresh(tx.now());
    match store::payments::add(tx, company, author, (id, &number), of, &parts) {
        // the last word is the constraint's
        Err(error) if taken(&error) => return no(Refused::Twice),
        added => added?,
    }
    let day = open_from.map_or(of.day, |open| of.day.max(open));
    let entry = entry(of, day, Document { kind: DOCUMENT, id: id.to_string(), number }, &parts)
        .map_err(|refused| Failure::Refused(Refused::Books(refused)))?;
    books(ledger::post(tx, company, author, &[entry]))?;
    Ok(Credited::Now(id))
}

/// What the books are told: the money lies in the account of each fund, and the debts are less by it.
fn entry(of: &Incoming, day: NaiveDate, document: Document, parts: &[Part]) -> Result<Entry, ledger::Refused> {
    let mut entry = Entry::new(day, document, "");
    for part in parts {
        let owes = match part.kind {
            Kind::PenaltyDue => Account::penalty_due(of.premises),
            Kind::Advance => Account::advance(of.premises),
            _ => Account::receivable(part.fund, of.premises),
        };
        entry.transfer(&Account::own(of.channel.holds(), part.fund, ""), &owes, part.amount)?;
    }
    Ok(entry)
}

/// Takes a payment back by an opposite entry, once.
///
/// # Errors
/// [`Refused::Returned`] when it went back before.
pub(super) fn turn_back(
    tx: &mut Tx<'_>,
    company: CompanyId,
    author: Option<PersonId>,
    id: PaymentId,
    (back, day, reason): (Back, NaiveDate, &str),
) -> Done<()> {
    let open_from = ledger::hold(tx, company)?;
    if !store::payments::add_return(tx, company, author, id, (back, day, reason))? {
        return no(Refused::Returned);
    }
    let entries = ledger::of_document(tx, company, DOCUMENT, &[id.to_string()])?;
    let day = open_from.map_or(day, |open| day.max(open));
    match ledger::reverse(tx, company, author, &entries, (day, reason)) {
        Err(Failure::Refused(ledger::Refused::Reversed)) => no(Refused::Returned),
        done => books(done),
    }
}
