//! Where somebody is signed in.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::sessions;
use crate::db::{Conn, Tx};
use crate::who::PersonId;

/// Whether this person has a session from that address.
pub(in crate::accounts) fn came_from(conn: &mut Conn, person: PersonId, address: &str) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(
        sessions::table.filter(sessions::person_id.eq(person)).filter(sessions::address.eq(address)),
    ))
    .get_result(conn)
}

/// A session of one's own, as the profile lists it.
#[derive(Clone, Debug, Queryable)]
pub(in crate::accounts) struct Session {
    pub(in crate::accounts) id: String,
    pub(in crate::accounts) address: String,
    pub(in crate::accounts) agent: String,
    pub(in crate::accounts) created_at: Moment,
    pub(in crate::accounts) seen_at: Moment,
}

pub(in crate::accounts) fn sessions_of(conn: &mut Conn, person: PersonId, now: Moment) -> QueryResult<Vec<Session>> {
    sessions::table
        .filter(sessions::person_id.eq(person))
        .filter(sessions::expires_at.gt(now))
        .order((sessions::seen_at.desc(), sessions::id))
        .select((sessions::id, sessions::address, sessions::agent, sessions::created_at, sessions::seen_at))
        .limit(100)
        .load(conn)
}

pub(in crate::accounts) fn end_session(tx: &mut Tx<'_>, person: PersonId, id: &str) -> QueryResult<usize> {
    diesel::delete(sessions::table.filter(sessions::person_id.eq(person)).filter(sessions::id.eq(id))).execute(&mut **tx)
}

pub(in crate::accounts) fn end_sessions(tx: &mut Tx<'_>, person: PersonId, but: &str) -> QueryResult<usize> {
    diesel::delete(sessions::table.filter(sessions::person_id.eq(person)).filter(sessions::id.ne(but))).execute(&mut **tx)
}
