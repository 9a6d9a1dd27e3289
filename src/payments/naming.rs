//! What payments are called in the trail.

use std::collections::HashMap;

use diesel::QueryResult;

use super::store::names;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::text::{Locale, tv};
use crate::who::{CompanyId, Duty};

/// How each kind is named.
pub fn namings() -> Vec<Naming> {
    vec![Naming { kind: "payment", duties: &[Duty::Accountant], find: payments }]
}

fn payments(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let named = |(id, number): (String, String)| {
        let href = format!("/staff/payments/{id}");
        (id, Named { name: tv(locale, "payments.receipt.number", &[("number", &number)]), href })
    };
    Ok(names::payments(conn, company, ids)?.into_iter().map(named).collect())
}
