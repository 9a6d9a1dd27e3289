//! The audit trail: who did what, on whom, when. One line per act, written by the transaction that does it.
//!
//! Every company has a chain of its own and the installation has one: the hash of a line covers the line before it, so a
//! line that was changed, taken out or moved is found by [`verify`]. A chain proves nothing against somebody who can write
//! the whole database and counts all hashes anew; against him helps a [`head`] that was noted elsewhere: in a protocol, in
//! a letter, and in the [`checks`], each of which remembers by which hash the chain ended when it was found whole.

mod by;
pub mod checks;
mod line;
mod naming;
mod reading;
mod seal;
mod verify;

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{trail, trail_heads};
use crate::db::{Conn, Tx};
use crate::on_each;
use crate::who::CompanyId;

pub use by::{Author, By, by};
pub use line::{INSTEAD, Kept, Line, LineId};
pub use naming::{Named, Naming};
pub use reading::{Filter, Span, lines, of_things, one};
pub use verify::{Break, Fault, Walk, verify};

/// The name of the installation's own chain; no company's id looks like it.
const INSTALLATION: &str = "installation";

fn chain_of(company: Option<CompanyId>) -> String {
    company.map_or_else(|| INSTALLATION.to_owned(), |company| company.to_string())
}

/// What stands before the dot of an act: the capability that speaks of it.
pub fn room_of(act: &str) -> &str {
    act.split('.').next().unwrap_or_default()
}

/// Writes a line at the end of its chain and gives its place there, counted from 1.
///
/// From here to the commit other lines of the same company wait on PostgreSQL: record as the last thing a verb does.
///
/// # Errors
/// When the database fails.
pub fn record(tx: &mut Tx<'_>, line: &Line) -> QueryResult<i64> {
    let now = tx.now();
    record_past(tx, line, now)
}

/// As [`record`], as if it had been done at another moment: for the demo, which has a past from the beginning.
///
/// # Errors
/// When the database fails.
pub fn record_past(tx: &mut Tx<'_>, line: &Line, at: Moment) -> QueryResult<i64> {
    let chain = chain_of(line.company);
    let (place, before) = next(tx, &chain)?;
    let raw = line.raw(at, place);
    let hash = seal::seal(&before, &chain, &raw);
    let row = (
        (trail::id.eq(&raw.id), trail::chain.eq(&chain), trail::place.eq(place), trail::actor_id.eq(&raw.actor)),
        (trail::actor_name.eq(&raw.actor_name), trail::act.eq(&raw.act), trail::subject_kind.eq(&raw.subject_kind)),
        (trail::subject_id.eq(&raw.subject_id), trail::details.eq(&raw.details), trail::address.eq(&raw.address)),
        (trail::at.eq(raw.at), trail::hash.eq(&hash), trail::room.eq(room_of(&raw.act))),
    );
    diesel::insert_into(trail::table).values(row).execute(&mut **tx)?;
    diesel::update(trail_heads::table.find(&chain)).set(trail_heads::hash.eq(&hash)).execute(&mut **tx)?;
    Ok(place)
}

/// Moves the head of the chain on and holds it until the commit: the row lock of PostgreSQL is what puts lines in order.
fn next(tx: &mut Tx<'_>, chain: &str) -> QueryResult<(i64, String)> {
    if let Some(next) = step(tx, chain)? {
        return Ok(next);
    }
    let empty = (trail_heads::chain.eq(chain), trail_heads::place.eq(0), trail_heads::hash.eq(""));
    // the first line of a chain may be written by two at once: one of them makes the head, both go on from it
    on_each!(&mut **tx, c => diesel::insert_into(trail_heads::table).values(empty).on_conflict_do_nothing().execute(c))?;
    step(tx, chain)?.ok_or(diesel::result::Error::NotFound)
}

fn step(tx: &mut Tx<'_>, chain: &str) -> QueryResult<Option<(i64, String)>> {
    diesel::update(trail_heads::table.filter(trail_heads::chain.eq(chain)))
        .set(trail_heads::place.eq(trail_heads::place + 1))
        .returning((trail_heads::place, trail_heads::hash))
        .get_result(&mut **tx)
        .optional()
}

/// The end of a chain: how many lines it has and the hash that covers them all. `None` when nothing was recorded yet.
/// `company` `None` is the installation.
///
/// # Errors
/// When the database fails.
pub fn head(conn: &mut Conn, company: Option<CompanyId>) -> QueryResult<Option<(i64, String)>> {
    trail_heads::table.find(chain_of(company)).select((trail_heads::place, trail_heads::hash)).first(conn).optional()
}

#[cfg(test)]
mod tests;
