//! Letters by id, for those who tell of them.

use diesel::prelude::*;

use crate::db::schema::letters;
use crate::db::{Conn, Listed};
use crate::who::CompanyId;

/// Id, subject and whom they were written to.
pub(in crate::notices) fn letters(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[String],
) -> QueryResult<Vec<(String, String, String)>> {
    let own = letters::table.filter(letters::company_id.eq(company)).filter(letters::id.among(ids));
    own.select((letters::id, letters::subject, letters::to_name)).load(conn)
}
