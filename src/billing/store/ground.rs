//! What a run reckons with: houses, and what is known of their premises.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::billing::charge::Charged;
use crate::billing::law;
use crate::billing::penalty;
use crate::billing::run::{House, Known, Previous};
use crate::db::schema::{bills, buildings, premises};
use crate::db::{Conn, Listed};
use crate::homes::{BuildingId, EntranceId, Kind, PremisesId};
use crate::ledger;
use crate::who::CompanyId;

/// The company's own houses with how many premises each has; what was handed over is charged by others.
pub(in crate::billing) fn houses(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<(BuildingId, i64)>> {
    premises::table
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(premises::company_id.eq(company))
        .filter(buildings::handed_over_on.is_null())
        .group_by(buildings::id)
        .order(buildings::id)
        .select((buildings::id, diesel::dsl::count_star()))
        .load(conn)
}

type Row = (PremisesId, Kind, Option<i64>, Option<i32>, Option<i32>, Option<EntranceId>);

/// A house with all that a month's bills are made of.
pub(in crate::billing) fn house(
    conn: &mut Conn,
    company: CompanyId,
    id: BuildingId,
    (month, today): (NaiveDate, NaiveDate),
) -> QueryResult<House> {
    let rows: Vec<Row> = premises::table
        .filter(premises::company_id.eq(company))
        .filter(premises::building_id.eq(id))
        .order((premises::sort_key, premises::id))
        .select((premises::id, premises::kind, premises::area, premises::residing, premises::registered, premises::entrance_id))
        .load(conn)?;
    let all: Vec<Charged> = rows
        .into_iter()
        .map(|(id, kind, area, residing, registered, entrance)| Charged {
            id,
            kind,
            area,
            people: residing.or(registered),
            entrance,
        })
        .collect();
    let ids: Vec<PremisesId> = all.iter().map(|of| of.id).collect();
    let mut known: HashMap<PremisesId, Known> = HashMap::with_capacity(ids.len());
    for (id, balances) in ledger::of_premises(conn, company, &ids)? {
        known.entry(id).or_default().balances = balances;
    }
    previous(conn, company, &ids, month, &mut known)?;
    let until = ledger::month::last(month).min(today);
    let owed = ledger::receivable_on(conn, company, &ids, law::last_due_day(until))?;
    debts(conn, company, &owed, &mut known)?;
    let metering = super::metered::of_house(conn, company, id, month)?;
    let adjustments = super::adjustments::of_house(conn, company, id, month)?;
    let before = super::adjustments::before(conn, company, &ids, &adjustments, month)?;
    Ok(House { building: id, all, known, metering, adjustments, before })
}

/// The last bill of each before the month.
fn previous(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[PremisesId],
    month: NaiveDate,
    known: &mut HashMap<PremisesId, Known>,
) -> QueryResult<()> {
    let since = ledger::month::previous(ledger::month::previous(ledger::month::previous(month)));
    for some in ids.chunks(256) {
        let rows: Vec<(PremisesId, i64, i64, i64, i64, NaiveDate)> = bills::table
            .filter(bills::company_id.eq(company))
            .filter(bills::premises_id.among(some))
            .filter(bills::is_live.eq(true))
            .filter(bills::month.lt(month))
            // a bill older than that says nothing of how much is usual; charging goes month by month anyway
            .filter(bills::month.ge(since))
            .order(bills::month)
            .select((bills::premises_id, bills::opening, bills::paid, bills::due, bills::accrued, bills::penalty_until))
            .load(conn)?;
        for (id, opening, paid, due, accrued, penalty_until) in rows {
            known.entry(id).or_default().previous = Some(Previous { due, accrued, carried: opening - paid, penalty_until });
        }
    }
    Ok(())
}

/// Of those who may owe penalty when each charge was due, and what was credited when. Those are whoever owed something when the last bill was
/// made, or on the last due day: of all others nothing can have been late since.
fn debts(
    conn: &mut Conn,
    company: CompanyId,
    owed: &HashMap<PremisesId, i64>,
    known: &mut HashMap<PremisesId, Known>,
) -> QueryResult<()> {
    let late = |id: &PremisesId, of: &Known| {
        of.previous.is_some_and(|previous| previous.carried > 0) || owed.get(id).is_some_and(|sum| *sum > 0)
    };
    let owing: Vec<PremisesId> = known.iter().filter(|(id, of)| late(id, of)).map(|(id, _)| *id).collect();
    if owing.is_empty() {
        return Ok(());
    }
    let mut due: HashMap<String, NaiveDate> = HashMap::new();
    for some in owing.chunks(256) {
        let rows: Vec<(String, NaiveDate)> = bills::table
            .filter(bills::company_id.eq(company))
            .filter(bills::premises_id.among(some))
            .filter(bills::is_live.eq(true))
            .select((bills::number, bills::due_on))
            .load(conn)?;
        due.extend(rows);
    }
    for moved in ledger::movements(conn, company, &owing)? {
        let Some(of) = moved.premises.and_then(|id| known.get_mut(&id)) else { continue };
        if moved.kind != ledger::Kind::Receivable {
            continue;
        }
        let debts: &mut penalty::Account = &mut of.debts;
        match due.get(&moved.number) {
            Some(due) if moved.document == "bill" => debts.charges.push((*due, moved.amount)),
            // of a bill that was taken back, both entries are as if they had never been
            None if moved.document == "bill" => {}
            _ => debts.credits.push((moved.day, -moved.amount)),
        }
    }
    Ok(())
}
