//! What is made good, as people write it down and look at it.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::billing::adjusting::{AdjustmentId, Kind};
use crate::billing::bill::BillId;
use crate::billing::tariff::ServiceId;
use crate::clock::Moment;
use crate::db::schema::{bill_adjustments, billing_adjustments, billing_services, bills, buildings, people, premises};
use crate::db::{Conn, Listed, Tx};
use crate::homes::{BuildingId, Kind as Premises, PremisesId};
use crate::ledger::Fund;
use crate::requests::OutageId;
use crate::text::{Locale, tv};
use crate::web::Step;
use crate::who::{CompanyId, PersonId};

/// One as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = billing_adjustments)]
pub(in crate::billing) struct Kept {
    pub(in crate::billing) id: AdjustmentId,
    pub(in crate::billing) company_id: CompanyId,
    pub(in crate::billing) kind: Kind,
    pub(in crate::billing) building_id: BuildingId,
    pub(in crate::billing) premises_id: Option<PremisesId>,
    pub(in crate::billing) service_id: Option<ServiceId>,
    pub(in crate::billing) since: NaiveDate,
    pub(in crate::billing) until: Option<NaiveDate>,
    pub(in crate::billing) people: i32,
    pub(in crate::billing) people_after: i32,
    pub(in crate::billing) percent: i64,
    pub(in crate::billing) begins_at: Option<Moment>,
    pub(in crate::billing) ends_at: Option<Moment>,
    pub(in crate::billing) outage_id: Option<OutageId>,
    pub(in crate::billing) document: String,
    pub(in crate::billing) author_id: PersonId,
    pub(in crate::billing) created_at: Moment,
    pub(in crate::billing) withdrawn_at: Option<Moment>,
}

/// One with what stands around it.
#[derive(Clone, Debug, Queryable)]
pub(in crate::billing) struct Placed {
    pub(in crate::billing) of: Kept,
    pub(in crate::billing) author: String,
    pub(in crate::billing) address: String,
    pub(in crate::billing) premises: Option<(Premises, String)>,
    pub(in crate::billing) service: Option<(String, String)>,
}

impl Placed {
    /// Where it is, as people say it.
    pub(in crate::billing) fn place(&self, locale: Locale) -> String {
        match &self.premises {
            Some((kind, door)) => format!("{}, {}", self.address, tv(locale, kind.label_key(), &[("number", door)])),
            None => self.address.clone(),
        }
    }
}

pub(in crate::billing) fn add(tx: &mut Tx<'_>, of: &Kept) -> QueryResult<usize> {
    diesel::insert_into(billing_adjustments::table).values(of).execute(&mut **tx)
}

macro_rules! placed {
    ($company:expr) => {
        billing_adjustments::table
            .inner_join(people::table.on(people::id.eq(billing_adjustments::author_id)))
            .inner_join(buildings::table.on(buildings::id.eq(billing_adjustments::building_id)))
            .left_join(premises::table.on(premises::id.nullable().eq(billing_adjustments::premises_id)))
            .left_join(billing_services::table.on(billing_services::id.nullable().eq(billing_adjustments::service_id)))
            .filter(billing_adjustments::company_id.eq($company))
            .select((
                Kept::as_select(),
                people::name,
                buildings::address,
                (premises::kind, premises::number).nullable(),
                (billing_services::name_kk, billing_services::name_ru).nullable(),
            ))
    };
}

