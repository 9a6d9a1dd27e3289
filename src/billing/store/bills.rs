//! Bills, written in batches.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::billing::bill::BillId;
use crate::billing::run::{Reckoned, RunId};
use crate::billing::tariff::{ServiceId, TariffId};
use crate::clock::Moment;
use crate::db::schema::{bill_lines, bills};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::homes::PremisesId;
use crate::on_each;
use crate::who::CompanyId;

#[derive(Insertable)]
#[diesel(table_name = bills)]
struct NewBill<'a> {
    id: BillId,
    company_id: CompanyId,
    run_id: RunId,
    premises_id: PremisesId,
    number: &'a str,
    month: NaiveDate,
    due_on: NaiveDate,
    opening: i64,
    paid: i64,
    accrued: i64,
    penalty: i64,
    due: i64,
    penalty_until: NaiveDate,
    penalty_spans: String,
    is_live: bool,
    created_at: Moment,
}

#[derive(Insertable)]
#[diesel(table_name = bill_lines)]
struct NewLine {
    company_id: CompanyId,
    bill_id: BillId,
    place: i32,
    service_id: ServiceId,
    tariff_id: TariffId,
    quantity: i64,
    rate: i64,
    amount: i64,
}

/// Which of these premises have a bill of the month already.
pub(in crate::billing) fn there(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[PremisesId],
    month: NaiveDate,
) -> QueryResult<HashSet<PremisesId>> {
    let mut all = HashSet::new();
    for some in ids.chunks(256) {
        let rows: Vec<PremisesId> = bills::table
            .filter(bills::company_id.eq(company))
            .filter(bills::premises_id.among(some))
            .filter(bills::month.eq(month))
            .filter(bills::is_live.eq(true))
            .select(bills::premises_id)
            .load(conn)?;
        all.extend(rows);
    }
    Ok(all)
}

/// Writes bills with their lines.
pub(in crate::billing) fn add(
    tx: &mut Tx<'_>,
    (company, run, month): (CompanyId, RunId, NaiveDate),
    due_on: NaiveDate,
    all: &[(BillId, String, Reckoned<'_>)],
) -> QueryResult<()> {
    let now = tx.now();
    let (mut rows, mut lines) = (Vec::with_capacity(all.len()), Vec::new());
    for (id, number, of) in all {
        rows.push(NewBill {
            id: *id,
            company_id: company,
            run_id: run,
            premises_id: of.premises,
            number,
            month,
            due_on,
            opening: of.opening,
            paid: of.paid,
            accrued: of.accrued,
            penalty: of.penalty,
            due: of.due(),
            penalty_until: of.penalty_until,
            penalty_spans: serde_json::to_string(&of.spans)
                .map_err(|error| diesel::result::Error::SerializationError(Box::new(error)))?,
            is_live: true,
            created_at: now,
        });
        for (place, line) in (1..).zip(&of.lines) {
            lines.push(NewLine {
                company_id: company,
                bill_id: *id,
                place,
                service_id: line.tariff.0.service,
                tariff_id: line.tariff.0.id,
                quantity: line.quantity,
                rate: line.rate.0,
                amount: line.amount.0,
            });
        }
    }
    for some in rows.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(bills::table).values(some).execute(c))?;
    }
    for some in lines.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(bill_lines::table).values(some).execute(c))?;
    }
    super::metered::add(tx, company, all)?;
    super::adjustments::add_lines(tx, company, all)
}

/// Some bills of a run that still count.
pub(in crate::billing) fn live_of(conn: &mut Conn, company: CompanyId, run: RunId, limit: i64) -> QueryResult<Vec<BillId>> {
    bills::table
        .filter(bills::company_id.eq(company))
        .filter(bills::run_id.eq(run))
        .filter(bills::is_live.eq(true))
        .order(bills::id)
        .limit(limit)
        .select(bills::id)
        .load(conn)
}

/// They count no more.
pub(in crate::billing) fn retire(tx: &mut Tx<'_>, company: CompanyId, ids: &[BillId]) -> QueryResult<()> {
    for some in ids.chunks(256) {
        let mine = bills::table.filter(bills::company_id.eq(company)).filter(bills::id.among(some));
        diesel::update(mine).set(bills::is_live.eq(false)).execute(&mut **tx)?;
    }
    Ok(())
}
