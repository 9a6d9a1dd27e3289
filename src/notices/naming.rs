//! What letters are called in the trail.

use std::collections::HashMap;

use diesel::QueryResult;

use super::store::naming as store;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::text::Locale;
use crate::who::{CompanyId, Duty};

/// How they are named: by subject and reader.
pub fn namings() -> Vec<Naming> {
    vec![Naming { kind: "letter", duties: &[Duty::Admin], find: letters }]
}

fn letters(conn: &mut Conn, company: CompanyId, _: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let rows = store::letters(conn, company, ids)?;
    let named = rows
        .into_iter()
        .map(|(id, subject, to)| (id, Named { name: format!("{subject}, {to}"), href: "/staff/mail".to_owned() }));
    Ok(named.collect())
}