/// One page of them, the newest first.
pub(in crate::billing) fn page(
    conn: &mut Conn,
    company: CompanyId,
    kind: Option<Kind>,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<Placed>> {
    let mut query = placed!(company).limit(limit).into_boxed();
    if let Some(kind) = kind {
        query = query.filter(billing_adjustments::kind.eq(kind));
    }
    query = match step {
        Step::First => query.order(billing_adjustments::id.desc()),
        Step::After(at) => query.filter(billing_adjustments::id.lt(at.id.clone())).order(billing_adjustments::id.desc()),
        Step::Before(at) => query.filter(billing_adjustments::id.gt(at.id.clone())).order(billing_adjustments::id.asc()),
    };
    query.load(conn)
}

pub(in crate::billing) fn one(conn: &mut Conn, company: CompanyId, id: AdjustmentId) -> QueryResult<Placed> {
    placed!(company).filter(billing_adjustments::id.eq(id)).first(conn)
}

/// It holds no more; `false` when it did not before.
pub(in crate::billing) fn withdraw(tx: &mut Tx<'_>, company: CompanyId, id: AdjustmentId) -> QueryResult<bool> {
    let now = tx.now();
    let mine = billing_adjustments::table
        .filter(billing_adjustments::company_id.eq(company))
        .filter(billing_adjustments::id.eq(id))
        .filter(billing_adjustments::withdrawn_at.is_null());
    Ok(diesel::update(mine).set(billing_adjustments::withdrawn_at.eq(Some(now))).execute(&mut **tx)? == 1)
}

/// In which house premises are.
pub(in crate::billing) fn building_of(conn: &mut Conn, company: CompanyId, of: PremisesId) -> QueryResult<BuildingId> {
    let mine = premises::table.filter(premises::company_id.eq(company)).filter(premises::id.eq(of));
    mine.select(premises::building_id).first(conn)
}

/// A line of a bill that makes another good. Amounts in tiyn.
#[derive(Clone, Debug, Queryable)]
pub(in crate::billing) struct Line {
    pub(in crate::billing) kind: Kind,
    pub(in crate::billing) fund: Fund,
    pub(in crate::billing) name_kk: String,
    pub(in crate::billing) name_ru: String,
    pub(in crate::billing) document: String,
    pub(in crate::billing) month: NaiveDate,
    pub(in crate::billing) base: i64,
    pub(in crate::billing) part: i64,
    pub(in crate::billing) whole: i64,
    pub(in crate::billing) amount: i64,
}

macro_rules! lines {
    ($company:expr) => {
        bill_adjustments::table
            .inner_join(billing_adjustments::table.on(billing_adjustments::id.eq(bill_adjustments::adjustment_id)))
            .inner_join(billing_services::table.on(billing_services::id.eq(bill_adjustments::service_id)))
            .filter(bill_adjustments::company_id.eq($company))
    };
}

/// What a bill makes good, in its order.
pub(in crate::billing) fn of_bill(conn: &mut Conn, company: CompanyId, id: BillId) -> QueryResult<Vec<Line>> {
    lines!(company)
        .filter(bill_adjustments::bill_id.eq(id))
        .order(bill_adjustments::place)
        .select((
            billing_adjustments::kind,
            billing_services::fund,
            billing_services::name_kk,
            billing_services::name_ru,
            billing_adjustments::document,
            bill_adjustments::month,
            bill_adjustments::base,
            bill_adjustments::part,
            bill_adjustments::whole,
            bill_adjustments::amount,
        ))
        .load(conn)
}

/// What came of one: bill, its number and month, service, of which month, how much. Of bills that count.
pub(in crate::billing) type Came = (BillId, String, NaiveDate, (String, String), NaiveDate, i64);

pub(in crate::billing) fn came_of(conn: &mut Conn, company: CompanyId, id: AdjustmentId, limit: i64) -> QueryResult<Vec<Came>> {
    lines!(company)
        .inner_join(bills::table.on(bills::id.eq(bill_adjustments::bill_id)))
        .filter(bill_adjustments::adjustment_id.eq(id))
        .filter(bills::is_live.eq(true))
        .order((bills::number, bill_adjustments::place))
        .limit(limit)
        .select((
            bills::id,
            bills::number,
            bills::month,
            (billing_services::name_kk, billing_services::name_ru),
            bill_adjustments::month,
            bill_adjustments::amount,
        ))
        .load(conn)
}

/// What they are called in the trail: id, kind, address.
pub(in crate::billing) fn names(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, Kind, String)>> {
    billing_adjustments::table
        .inner_join(buildings::table.on(buildings::id.eq(billing_adjustments::building_id)))
        .filter(billing_adjustments::company_id.eq(company))
        .filter(billing_adjustments::id.among(ids))
        .select((billing_adjustments::id, billing_adjustments::kind, buildings::address))
        .load(conn)
}
