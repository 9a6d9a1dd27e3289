//! What came into the books for the premises of a house, without saying of whom.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{ledger_accounts, ledger_entries, ledger_postings, premises};
use crate::db::{Conn, sum};
use crate::homes::BuildingId;
use crate::ledger::account::Fund;
use crate::who::CompanyId;

/// What was credited to the accounts of a house's premises until a day, by fund and day, in tiyn: payments less what went back. What bills move
/// among those accounts is none of it.
///
/// # Errors
/// When the database fails.
pub fn collected(
    conn: &mut Conn,
    company: CompanyId,
    of: BuildingId,
    until: NaiveDate,
) -> QueryResult<Vec<(Fund, NaiveDate, i64)>> {
    let rows: Vec<(Fund, NaiveDate, Option<i64>)> = premises::table
        .inner_join(ledger_accounts::table.on(ledger_accounts::premises_id.eq(premises::id.nullable())))
        .inner_join(ledger_postings::table.on(ledger_postings::account_id.eq(ledger_accounts::id)))
        .inner_join(ledger_entries::table.on(ledger_entries::id.eq(ledger_postings::entry_id)))
        .filter(premises::company_id.eq(company))
        .filter(premises::building_id.eq(of))
        .filter(ledger_accounts::company_id.eq(company))
        .filter(ledger_postings::company_id.eq(company))
        .filter(ledger_entries::document_kind.ne("bill"))
        .filter(ledger_postings::day.le(until))
        .group_by((ledger_accounts::fund, ledger_postings::day))
        .select((ledger_accounts::fund, ledger_postings::day, sum(ledger_postings::amount)))
        .load(conn)?;
    Ok(rows.into_iter().map(|(fund, day, sum)| (fund, day, -sum.unwrap_or_default())).collect())
}
