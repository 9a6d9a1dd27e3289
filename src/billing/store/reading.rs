//! Bills as people look at them.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::billing::bill::BillId;
use crate::billing::metered::Part;
use crate::billing::penalty::Span;
use crate::billing::run::State;
use crate::billing::tariff::{Basis, Rate, ServiceId};
use crate::db::schema::{bill_lines, billing_runs, billing_services, billing_tariffs, bills, buildings, premises};
use crate::db::{Conn, Listed};
use crate::homes::{Kind, PremisesId};
use crate::ledger::{self, Fund};
use crate::meters::Resource;
use crate::money::Tiyn;
use crate::web::Step;
use crate::who::CompanyId;

/// A bill with its place. Sums in tiyn.
#[derive(Clone, Debug, Queryable)]
pub(in crate::billing) struct Bill {
    pub(in crate::billing) id: BillId,
    pub(in crate::billing) premises: PremisesId,
    pub(in crate::billing) number: String,
    pub(in crate::billing) month: NaiveDate,
    pub(in crate::billing) due_on: NaiveDate,
    pub(in crate::billing) opening: i64,
    pub(in crate::billing) paid: i64,
    pub(in crate::billing) accrued: i64,
    pub(in crate::billing) penalty: i64,
    pub(in crate::billing) due: i64,
    pub(in crate::billing) spans: String,
    pub(in crate::billing) kind: Kind,
    pub(in crate::billing) door: String,
    pub(in crate::billing) account: Option<String>,
    pub(in crate::billing) area: Option<i64>,
    pub(in crate::billing) sort_key: String,
    pub(in crate::billing) address: String,
}

impl Bill {
    /// How its penalty came about.
    pub(in crate::billing) fn spans(&self) -> Vec<Span> {
        serde_json::from_str(&self.spans).unwrap_or_default()
    }
}

/// A company's bills with their places, as far as they count and their run came to its end.
macro_rules! bills {
    ($company:expr) => {
        bills::table
            .inner_join(billing_runs::table.on(billing_runs::id.eq(bills::run_id)))
            .inner_join(premises::table.on(premises::id.eq(bills::premises_id)))
            .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
            .filter(bills::company_id.eq($company))
            .filter(premises::company_id.eq($company))
            .filter(bills::is_live.eq(true))
            // nobody sees a part of a run
            .filter(billing_runs::state.eq(State::Posted))
            .select((
                bills::id,
                bills::premises_id,
                bills::number,
                bills::month,
                bills::due_on,
                bills::opening,
                bills::paid,
                bills::accrued,
                bills::penalty,
                bills::due,
                bills::penalty_spans,
                premises::kind,
                premises::number,
                premises::account,
                premises::area,
                premises::sort_key,
                buildings::address,
            ))
    };
}

/// What premises owe today; less than nothing is paid ahead.
pub(in crate::billing) fn owed(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[PremisesId],
) -> QueryResult<HashMap<PremisesId, Tiyn>> {
    let balances = ledger::of_premises(conn, company, ids)?;
    Ok(balances.into_iter().map(|(id, all)| (id, Tiyn(all.iter().map(|balance| balance.amount.0).sum()))).collect())
}

/// The bills of these premises, the newest first.
pub(in crate::billing) fn of_premises(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[PremisesId],
    limit: i64,
) -> QueryResult<Vec<Bill>> {
    bills!(company).filter(bills::premises_id.among(ids)).order((bills::month.desc(), premises::sort_key)).limit(limit).load(conn)
}

/// A bill of the company.
pub(in crate::billing) fn one(conn: &mut Conn, company: CompanyId, id: BillId) -> QueryResult<Bill> {
    bills!(company).filter(bills::id.eq(id)).first(conn)
}

/// Which bills the desk wants.
#[derive(Clone, Debug, Default)]
pub(in crate::billing) struct Wanted {
    pub(in crate::billing) month: Option<NaiveDate>,
    pub(in crate::billing) building: Option<String>,
    /// A bill's or account's number.
    pub(in crate::billing) number: String,
    pub(in crate::billing) owing: bool,
}

