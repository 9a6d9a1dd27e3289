//! What things are called.

use diesel::prelude::*;

use crate::db::schema::{buildings, debt_batches, debts, premises};
use crate::db::{Conn, Listed};
use crate::debts::step::Step;
use crate::homes::Kind;
use crate::who::CompanyId;

/// Debts: id, address, what the premises are, their number.
pub(in crate::debts) fn debts(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[String],
) -> QueryResult<Vec<(String, String, Kind, String)>> {
    debts::table
        .inner_join(premises::table.on(premises::id.eq(debts::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(debts::company_id.eq(company))
        .filter(debts::id.among(ids))
        .select((debts::id, buildings::address, premises::kind, premises::number))
        .load(conn)
}

pub(in crate::debts) fn batches(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, Step)>> {
    let mine = debt_batches::table.filter(debt_batches::company_id.eq(company)).filter(debt_batches::id.among(ids));
    mine.select((debt_batches::id, debt_batches::step)).load(conn)
}

/// The company's houses to choose from.
pub(in crate::debts) fn houses(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<(String, String)>> {
    const MOST: i64 = 300;
    buildings::table
        .filter(buildings::company_id.eq(company))
        .order((buildings::sort_key, buildings::id))
        .limit(MOST)
        .select((buildings::id, buildings::address))
        .load(conn)
}
