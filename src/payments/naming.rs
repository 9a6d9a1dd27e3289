//! What payments are called in the trail.

use std::collections::HashMap;

use diesel::QueryResult;

use super::order::Taker;
use super::store::names;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::text::{Locale, t, tv};
use crate::who::{CompanyId, Duty};

/// How each kind is named.
pub fn namings() -> Vec<Naming> {
    vec![
        Naming { kind: "payment", duties: &[Duty::Accountant], find: payments },
        Naming { kind: "payment_channel", duties: &[Duty::Accountant], find: channels },
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
