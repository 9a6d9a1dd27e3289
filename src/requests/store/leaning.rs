//! Which requests stand on places that may go.

use diesel::prelude::*;

use crate::db::schema::requests;
use crate::db::{BATCH, Conn, Listed};
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
