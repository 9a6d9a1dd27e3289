//! How one gets into entrances.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::schema::{buildings, entrances, field_doors};
use crate::db::{Conn, Listed, Tx};
use crate::homes::{BuildingId, EntranceId};
use crate::on_each;
use crate::who::{CompanyId, PersonId, Reach};

/// An entrance: its id, its number, what is locked away about its door.
pub(in crate::dispatch) type Door = (EntranceId, String, Option<String>);

/// The entrances of a building with what is known of their doors; the building's address.
pub(in crate::dispatch) fn of_building(conn: &mut Conn, reach: &Reach, of: BuildingId) -> QueryResult<(String, Vec<Door>)> {
    let mut building = buildings::table
        .filter(buildings::company_id.eq(reach.company()))
        .filter(buildings::id.eq(of))
        .select(buildings::address)
        .into_boxed();
    if let Some(zone) = reach.buildings() {
        building = building.filter(buildings::id.among(zone));
    }
    let address = building.first(conn)?;
    let doors = entrances::table
        .left_join(field_doors::table.on(field_doors::entrance_id.eq(entrances::id)))
        .filter(entrances::company_id.eq(reach.company()))
        .filter(entrances::building_id.eq(of))
        .order(entrances::sort_key)
        .select((entrances::id, entrances::number, field_doors::locked.nullable()))
        .load(conn)?;
    Ok((address, doors))
}

/// What is locked away about the doors of some entrances.
pub(in crate::dispatch) fn of(
    conn: &mut Conn,
    company: CompanyId,
    of: &[EntranceId],
) -> QueryResult<HashMap<EntranceId, String>> {
    let rows: Vec<(EntranceId, String)> = field_doors::table
        .filter(field_doors::company_id.eq(company))
        .filter(field_doors::entrance_id.among(of))
        .select((field_doors::entrance_id, field_doors::locked))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

pub(in crate::dispatch) fn set(
    tx: &mut Tx<'_>,
    company: CompanyId,
    of: EntranceId,
    author: PersonId,
    locked: &str,
) -> QueryResult<usize> {
    let now = tx.now();
    let written = (field_doors::locked.eq(locked.to_owned()), field_doors::author_id.eq(author), field_doors::updated_at.eq(now));
    let row = ((field_doors::company_id.eq(company), field_doors::entrance_id.eq(of)), written.clone());
    on_each!(&mut **tx, c => diesel::insert_into(field_doors::table)
        .values(row.clone())
        .on_conflict(field_doors::entrance_id)
        .do_update()
        .set(written.clone())
        .execute(c))
}
