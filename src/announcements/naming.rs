//! What announcements are called in the trail, and which of them speak of things that are to go.

use std::collections::{BTreeSet, HashMap};

use diesel::QueryResult;

use super::store::{leaning, naming as store};
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::homes::{Obstacle, Touched};
use crate::text::Locale;
use crate::web::Said;
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

/// The announcement of a number, if it was sent.
///
/// # Errors
/// When the database fails.
pub fn numbered(conn: &mut Conn, company: CompanyId, number: &str) -> QueryResult<Option<super::AnnouncementId>> {
    store::numbered(conn, company, number)
}

/// What of this hangs on the cards of people.
pub fn hanging() -> crate::homes::Hanging {
    crate::homes::Hanging { key: "announcements.hanging", count: super::store::proof::naming }
}

/// Announcements that were sent to these people or are meant for these places, once each.
///
/// # Errors
/// When the database fails.
pub fn leaning(conn: &mut Conn, company: CompanyId, touched: &Touched) -> QueryResult<Vec<Obstacle>> {
    let mut found: BTreeSet<(String, String)> = leaning::told(conn, company, &touched.contacts)?.into_iter().collect();
    let places = touched.buildings.iter().map(ToString::to_string).chain(touched.premises.iter().map(ToString::to_string));
    found.extend(leaning::meant_for(conn, company, &places.collect::<Vec<_>>())?);
    let said = |number: String| Said::new("announcements.stands").with("number", number);
    Ok(found.into_iter().map(|(id, number)| Obstacle::new(said(number), format!("/staff/announcements/{id}"))).collect())
}
