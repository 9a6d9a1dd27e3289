//! Bills of those who hold premises: an owner's or tenant's own, of months in which they held them.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::reading::{Bill, of_premises, one, owed};
use crate::billing::bill::BillId;
use crate::db::schema::{contacts, holdings};
use crate::db::{Conn, Listed};
use crate::homes::PremisesId;
use crate::ledger::month;
use crate::money::Tiyn;
use crate::web::actor::{Acting, Resident};
use crate::who::Holds;

/// What somebody holds today as an owner or tenant, since when.
fn held(conn: &mut Conn, who: &Resident, today: NaiveDate) -> QueryResult<HashMap<PremisesId, (Option<NaiveDate>, Holds)>> {
    let rows: Vec<(PremisesId, Option<NaiveDate>, Holds)> = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(contacts::person_id.eq(Some(who.person())))
        .filter(holdings::company_id.eq(who.company()))
        .filter(holdings::holds.among([Holds::Owner, Holds::Tenant]))
        .filter(holdings::since.is_null().or(holdings::since.le(today)))
        .filter(holdings::until.is_null().or(holdings::until.ge(today)))
        .select((holdings::premises_id, holdings::since, holdings::holds))
        .load(conn)?;
    let mut held: HashMap<PremisesId, (Option<NaiveDate>, Holds)> = HashMap::new();
    for (id, since, holds) in rows {
        let longest = held.entry(id).or_insert((since, holds));
        // no day is since ever, and whoever owns besides renting is an owner
        longest.0 = longest.0.zip(since).map(|(a, b)| a.min(b));
        if holds == Holds::Owner {
            longest.1 = holds;
        }
    }
    Ok(held)
}

/// A person's bills, the newest first, and what is owed today on each of their premises.
pub(in crate::billing) fn mine(
    conn: &mut Conn,
    who: &Resident,
    today: NaiveDate,
) -> QueryResult<(Vec<Bill>, HashMap<PremisesId, Tiyn>)> {
    /// Two years of three premises.
    const MOST: i64 = 72;
    let held = held(conn, who, today)?;
    let ids: Vec<PremisesId> = held.keys().copied().collect();
    if ids.is_empty() {
        return Ok((Vec::new(), HashMap::new()));
    }
    let mut all: Vec<Bill> = of_premises(conn, who.company(), &ids, MOST)?;
    all.retain(|bill| {
        held.get(&bill.premises).is_some_and(|(since, _)| since.is_none_or(|since| since <= month::last(bill.month)))
    });
    Ok((all, owed(conn, who.company(), &ids)?))
}

/// A bill of one's own, as what one holds its premises, and since when; another's is not there.
pub(in crate::billing) fn mine_one(
    conn: &mut Conn,
    who: &Resident,
    id: BillId,
    today: NaiveDate,
) -> QueryResult<(Bill, Holds, Option<NaiveDate>)> {
    let bill = one(conn, who.company(), id)?;
    let held = held(conn, who, today)?.remove(&bill.premises);
    match held.filter(|(since, _)| since.is_none_or(|since| since <= month::last(bill.month))) {
        Some((since, holds)) => Ok((bill, holds, since)),
        None => Err(diesel::result::Error::NotFound),
    }
}
