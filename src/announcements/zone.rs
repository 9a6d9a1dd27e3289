//! Whoever works in a zone of the company writes to that zone, and touches only what was written to nobody outside it.

use std::collections::HashSet;

use diesel::QueryResult;

use super::audience::{Place, Scope};
use super::kind::AnnouncementId;
use super::ready::Refused;
use super::rows::{Announcement, Version};
use super::store;
use crate::db::{Conn, Failure};
use crate::homes;
use crate::who::Reach;

/// Whether all of an audience lies within reach.
pub(super) fn within(conn: &mut Conn, reach: &Reach, scopes: &[Scope]) -> QueryResult<bool> {
    if reach.is_whole() {
        return Ok(true);
    }
    let small: HashSet<String> = scopes
        .iter()
        .filter(|scope| matches!(scope.place, Place::Entrance | Place::Premises))
        .map(|scope| scope.subject.clone())
        .collect();
    let behind = homes::buildings_of(conn, reach.company(), &small)?;
    Ok(scopes.iter().all(|scope| match scope.place {
        Place::Company | Place::Complex => false,
        Place::Building => reach.has(&scope.subject),
        Place::Entrance | Place::Premises => behind.get(&scope.subject).is_some_and(|building| reach.has(building)),
    }))
}

/// Refuses an audience that goes beyond the zone.
pub(super) fn ask(conn: &mut Conn, reach: &Reach, scopes: &[Scope]) -> Result<(), Failure<Refused>> {
    if within(conn, reach, scopes)? { Ok(()) } else { Err(Failure::Refused(Refused::OutsideZone)) }
}

/// One announcement that somebody may act on: outside their zone it is not there.
pub(super) fn one(conn: &mut Conn, reach: &Reach, id: AnnouncementId) -> QueryResult<(Announcement, Version)> {
    let found = store::desk::one(conn, reach.company(), id)?;
    if !reach.is_whole() {
        let scopes = store::desk::scopes(conn, reach.company(), id)?;
        if !within(conn, reach, &scopes)? {
            return Err(diesel::result::Error::NotFound);
        }
    }
    Ok(found)
}
