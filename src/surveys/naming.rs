//! What surveys are called in the trail, and which of them speak of things that are to go.

use std::collections::{BTreeSet, HashMap};

use diesel::QueryResult;

use super::store::{leaning, naming as store};
use super::wording::Words;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::homes::{Obstacle, Touched};
use crate::text::Locale;
use crate::web::Said;
use crate::who::CompanyId;

/// How they are named: by number and title.
pub fn namings() -> Vec<Naming> {
    vec![Naming { kind: "survey", duties: &[], find: surveys }]
}

fn surveys(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let named = store::titles(conn, company, ids)?.into_iter().map(|(id, number, (kk, ru, en))| {
        let title = Words { kk, ru, en };
        let href = format!("/staff/surveys/{id}");
        (id, Named { name: format!("№ {number} {}", title.for_reader(locale)).trim_end().to_owned(), href })
    });
    Ok(named.collect())
}

/// Surveys that were answered for these premises or are meant for these places, once each.
///
/// # Errors
/// When the database fails.
pub fn leaning(conn: &mut Conn, company: CompanyId, touched: &Touched) -> QueryResult<Vec<Obstacle>> {
    let places = touched.buildings.iter().map(ToString::to_string).chain(touched.premises.iter().map(ToString::to_string));
    let found: BTreeSet<(String, String)> = leaning::of_places(conn, company, &places.collect::<Vec<_>>())?.into_iter().collect();
    let said = |number: String| Said::new("surveys.stands").with("number", number);
    Ok(found.into_iter().map(|(id, number)| Obstacle::new(said(number), format!("/staff/surveys/{id}"))).collect())
}
