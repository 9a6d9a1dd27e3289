//! Complexes, buildings, entrances and premises: one by one, and as choices.

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::result::Error::NotFound;

use crate::db::schema::{buildings, complexes, entrances, premises};
use crate::db::{Conn, Listed, Tx};
use crate::homes::place::{BuildingId, ComplexId, EntranceId, Kind, PremisesId};
use crate::homes::rows::{Building, Complex, Entrance, Premises};
use crate::who::{CompanyId, Reach};

pub(in crate::homes) fn complexes(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<Complex>> {
    complexes::table.filter(complexes::company_id.eq(company)).order(complexes::sort_key).select(Complex::as_select()).load(conn)
}

pub(in crate::homes) fn complex(conn: &mut Conn, company: CompanyId, id: ComplexId) -> QueryResult<Complex> {
    complexes::table
        .filter(complexes::company_id.eq(company))
        .filter(complexes::id.eq(id))
        .select(Complex::as_select())
        .first(conn)
}

pub(in crate::homes) fn add_complex(tx: &mut Tx<'_>, complex: &Complex) -> QueryResult<usize> {
    diesel::insert_into(complexes::table).values(complex).execute(&mut **tx)
}

pub(in crate::homes) fn save_complex(tx: &mut Tx<'_>, complex: &Complex) -> QueryResult<usize> {
    let mine = complexes::table.filter(complexes::company_id.eq(complex.company_id)).filter(complexes::id.eq(complex.id));
    diesel::update(mine).set((complexes::name.eq(&complex.name), complexes::sort_key.eq(&complex.sort_key))).execute(&mut **tx)
}

pub(in crate::homes) fn buildings(conn: &mut Conn, reach: &Reach) -> QueryResult<Vec<Building>> {
    let mut mine = buildings::table
        .filter(buildings::company_id.eq(reach.company()))
        .order((buildings::sort_key, buildings::id))
        .select(Building::as_select())
        .into_boxed();
    if let Some(within) = reach.buildings() {
        mine = mine.filter(buildings::id.among(within));
    }
    mine.load(conn)
}

pub(in crate::homes) fn building(conn: &mut Conn, reach: &Reach, id: BuildingId) -> QueryResult<Building> {
    if !reach.has(&id.to_string()) {
        return Err(NotFound);
    }
    buildings::table
        .filter(buildings::company_id.eq(reach.company()))
        .filter(buildings::id.eq(id))
        .select(Building::as_select())
        .first(conn)
}

pub(in crate::homes) fn add_building(tx: &mut Tx<'_>, building: &Building) -> QueryResult<usize> {
    diesel::insert_into(buildings::table).values(building).execute(&mut **tx)
}

pub(in crate::homes) fn save_building(tx: &mut Tx<'_>, building: &Building) -> QueryResult<usize> {
    let mine = buildings::table.filter(buildings::company_id.eq(building.company_id)).filter(buildings::id.eq(building.id));
    let changed = (
        buildings::complex_id.eq(building.complex_id),
        buildings::address.eq(&building.address),
        buildings::address_folded.eq(&building.address_folded),
        buildings::sort_key.eq(&building.sort_key),
        buildings::floors.eq(building.floors),
    );
    diesel::update(mine).set(changed).execute(&mut **tx)
}

pub(in crate::homes) fn entrances(conn: &mut Conn, company: CompanyId, building: BuildingId) -> QueryResult<Vec<Entrance>> {
    let mine = entrances::table.filter(entrances::company_id.eq(company)).filter(entrances::building_id.eq(building));
    mine.order(entrances::sort_key).select(Entrance::as_select()).load(conn)
}

pub(in crate::homes) fn add_entrance(tx: &mut Tx<'_>, entrance: &Entrance) -> QueryResult<usize> {
    diesel::insert_into(entrances::table).values(entrance).execute(&mut **tx)
}

pub(in crate::homes) fn one(conn: &mut Conn, reach: &Reach, id: PremisesId) -> QueryResult<(Premises, Building, Option<String>)> {
    let found: (Premises, Building, Option<String>) = premises::table
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .left_join(entrances::table.on(entrances::id.nullable().eq(premises::entrance_id)))
        .filter(premises::company_id.eq(reach.company()))
        .filter(premises::id.eq(id))
        .select((Premises::as_select(), Building::as_select(), entrances::number.nullable()))
        .first(conn)?;
    // outside the zone is as if it were not there
    if reach.has(&found.1.id.to_string()) { Ok(found) } else { Err(NotFound) }
}

pub(in crate::homes) fn add(tx: &mut Tx<'_>, new: &Premises) -> QueryResult<usize> {
    diesel::insert_into(premises::table).values(new).execute(&mut **tx)
}

pub(in crate::homes) fn save(tx: &mut Tx<'_>, changed: &Premises) -> QueryResult<usize> {
    let mine = premises::table.filter(premises::company_id.eq(changed.company_id)).filter(premises::id.eq(changed.id));
    diesel::update(mine)
        .set((
            (
                premises::entrance_id.eq(changed.entrance_id),
                premises::kind.eq(changed.kind),
                premises::number.eq(&changed.number),
            ),
            (
                premises::number_folded.eq(&changed.number_folded),
                premises::sort_key.eq(&changed.sort_key),
                premises::floor.eq(changed.floor),
            ),
            (
                premises::area.eq(changed.area),
                premises::living_area.eq(changed.living_area),
                premises::account.eq(&changed.account),
            ),
            (premises::centre_account.eq(&changed.centre_account), premises::cadastre.eq(&changed.cadastre)),
            (premises::registered.eq(changed.registered), premises::residing.eq(changed.residing)),
        ))
        .execute(&mut **tx)
}

/// A building's premises in their order, to give them new keys when its address changes.
pub(in crate::homes) fn of_building(
    conn: &mut Conn,
    company: CompanyId,
    building: BuildingId,
) -> QueryResult<Vec<(PremisesId, Kind, String)>> {
    premises::table
        .filter(premises::company_id.eq(company))
        .filter(premises::building_id.eq(building))
        .select((premises::id, premises::kind, premises::number))
        .load(conn)
}

pub(in crate::homes) fn re_sort(tx: &mut Tx<'_>, id: PremisesId, key: &str) -> QueryResult<usize> {
    diesel::update(premises::table.find(id)).set(premises::sort_key.eq(key)).execute(&mut **tx)
}

/// How many premises stand behind each entrance of a building.
pub(in crate::homes) fn entrance_sizes(
    conn: &mut Conn,
    company: CompanyId,
    building: BuildingId,
) -> QueryResult<HashMap<Option<EntranceId>, i64>> {
    let rows: Vec<(Option<EntranceId>, i64)> = premises::table
        .filter(premises::company_id.eq(company))
        .filter(premises::building_id.eq(building))
        .group_by(premises::entrance_id)
        .select((premises::entrance_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
