//! What meetings are called in the trail, and which of them stand on houses.

use std::collections::{BTreeSet, HashMap};

use diesel::QueryResult;

use super::store::desk as store;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::homes::{Obstacle, Touched};
use crate::text::Locale;
use crate::web::Said;
use crate::who::CompanyId;

/// How they are named: by number and title.
pub fn namings() -> Vec<Naming> {
    let mut all = vec![Naming { kind: "meeting", duties: &[], find: meetings }];
    all.extend(super::paper::naming::namings());
    all
}

fn meetings(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let named = store::named(conn, company, ids)?.into_iter().map(|of| {
        let name = format!("№ {} {}", of.number, of.title(locale)).trim_end().to_owned();
        (of.id.to_string(), Named { name, href: format!("/staff/votes/{}", of.id) })
    });
    Ok(named.collect())
}

/// The meetings of these buildings, and those in whose electorate these premises or people stand, once each.
///
/// # Errors
/// When the database fails.
pub fn leaning(conn: &mut Conn, company: CompanyId, touched: &Touched) -> QueryResult<Vec<Obstacle>> {
    let buildings: Vec<String> = touched.buildings.iter().map(ToString::to_string).collect();
    let mut found: BTreeSet<_> =
        store::of_buildings(conn, company, &buildings)?.into_iter().map(|of| (of.id, of.number)).collect();
    found.extend(store::standing_on(conn, company, &touched.premises, &touched.contacts)?);
    let said = |number: String| Said::new("voting.stands").with("number", number);
    Ok(found.into_iter().map(|(id, number)| Obstacle::new(said(number), format!("/staff/votes/{id}"))).collect())
}
