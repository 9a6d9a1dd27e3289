//! The secret addresses of technicians' calendars.

use diesel::prelude::*;

use crate::db::schema::field_feeds;
use crate::db::{Conn, Tx};
use crate::on_each;
use crate::who::{CompanyId, PersonId};

/// The series that counts, if there is an address at all.
pub(in crate::dispatch) fn series(conn: &mut Conn, company: CompanyId, of: PersonId) -> QueryResult<Option<String>> {
    field_feeds::table
        .filter(field_feeds::company_id.eq(company))
        .filter(field_feeds::person_id.eq(of))
        .select(field_feeds::series)
        .first(conn)
        .optional()
}

pub(in crate::dispatch) fn set(tx: &mut Tx<'_>, company: CompanyId, of: PersonId, series: &str) -> QueryResult<usize> {
    let now = tx.now();
    let fresh = (field_feeds::series.eq(series.to_owned()), field_feeds::created_at.eq(now));
    let row = ((field_feeds::company_id.eq(company), field_feeds::person_id.eq(of)), fresh.clone());
    on_each!(&mut **tx, c => diesel::insert_into(field_feeds::table)
        .values(row.clone())
        .on_conflict((field_feeds::company_id, field_feeds::person_id))
        .do_update()
        .set(fresh.clone())
        .execute(c))
}

pub(in crate::dispatch) fn remove(tx: &mut Tx<'_>, company: CompanyId, of: PersonId) -> QueryResult<usize> {
    diesel::delete(field_feeds::table.filter(field_feeds::company_id.eq(company)).filter(field_feeds::person_id.eq(of)))
        .execute(&mut **tx)
}
