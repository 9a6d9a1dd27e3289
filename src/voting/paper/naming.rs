//! What the things of votes on paper are called in the trail.

use std::collections::HashMap;

use diesel::QueryResult;

use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::text::{Locale, tv};
use crate::voting::store;
use crate::who::{CompanyId, Duty};

/// How each kind is named.
pub(in crate::voting) fn namings() -> Vec<Naming> {
    vec![Naming { kind: "sheet_entry", duties: &[Duty::Secretary], find: entries }]
}

/// An entry is called by its unit and its sheet.
fn entries(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let rows = store::entries::named(conn, company, ids)?;
    Ok(rows
        .into_iter()
        .map(|(id, meeting, kind, number, sheet)| {
            let unit = tv(locale, kind.label_key(), &[("number", &number)]);
            let name = match sheet {
                Some(sheet) => tv(locale, "voting.paper.trail.sheet", &[("number", &sheet.to_string()), ("unit", &unit)]),
                None => tv(locale, "voting.paper.trail.list", &[("unit", &unit)]),
            };
            let href = format!("/staff/votes/{meeting}/entries/{id}");
            (id, Named { name, href })
        })
        .collect())
}
