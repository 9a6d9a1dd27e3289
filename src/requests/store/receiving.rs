//! Who wrote a letter, and what it answers.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{companies, people, request_mail};
use crate::db::{Conn, Listed, Tx};
use crate::on_each;
use crate::who::{CompanyId, PersonId};

/// Notes a letter; `false` when it was noted before.
pub(in crate::requests) fn remember(tx: &mut Tx<'_>, key: &str) -> QueryResult<bool> {
    let row = (request_mail::message_key.eq(key), request_mail::received_at.eq(tx.now()));
    let noted =
        on_each!(&mut **tx, c => diesel::insert_into(request_mail::table).values(&row).on_conflict_do_nothing().execute(c))?;
    Ok(noted == 1)
}

/// Forgets those noted before a moment.
pub(in crate::requests) fn forget(tx: &mut Tx<'_>, before: Moment) -> QueryResult<usize> {
    diesel::delete(request_mail::table.filter(request_mail::received_at.lt(before))).execute(&mut **tx)
}

/// Whose proved address it is.
pub(in crate::requests) fn writes_from(conn: &mut Conn, address: &str) -> QueryResult<Option<PersonId>> {
    people::table.filter(people::email.eq(address)).select(people::id).first(conn).optional()
}

/// Of which companies these addresses are.
pub(in crate::requests) fn written_to(conn: &mut Conn, addresses: &[String]) -> QueryResult<Vec<CompanyId>> {
    if addresses.is_empty() {
        return Ok(Vec::new());
    }
    let some = addresses.get(..addresses.len().min(20)).unwrap_or_default();
    companies::table.filter(companies::email.among(some)).order(companies::id).select(companies::id).load(conn)
}
