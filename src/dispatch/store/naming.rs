//! Jobs by id, for those who tell of them.

use diesel::prelude::*;

use crate::db::schema::field_jobs;
use crate::db::{BATCH, Conn, Listed};
use crate::who::CompanyId;

/// Id, number and category.
pub(in crate::dispatch) fn titles(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[String],
) -> QueryResult<Vec<(String, String, String)>> {
    field_jobs::table
        .filter(field_jobs::company_id.eq(company))
        .filter(field_jobs::id.among(ids))
        .select((field_jobs::id, field_jobs::number, field_jobs::category))
        .load(conn)
}

/// Ids and numbers of jobs at these buildings or premises.
pub(in crate::dispatch) fn at(
    conn: &mut Conn,
    company: CompanyId,
    buildings: &[String],
    premises: &[String],
) -> QueryResult<Vec<(String, String)>> {
    let mut all: Vec<(String, String)> = Vec::new();
    for some in buildings.chunks(BATCH) {
        let rows = field_jobs::table
            .filter(field_jobs::company_id.eq(company))
            .filter(field_jobs::building_id.among(some))
            .select((field_jobs::id, field_jobs::number))
            .limit(20);
        all.extend(rows.load::<(String, String)>(conn)?);
    }
    for some in premises.chunks(BATCH) {
        let some: Vec<Option<String>> = some.iter().cloned().map(Some).collect();
        let rows = field_jobs::table
            .filter(field_jobs::company_id.eq(company))
            .filter(field_jobs::premises_id.among(some))
            .select((field_jobs::id, field_jobs::number))
            .limit(20);
        all.extend(rows.load::<(String, String)>(conn)?);
    }
    all.sort();
    all.dedup();
    Ok(all)
}
