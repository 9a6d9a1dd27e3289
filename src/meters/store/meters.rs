//! Meters: of premises, of houses, of the register.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{buildings, entrances, meters, premises};
use crate::db::{Conn, Listed, Tx};
use crate::homes::{BuildingId, EntranceId, Kind, PremisesId};
use crate::meters::meter::{MeterId, Resource};
use crate::meters::rows::Meter;
use crate::web::Step;
use crate::who::{CompanyId, Reach};

/// A meter with its place: address with its sorting key, entrance, premises.
pub(in crate::meters) type Placed = (Meter, (String, String), Option<String>, Option<(Kind, String)>);

macro_rules! placed {
    ($company:expr) => {
        meters::table
            .inner_join(buildings::table.on(buildings::id.eq(meters::building_id)))
            .left_join(entrances::table.on(entrances::id.nullable().eq(meters::entrance_id)))
            .left_join(premises::table.on(premises::id.nullable().eq(meters::premises_id)))
            .filter(meters::company_id.eq($company))
            .select((
                Meter::as_select(),
                (buildings::address, buildings::sort_key),
                entrances::number.nullable(),
                (premises::kind, premises::number).nullable(),
            ))
            .into_boxed()
    };
}

/// A meter within reach; one elsewhere is not there.
pub(in crate::meters) fn one(conn: &mut Conn, reach: &Reach, id: MeterId) -> QueryResult<Placed> {
    let mut query = placed!(reach.company()).filter(meters::id.eq(id));
    if let Some(within) = reach.buildings() {
        query = query.filter(meters::building_id.among(within));
    }
    query.first(conn)
}

/// Which meters the register shows.
#[derive(Clone, Debug, Default)]
pub(in crate::meters) struct Wanted {
    pub(in crate::meters) building: Option<BuildingId>,
    pub(in crate::meters) resource: Option<Resource>,
    /// Only common ones, or only own ones.
    pub(in crate::meters) common: Option<bool>,
    /// Only those whose verification ends by then.
    pub(in crate::meters) due_by: Option<NaiveDate>,
    /// Folded: the serial number begins so.
    pub(in crate::meters) serial: String,
}

