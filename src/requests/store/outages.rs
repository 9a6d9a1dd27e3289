//! The register of outages.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;

use crate::announcements::AnnouncementId;
use crate::clock::Moment;
use crate::db::schema::{buildings, outage_buildings, outage_requests, outages, requests};
use crate::db::{Conn, Listed, Tx};
use crate::homes::BuildingId;
use crate::on_each;
use crate::requests::kind::RequestId;
use crate::requests::outage::{OutageId, Service};
use crate::web::Step;
use crate::who::{CompanyId, PersonId, Reach};

/// An outage.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = outages)]
pub(in crate::requests) struct Outage {
    pub(in crate::requests) id: OutageId,
    pub(in crate::requests) company_id: CompanyId,
    pub(in crate::requests) service: Service,
    pub(in crate::requests) planned: bool,
    pub(in crate::requests) begins_at: Moment,
    pub(in crate::requests) ends_at: Option<Moment>,
    pub(in crate::requests) why: String,
    pub(in crate::requests) announcement_id: Option<AnnouncementId>,
    pub(in crate::requests) author_id: PersonId,
    pub(in crate::requests) created_at: Moment,
}

pub(in crate::requests) fn add(tx: &mut Tx<'_>, of: &Outage, houses: &[BuildingId], asked: &[RequestId]) -> QueryResult<()> {
    diesel::insert_into(outages::table).values(of).execute(&mut **tx)?;
    let rows: Vec<_> = houses
        .iter()
        .map(|house| {
            (
                outage_buildings::company_id.eq(of.company_id),
                outage_buildings::outage_id.eq(of.id),
                outage_buildings::building_id.eq(*house),
            )
        })
        .collect();
    on_each!(&mut **tx, c => diesel::insert_into(outage_buildings::table).values(&rows).on_conflict_do_nothing().execute(c))?;
    let rows: Vec<_> = asked
        .iter()
        .map(|id| {
            (
                outage_requests::company_id.eq(of.company_id),
                outage_requests::outage_id.eq(of.id),
                outage_requests::request_id.eq(*id),
            )
        })
        .collect();
    on_each!(&mut **tx, c => diesel::insert_into(outage_requests::table).values(&rows).on_conflict_do_nothing().execute(c))
        .map(drop)
}

/// Sets the end of one that lasts; of two at once, one.
pub(in crate::requests) fn end(tx: &mut Tx<'_>, company: CompanyId, id: OutageId, at: Moment) -> QueryResult<bool> {
    let mine = outages::table
        .filter(outages::company_id.eq(company))
        .filter(outages::id.eq(id))
        .filter(outages::begins_at.le(at))
        .filter(outages::ends_at.is_null().or(outages::ends_at.gt(at).assume_not_null()));
    Ok(diesel::update(mine).set(outages::ends_at.eq(Some(at))).execute(&mut **tx)? == 1)
}

/// Those of the houses within reach, newest first.
pub(in crate::requests) fn page(conn: &mut Conn, reach: &Reach, step: &Step, limit: i64) -> QueryResult<Vec<Outage>> {
    let mut query =
        outages::table.filter(outages::company_id.eq(reach.company())).select(Outage::as_select()).limit(limit).into_boxed();
    if let Some(within) = reach.buildings() {
        let there = outage_buildings::table
            .filter(outage_buildings::outage_id.eq(outages::id))
            .filter(outage_buildings::building_id.among(within));
        query = query.filter(exists(there));
    }
    query = match step {
        Step::First => query.order(outages::id.desc()),
        Step::After(at) => query.filter(outages::id.lt(at.id.clone())).order(outages::id.desc()),
        Step::Before(at) => query.filter(outages::id.gt(at.id.clone())).order(outages::id.asc()),
    };
    query.load(conn)
}

/// One of them.
pub(in crate::requests) fn one(conn: &mut Conn, reach: &Reach, id: OutageId) -> QueryResult<Outage> {
    let mut query = outages::table
        .filter(outages::company_id.eq(reach.company()))
        .filter(outages::id.eq(id))
        .select(Outage::as_select())
        .into_boxed();
    if let Some(within) = reach.buildings() {
        let there = outage_buildings::table
            .filter(outage_buildings::outage_id.eq(outages::id))
            .filter(outage_buildings::building_id.among(within));
        query = query.filter(exists(there));
    }
    query.first(conn)
}

