//! What jobs are called in the trail, and which of them stand on places that may go.

use std::collections::HashMap;

use diesel::QueryResult;

use super::store::naming as store;
use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::homes::{Obstacle, Touched};
use crate::requests;
use crate::team;
use crate::text::Locale;
use crate::web::Said;
use crate::who::{CompanyId, Duty};

/// How they are named: jobs by number and category, technicians by name.
pub fn namings() -> Vec<Naming> {
    vec![
        Naming { kind: "job", duties: &[Duty::Dispatcher], find: jobs },
        Naming { kind: "plan", duties: &[Duty::Dispatcher], find: plans },
        Naming { kind: "technician", duties: &[Duty::Dispatcher], find: technicians },
    ]
}

fn jobs(conn: &mut Conn, company: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let rows = store::titles(conn, company, ids)?;
    let named = rows.into_iter().map(|(id, number, category)| {
        let name = format!("№ {number} {}", requests::category_name(locale, &category));
        let href = format!("/staff/jobs/{id}");
        (id, Named { name, href })
    });
    Ok(named.collect())
}

fn plans(conn: &mut Conn, company: CompanyId, _: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let rows = super::store::plans::titles(conn, company, ids)?;
    Ok(rows.into_iter().map(|(id, name)| (id.clone(), Named { name, href: format!("/staff/plans/{id}") })).collect())
}

fn technicians(conn: &mut Conn, company: CompanyId, _: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let all = team::crew(conn, company, chrono::NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or_default())?;
    let named = all.into_iter().filter_map(|one| {
        let id = one.person.to_string();
        let href = format!("/staff/board/shifts/{id}");
        ids.contains(&id).then_some((id, Named { name: one.name, href }))
    });
    Ok(named.collect())
}

/// Jobs at these places.
///
/// # Errors
/// When the database fails.
pub fn leaning(conn: &mut Conn, company: CompanyId, touched: &Touched) -> QueryResult<Vec<Obstacle>> {
    let buildings: Vec<String> = touched.buildings.iter().map(ToString::to_string).collect();
    let premises: Vec<String> = touched.premises.iter().map(ToString::to_string).collect();
    let found = store::at(conn, company, &buildings, &premises)?;
    let said = |number: String| Said::new("dispatch.stands").with("number", number);
    Ok(found.into_iter().map(|(id, number)| Obstacle::new(said(number), format!("/staff/jobs/{id}"))).collect())
}
