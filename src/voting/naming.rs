//! What meetings are called in the trail.

use std::collections::HashMap;

use diesel::QueryResult;

use super::store::protocols as store;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::text::Locale;
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
        (of.id.to_string(), Named { name, href: format!("/staff/votes/{}/protocol", of.id) })
    });
    Ok(named.collect())
}
