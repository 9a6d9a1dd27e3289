//! What visits are called in the trail.

use std::collections::HashMap;

use diesel::QueryResult;

use super::store::visits;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::text::Locale;
use crate::who::{CompanyId, Duty};

/// How each kind is named.
pub fn namings() -> Vec<Naming> {
    vec![Naming { kind: "visit", duties: &[Duty::Admin, Duty::Privacy], find }]
}

fn find(conn: &mut Conn, company: CompanyId, _: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let rows = visits::names(conn, company, ids)?;
    Ok(rows.into_iter().map(|(id, name)| (id, Named { name, href: "/staff/support".to_owned() })).collect())
}
