//! What many bills are made of, each kind in one statement for some hundreds of them: for printing.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::adjusted;
use super::reading::Line;
use crate::billing::bill::BillId;
use crate::billing::metered::{Means, Part};
use crate::billing::tariff::{Basis, Rate, ServiceId};
use crate::db::schema::{
    bill_adjustments, bill_lines, bill_readings, billing_adjustments, billing_services, billing_tariffs, contacts, entrances,
    holdings, premises,
};
use crate::db::{Conn, Listed};
use crate::homes::{BuildingId, PremisesId};
use crate::ledger::Fund;
use crate::meters::{MeterId, Resource};
use crate::who::{CompanyId, Holds};

type Row =
    (BillId, i32, ServiceId, (String, String), (Fund, Basis), (i64, i64, i64), (NaiveDate, String, NaiveDate), Option<Resource>);
type Read = (BillId, i32, Option<MeterId>, String, (i32, i32), (i64, i64, i64), Means, i64);

/// How metered lines came about, by bill and place.
fn parts(conn: &mut Conn, company: CompanyId, ids: &[BillId]) -> QueryResult<HashMap<(BillId, i32), Vec<Part>>> {
    let rows: Vec<Read> = bill_readings::table
        .filter(bill_readings::company_id.eq(company))
        .filter(bill_readings::bill_id.among(ids))
        .order((bill_readings::bill_id, bill_readings::place, bill_readings::nth))
        .select((
            bill_readings::bill_id,
            bill_readings::place,
            bill_readings::meter_id,
            bill_readings::serial,
            (bill_readings::zone, bill_readings::zones),
            (bill_readings::before_value, bill_readings::after_value, bill_readings::used),
            bill_readings::means,
            bill_readings::rate,
        ))
        .load(conn)?;
    let size = |of: i32| usize::try_from(of).unwrap_or_default();
    let mut all: HashMap<(BillId, i32), Vec<Part>> = HashMap::new();
    for (bill, place, meter, serial, (zone, zones), (before, after, used), means, rate) in rows {
        let zone = (size(zone), size(zones));
        let part = Part { meter, serial, zone, before, after, used, means, rate: Rate(rate) };
        all.entry((bill, place)).or_default().push(part);
    }
    Ok(all)
}

/// The lines of these bills, in their order.
pub(in crate::billing) fn lines(conn: &mut Conn, company: CompanyId, ids: &[BillId]) -> QueryResult<HashMap<BillId, Vec<Line>>> {
    let mut all: HashMap<BillId, Vec<Line>> = HashMap::new();
    for some in ids.chunks(256) {
        let mut parts = parts(conn, company, some)?;
        let rows: Vec<Row> = bill_lines::table
            .inner_join(billing_services::table.on(billing_services::id.eq(bill_lines::service_id)))
            .inner_join(billing_tariffs::table.on(billing_tariffs::id.eq(bill_lines::tariff_id)))
            .filter(bill_lines::company_id.eq(company))
            .filter(bill_lines::bill_id.among(some))
            .order((bill_lines::bill_id, bill_lines::place))
            .select((
                bill_lines::bill_id,
                bill_lines::place,
                bill_lines::service_id,
                (billing_services::name_kk, billing_services::name_ru),
                (billing_services::fund, billing_services::basis),
                (bill_lines::quantity, bill_lines::rate, bill_lines::amount),
                (billing_tariffs::since, billing_tariffs::decision, billing_tariffs::decided_on),
                billing_services::resource,
            ))
            .load(conn)?;
        for (bill, place, service, names, of, figures, ground, resource) in rows {
            let ((name_kk, name_ru), (fund, basis)) = (names, of);
            let ((quantity, rate, amount), (since, decision, decided_on)) = (figures, ground);
            let parts = parts.remove(&(bill, place)).unwrap_or_default();
            all.entry(bill).or_default().push(Line {
                service,
                name_kk,
                name_ru,
                fund,
                basis,
                quantity,
                rate,
                amount,
                since,
                decision,
                decided_on,
                resource,
                parts,
            });
        }
    }
    Ok(all)
}

/// What these bills make good, in its order.
pub(in crate::billing) fn adjusted(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[BillId],
) -> QueryResult<HashMap<BillId, Vec<adjusted::Line>>> {
    let mut all: HashMap<BillId, Vec<adjusted::Line>> = HashMap::new();
    for some in ids.chunks(256) {
        let rows: Vec<(BillId, adjusted::Line)> = bill_adjustments::table
            .inner_join(billing_adjustments::table.on(billing_adjustments::id.eq(bill_adjustments::adjustment_id)))
            .inner_join(billing_services::table.on(billing_services::id.eq(bill_adjustments::service_id)))
            .filter(bill_adjustments::company_id.eq(company))
            .filter(bill_adjustments::bill_id.among(some))
            .order((bill_adjustments::bill_id, bill_adjustments::place))
            .select((
                bill_adjustments::bill_id,
                (
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
                ),
            ))
            .load(conn)?;
        for (bill, line) in rows {
            all.entry(bill).or_default().push(line);
        }
    }
    Ok(all)
}

/// Who owns these premises on a day, by name.
pub(in crate::billing) fn owners(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[PremisesId],
    day: NaiveDate,
) -> QueryResult<HashMap<PremisesId, Vec<String>>> {
    let mut all: HashMap<PremisesId, Vec<String>> = HashMap::new();
    for some in ids.chunks(256) {
        let rows: Vec<(PremisesId, String)> = holdings::table
            .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
            .filter(holdings::company_id.eq(company))
            .filter(holdings::premises_id.among(some))
            .filter(holdings::holds.eq(Holds::Owner))
            .filter(holdings::since.is_null().or(holdings::since.le(day)))
            .filter(holdings::until.is_null().or(holdings::until.ge(day)))
            .order(contacts::sort_key)
            .select((holdings::premises_id, contacts::name))
            .load(conn)?;
        for (premises, name) in rows {
            all.entry(premises).or_default().push(name);
        }
    }
    Ok(all)
}

/// By which entrance one comes to the premises of a house: its place in the order, and its number.
pub(in crate::billing) fn entrances(
    conn: &mut Conn,
    company: CompanyId,
    of: BuildingId,
) -> QueryResult<HashMap<PremisesId, (String, String)>> {
    let rows: Vec<(PremisesId, String, String)> = premises::table
        .inner_join(entrances::table.on(entrances::id.nullable().eq(premises::entrance_id)))
        .filter(premises::company_id.eq(company))
        .filter(premises::building_id.eq(of))
        .select((premises::id, entrances::sort_key, entrances::number))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, key, number)| (id, (key, number))).collect())
}
