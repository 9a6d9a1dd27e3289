//! By which ways an announcement was told.

use diesel::prelude::*;

use crate::announcements::kind::AnnouncementId;
use crate::announcements::rows::Channel;
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::announcement_recipients;
use crate::who::CompanyId;

/// A way, how many were told by it, the first and the last time.
pub(in crate::announcements) type ByWay = (Channel, i64, Option<Moment>, Option<Moment>);

/// By which ways an announcement was told.
pub(in crate::announcements) fn by_channel(conn: &mut Conn, company: CompanyId, id: AnnouncementId) -> QueryResult<Vec<ByWay>> {
    use diesel::dsl::{count_star, max, min};
    announcement_recipients::table
        .filter(announcement_recipients::company_id.eq(company))
        .filter(announcement_recipients::announcement_id.eq(id))
        .group_by(announcement_recipients::channel)
        .order(announcement_recipients::channel)
        .select((
            announcement_recipients::channel,
            count_star(),
            min(announcement_recipients::told_at),
            max(announcement_recipients::told_at),
        ))
        .load(conn)
}
