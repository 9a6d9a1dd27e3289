//! The announcements of some houses, and who of them was told.

use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::announcements::kind::AnnouncementId;
use crate::announcements::rows::{Announcement, Version};
use crate::clock::Moment;
use crate::db::schema::{announcement_premises, announcement_recipients, announcement_versions, announcements};
use crate::db::{BATCH, Conn, Listed};
use crate::who::CompanyId;

/// The announcements of which somebody was told because of these premises, each with its present wording.
pub(in crate::announcements) fn of_houses(
    conn: &mut Conn,
    company: CompanyId,
    premises: &[String],
) -> QueryResult<Vec<(Announcement, Version)>> {
    let mut ids: BTreeSet<AnnouncementId> = BTreeSet::new();
    for some in premises.chunks(BATCH) {
        let told = announcement_premises::table
            .filter(announcement_premises::company_id.eq(company))
            .filter(announcement_premises::premises_id.among(some));
        ids.extend(told.select(announcement_premises::announcement_id).distinct().load::<AnnouncementId>(conn)?);
    }
    announcements::table
        .inner_join(
            announcement_versions::table.on(announcement_versions::announcement_id
                .eq(announcements::id)
                .and(announcement_versions::version.eq(announcements::version))),
        )
        .filter(announcements::company_id.eq(company))
        .filter(announcements::id.among(ids))
        .order(announcements::id)
        .select((Announcement::as_select(), Version::as_select()))
        .load(conn)
}

/// A line of the proof: announcement, wording, card, name, premises, channel, when.
pub(in crate::announcements) type Line = (String, i32, String, String, String, String, Option<Moment>);

/// The proof, as far as it names these people.
pub(in crate::announcements) fn told(
    conn: &mut Conn,
    company: CompanyId,
    of: &[String],
    people: &[String],
) -> QueryResult<Vec<Line>> {
    let mut all: Vec<Line> = Vec::new();
    for some in people.chunks(BATCH) {
        let rows = announcement_recipients::table
            .filter(announcement_recipients::company_id.eq(company))
            .filter(announcement_recipients::announcement_id.among(of))
            .filter(announcement_recipients::contact_id.among(some))
            .select((
                announcement_recipients::announcement_id,
                announcement_recipients::version,
                announcement_recipients::contact_id,
                announcement_recipients::name,
                announcement_recipients::premises,
                announcement_recipients::channel,
                announcement_recipients::told_at,
            ));
        all.extend(rows.load::<Line>(conn)?);
    }
    all.sort();
    Ok(all)
}
