//! A bank's machine asks for an account, or tells of a payment: the answer is kept with the money, in one transaction, and given again for ever.

use std::net::IpAddr;

use chrono::{Datelike, Days, NaiveDate};

use super::biller::{self, Asked, Command, Dialect, DoorId, Outcome, Unknowns, Verdict, masked, say};
use super::crediting::{credit, owed};
use super::parking::{self, Unplaced};
use super::payment::{Channel, Incoming};
use super::store::answers::{self, Kept};
use super::store::doors::{self, Door};
use super::{Done, Refused, no, store};
use crate::db::{Conn, Tx};
use crate::ledger;
use crate::numbers;
use crate::text::{Locale, tv};

/// How far back a bank's accounting day may lie to be the payment's own: what is older is booked a month ago.
const OLD: u64 = 31;

/// What a first look finds, without changing anything.
#[derive(Debug)]
pub(super) enum Looked {
    /// Whoever asks comes from an address that the bank did not give.
    Stranger(DoorId),
    /// This is the answer.
    Known(Outcome),
    /// This was the answer before, letter for letter.
    Before(String),
    /// It is a payment, and must be written down.
    New(Box<Door>),
}

/// Looks who stands before which door and what they want. `may` says whether the door may be asked for an account once more in this minute.
///
/// # Errors
/// [`NotFound`](diesel::result::Error::NotFound) for a door that is not there, or shut.
pub(super) fn look(
    conn: &mut Conn,
    (dialect, path, from): (Dialect, &str, IpAddr),
    read: &Result<Asked, Outcome>,
    today: NaiveDate,
    may: impl FnOnce(&Door) -> bool,
) -> diesel::QueryResult<Looked> {
    let door = doors::by_path(conn, dialect, path)?;
    if !biller::allows(&door.addresses, from) {
        return Ok(Looked::Stranger(door.id));
    }
    let asked = match read {
        Ok(asked) => asked,
        Err(outcome) => return Ok(Looked::Known(outcome.clone())),
    };
    if asked.command == Command::Check {
        let outcome = if may(&door) { check(conn, &door, asked, today)? } else { Outcome::Later };
        return Ok(Looked::Known(outcome));
    }
    let before = answers::one(conn, door.company, door.id, &asked.txn)?;
    Ok(match before.filter(|before| before.is_of(asked) && is_final(&door, before.verdict)) {
        Some(before) => Looked::Before(before.text),
        None => Looked::New(Box::new(door)),
    })
}

fn is_final(of: &Door, verdict: Verdict) -> bool {
    verdict != Verdict::Refused || of.dialect.refuses_for_ever()
}

/// Looks an account up: whose it is as far as a payer must know, and what is owed.
fn check(conn: &mut Conn, of: &Door, asked: &Asked, today: NaiveDate) -> diesel::QueryResult<Outcome> {
    let Some((id, kind, number)) = doors::account(conn, of.company, &asked.account)? else { return Ok(Outcome::NoAccount) };
    let place = tv(Locale::Ru, kind.label_key(), &[("number", &number)]);
    let name = masked(&doors::owner(conn, of.company, id, today)?);
    let owed = owed(conn, of.company, id)?;
    let owed = crate::money::Tiyn(owed.total().0.saturating_sub(owed.ahead.0));
    Ok(Outcome::Found { name, place, owed })
}

/// Writes a payment down and gives the text of the answer; told again, the same text, whatever else is said. The payer's money is gone
/// already when this is asked, so it is refused only where the bank gives it back then.
///
/// # Errors
/// When the books refuse, or the database fails: nothing is written, and the machine will tell of it again. [`Refused::Twice`] when
/// somebody else kept an answer at the same moment: theirs is read by whoever asks once more.
pub(super) fn pay(tx: &mut Tx<'_>, of: &Door, asked: &Asked) -> Done<String> {
    // of fifty at once the first writes and the others read what it wrote
    ledger::hold(tx, of.company)?;
    if let Some(before) = answers::one(tx, of.company, of.id, &asked.txn)? {
        if !before.is_of(asked) {
            tracing::warn!(door = %of.id, txn = asked.txn, "a payment is told of again with another account or amount");
            answers::differs(tx, of, asked)?;
            return Ok(before.text);
        }
        if is_final(of, before.verdict) {
            return Ok(before.text);
        }
    }
    let kept = take(tx, of, asked, of.unknowns)?;
    if answers::keep(tx, of, asked, &kept)? { Ok(kept.text) } else { no(Refused::Twice) }
}

/// Credits a payment, or parks it, or refuses it, as the account and the contract want it.
pub(super) fn take(tx: &mut Tx<'_>, of: &Door, asked: &Asked, unknowns: Unknowns) -> Done<Kept> {
    let today = tx.today();
    let oldest = today.checked_sub_days(Days::new(OLD)).unwrap_or(today);
    let day = asked.day.clamp(oldest, today);
    let found = doors::account(tx, of.company, &asked.account)?;
    let said = |outcome: &Outcome| say(of.dialect, &asked.txn, Some(asked), outcome);
    let (channel, source, external) = (Channel::Biller, of.id.to_string(), asked.txn.clone());
    let (payer, note, amount) = (of.name.clone(), String::new(), asked.amount);
    if let Some((premises, ..)) = found {
        let incoming = Incoming { channel, source, external, premises, day, amount, payer, note, person: None };
        let id = credit(tx, of.company, None, &incoming)?.id();
        let number = digits(&store::names::payment(tx, of.company, id)?);
        let text = said(&Outcome::Taken(number));
        return Ok(Kept { verdict: Verdict::Credited, payment: Some(id), parked: None, text });
    }
    if unknowns == Unknowns::Refuse {
        let text = said(&Outcome::NoAccount);
        return Ok(Kept { verdict: Verdict::Refused, payment: None, parked: None, text });
    }
    let account = asked.account.clone();
    let id = parking::park(tx, of.company, &Unplaced { channel, source, external, account, amount, day, payer, note })?;
    // a nine before it: a receipt, which has none, comes later and has a number of its own
    let number = format!("9{}", digits(&numbers::next(tx, of.company, "parked", day.year())?));
    let text = said(&Outcome::Taken(number));
    Ok(Kept { verdict: Verdict::Parked, payment: None, parked: Some(id), text })
}

/// A number as machines take it: `2026-000123` → `2026000123`.
fn digits(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}
