//! What spendings are called in the trail.

use std::collections::HashMap;

use diesel::QueryResult;

use super::store;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::text::{Locale, tv};
use crate::who::{CompanyId, Duty};

/// How each kind is named.
pub fn namings() -> Vec<Naming> {
    vec![Naming { kind: "spending", duties: &[Duty::Accountant], find }]
}

fn find(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let named = |(id, number): (String, String)| {
        let href = format!("/staff/spending/{id}");
        (id, Named { name: tv(locale, "spending.one.title", &[("number", &number)]), href })
    };
    Ok(store::names(conn, company, ids)?.into_iter().map(named).collect())
}
