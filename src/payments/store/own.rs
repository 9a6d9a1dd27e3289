//! Payments of those who hold premises: an owner's own and those made for their premises since they held them, a tenant's own alone.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::reading::{Payment, of_premises, one};
use crate::db::schema::{contacts, holdings};
use crate::db::{Conn, Listed};
use crate::homes::PremisesId;
use crate::payments::payment::PaymentId;
use crate::web::actor::{Acting, Resident};
use crate::who::{Holds, PersonId};

/// What somebody holds today, and since when they see what the owner sees: `None` for those who rent.
type Held = HashMap<PremisesId, Option<NaiveDate>>;

fn held(conn: &mut Conn, who: &Resident, today: NaiveDate) -> QueryResult<Held> {
    let rows: Vec<(PremisesId, Option<NaiveDate>, Holds)> = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(contacts::person_id.eq(Some(who.person())))
        .filter(holdings::company_id.eq(who.company()))
        .filter(holdings::holds.among([Holds::Owner, Holds::Tenant]))
        .filter(holdings::since.is_null().or(holdings::since.le(today)))
        .filter(holdings::until.is_null().or(holdings::until.ge(today)))
        .select((holdings::premises_id, holdings::since, holdings::holds))
        .load(conn)?;
    let mut held = Held::new();
    for (id, since, holds) in rows {
        let known = held.entry(id).or_insert(None);
        if holds == Holds::Owner {
            // no day is since ever
            let since = since.unwrap_or_default();
            *known = Some(known.map_or(since, |longest| longest.min(since)));
        }
    }
    Ok(held)
}

fn sees(held: &Held, person: PersonId, of: &Payment) -> bool {
    held.get(&of.premises).is_some_and(|owns| of.person == Some(person) || owns.is_some_and(|since| since <= of.day))
}

/// What a person may see of payments, the newest first.
pub(in crate::payments) fn mine(conn: &mut Conn, who: &Resident, today: NaiveDate) -> QueryResult<Vec<Payment>> {
    /// Four years of three premises.
    const MOST: i64 = 150;
    let held = held(conn, who, today)?;
    let ids: Vec<PremisesId> = held.keys().copied().collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = of_premises(conn, who.company(), &ids, MOST)?;
    all.retain(|payment| sees(&held, who.person(), payment));
    Ok(all)
}

/// A payment that a person may see; another's is not there.
pub(in crate::payments) fn mine_one(conn: &mut Conn, who: &Resident, id: PaymentId, today: NaiveDate) -> QueryResult<Payment> {
    let payment = one(conn, who.company(), id)?;
    let held = held(conn, who, today)?;
    if sees(&held, who.person(), &payment) { Ok(payment) } else { Err(diesel::result::Error::NotFound) }
}
