//! Services and tariffs.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::billing::tariff::{Basis, Rate, Rates, ServiceId, Tariff, TariffId};
use crate::clock::Moment;
use crate::db::schema::{billing_services, billing_tariffs, buildings};
use crate::db::{Conn, Tx};
use crate::homes::BuildingId;
use crate::ledger::Fund;
use crate::meters::Resource;
use crate::who::{CompanyId, PersonId};

/// A service.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = billing_services)]
pub(in crate::billing) struct Service {
    pub(in crate::billing) id: ServiceId,
    pub(in crate::billing) company_id: CompanyId,
    pub(in crate::billing) name_kk: String,
    pub(in crate::billing) name_ru: String,
    pub(in crate::billing) fund: Fund,
    pub(in crate::billing) basis: Basis,
    pub(in crate::billing) created_at: Moment,
    pub(in crate::billing) ended_on: Option<NaiveDate>,
    pub(in crate::billing) resource: Option<Resource>,
}

/// A tariff as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = billing_tariffs)]
pub(in crate::billing) struct Kept {
    pub(in crate::billing) id: TariffId,
    pub(in crate::billing) company_id: CompanyId,
    pub(in crate::billing) service_id: ServiceId,
    pub(in crate::billing) building_id: Option<BuildingId>,
    pub(in crate::billing) since: NaiveDate,
    pub(in crate::billing) flat_rate: i64,
    pub(in crate::billing) commercial_rate: i64,
    pub(in crate::billing) space_rate: i64,
    pub(in crate::billing) decision: String,
    pub(in crate::billing) decided_on: NaiveDate,
    pub(in crate::billing) author_id: PersonId,
    pub(in crate::billing) created_at: Moment,
    pub(in crate::billing) second_rate: i64,
    pub(in crate::billing) third_rate: i64,
    pub(in crate::billing) fourth_rate: i64,
    pub(in crate::billing) norm: i64,
}

impl Kept {
    pub(in crate::billing) fn rates(&self) -> Rates {
        Rates { flats: Rate(self.flat_rate), commercial: Rate(self.commercial_rate), spaces: Rate(self.space_rate) }
    }
}

/// A company has tens of services, not thousands.
const MOST: i64 = 500;

pub(in crate::billing) fn services(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<Service>> {
    let all = billing_services::table.filter(billing_services::company_id.eq(company));
    all.order(billing_services::id).limit(MOST).select(Service::as_select()).load(conn)
}

pub(in crate::billing) fn service(conn: &mut Conn, company: CompanyId, id: ServiceId) -> QueryResult<Service> {
    let all = billing_services::table.filter(billing_services::company_id.eq(company));
    all.filter(billing_services::id.eq(id)).select(Service::as_select()).first(conn)
}

pub(in crate::billing) fn add_service(tx: &mut Tx<'_>, of: &Service) -> QueryResult<usize> {
    diesel::insert_into(billing_services::table).values(of).execute(&mut **tx)
}

pub(in crate::billing) fn end_service(tx: &mut Tx<'_>, company: CompanyId, id: ServiceId, on: NaiveDate) -> QueryResult<usize> {
    let open = billing_services::table
        .filter(billing_services::company_id.eq(company))
        .filter(billing_services::id.eq(id))
        .filter(billing_services::ended_on.is_null());
    diesel::update(open).set(billing_services::ended_on.eq(Some(on))).execute(&mut **tx)
}

pub(in crate::billing) fn add(tx: &mut Tx<'_>, of: &Kept) -> QueryResult<usize> {
    diesel::insert_into(billing_tariffs::table).values(of).execute(&mut **tx)
}

/// A tariff with the address of its house.
pub(in crate::billing) type Placed = (Kept, Option<String>);

/// All tariffs of a company, or of one service, the newest first.
pub(in crate::billing) fn all(conn: &mut Conn, company: CompanyId, of: Option<ServiceId>) -> QueryResult<Vec<Placed>> {
    let mut query = billing_tariffs::table
        .left_join(buildings::table.on(buildings::id.nullable().eq(billing_tariffs::building_id)))
        .filter(billing_tariffs::company_id.eq(company))
        .order((billing_tariffs::since.desc(), billing_tariffs::id.desc()))
        .limit(MOST * 10)
        .select((Kept::as_select(), buildings::address.nullable()))
        .into_boxed();
    if let Some(of) = of {
        query = query.filter(billing_tariffs::service_id.eq(of));
    }
    query.load(conn)
}

/// All that may be charged by in a month: tariffs of the services that had not ended by its first day.
pub(in crate::billing) fn of_month(conn: &mut Conn, company: CompanyId, month: NaiveDate) -> QueryResult<Vec<Tariff>> {
    let rows: Vec<(Kept, Fund, Basis, Option<Resource>)> = billing_tariffs::table
        .inner_join(billing_services::table.on(billing_services::id.eq(billing_tariffs::service_id)))
        .filter(billing_tariffs::company_id.eq(company))
        .filter(billing_tariffs::since.le(month))
        .filter(billing_services::ended_on.is_null().or(billing_services::ended_on.gt(month)))
        .order((billing_services::id, billing_tariffs::since))
        .select((Kept::as_select(), billing_services::fund, billing_services::basis, billing_services::resource))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(kept, fund, basis, resource)| Tariff {
            id: kept.id,
            service: kept.service_id,
            fund,
            basis,
            building: kept.building_id,
            since: kept.since,
            rates: kept.rates(),
            resource,
            zones: [Rate(kept.second_rate), Rate(kept.third_rate), Rate(kept.fourth_rate)],
            norm: kept.norm,
        })
        .collect())
}
