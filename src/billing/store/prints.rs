//! Printings of bills: asked for, on their way, done.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::billing::paper::printing::{PrintId, State};
use crate::clock::Moment;
use crate::db::schema::{bill_prints, buildings, people};
use crate::db::{Conn, Tx};
use crate::homes::BuildingId;
use crate::who::{CompanyId, PersonId};

/// A printing as pages show it.
#[derive(Clone, Debug, Queryable)]
pub(in crate::billing) struct Print {
    pub(in crate::billing) id: PrintId,
    pub(in crate::billing) month: NaiveDate,
    pub(in crate::billing) building: Option<BuildingId>,
    pub(in crate::billing) address: Option<String>,
    pub(in crate::billing) is_named: bool,
    pub(in crate::billing) state: State,
    pub(in crate::billing) done: i64,
    pub(in crate::billing) all: i64,
    pub(in crate::billing) author: String,
    pub(in crate::billing) created_at: Moment,
}

macro_rules! prints {
    ($company:expr) => {
        bill_prints::table
            .inner_join(people::table.on(people::id.eq(bill_prints::author_id)))
            .left_join(buildings::table.on(buildings::id.nullable().eq(bill_prints::building_id)))
            .filter(bill_prints::company_id.eq($company))
            .select((
                bill_prints::id,
                bill_prints::month,
                bill_prints::building_id,
                buildings::address.nullable(),
                bill_prints::is_named,
                bill_prints::state,
                bill_prints::done_bills,
                bill_prints::all_bills,
                people::name,
                bill_prints::created_at,
            ))
    };
}

pub(in crate::billing) fn all(conn: &mut Conn, company: CompanyId, limit: i64) -> QueryResult<Vec<Print>> {
    prints!(company).order(bill_prints::id.desc()).limit(limit).load(conn)
}

pub(in crate::billing) fn one(conn: &mut Conn, company: CompanyId, id: PrintId) -> QueryResult<Print> {
    prints!(company).filter(bill_prints::id.eq(id)).first(conn)
}

pub(in crate::billing) fn add(
    tx: &mut Tx<'_>,
    (company, author): (CompanyId, PersonId),
    id: PrintId,
    (month, building, is_named): (NaiveDate, Option<BuildingId>, bool),
) -> QueryResult<usize> {
    let row = (
        (bill_prints::id.eq(id), bill_prints::company_id.eq(company), bill_prints::month.eq(month)),
        (bill_prints::building_id.eq(building), bill_prints::is_named.eq(is_named), bill_prints::state.eq(State::Drawing)),
        (bill_prints::done_bills.eq(0_i64), bill_prints::all_bills.eq(0_i64)),
        (bill_prints::author_id.eq(author), bill_prints::created_at.eq(tx.now())),
    );
    diesel::insert_into(bill_prints::table).values(row).execute(&mut **tx)
}

/// Notes how far it is, and whether that was all.
pub(in crate::billing) fn progress(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: PrintId,
    (done, all): (i64, i64),
    state: State,
) -> QueryResult<bool> {
    let mine = bill_prints::table
        .filter(bill_prints::company_id.eq(company))
        .filter(bill_prints::id.eq(id))
        .filter(bill_prints::state.eq(State::Drawing));
    let ended = (state == State::Done).then(|| tx.now());
    let set = (
        (bill_prints::done_bills.eq(done), bill_prints::all_bills.eq(all)),
        (bill_prints::state.eq(state), bill_prints::ended_at.eq(ended)),
    );
    Ok(diesel::update(mine).set(set).execute(&mut **tx)? == 1)
}
