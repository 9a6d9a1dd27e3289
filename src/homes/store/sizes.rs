//! How large companies are, for who runs the installation: counts and nothing else.

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::db::schema::{buildings, premises_counts};
use crate::db::{Conn, Listed};
use crate::homes::Kind;
use crate::who::CompanyId;

/// How large a company is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Its buildings.
    pub buildings: i64,
    /// The flats in them.
    pub flats: i64,
}

/// How large these companies are; one that has nothing yet is not in the answer.
///
/// # Errors
/// When the database fails.
pub fn sizes(conn: &mut Conn, of: &[CompanyId]) -> QueryResult<HashMap<CompanyId, Size>> {
    let buildings: Vec<(CompanyId, i64)> = buildings::table
        .filter(buildings::company_id.among(of))
        .group_by(buildings::company_id)
        .select((buildings::company_id, count_star()))
        .load(conn)?;
    let flats: Vec<(CompanyId, i64)> = premises_counts::table
        .filter(premises_counts::company_id.among(of))
        .filter(premises_counts::kind.eq(Kind::Flat))
        .select((premises_counts::company_id, premises_counts::many))
        .load(conn)?;
    let mut all: HashMap<CompanyId, Size> = HashMap::new();
    buildings.into_iter().for_each(|(company, many)| all.entry(company).or_default().buildings = many);
    flats.into_iter().for_each(|(company, many)| all.entry(company).or_default().flats = many);
    Ok(all)
}
