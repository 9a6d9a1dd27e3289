//! What stands on buildings here, if they were to go: zones of the staff.

use diesel::QueryResult;

use super::store::zones as store;
use crate::db::Conn;
use crate::homes::{Obstacle, Touched};
use crate::web::Said;
use crate::who::CompanyId;

/// The members whose zone has one of these buildings in it.
///
/// # Errors
/// When the database fails.
pub fn leaning(conn: &mut Conn, company: CompanyId, touched: &Touched) -> QueryResult<Vec<Obstacle>> {
    let buildings: Vec<String> = touched.buildings.iter().map(ToString::to_string).collect();
    let found = store::with_buildings(conn, company, &buildings)?;
    let said = |name: String| Said::new("team.stands").with("name", name);
    Ok(found.into_iter().map(|(id, name)| Obstacle::new(said(name), format!("/staff/team/{id}"))).collect())
}
