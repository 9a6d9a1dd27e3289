//! The desk's work: what nobody has looked at, and who has given nothing.

use chrono::NaiveDate;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::meters::Placed;
use crate::db::schema::{buildings, entrances, meter_readings, meter_verdicts, meters, premises};
use crate::db::{Conn, Listed};
use crate::homes::{BuildingId, Kind, PremisesId};
use crate::meters::meter::{MeterId, Resource};
use crate::meters::rows::{Meter, Row};
use crate::web::Step;
use crate::who::{CompanyId, Reach};

/// Readings of a month that wait for a look: what is far from usual first, then as they came.
pub(in crate::meters) fn unseen(
    conn: &mut Conn,
    reach: &Reach,
    month: NaiveDate,
    building: Option<BuildingId>,
    limit: i64,
) -> QueryResult<Vec<(Row, Placed)>> {
    let mut query = meter_readings::table
        .inner_join(meters::table.on(meters::id.eq(meter_readings::meter_id)))
        .inner_join(buildings::table.on(buildings::id.eq(meters::building_id)))
        .left_join(entrances::table.on(entrances::id.nullable().eq(meters::entrance_id)))
        .left_join(premises::table.on(premises::id.nullable().eq(meters::premises_id)))
        .left_join(meter_verdicts::table.on(meter_verdicts::reading_id.eq(meter_readings::id)))
        .filter(meter_readings::company_id.eq(reach.company()))
        .filter(meter_readings::month.eq(month))
        .filter(meter_verdicts::reading_id.nullable().is_null())
        .order((meter_readings::is_far.desc(), meter_readings::id.asc()))
        .limit(limit)
        .select((
            Row::as_select(),
            (
                Meter::as_select(),
                (buildings::address, buildings::sort_key),
                entrances::number.nullable(),
                (premises::kind, premises::number).nullable(),
            ),
        ))
        .into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(meter_readings::building_id.among(within));
    }
    if let Some(building) = building {
        query = query.filter(meter_readings::building_id.eq(building));
    }
    query.load(conn)
}

/// How many wait for a look.
pub(in crate::meters) fn unseen_count(
    conn: &mut Conn,
    reach: &Reach,
    month: NaiveDate,
    building: Option<BuildingId>,
) -> QueryResult<i64> {
    let mut query = meter_readings::table
        .left_join(meter_verdicts::table.on(meter_verdicts::reading_id.eq(meter_readings::id)))
        .filter(meter_readings::company_id.eq(reach.company()))
        .filter(meter_readings::month.eq(month))
        .filter(meter_verdicts::reading_id.nullable().is_null())
        .into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(meter_readings::building_id.among(within));
    }
    if let Some(building) = building {
        query = query.filter(meter_readings::building_id.eq(building));
    }
    query.count().get_result(conn)
}

/// A meter that has no reading of a month: meter, address with sorting key, premises.
pub(in crate::meters) type Silent = (Meter, String, PremisesId, Kind, String, String);

/// Own meters without a reading of a month that counts, in the register's order.
pub(in crate::meters) fn silent(
    conn: &mut Conn,
    reach: &Reach,
    month: NaiveDate,
    building: Option<BuildingId>,
    (step, limit): (&Step, i64),
) -> QueryResult<Vec<Silent>> {
    let given = meter_readings::table
        .left_join(meter_verdicts::table.on(meter_verdicts::reading_id.eq(meter_readings::id)))
        .filter(meter_readings::company_id.eq(reach.company()))
        .filter(meter_readings::meter_id.eq(meters::id))
        .filter(meter_readings::month.eq(month))
        .filter(meter_verdicts::accepted.nullable().is_null().or(meter_verdicts::accepted.nullable().eq(Some(true))));
    let mut query = meters::table
        .inner_join(buildings::table.on(buildings::id.eq(meters::building_id)))
        .inner_join(premises::table.on(premises::id.nullable().eq(meters::premises_id)))
        .filter(meters::company_id.eq(reach.company()))
        .filter(meters::removed_on.is_null())
        .filter(buildings::handed_over_on.is_null())
        .filter(meters::installed_on.lt(crate::meters::window::next(month)))
        .filter(not(exists(given)))
        .limit(limit)
        .select((Meter::as_select(), buildings::address, premises::id, premises::kind, premises::number, premises::sort_key))
        .into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(meters::building_id.among(within));
    }
    if let Some(building) = building {
        query = query.filter(meters::building_id.eq(building));
    }
    query = match step {
        Step::First => query.order((premises::sort_key.asc(), meters::id.asc())),
        Step::After(at) => query
            .filter(premises::sort_key.ge(at.key.clone()))
            .filter(premises::sort_key.gt(at.key.clone()).or(meters::id.gt(at.id.clone())))
            .order((premises::sort_key.asc(), meters::id.asc())),
        Step::Before(at) => query
            .filter(premises::sort_key.le(at.key.clone()))
            .filter(premises::sort_key.lt(at.key.clone()).or(meters::id.lt(at.id.clone())))
            .order((premises::sort_key.desc(), meters::id.desc())),
    };
    query.load(conn)
}

/// Houses of a company that have own meters, and are its own still.
pub(in crate::meters) fn metered(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<BuildingId>> {
    meters::table
        .inner_join(buildings::table.on(buildings::id.eq(meters::building_id)))
        .filter(meters::company_id.eq(company))
        .filter(meters::premises_id.is_not_null())
        .filter(meters::removed_on.is_null())
        .filter(buildings::handed_over_on.is_null())
        .order(meters::building_id)
        .select(meters::building_id)
        .distinct()
        .load(conn)
}

/// An own meter whose verification ends: what it measures, its number, whose it is.
pub(in crate::meters) type Ending = (MeterId, Resource, String, PremisesId);

/// Own meters whose verification ends from one day to another.
pub(in crate::meters) fn ending(
    conn: &mut Conn,
    company: CompanyId,
    (from, to): (NaiveDate, NaiveDate),
) -> QueryResult<Vec<(Ending, Option<NaiveDate>)>> {
    meters::table
        .inner_join(premises::table.on(premises::id.nullable().eq(meters::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(meters::building_id)))
        .filter(meters::company_id.eq(company))
        .filter(meters::verified_until.ge(from))
        .filter(meters::verified_until.le(to))
        .filter(meters::removed_on.is_null())
        .filter(buildings::handed_over_on.is_null())
        .order(premises::id)
        .select(((meters::id, meters::resource, meters::serial, premises::id), meters::verified_until))
        .load(conn)
}
