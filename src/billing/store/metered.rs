//! What metered lines were made of, and up to where each meter was charged.

use std::collections::HashMap;

use chrono::{Months, NaiveDate};
use diesel::prelude::*;

use crate::billing::bill::BillId;
use crate::billing::metered::{Means, Metering, Part};
use crate::billing::run::Reckoned;
use crate::billing::tariff::Rate;
use crate::db::schema::{bill_readings, bills};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::homes::BuildingId;
use crate::meters::{self, MeterId};
use crate::on_each;
use crate::who::CompanyId;

#[derive(Insertable)]
#[diesel(table_name = bill_readings)]
struct NewPart<'a> {
    company_id: CompanyId,
    bill_id: BillId,
    place: i32,
    nth: i32,
    meter_id: Option<MeterId>,
    serial: &'a str,
    zone: i32,
    zones: i32,
    before_value: i64,
    after_value: i64,
    used: i64,
    means: Means,
    rate: i64,
}

fn small(number: usize) -> i32 {
    i32::try_from(number).unwrap_or_default()
}

/// Writes how metered lines came about.
pub(in crate::billing) fn add(tx: &mut Tx<'_>, company: CompanyId, all: &[(BillId, String, Reckoned<'_>)]) -> QueryResult<()> {
    let mut rows = Vec::new();
    for (id, _, of) in all {
        for (place, line) in (1..).zip(&of.lines) {
            rows.extend((1..).zip(&line.parts).map(|(nth, part)| NewPart {
                company_id: company,
                bill_id: *id,
                place,
                nth,
                meter_id: part.meter,
                serial: &part.serial,
                zone: small(part.zone.0),
                zones: small(part.zone.1),
                before_value: part.before,
                after_value: part.after,
                used: part.used,
                means: part.means,
                rate: part.rate.0,
            }));
        }
    }
    for some in rows.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(bill_readings::table).values(some).execute(c))?;
    }
    Ok(())
}

/// A part with the line it belongs to.
type Row = (i32, Option<MeterId>, String, (i32, i32), (i64, i64, i64), Means, i64);

/// What the lines of a bill were made of, by their place.
pub(in crate::billing) fn of_bill(conn: &mut Conn, company: CompanyId, id: BillId) -> QueryResult<HashMap<i32, Vec<Part>>> {
    let rows: Vec<Row> = bill_readings::table
        .filter(bill_readings::company_id.eq(company))
        .filter(bill_readings::bill_id.eq(id))
        .order((bill_readings::place, bill_readings::nth))
        .select((
            bill_readings::place,
            bill_readings::meter_id,
            bill_readings::serial,
            (bill_readings::zone, bill_readings::zones),
            (bill_readings::before_value, bill_readings::after_value, bill_readings::used),
            bill_readings::means,
            bill_readings::rate,
        ))
        .load(conn)?;
    let mut all: HashMap<i32, Vec<Part>> = HashMap::new();
    for (place, meter, serial, (zone, zones), (before, after, used), means, rate) in rows {
        let large = |number: i32| usize::try_from(number).unwrap_or_default();
        let zone = (large(zone), large(zones));
        all.entry(place).or_default().push(Part { meter, serial, zone, before, after, used, means, rate: Rate(rate) });
    }
    Ok(all)
}

/// What is known of a house's meters in a month, and up to where each was charged before it.
pub(in crate::billing) fn of_house(
    conn: &mut Conn,
    company: CompanyId,
    building: BuildingId,
    month: NaiveDate,
) -> QueryResult<Metering> {
    // whoever was not charged by a meter for so long begins anew with its readings
    const FAR: Months = Months::new(24);
    let uses = meters::used(conn, company, building, month)?;
    let mut ids: Vec<Option<MeterId>> = uses.iter().map(|of| Some(of.meter)).collect();
    ids.dedup();
    let since = month.checked_sub_months(FAR).unwrap_or(month);
    let mut charged = HashMap::new();
    for some in ids.chunks(BATCH) {
        let rows: Vec<(Option<MeterId>, i32, i64)> = bill_readings::table
            .inner_join(bills::table.on(bills::id.eq(bill_readings::bill_id)))
            .filter(bill_readings::company_id.eq(company))
            .filter(bill_readings::meter_id.among(some))
            .filter(bills::company_id.eq(company))
            .filter(bills::is_live.eq(true))
            .filter(bills::month.lt(month))
            .filter(bills::month.ge(since))
            .order(bills::month)
            .select((bill_readings::meter_id, bill_readings::zone, bill_readings::after_value))
            .load(conn)?;
        // the last month stands last
        charged.extend(rows.into_iter().filter_map(|(id, zone, at)| Some(((id?, usize::try_from(zone).ok()?), at))));
    }
    Ok(Metering { uses, charged })
}
