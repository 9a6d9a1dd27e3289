//! Which requests stand on places that may go.

use diesel::prelude::*;

use crate::db::schema::{outage_buildings, requests};
use crate::db::{BATCH, Conn, Listed};
use crate::requests::outage::OutageId;
use crate::who::CompanyId;

/// Ids and numbers of requests at these buildings or premises.
pub(in crate::requests) fn at(
    conn: &mut Conn,
    company: CompanyId,
    buildings: &[String],
    premises: &[String],
) -> QueryResult<Vec<(String, String)>> {
    let mut all = Vec::new();
    for some in buildings.chunks(BATCH) {
        let rows = requests::table
            .filter(requests::company_id.eq(company))
            .filter(requests::building_id.among(some))
            .select((requests::id, requests::number))
            .limit(20);
        all.extend(rows.load::<(String, String)>(conn)?);
    }
    for some in premises.chunks(BATCH) {
        let some: Vec<Option<String>> = some.iter().cloned().map(Some).collect();
        let rows = requests::table
            .filter(requests::company_id.eq(company))
            .filter(requests::premises_id.among(some))
            .select((requests::id, requests::number))
            .limit(20);
        all.extend(rows.load::<(String, String)>(conn)?);
    }
    all.sort();
    all.dedup();
    Ok(all)
}

/// Outages noted at these buildings.
pub(in crate::requests) fn off(conn: &mut Conn, company: CompanyId, buildings: &[String]) -> QueryResult<Vec<OutageId>> {
    let mut all: Vec<OutageId> = Vec::new();
    for some in buildings.chunks(BATCH) {
        let rows = outage_buildings::table
            .filter(outage_buildings::company_id.eq(company))
            .filter(outage_buildings::building_id.among(some))
            .select(outage_buildings::outage_id)
            .distinct()
            .limit(20);
        all.extend(rows.load::<OutageId>(conn)?);
    }
    Ok(all)
}