/// The houses of some outages, by address.
pub(in crate::requests) fn houses_of(conn: &mut Conn, of: &[OutageId]) -> QueryResult<HashMap<OutageId, Vec<String>>> {
    let mut all: HashMap<OutageId, Vec<String>> = HashMap::new();
    if of.is_empty() {
        return Ok(all);
    }
    let rows: Vec<(OutageId, String)> = outage_buildings::table
        .inner_join(buildings::table.on(buildings::id.eq(outage_buildings::building_id)))
        .filter(outage_buildings::outage_id.among(of))
        .order(buildings::sort_key)
        .select((outage_buildings::outage_id, buildings::address))
        .load(conn)?;
    rows.into_iter().for_each(|(id, address)| all.entry(id).or_default().push(address));
    Ok(all)
}

/// The requests that are linked to some outages: id and number.
pub(in crate::requests) fn requests_of(
    conn: &mut Conn,
    of: &[OutageId],
) -> QueryResult<HashMap<OutageId, Vec<(RequestId, String)>>> {
    let mut all: HashMap<OutageId, Vec<(RequestId, String)>> = HashMap::new();
    if of.is_empty() {
        return Ok(all);
    }
    let rows: Vec<(OutageId, RequestId, String)> = outage_requests::table
        .inner_join(requests::table.on(requests::id.eq(outage_requests::request_id)))
        .filter(outage_requests::outage_id.among(of))
        .order(requests::id)
        .select((outage_requests::outage_id, requests::id, requests::number))
        .load(conn)?;
    rows.into_iter().for_each(|(id, request, number)| all.entry(id).or_default().push((request, number)));
    Ok(all)
}

/// Those of some houses that lasted after a moment, or are to come; the latest first.
pub(in crate::requests) fn at(conn: &mut Conn, company: CompanyId, houses: &[String], since: Moment) -> QueryResult<Vec<Outage>> {
    let there = outage_buildings::table
        .filter(outage_buildings::company_id.eq(company))
        .filter(outage_buildings::building_id.among(houses))
        .select(outage_buildings::outage_id);
    outages::table
        .filter(outages::company_id.eq(company))
        .filter(outages::id.eq_any(there))
        .filter(outages::ends_at.is_null().or(outages::ends_at.gt(since).assume_not_null()))
        .order((outages::begins_at.desc(), outages::id.desc()))
        .select(Outage::as_select())
        .limit(500)
        .load(conn)
}

/// What they are called in the trail: id, service, when it began.
pub(in crate::requests) fn titles(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[String],
) -> QueryResult<Vec<(String, Service, Moment)>> {
    outages::table
        .filter(outages::company_id.eq(company))
        .filter(outages::id.among(ids))
        .select((outages::id, outages::service, outages::begins_at))
        .load(conn)
}

/// A stretch in which something was off in a house.
#[derive(Clone, Debug, Queryable)]
pub struct Off {
    /// The outage.
    pub id: OutageId,
    /// What was off.
    pub service: Service,
    /// Since when.
    pub begins_at: Moment,
    /// Until when; an outage that lasts is none of these.
    pub ends_at: Option<Moment>,
    /// In which house.
    pub building: BuildingId,
    /// Where that is.
    pub address: String,
}

/// What was off in the company's houses since a moment and is no more, the latest first.
///
/// # Errors
/// When the database fails.
pub fn off_lately(conn: &mut Conn, company: CompanyId, since: Moment, limit: i64) -> QueryResult<Vec<Off>> {
    outages::table
        .inner_join(outage_buildings::table.on(outage_buildings::outage_id.eq(outages::id)))
        .inner_join(buildings::table.on(buildings::id.eq(outage_buildings::building_id)))
        .filter(outages::company_id.eq(company))
        .filter(outage_buildings::company_id.eq(company))
        .filter(outages::begins_at.ge(since))
        .filter(outages::ends_at.is_not_null())
        .order((outages::begins_at.desc(), outages::id.desc(), buildings::id))
        .limit(limit)
        .select((outages::id, outages::service, outages::begins_at, outages::ends_at, buildings::id, buildings::address))
        .load(conn)
}
