//! What announcements are called in the trail.

use std::collections::HashMap;

use diesel::QueryResult;

use super::store::naming as store;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::text::Locale;
use crate::who::CompanyId;

/// How they are named: by number and title.
pub fn namings() -> Vec<Naming> {
    vec![Naming { kind: "announcement", duties: &[], find: announcements }]
}

fn announcements(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let rows = store::titles(conn, company, ids)?;
    let named = rows.into_iter().map(|(id, number, [kk, ru, en])| {
        let own = match locale {
            Locale::Kk => &kk,
            Locale::Ru => &ru,
            Locale::En => &en,
        };
        let title = [own, &kk, &ru, &en].into_iter().find(|title| !title.is_empty()).cloned().unwrap_or_default();
        let href = format!("/staff/announcements/{id}");
        (id, Named { name: format!("№ {number} {title}").trim_end().to_owned(), href })
    });
    Ok(named.collect())
}

/// What of this hangs on the cards of people.
pub fn hanging() -> crate::homes::Hanging {
    crate::homes::Hanging { key: "announcements.hanging", count: super::store::proof::naming }
}
