//! The register of accruals: what was charged to which premises for which service in months, and what of it was made good.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::billing::run::State;
use crate::billing::tariff::ServiceId;
use crate::db::schema::{bill_adjustments, bill_lines, billing_runs, bills, buildings, premises};
use crate::db::{Conn, sum};
use crate::homes::Kind;
use crate::who::CompanyId;

/// Premises in their house: address, place in the register, what they are, their number, their account.
type Place = (String, String, Kind, String, Option<String>);

/// What was charged for a service.
#[derive(Clone, Debug)]
pub(in crate::billing) struct Accrued {
    pub(in crate::billing) place: Place,
    pub(in crate::billing) service: ServiceId,
    /// In tiyn.
    pub(in crate::billing) charged: i64,
    /// In tiyn; less than nothing is less to pay.
    pub(in crate::billing) made_good: i64,
}

macro_rules! accrued {
    ($lines:ident, $company:expr, $building:expr, $from:expr, $until:expr) => {{
        let mut query = $lines::table
            .inner_join(bills::table.on(bills::id.eq($lines::bill_id)))
            .inner_join(billing_runs::table.on(billing_runs::id.eq(bills::run_id)))
            .inner_join(premises::table.on(premises::id.eq(bills::premises_id)))
            .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
            .filter($lines::company_id.eq($company))
            .filter(bills::company_id.eq($company))
            .filter(bills::is_live.eq(true))
            .filter(billing_runs::state.eq(State::Posted))
            .filter(bills::month.ge($from))
            .filter(bills::month.le($until))
            .group_by((
                buildings::address,
                premises::sort_key,
                premises::kind,
                premises::number,
                premises::account,
                $lines::service_id,
            ))
            .select((
                (buildings::address, premises::sort_key, premises::kind, premises::number, premises::account),
                $lines::service_id,
                sum($lines::amount),
            ))
            .into_boxed();
        if let Some(building) = $building {
            query = query.filter(premises::building_id.eq(building.to_owned()));
        }
        query
    }};
}

/// What was charged in the months from one to another, of all houses or one, in the register's order.
pub(in crate::billing) fn of_months(
    conn: &mut Conn,
    company: CompanyId,
    building: Option<&str>,
    (from, until): (NaiveDate, NaiveDate),
) -> QueryResult<Vec<Accrued>> {
    let charged: Vec<(Place, ServiceId, Option<i64>)> = accrued!(bill_lines, company, building, from, until).load(conn)?;
    let good: Vec<(Place, ServiceId, Option<i64>)> = accrued!(bill_adjustments, company, building, from, until).load(conn)?;
    let mut all: BTreeMap<(Place, ServiceId), (i64, i64)> = BTreeMap::new();
    for (place, service, sum) in charged {
        all.entry((place, service)).or_default().0 += sum.unwrap_or_default();
    }
    for (place, service, sum) in good {
        all.entry((place, service)).or_default().1 += sum.unwrap_or_default();
    }
    let accrued = all.into_iter().map(|((place, service), (charged, made_good))| Accrued { place, service, charged, made_good });
    Ok(accrued.collect())
}
