//! That a company's staff are kept out, and since when.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::suspensions;
use crate::db::types::{fresh, to_text};
use crate::db::{Conn, Tx};
use crate::who::{CompanyId, PersonId};

/// A suspension that has no end yet; a second one is refused by its unique index.
pub(in crate::franchise) fn add(tx: &mut Tx<'_>, company: CompanyId, by: PersonId, reason: &str) -> QueryResult<usize> {
    let now = tx.now();
    let row = (
        suspensions::id.eq(to_text(fresh(now))),
        suspensions::company_id.eq(company),
        suspensions::reason.eq(reason),
        suspensions::person_id.eq(by),
        suspensions::since.eq(now),
    );
    diesel::insert_into(suspensions::table).values(row).execute(&mut **tx)
}

/// Ends it; whether there was one.
pub(in crate::franchise) fn end(tx: &mut Tx<'_>, company: CompanyId) -> QueryResult<bool> {
    let now = tx.now();
    let open = suspensions::table.filter(suspensions::company_id.eq(company)).filter(suspensions::until.is_null());
    Ok(diesel::update(open).set(suspensions::until.eq(now)).execute(&mut **tx)? == 1)
}

/// Since when a company is suspended and why, if it is.
pub(in crate::franchise) fn of(conn: &mut Conn, company: CompanyId) -> QueryResult<Option<(Moment, String)>> {
    suspensions::table
        .filter(suspensions::company_id.eq(company))
        .filter(suspensions::until.is_null())
        .select((suspensions::since, suspensions::reason))
        .first(conn)
        .optional()
}

/// The companies that are suspended.
pub(in crate::franchise) fn all(conn: &mut Conn) -> QueryResult<Vec<CompanyId>> {
    suspensions::table.filter(suspensions::until.is_null()).select(suspensions::company_id).load(conn)
}
