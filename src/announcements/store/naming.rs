//! Announcements by id, for those who tell of them.

use diesel::prelude::*;

use crate::announcements::kind::{AnnouncementId, State};
use crate::db::schema::{announcement_versions, announcements};
use crate::db::{Conn, Listed};
use crate::who::CompanyId;

/// Id, number and the titles of the present version in Kazakh, Russian and English.
pub(in crate::announcements) fn titles(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[String],
) -> QueryResult<Vec<(String, String, [String; 3])>> {
    type Row = (String, String, (String, String, String));
    let present = announcement_versions::announcement_id
        .eq(announcements::id)
        .and(announcement_versions::version.eq(announcements::version));
    let rows: Vec<Row> = announcements::table
        .inner_join(announcement_versions::table.on(present))
        .filter(announcements::company_id.eq(company))
        .filter(announcements::id.among(ids))
        .select((
            announcements::id,
            announcements::number,
            (announcement_versions::title_kk, announcement_versions::title_ru, announcement_versions::title_en),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, number, (kk, ru, en))| (id, number, [kk, ru, en])).collect())
}

/// The one of a number, once it was sent.
pub(in crate::announcements) fn numbered(
    conn: &mut Conn,
    company: CompanyId,
    number: &str,
) -> QueryResult<Option<AnnouncementId>> {
    announcements::table
        .filter(announcements::company_id.eq(company))
        .filter(announcements::number.eq(number))
        .filter(announcements::state.ne(State::Draft))
        .select(announcements::id)
        .first(conn)
        .optional()
}