/// A page of the register, by house. What was taken away is left out.
pub(in crate::meters) fn page(
    conn: &mut Conn,
    reach: &Reach,
    wanted: &Wanted,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<Placed>> {
    let mut query = placed!(reach.company()).filter(meters::removed_on.is_null()).limit(limit);
    if let Some(within) = reach.buildings() {
        query = query.filter(meters::building_id.among(within));
    }
    if let Some(building) = wanted.building {
        query = query.filter(meters::building_id.eq(building));
    }
    if let Some(resource) = wanted.resource {
        query = query.filter(meters::resource.eq(resource));
    }
    query = match wanted.common {
        Some(true) => query.filter(meters::premises_id.is_null()),
        Some(false) => query.filter(meters::premises_id.is_not_null()),
        None => query,
    };
    if let Some(by) = wanted.due_by {
        query = query.filter(meters::verified_until.le(by));
    }
    if !wanted.serial.is_empty() {
        let end = format!("{}\u{10ffff}", wanted.serial);
        query = query.filter(meters::serial_folded.ge(wanted.serial.clone())).filter(meters::serial_folded.lt(end));
    }
    query = match step {
        Step::First => query.order((buildings::sort_key.asc(), meters::id.asc())),
        Step::After(at) => query
            .filter(buildings::sort_key.ge(at.key.clone()))
            .filter(buildings::sort_key.gt(at.key.clone()).or(meters::id.gt(at.id.clone())))
            .order((buildings::sort_key.asc(), meters::id.asc())),
        Step::Before(at) => query
            .filter(buildings::sort_key.le(at.key.clone()))
            .filter(buildings::sort_key.lt(at.key.clone()).or(meters::id.lt(at.id.clone())))
            .order((buildings::sort_key.desc(), meters::id.desc())),
    };
    query.load(conn)
}

/// All meters of premises that hang there today, in one order.
pub(in crate::meters) fn of_premises(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<Meter>> {
    let ids: Vec<Option<String>> = ids.iter().cloned().map(Some).collect();
    meters::table
        .filter(meters::company_id.eq(company))
        .filter(meters::premises_id.among(ids))
        .filter(meters::removed_on.is_null())
        .order((meters::resource, meters::id))
        .select(Meter::as_select())
        .load(conn)
}

/// All that ever hung in premises, the newest first.
pub(in crate::meters) fn ever(conn: &mut Conn, company: CompanyId, of: PremisesId) -> QueryResult<Vec<Meter>> {
    meters::table
        .filter(meters::company_id.eq(company))
        .filter(meters::premises_id.eq(Some(of)))
        .order(meters::id.desc())
        .select(Meter::as_select())
        .load(conn)
}

/// All meters of a house that came before a day, own and common, those that were taken away too.
pub(in crate::meters) fn of_house(
    conn: &mut Conn,
    company: CompanyId,
    building: BuildingId,
    until: NaiveDate,
) -> QueryResult<Vec<Meter>> {
    meters::table
        .filter(meters::company_id.eq(company))
        .filter(meters::building_id.eq(building))
        .filter(meters::installed_on.lt(until))
        .order(meters::id)
        .select(Meter::as_select())
        .load(conn)
}

/// The one that came in a meter's place.
pub(in crate::meters) fn after(conn: &mut Conn, company: CompanyId, of: MeterId) -> QueryResult<Option<MeterId>> {
    let next = meters::table.filter(meters::company_id.eq(company)).filter(meters::replaces_id.eq(Some(of)));
    next.select(meters::id).first(conn).optional()
}

pub(in crate::meters) fn add(tx: &mut Tx<'_>, of: &Meter) -> QueryResult<usize> {
    diesel::insert_into(meters::table).values(of).execute(&mut **tx)
}

/// Takes a meter away on a day, if it hangs there: of two who do, one does.
pub(in crate::meters) fn remove(tx: &mut Tx<'_>, company: CompanyId, id: MeterId, on: NaiveDate) -> QueryResult<bool> {
    let there =
        meters::table.filter(meters::company_id.eq(company)).filter(meters::id.eq(id)).filter(meters::removed_on.is_null());
    Ok(diesel::update(there).set(meters::removed_on.eq(Some(on))).execute(&mut **tx)? == 1)
}

pub(in crate::meters) fn verified(tx: &mut Tx<'_>, company: CompanyId, id: MeterId, until: NaiveDate) -> QueryResult<bool> {
    let there =
        meters::table.filter(meters::company_id.eq(company)).filter(meters::id.eq(id)).filter(meters::removed_on.is_null());
    Ok(diesel::update(there).set(meters::verified_until.eq(Some(until))).execute(&mut **tx)? == 1)
}

/// Premises as a meter's form needs them: their building, entrance, address, kind and number.
pub(in crate::meters) type Spot = (BuildingId, Option<EntranceId>, String, Kind, String);

/// Premises within reach.
pub(in crate::meters) fn spot(conn: &mut Conn, reach: &Reach, id: PremisesId) -> QueryResult<Spot> {
    let mut query = premises::table
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(premises::company_id.eq(reach.company()))
        .filter(premises::id.eq(id))
        .select((premises::building_id, premises::entrance_id, buildings::address, premises::kind, premises::number))
        .into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(premises::building_id.among(within));
    }
    query.first(conn)
}

/// Premises by the number on the door.
pub(in crate::meters) fn numbered(
    conn: &mut Conn,
    company: CompanyId,
    building: BuildingId,
    number: &str,
) -> QueryResult<Option<PremisesId>> {
    premises::table
        .filter(premises::company_id.eq(company))
        .filter(premises::building_id.eq(building))
        .filter(premises::number_folded.eq(crate::homes::same_number(number)))
        // a flat comes before whatever else has its number
        .order(premises::sort_key)
        .select(premises::id)
        .first(conn)
        .optional()
}

/// An entrance of a building by its number.
pub(in crate::meters) fn entrance(
    conn: &mut Conn,
    company: CompanyId,
    building: BuildingId,
    number: &str,
) -> QueryResult<Option<EntranceId>> {
    entrances::table
        .filter(entrances::company_id.eq(company))
        .filter(entrances::building_id.eq(building))
        .filter(entrances::number.eq(number))
        .select(entrances::id)
        .first(conn)
        .optional()
}

/// That a house lies within reach.
pub(in crate::meters) fn house(conn: &mut Conn, reach: &Reach, id: BuildingId) -> QueryResult<BuildingId> {
    let mut query = buildings::table
        .filter(buildings::company_id.eq(reach.company()))
        .filter(buildings::id.eq(id))
        .select(buildings::id)
        .into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(buildings::id.among(within));
    }
    query.first(conn)
}

/// The houses within reach to choose from.
pub(in crate::meters) fn houses(conn: &mut Conn, reach: &Reach) -> QueryResult<Vec<(BuildingId, String)>> {
    const MOST: i64 = 300;
    let mut query = buildings::table
        .filter(buildings::company_id.eq(reach.company()))
        .filter(buildings::handed_over_on.is_null())
        .order((buildings::sort_key, buildings::id))
        .limit(MOST)
        .select((buildings::id, buildings::address))
        .into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(buildings::id.among(within));
    }
    query.load(conn)
}
