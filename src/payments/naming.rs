//! What payments are called in the trail.

use std::collections::HashMap;

use diesel::QueryResult;

use super::order::Taker;
use super::store::names;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::text::{self, Locale, t, tv};
use crate::who::{CompanyId, Duty};

/// How each kind is named.
pub fn namings() -> Vec<Naming> {
    vec![
        Naming { kind: "payment", duties: &[Duty::Accountant], find: payments },
        Naming { kind: "payment_channel", duties: &[Duty::Accountant], find: channels },
        Naming { kind: "biller_door", duties: &[Duty::Accountant], find: doors },
        Naming { kind: "biller_register", duties: &[Duty::Accountant], find: registers },
        Naming { kind: "payment_parked", duties: &[Duty::Accountant], find: parked },
    ]
}

fn payments(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let named = |(id, number): (String, String)| {
        let href = format!("/staff/payments/{id}");
        (id, Named { name: tv(locale, "payments.receipt.number", &[("number", &number)]), href })
    };
    Ok(names::payments(conn, company, ids)?.into_iter().map(named).collect())
}

fn channels(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let named = |(id, taker): (String, Taker)| {
        let name = tv(locale, "payments.channel.name", &[("taker", &t(locale, taker.key()))]);
        (id, Named { name, href: "/staff/payments/channels".to_owned() })
    };
    Ok(names::channels(conn, company, ids)?.into_iter().map(named).collect())
}

fn doors(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let named = |(id, name): (String, String)| {
        let href = format!("/staff/payments/doors/{id}");
        (id, Named { name: tv(locale, "payments.doors.called", &[("name", &name)]), href })
    };
    Ok(names::doors(conn, company, ids)?.into_iter().map(named).collect())
}

fn registers(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let named = |(id, day)| {
        let href = format!("/staff/payments/registers/{id}");
        (id, Named { name: tv(locale, "payments.register.called", &[("day", &text::date(locale, day))]), href })
    };
    Ok(names::registers(conn, company, ids)?.into_iter().map(named).collect())
}

fn parked(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let named = |(id, external): (String, String)| {
        let href = format!("/staff/payments/parked/{id}");
        (id, Named { name: tv(locale, "payments.parked.called", &[("number", &external)]), href })
    };
    Ok(names::parked(conn, company, ids)?.into_iter().map(named).collect())
}
