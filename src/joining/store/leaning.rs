//! Which premises have invitations and claims.

use diesel::prelude::*;

use crate::db::schema::{buildings, claims, invitations, premises};
use crate::db::{BATCH, Conn, Listed};
use crate::homes::PremisesId;
use crate::who::CompanyId;

/// Premises with the building's address and the number on the door.
type Place = (String, String, String);

pub(in crate::joining) fn invited(conn: &mut Conn, company: CompanyId, of: &[PremisesId]) -> QueryResult<Vec<Place>> {
    let mut all = Vec::new();
    for some in of.chunks(BATCH) {
        let rows = invitations::table
            .inner_join(premises::table.on(premises::id.eq(invitations::premises_id)))
            .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
            .filter(invitations::company_id.eq(company))
            .filter(invitations::premises_id.among(some))
            .select((premises::id, buildings::address, premises::number))
            .distinct();
        all.extend(rows.load::<Place>(conn)?);
    }
    Ok(all)
}

pub(in crate::joining) fn claimed(conn: &mut Conn, company: CompanyId, of: &[PremisesId]) -> QueryResult<Vec<Place>> {
    let mut all = Vec::new();
    for some in of.chunks(BATCH) {
        let rows = claims::table
            .inner_join(premises::table.on(premises::id.eq(claims::premises_id)))
            .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
            .filter(claims::company_id.eq(company))
            .filter(claims::premises_id.among(some))
            .select((premises::id, buildings::address, premises::number))
            .distinct();
        all.extend(rows.load::<Place>(conn)?);
    }
    Ok(all)
}
