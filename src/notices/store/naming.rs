//! Letters by id, for those who tell of them.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::schema::letters;
use crate::who::CompanyId;

/// Id, subject and whom they were written to.
pub(in crate::notices) fn letters(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[String],
) -> QueryResult<Vec<(String, String, String)>> {
    let own = letters::table.filter(letters::company_id.eq(company)).filter(letters::id.eq_any(ids));
    own.select((letters::id, letters::subject, letters::to_name)).load(conn)
}
