//! October was charged: a service, its tariff, the run, and the bill of the owner's first flat.

use aula::db::Conn;
use aula::db::schema::{bill_lines, billing_runs, billing_services, billing_tariffs, bills, numbers};
use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;

use crate::support::world::{Side, now};

impl Side {
    /// A service that is charged by area.
    pub(crate) fn service(self) -> String {
        self.of(0x50, 1)
    }
    /// The run of October.
    pub(crate) fn billing(self) -> String {
        self.of(0x51, 1)
    }
    /// An absence in the first flat, with its document.
    pub(crate) fn adjustment(self) -> String {
        self.of(0x5a, 1)
    }
    /// Bills of October that were drawn for the printer.
    pub(crate) fn printing(self) -> String {
        self.of(0x5c, 1)
    }
    /// The bill of premises 1 for October.
    pub(crate) fn bill(self) -> String {
        self.of(0x52, 1)
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// Lays it down.
pub(crate) fn fill(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let (company, at, tariff) = (side.company(), now() - TimeDelta::days(15), side.of(0x53, 1));
    diesel::insert_into(billing_services::table)
        .values((
            (billing_services::id.eq(side.service()), billing_services::company_id.eq(&company)),
            (billing_services::name_kk.eq("Үйді күтіп ұстау"), billing_services::name_ru.eq("Содержание дома")),
            (billing_services::fund.eq("current"), billing_services::basis.eq("area"), billing_services::created_at.eq(at)),
        ))
        .execute(conn)?;
    diesel::insert_into(billing_tariffs::table)
        .values((
            (billing_tariffs::id.eq(&tariff), billing_tariffs::company_id.eq(&company)),
            (billing_tariffs::service_id.eq(side.service()), billing_tariffs::since.eq(day("2026-10-01"))),
            (billing_tariffs::flat_rate.eq(500_000), billing_tariffs::commercial_rate.eq(1_000_000)),
            (billing_tariffs::space_rate.eq(200_000), billing_tariffs::decision.eq("Хаттама № 3")),
            (billing_tariffs::decided_on.eq(day("2026-09-12")), billing_tariffs::author_id.eq(side.manager().id())),
            billing_tariffs::created_at.eq(at),
        ))
        .execute(conn)?;
    diesel::insert_into(billing_runs::table)
        .values((
            (billing_runs::id.eq(side.billing()), billing_runs::company_id.eq(&company)),
            (billing_runs::month.eq(day("2026-10-01")), billing_runs::state.eq("posted"), billing_runs::is_live.eq(true)),
            (billing_runs::author_id.eq(side.manager().id()), billing_runs::report.eq("{}")),
            (billing_runs::done_bills.eq(1), billing_runs::all_bills.eq(1)),
            (billing_runs::created_at.eq(at), billing_runs::ended_at.eq(Some(at))),
        ))
        .execute(conn)?;
    diesel::insert_into(bills::table)
        .values((
            (bills::id.eq(side.bill()), bills::company_id.eq(&company), bills::run_id.eq(side.billing())),
            (bills::premises_id.eq(side.premises(1)), bills::number.eq("2026-000001"), bills::month.eq(day("2026-10-01"))),
            (bills::due_on.eq(day("2026-11-25")), bills::opening.eq(0), bills::paid.eq(0), bills::accrued.eq(307_000)),
            (bills::penalty.eq(0), bills::due.eq(307_000), bills::penalty_until.eq(day("2026-10-31"))),
            (bills::penalty_spans.eq("[]"), bills::is_live.eq(true), bills::created_at.eq(at)),
        ))
        .execute(conn)?;
    diesel::insert_into(bill_lines::table)
        .values((
            (bill_lines::company_id.eq(&company), bill_lines::bill_id.eq(side.bill()), bill_lines::place.eq(1)),
            (bill_lines::service_id.eq(side.service()), bill_lines::tariff_id.eq(&tariff)),
            (bill_lines::quantity.eq(6_140), bill_lines::rate.eq(500_000), bill_lines::amount.eq(307_000)),
        ))
        .execute(conn)?;
    use aula::db::schema::billing_adjustments;
    diesel::insert_into(billing_adjustments::table)
        .values((
            (billing_adjustments::id.eq(side.adjustment()), billing_adjustments::company_id.eq(&company)),
            (billing_adjustments::kind.eq("absence"), billing_adjustments::building_id.eq(side.building(1))),
            (billing_adjustments::premises_id.eq(Some(side.premises(1))), billing_adjustments::since.eq(day("2026-11-01"))),
            (billing_adjustments::until.eq(Some(day("2026-11-10"))), billing_adjustments::people.eq(1)),
            (billing_adjustments::people_after.eq(0), billing_adjustments::percent.eq(0_i64)),
            (billing_adjustments::document.eq("Анықтама № 1"), billing_adjustments::author_id.eq(side.manager().id())),
            billing_adjustments::created_at.eq(at),
        ))
        .execute(conn)?;
    use aula::db::schema::bill_prints;
    diesel::insert_into(bill_prints::table)
        .values((
            (bill_prints::id.eq(side.printing()), bill_prints::company_id.eq(&company), bill_prints::is_named.eq(true)),
            (bill_prints::month.eq(day("2026-10-01")), bill_prints::state.eq("done"), bill_prints::done_bills.eq(1_i64)),
            (bill_prints::all_bills.eq(1_i64), bill_prints::author_id.eq(side.manager().id()), bill_prints::created_at.eq(at)),
        ))
        .execute(conn)?;
    let counted = (numbers::company_id.eq(&company), numbers::series.eq("bill"), numbers::year.eq(2026), numbers::last.eq(1_i64));
    diesel::insert_into(numbers::table).values(counted).execute(conn).map(drop)
}
