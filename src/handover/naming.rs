//! What hand-overs are called in the trail: by the addresses of their houses.

use std::collections::HashMap;

use diesel::QueryResult;

use super::store;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::text::Locale;
use crate::who::{CompanyId, Duty};

/// How they are named.
pub fn namings() -> Vec<Naming> {
    vec![Naming { kind: "handover", duties: &[Duty::Admin], find: handovers }]
}

fn handovers(conn: &mut Conn, company: CompanyId, _: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let mut all: HashMap<String, Named> = HashMap::new();
    for (id, address) in store::named(conn, company, ids)? {
        let href = format!("/staff/handovers/{id}");
        let named = all.entry(id).or_insert_with(|| Named { name: String::new(), href });
        if !named.name.is_empty() {
            named.name.push_str("; ");
        }
        named.name.push_str(&address);
    }
    Ok(all)
}
