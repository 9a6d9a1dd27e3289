//! Requests by id, for those who tell of them.

use diesel::prelude::*;

use crate::db::schema::requests;
use crate::db::{Conn, Listed};
use crate::who::CompanyId;

/// Id, number and category.
pub(in crate::requests) fn titles(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[String],
) -> QueryResult<Vec<(String, String, String)>> {
    requests::table
        .filter(requests::company_id.eq(company))
        .filter(requests::id.among(ids))
        .select((requests::id, requests::number, requests::category))
        .load(conn)
}
