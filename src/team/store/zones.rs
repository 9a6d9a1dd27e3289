//! The places to which somebody's work is narrowed.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::schema::{buildings, complexes, memberships, zones};
use crate::db::types::{fresh, to_text};
use crate::db::{Conn, Listed, Tx};
use crate::on_each;
use crate::team::duties::Zone;
use crate::who::{CompanyId, MembershipId};

/// The zones of these memberships; those without one see the whole company.
pub(in crate::team) fn of(conn: &mut Conn, of: &[MembershipId]) -> QueryResult<HashMap<MembershipId, Zone>> {
    let rows: Vec<(MembershipId, Option<String>, Option<String>)> = zones::table
        .filter(zones::membership_id.among(of))
        .order(zones::id)
        .select((zones::membership_id, zones::complex_id, zones::building_id))
        .load(conn)?;
    let mut all: HashMap<MembershipId, Zone> = HashMap::new();
    for (id, complex, building) in rows {
        let zone = all.entry(id).or_default();
        zone.complexes.extend(complex);
        zone.buildings.extend(building);
    }
    Ok(all)
}

/// What the places of the zones are called: by membership, in the order of their names.
pub(in crate::team) fn named(conn: &mut Conn, of: &[MembershipId]) -> QueryResult<HashMap<MembershipId, Vec<String>>> {
    let rows: Vec<(MembershipId, Option<String>, Option<String>)> = zones::table
        .left_join(complexes::table.on(complexes::id.nullable().eq(zones::complex_id)))
        .left_join(buildings::table.on(buildings::id.nullable().eq(zones::building_id)))
        .filter(zones::membership_id.among(of))
        .order((complexes::sort_key, buildings::sort_key))
        .select((zones::membership_id, complexes::name.nullable(), buildings::address.nullable()))
        .load(conn)?;
    let mut all: HashMap<MembershipId, Vec<String>> = HashMap::new();
    for (id, complex, building) in rows {
        all.entry(id).or_default().extend(complex.or(building));
    }
    Ok(all)
}

/// Narrows a membership, or lifts it to the whole company. Another company's places stand against the foreign keys.
pub(in crate::team) fn set(tx: &mut Tx<'_>, company: CompanyId, id: MembershipId, zone: Option<&Zone>) -> QueryResult<()> {
    diesel::delete(zones::table.filter(zones::company_id.eq(company)).filter(zones::membership_id.eq(id))).execute(&mut **tx)?;
    let mine = memberships::table.filter(memberships::company_id.eq(company)).filter(memberships::id.eq(id));
    diesel::update(mine).set(memberships::zoned.eq(zone.is_some())).execute(&mut **tx)?;
    let now = tx.now();
    let complexes = zone.into_iter().flat_map(|zone| zone.complexes.iter().map(|id| (Some(id.as_str()), None)));
    let buildings = zone.into_iter().flat_map(|zone| zone.buildings.iter().map(|id| (None, Some(id.as_str()))));
    let rows: Vec<_> = complexes
        .chain(buildings)
        .map(|(complex, building)| {
            (
                zones::id.eq(to_text(fresh(now))),
                zones::company_id.eq(company),
                zones::membership_id.eq(id),
                zones::complex_id.eq(complex),
                zones::building_id.eq(building),
            )
        })
        .collect();
    on_each!(&mut **tx, c => diesel::insert_into(zones::table).values(&rows).execute(c)).map(|_| ())
}

/// The members whose zone has one of these buildings in it, with their names.
pub(in crate::team) fn with_buildings(conn: &mut Conn, company: CompanyId, of: &[String]) -> QueryResult<Vec<(String, String)>> {
    let mut all = Vec::new();
    for some in of.chunks(crate::db::BATCH) {
        let rows = zones::table
            .inner_join(memberships::table.on(memberships::id.eq(zones::membership_id)))
            .inner_join(crate::db::schema::people::table.on(crate::db::schema::people::id.eq(memberships::person_id)))
            .filter(zones::company_id.eq(company))
            .filter(zones::building_id.among(some))
            .select((memberships::id, crate::db::schema::people::name))
            .distinct();
        all.extend(rows.load::<(String, String)>(conn)?);
    }
    Ok(all)
}
