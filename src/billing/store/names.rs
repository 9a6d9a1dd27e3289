//! What things are called.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{billing_runs, billing_services};
use crate::db::{Conn, Listed};
use crate::who::CompanyId;

pub(in crate::billing) fn runs(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, NaiveDate)>> {
    let mine = billing_runs::table.filter(billing_runs::company_id.eq(company)).filter(billing_runs::id.among(ids));
    mine.select((billing_runs::id, billing_runs::month)).load(conn)
}

pub(in crate::billing) fn services(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[String],
) -> QueryResult<Vec<(String, String, String)>> {
    let mine = billing_services::table.filter(billing_services::company_id.eq(company)).filter(billing_services::id.among(ids));
    mine.select((billing_services::id, billing_services::name_kk, billing_services::name_ru)).load(conn)
}
