//! Going through the books.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::closings::held;
use crate::db::schema::{ledger_closings, ledger_postings};
use crate::db::{Conn, sum};
use crate::ledger::entry::EntryId;
use crate::ledger::month;
use crate::who::CompanyId;

/// The sum over all postings of each company, and how many there are: one pass over one index.
pub(in crate::ledger) fn totals(conn: &mut Conn) -> QueryResult<Vec<(CompanyId, Option<i64>, i64)>> {
    ledger_postings::table
        .group_by(ledger_postings::company_id)
        .select((ledger_postings::company_id, sum(ledger_postings::amount), diesel::dsl::count_star()))
        .load(conn)
}

/// An entry that does not balance, if there is one.
pub(in crate::ledger) fn lame(conn: &mut Conn) -> QueryResult<Option<(CompanyId, EntryId)>> {
    // by the entry alone, which is the order of the primary key: nothing has to be sorted
    let lame: Option<EntryId> = ledger_postings::table
        .group_by(ledger_postings::entry_id)
        .having(sum(ledger_postings::amount).ne(0))
        .select(ledger_postings::entry_id)
        .first(conn)
        .optional()?;
    let Some(entry) = lame else { return Ok(None) };
    let whose = ledger_postings::table.filter(ledger_postings::entry_id.eq(entry)).select(ledger_postings::company_id);
    Ok(Some((whose.first(conn)?, entry)))
}

/// Closed months that hold something else than when they were closed.
pub(in crate::ledger) fn changed(conn: &mut Conn) -> QueryResult<Vec<(CompanyId, NaiveDate)>> {
    let all: Vec<(CompanyId, NaiveDate, Option<NaiveDate>, i64, i64)> = ledger_closings::table
        .order((ledger_closings::company_id, ledger_closings::month))
        .select((
            ledger_closings::company_id,
            ledger_closings::month,
            ledger_closings::since,
            ledger_closings::entries,
            ledger_closings::turnover,
        ))
        .load(conn)?;
    let mut changed = Vec::new();
    for (company, of, since, entries, turnover) in all {
        if held(conn, company, since, month::last(of))? != (entries, turnover) {
            changed.push((company, of));
        }
    }
    Ok(changed)
}
