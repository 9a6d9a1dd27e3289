//! Places by name, for those who write to them.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use crate::db::schema::{buildings, entrances, premises};
use crate::db::{Conn, Listed};
use crate::homes::place::{BuildingId, ComplexId, EntranceId, Kind, PremisesId};
use crate::homes::{same_address, store};
use crate::who::{CompanyId, Reach};

/// A place with what people call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceName {
    /// A complex and its name.
    Complex(ComplexId, String),
    /// A building and its address.
    Building(BuildingId, String),
    /// An entrance: the building's address and its number.
    Entrance(EntranceId, String, String),
    /// Premises: the building's address, what they are, their number.
    Premises(PremisesId, String, Kind, String),
}

impl PlaceName {
    /// The place's id.
    pub fn id(&self) -> String {
        match self {
            Self::Complex(id, _) => id.to_string(),
            Self::Building(id, _) => id.to_string(),
            Self::Entrance(id, ..) => id.to_string(),
            Self::Premises(id, ..) => id.to_string(),
        }
    }
}

/// Places to choose from.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The places: complexes, then buildings each with its entrances, then premises that were chosen already.
    pub places: Vec<PlaceName>,
    /// Whether there are more than are shown: then one searches.
    pub more: bool,
}

/// Complexes, and buildings with their entrances: all of them where they are few, else those that `find` names and those in `chosen`.
///
/// # Errors
/// When the database fails.
pub fn places(conn: &mut Conn, reach: &Reach, chosen: &HashSet<String>, find: &str, most: usize) -> QueryResult<Places> {
    let company = reach.company();
    // a complex may have buildings outside the zone: only who sees the whole company writes to all of it
    let complexes = if reach.is_whole() { store::places::complexes(conn, company)? } else { Vec::new() };
    let buildings = store::places::buildings(conn, reach)?;
    let more = buildings.len() > most;
    let find = same_address(find);
    let wanted = |address: &str| !more || (!find.is_empty() && find.split(' ').all(|word| address.contains(word)));
    let chosen_entrances: HashSet<BuildingId> =
        entrances_named(conn, company, chosen)?.into_iter().map(|(_, building, _, _)| building).collect();
    let shown: Vec<_> = buildings
        .into_iter()
        .filter(|b| wanted(&b.address_folded) || chosen.contains(&b.id.to_string()) || chosen_entrances.contains(&b.id))
        .take(most.saturating_mul(2))
        .collect();
    let ids: Vec<BuildingId> = shown.iter().map(|b| b.id).collect();
    let doors: Vec<(EntranceId, BuildingId, String)> = entrances::table
        .filter(entrances::company_id.eq(company))
        .filter(entrances::building_id.among(&ids))
        .order(entrances::sort_key)
        .select((entrances::id, entrances::building_id, entrances::number))
        .load(conn)?;
    let mut places: Vec<PlaceName> = complexes.into_iter().map(|c| PlaceName::Complex(c.id, c.name)).collect();
    for building in shown {
        places.push(PlaceName::Building(building.id, building.address.clone()));
        let own = doors.iter().filter(|(_, of, _)| *of == building.id);
        places.extend(own.map(|(id, _, number)| PlaceName::Entrance(*id, building.address.clone(), number.clone())));
    }
    places.extend(premises_named(conn, company, chosen)?);
    Ok(Places { places, more })
}

/// What these places are called; an id that is none of this company's is left out.
///
/// # Errors
/// When the database fails.
pub fn named(conn: &mut Conn, company: CompanyId, ids: &HashSet<String>) -> QueryResult<Vec<PlaceName>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let complexes = store::places::complexes(conn, company)?.into_iter().filter(|c| ids.contains(&c.id.to_string()));
    let mut all: Vec<PlaceName> = complexes.map(|c| PlaceName::Complex(c.id, c.name)).collect();
    let wanted: Vec<&String> = ids.iter().collect();
    let found: Vec<(BuildingId, String)> = buildings::table
        .filter(buildings::company_id.eq(company))
        .filter(buildings::id.among(&wanted))
        .order(buildings::sort_key)
        .select((buildings::id, buildings::address))
        .load(conn)?;
    all.extend(found.into_iter().map(|(id, address)| PlaceName::Building(id, address)));
    all.extend(
        entrances_named(conn, company, ids)?.into_iter().map(|(id, _, address, number)| PlaceName::Entrance(id, address, number)),
    );
    all.extend(premises_named(conn, company, ids)?);
    Ok(all)
}

/// In which building each of these entrances and premises is.
///
/// # Errors
/// When the database fails.
pub fn buildings_of(conn: &mut Conn, company: CompanyId, ids: &HashSet<String>) -> QueryResult<HashMap<String, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let wanted: Vec<&String> = ids.iter().collect();
    let mut all: Vec<(String, String)> = entrances::table
        .filter(entrances::company_id.eq(company))
        .filter(entrances::id.among(&wanted))
        .select((entrances::id, entrances::building_id))
        .load(conn)?;
    let premises: Vec<(String, String)> = premises::table
        .filter(premises::company_id.eq(company))
        .filter(premises::id.among(&wanted))
        .select((premises::id, premises::building_id))
        .load(conn)?;
    all.extend(premises);
    Ok(all.into_iter().collect())
}

fn entrances_named(
    conn: &mut Conn,
    company: CompanyId,
    ids: &HashSet<String>,
) -> QueryResult<Vec<(EntranceId, BuildingId, String, String)>> {
    let wanted: Vec<&String> = ids.iter().collect();
    entrances::table
        .inner_join(buildings::table.on(buildings::id.eq(entrances::building_id)))
        .filter(entrances::company_id.eq(company))
        .filter(entrances::id.among(wanted))
        .order((buildings::sort_key, entrances::sort_key))
        .select((entrances::id, buildings::id, buildings::address, entrances::number))
        .load(conn)
}

fn premises_named(conn: &mut Conn, company: CompanyId, ids: &HashSet<String>) -> QueryResult<Vec<PlaceName>> {
    let wanted: Vec<&String> = ids.iter().collect();
    let rows: Vec<(PremisesId, String, Kind, String)> = premises::table
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(premises::company_id.eq(company))
        .filter(premises::id.among(wanted))
        .order(premises::sort_key)
        .select((premises::id, buildings::address, premises::kind, premises::number))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, address, kind, number)| PlaceName::Premises(id, address, kind, number)).collect())
}
