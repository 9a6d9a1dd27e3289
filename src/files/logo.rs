//! The logo of a company: set in one room, shown in all.

use diesel::QueryResult;

use super::shelf::{FileRow, Shelf, on_shelf};
use crate::db::Conn;
use crate::who::CompanyId;

/// Where a company's logo stands; its subject is the company.
pub const LOGO: Shelf = Shelf("franchise.logo");

/// The file of a company's logo, if it has one.
///
/// # Errors
/// When the database fails.
pub fn logo_of(conn: &mut Conn, company: CompanyId) -> QueryResult<Option<FileRow>> {
    let subject = company.to_string();
    let found = on_shelf(conn, company, LOGO, std::slice::from_ref(&subject))?.remove(&subject);
    Ok(found.and_then(|rows| rows.into_iter().next_back()))
}
