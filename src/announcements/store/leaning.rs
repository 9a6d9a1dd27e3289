//! Which announcements speak to some people and of some places.

use diesel::prelude::*;

use crate::db::schema::{announcement_recipients, announcement_scopes, announcements};
use crate::db::{Conn, Listed, in_portions};
use crate::homes::ContactId;
use crate::who::CompanyId;

/// Ids and numbers of the announcements that were sent to these people.
pub(in crate::announcements) fn told(
    conn: &mut Conn,
    company: CompanyId,
    of: &[ContactId],
) -> QueryResult<Vec<(String, String)>> {
    in_portions(of, |some| {
        announcements::table
            .inner_join(announcement_recipients::table.on(announcement_recipients::announcement_id.eq(announcements::id)))
            .filter(announcement_recipients::company_id.eq(company))
            .filter(announcement_recipients::contact_id.among(some))
            .select((announcements::id, announcements::number))
            .distinct()
            .load(conn)
    })
}

/// Ids and numbers of those that are meant for these buildings or premises.
pub(in crate::announcements) fn meant_for(
    conn: &mut Conn,
    company: CompanyId,
    places: &[String],
) -> QueryResult<Vec<(String, String)>> {
    in_portions(places, |some| {
        announcements::table
            .inner_join(announcement_scopes::table.on(announcement_scopes::announcement_id.eq(announcements::id)))
            .filter(announcement_scopes::company_id.eq(company))
            .filter(announcement_scopes::subject_id.among(some))
            .select((announcements::id, announcements::number))
            .distinct()
            .load(conn)
    })
}
