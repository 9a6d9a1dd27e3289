//! What was opened in a visit, by the shape of its address.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::schema::visit_pages;
use crate::db::{Conn, Listed};
use crate::web::visit::VisitId;
use crate::who::CompanyId;

/// An address that was opened, or to which a form was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::visits) struct Opened {
    pub(in crate::visits) path: String,
    pub(in crate::visits) written: bool,
    pub(in crate::visits) times: i64,
}

/// Those of some visits of these companies, by visit.
pub(in crate::visits) fn of(
    conn: &mut Conn,
    companies: &[CompanyId],
    visits: &[VisitId],
) -> QueryResult<HashMap<VisitId, Vec<Opened>>> {
    let rows: Vec<(VisitId, String, bool, i64)> = visit_pages::table
        .filter(visit_pages::company_id.among(companies))
        .filter(visit_pages::visit_id.among(visits))
        .order((visit_pages::visit_id, visit_pages::written.desc(), visit_pages::path))
        .select((visit_pages::visit_id, visit_pages::path, visit_pages::written, visit_pages::times))
        .load(conn)?;
    let mut all: HashMap<VisitId, Vec<Opened>> = HashMap::new();
    for (visit, path, written, times) in rows {
        all.entry(visit).or_default().push(Opened { path, written, times });
    }
    Ok(all)
}
