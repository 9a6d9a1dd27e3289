//! Meters by id, for those who tell of them; and those that stand on places that may go.

use diesel::prelude::*;

use crate::db::schema::meters;
use crate::db::{BATCH, Conn, Listed};
use crate::meters::meter::Resource;
use crate::who::CompanyId;

/// Id, what it measures, serial number.
pub(in crate::meters) fn titles(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[String],
) -> QueryResult<Vec<(String, Resource, String)>> {
    meters::table
        .filter(meters::company_id.eq(company))
        .filter(meters::id.among(ids))
        .select((meters::id, meters::resource, meters::serial))
        .load(conn)
}

/// Ids and serial numbers of meters at these buildings or premises.
pub(in crate::meters) fn at(
    conn: &mut Conn,
    company: CompanyId,
    buildings: &[String],
    premises: &[String],
) -> QueryResult<Vec<(String, String)>> {
    let mut all = Vec::new();
    for some in buildings.chunks(BATCH) {
        let rows = meters::table.filter(meters::company_id.eq(company)).filter(meters::building_id.among(some));
        all.extend(rows.select((meters::id, meters::serial)).limit(20).load::<(String, String)>(conn)?);
    }
    for some in premises.chunks(BATCH) {
        let some: Vec<Option<String>> = some.iter().cloned().map(Some).collect();
        let rows = meters::table.filter(meters::company_id.eq(company)).filter(meters::premises_id.among(some));
        all.extend(rows.select((meters::id, meters::serial)).limit(20).load::<(String, String)>(conn)?);
    }
    all.sort();
    all.dedup();
    Ok(all)
}
