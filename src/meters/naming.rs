//! What meters are called in the trail, and which of them stand on places that are to go.

use std::collections::HashMap;

use diesel::QueryResult;

use super::store::naming as store;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::homes::{Obstacle, Touched};
use crate::text::{Locale, t};
use crate::web::Said;
use crate::who::{CompanyId, Duty};

/// How they are named: by what they measure and their number.
pub fn namings() -> Vec<Naming> {
    vec![Naming { kind: "meter", duties: &[Duty::Accountant, Duty::Dispatcher], find: meters }]
}

fn meters(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let rows = store::titles(conn, company, ids)?;
    let named = rows.into_iter().map(|(id, resource, serial)| {
        let (name, href) = (format!("{} № {serial}", t(locale, resource.key())), format!("/staff/meters/{id}"));
        (id, Named { name, href })
    });
    Ok(named.collect())
}

/// Meters at these places.
///
/// # Errors
/// When the database fails.
pub fn leaning(conn: &mut Conn, company: CompanyId, touched: &Touched) -> QueryResult<Vec<Obstacle>> {
    let buildings: Vec<String> = touched.buildings.iter().map(ToString::to_string).collect();
    let premises: Vec<String> = touched.premises.iter().map(ToString::to_string).collect();
    let found = store::at(conn, company, &buildings, &premises)?;
    let said = |serial: String| Said::new("meters.stands").with("serial", serial);
    Ok(found.into_iter().map(|(id, serial)| Obstacle::new(said(serial), format!("/staff/meters/{id}"))).collect())
}
