//! What is made good, as a run reckons with it.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::billing::adjusting::{self, Adjustment, AdjustmentId, Before, Charge, Kind};
use crate::billing::bill::BillId;
use crate::billing::run::Reckoned;
use crate::billing::tariff::{Basis, Rate, ServiceId};
use crate::clock::Moment;
use crate::db::schema::{bill_adjustments, bill_lines, billing_adjustments, billing_services, bills};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::homes::{BuildingId, PremisesId};
use crate::ledger::{Fund, month};
use crate::money::Tiyn;
use crate::on_each;
use crate::who::CompanyId;

type Row = (
    AdjustmentId,
    Kind,
    Option<PremisesId>,
    Option<ServiceId>,
    (NaiveDate, Option<NaiveDate>),
    (i32, i32, i64),
    (Option<Moment>, Option<Moment>),
);

/// What a house's charges of a month, or of months before it, are made good by: of which premises, `None` of all.
pub(in crate::billing) fn of_house(
    conn: &mut Conn,
    company: CompanyId,
    of: BuildingId,
    in_month: NaiveDate,
) -> QueryResult<Vec<(Option<PremisesId>, Adjustment)>> {
    let rows: Vec<Row> = billing_adjustments::table
        .filter(billing_adjustments::company_id.eq(company))
        .filter(billing_adjustments::building_id.eq(of))
        .filter(billing_adjustments::withdrawn_at.is_null())
        .filter(billing_adjustments::since.le(month::last(in_month)))
        .filter(billing_adjustments::until.is_null().or(billing_adjustments::until.ge(adjusting::earliest(in_month))))
        .order(billing_adjustments::id)
        .select((
            billing_adjustments::id,
            billing_adjustments::kind,
            billing_adjustments::premises_id,
            billing_adjustments::service_id,
            (billing_adjustments::since, billing_adjustments::until),
            (billing_adjustments::people, billing_adjustments::people_after, billing_adjustments::percent),
            (billing_adjustments::begins_at, billing_adjustments::ends_at),
        ))
        .load(conn)?;
    let one = |(id, kind, premises, service, (since, until), (people, people_after, percent), (begins, ends)): Row| {
        let (people, people_after, off) = (i64::from(people), i64::from(people_after), begins.zip(ends));
        (premises, Adjustment { id, kind, service, since, until, people, people_after, percent, off })
    };
    Ok(rows.into_iter().map(one).collect())
}

/// What was charged and made good in the months before that these reach back to.
pub(in crate::billing) fn before(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[PremisesId],
    all: &[(Option<PremisesId>, Adjustment)],
    in_month: NaiveDate,
) -> QueryResult<HashMap<PremisesId, Before>> {
    let back = |one: &Adjustment| one.reaches_back(in_month).filter(|from| *from < in_month);
    let Some(from) = all.iter().filter_map(|(_, one)| back(one)).min() else { return Ok(HashMap::new()) };
    let of_all = all.iter().any(|(premises, one)| premises.is_none() && back(one).is_some());
    let named: Vec<PremisesId> = all.iter().filter_map(|(premises, one)| back(one).and(*premises)).collect();
    let wanted: &[PremisesId] = if of_all { ids } else { &named };
    let mut known: HashMap<PremisesId, Before> = HashMap::new();
    for some in wanted.chunks(256) {
        charges(conn, company, some, (from, in_month), &mut known)?;
        taken(conn, company, some, (from, in_month), &mut known)?;
    }
    Ok(known)
}

type Line = (PremisesId, NaiveDate, ServiceId, Fund, Basis, i64, i64, i64);

fn charges(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[PremisesId],
    (from, until): (NaiveDate, NaiveDate),
    known: &mut HashMap<PremisesId, Before>,
) -> QueryResult<()> {
    let rows: Vec<Line> = bills::table
        .inner_join(bill_lines::table.on(bill_lines::bill_id.eq(bills::id)))
        .inner_join(billing_services::table.on(billing_services::id.eq(bill_lines::service_id)))
        .filter(bills::company_id.eq(company))
        .filter(bill_lines::company_id.eq(company))
        .filter(bills::premises_id.among(ids))
        .filter(bills::month.ge(from))
        .filter(bills::month.lt(until))
        .filter(bills::is_live.eq(true))
        .order((bills::month, bill_lines::bill_id, bill_lines::place))
        .select((
            bills::premises_id,
            bills::month,
            bill_lines::service_id,
            billing_services::fund,
            billing_services::basis,
            bill_lines::quantity,
            bill_lines::rate,
            bill_lines::amount,
        ))
        .load(conn)?;
    for (premises, month, service, fund, basis, quantity, rate, amount) in rows {
        let charge = Charge { service, fund, basis, quantity, rate: Rate(rate), amount: Tiyn(amount) };
        known.entry(premises).or_default().charges.entry(month).or_default().push(charge);
    }
    Ok(())
}

fn taken(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[PremisesId],
    (from, until): (NaiveDate, NaiveDate),
    known: &mut HashMap<PremisesId, Before>,
) -> QueryResult<()> {
    let rows: Vec<(PremisesId, AdjustmentId, ServiceId, NaiveDate, i64)> = bill_adjustments::table
        .inner_join(bills::table.on(bills::id.eq(bill_adjustments::bill_id)))
        .filter(bill_adjustments::company_id.eq(company))
        .filter(bills::company_id.eq(company))
        .filter(bills::premises_id.among(ids))
        .filter(bills::month.ge(from))
        .filter(bills::month.lt(until))
        .filter(bills::is_live.eq(true))
        .select((
            bills::premises_id,
            bill_adjustments::adjustment_id,
            bill_adjustments::service_id,
            bill_adjustments::month,
            bill_adjustments::amount,
        ))
        .load(conn)?;
    for (premises, adjustment, service, month, amount) in rows {
        let of = known.entry(premises).or_default();
        of.taken.insert((adjustment, service, month));
        *of.sums.entry((service, month)).or_default() += amount;
    }
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = bill_adjustments)]
struct NewLine {
    company_id: CompanyId,
    bill_id: BillId,
    place: i32,
    adjustment_id: AdjustmentId,
    service_id: ServiceId,
    month: NaiveDate,
    base: i64,
    part: i64,
    whole: i64,
    amount: i64,
}

/// Writes what bills make good.
pub(in crate::billing) fn add_lines(
    tx: &mut Tx<'_>,
    company: CompanyId,
    all: &[(BillId, String, Reckoned<'_>)],
) -> QueryResult<()> {
    let mut rows = Vec::new();
    for (id, _, of) in all {
        rows.extend((1..).zip(&of.adjusted).map(|(place, one)| NewLine {
            company_id: company,
            bill_id: *id,
            place,
            adjustment_id: one.adjustment,
            service_id: one.service,
            month: one.month,
            base: one.base.0,
            part: one.part,
            whole: one.whole,
            amount: one.amount.0,
        }));
    }
    for some in rows.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(bill_adjustments::table).values(some).execute(c))?;
    }
    Ok(())
}
