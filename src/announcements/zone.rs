//! Whoever works in a zone of the company writes to that zone, and touches only what was written to nobody outside it.

use diesel::QueryResult;

use super::kind::AnnouncementId;
use super::ready::Refused;
use super::rows::{Announcement, Version};
use super::store;
use crate::db::{Conn, Failure};
use crate::homes::{self, Scope};
use crate::who::Reach;

/// Refuses an audience that goes beyond the zone.
pub(super) fn ask(conn: &mut Conn, reach: &Reach, scopes: &[Scope]) -> Result<(), Failure<Refused>> {
    if homes::within(conn, reach, scopes)? { Ok(()) } else { Err(Failure::Refused(Refused::OutsideZone)) }
}

/// One announcement that somebody may act on: outside their zone it is not there.
pub(super) fn one(conn: &mut Conn, reach: &Reach, id: AnnouncementId) -> QueryResult<(Announcement, Version)> {
    let found = store::desk::one(conn, reach.company(), id)?;
    if !reach.is_whole() {
        let scopes = store::desk::scopes(conn, reach.company(), id)?;
        if !homes::within(conn, reach, &scopes)? {
            return Err(diesel::result::Error::NotFound);
        }
    }
    Ok(found)
}
