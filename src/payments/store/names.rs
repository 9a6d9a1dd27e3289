//! What things are called.

use diesel::prelude::*;

use crate::db::schema::payments;
use crate::db::{Conn, Listed};
use crate::who::CompanyId;

pub(in crate::payments) fn payments(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, String)>> {
    let mine = payments::table.filter(payments::company_id.eq(company)).filter(payments::id.among(ids));
    mine.select((payments::id, payments::number)).load(conn)
}
