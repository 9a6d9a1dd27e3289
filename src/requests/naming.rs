//! What requests are called in the trail, and which of them stand on things that are to go.

use std::collections::HashMap;

use diesel::QueryResult;

use super::category;
use super::store::{leaning, naming as store};
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::homes::{Obstacle, Touched};
use crate::text::{self, Locale, t};
use crate::web::Said;
use crate::who::{CompanyId, Duty};

/// How they are named: by number and category; a category by its own name.
pub fn namings() -> Vec<Naming> {
    vec![
        Naming { kind: "request", duties: &[Duty::Dispatcher], find: requests },
        Naming { kind: "outage", duties: &[Duty::Dispatcher], find: outages },
        Naming { kind: "category", duties: &[Duty::Admin], find: categories },
    ]
}

fn requests(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let rows = store::titles(conn, company, ids)?;
    let named = rows.into_iter().map(|(id, number, category)| {
        let (name, href) = (format!("№ {number} {}", category::name(locale, &category)), format!("/staff/requests/{id}"));
        (id, Named { name, href })
    });
    Ok(named.collect())
}

fn outages(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let rows = super::store::outages::titles(conn, company, ids)?;
    let named = rows.into_iter().map(|(id, service, at)| {
        let day = crate::clock::today(at);
        let name = format!("{}, {}", t(locale, service.key()), text::date(locale, day));
        (id, Named { name, href: "/staff/requests/outages".to_owned() })
    });
    Ok(named.collect())
}

fn categories(_: &mut Conn, _: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let named = ids.iter().filter(|id| category::find(id).is_some()).map(|id| {
        let href = format!("/staff/requests/terms?category={id}");
        (id.clone(), Named { name: category::name(locale, id), href })
    });
    Ok(named.collect())
}

/// Requests at these places.
///
/// # Errors
/// When the database fails.
pub fn leaning(conn: &mut Conn, company: CompanyId, touched: &Touched) -> QueryResult<Vec<Obstacle>> {
    let buildings: Vec<String> = touched.buildings.iter().map(ToString::to_string).collect();
    let premises: Vec<String> = touched.premises.iter().map(ToString::to_string).collect();
    let found = leaning::at(conn, company, &buildings, &premises)?;
    let said = |number: String| Said::new("requests.stands").with("number", number);
    let asked = found.into_iter().map(|(id, number)| Obstacle::new(said(number), format!("/staff/requests/{id}")));
    let off = leaning::off(conn, company, &buildings)?.into_iter();
    let off = off.map(|_| Obstacle::new(Said::new("requests.outage.stands"), "/staff/requests/outages".to_owned()));
    Ok(asked.chain(off).collect())
}