/// One page of a month's bills, in the register's order.
pub(in crate::billing) fn page(
    conn: &mut Conn,
    company: CompanyId,
    wanted: &Wanted,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<Bill>> {
    let mut query = bills!(company).limit(limit).into_boxed();
    if wanted.number.is_empty() {
        query = query.filter(bills::month.nullable().eq(wanted.month));
    } else {
        let number = wanted.number.clone();
        query = query.filter(bills::number.eq(number.clone()).or(premises::account.eq(Some(number))));
    }
    if let Some(building) = &wanted.building {
        query = query.filter(premises::building_id.eq(building.clone()));
    }
    if wanted.owing {
        query = query.filter(bills::due.gt(0)).filter(bills::opening.gt(bills::paid));
    }
    query = match step {
        Step::First => query.order((premises::sort_key.asc(), bills::id.asc())),
        Step::After(at) => query
            .filter(premises::sort_key.ge(at.key.clone()))
            .filter(premises::sort_key.gt(at.key.clone()).or(bills::id.gt(at.id.clone())))
            .order((premises::sort_key.asc(), bills::id.asc())),
        Step::Before(at) => query
            .filter(premises::sort_key.le(at.key.clone()))
            .filter(premises::sort_key.lt(at.key.clone()).or(bills::id.lt(at.id.clone())))
            .order((premises::sort_key.desc(), bills::id.desc())),
    };
    query.load(conn)
}

/// A line of a bill.
#[derive(Clone, Debug)]
pub(in crate::billing) struct Line {
    pub(in crate::billing) service: ServiceId,
    pub(in crate::billing) name_kk: String,
    pub(in crate::billing) name_ru: String,
    pub(in crate::billing) fund: Fund,
    pub(in crate::billing) basis: Basis,
    pub(in crate::billing) quantity: i64,
    pub(in crate::billing) rate: i64,
    pub(in crate::billing) amount: i64,
    pub(in crate::billing) since: NaiveDate,
    pub(in crate::billing) decision: String,
    pub(in crate::billing) decided_on: NaiveDate,
    pub(in crate::billing) resource: Option<Resource>,
    /// How a metered line came about.
    pub(in crate::billing) parts: Vec<Part>,
}

/// A line as it is kept, with its place.
type Kept = (i32, ServiceId, (String, String), (Fund, Basis), (i64, i64, i64), (NaiveDate, String, NaiveDate), Option<Resource>);

impl Line {
    pub(in crate::billing) fn rate(&self) -> Rate {
        Rate(self.rate)
    }
}

/// The lines of a bill, in their order.
pub(in crate::billing) fn lines(conn: &mut Conn, company: CompanyId, id: BillId) -> QueryResult<Vec<Line>> {
    let mut parts = super::metered::of_bill(conn, company, id)?;
    let rows: Vec<Kept> = bill_lines::table
        .inner_join(billing_services::table.on(billing_services::id.eq(bill_lines::service_id)))
        .inner_join(billing_tariffs::table.on(billing_tariffs::id.eq(bill_lines::tariff_id)))
        .filter(bill_lines::company_id.eq(company))
        .filter(bill_lines::bill_id.eq(id))
        .order(bill_lines::place)
        .select((
            bill_lines::place,
            bill_lines::service_id,
            (billing_services::name_kk, billing_services::name_ru),
            (billing_services::fund, billing_services::basis),
            (bill_lines::quantity, bill_lines::rate, bill_lines::amount),
            (billing_tariffs::since, billing_tariffs::decision, billing_tariffs::decided_on),
            billing_services::resource,
        ))
        .load(conn)?;
    let line = |(place, service, names, of, figures, ground, resource): Kept| {
        let ((name_kk, name_ru), (fund, basis)) = (names, of);
        let ((quantity, rate, amount), (since, decision, decided_on)) = (figures, ground);
        let parts = parts.remove(&place).unwrap_or_default();
        Line { service, name_kk, name_ru, fund, basis, quantity, rate, amount, since, decision, decided_on, resource, parts }
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The same premises' charges by service in other months.
pub(in crate::billing) fn earlier(
    conn: &mut Conn,
    company: CompanyId,
    of: PremisesId,
    months: &[NaiveDate],
) -> QueryResult<HashMap<(NaiveDate, ServiceId), i64>> {
    let rows: Vec<(NaiveDate, ServiceId, i64)> = bills::table
        .inner_join(bill_lines::table.on(bill_lines::bill_id.eq(bills::id)))
        .filter(bills::company_id.eq(company))
        .filter(bill_lines::company_id.eq(company))
        .filter(bills::premises_id.eq(of))
        .filter(bills::month.among(months))
        .filter(bills::is_live.eq(true))
        .select((bills::month, bill_lines::service_id, bill_lines::amount))
        .load(conn)?;
    Ok(rows.into_iter().map(|(month, service, amount)| ((month, service), amount)).collect())
}

/// A premises' last bills, the newest first, from `since` on until a month.
pub(in crate::billing) fn year(
    conn: &mut Conn,
    company: CompanyId,
    of: PremisesId,
    (since, until): (NaiveDate, NaiveDate),
) -> QueryResult<Vec<Bill>> {
    bills!(company)
        .filter(bills::premises_id.eq(of))
        .filter(bills::month.between(since, until))
        .order(bills::month.desc())
        .limit(12)
        .load(conn)
}
