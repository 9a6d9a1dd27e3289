//! Mailed links that set a password.

use chrono::TimeDelta;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::password_links;
use crate::db::{Conn, Tx};
use crate::who::PersonId;

/// A link by which a password may be set.
#[derive(Clone, Debug, Queryable)]
pub(in crate::accounts) struct Link {
    pub(in crate::accounts) person: PersonId,
    pub(in crate::accounts) expires_at: Moment,
    pub(in crate::accounts) used_at: Option<Moment>,
}

pub(in crate::accounts) fn keep_link(tx: &mut Tx<'_>, id: &str, person: PersonId, lives: TimeDelta) -> QueryResult<usize> {
    let now = tx.now();
    let row = (
        password_links::id.eq(id),
        password_links::person_id.eq(person),
        password_links::created_at.eq(now),
        password_links::expires_at.eq(now + lives),
    );
    diesel::insert_into(password_links::table).values(row).execute(&mut **tx)
}

pub(in crate::accounts) fn links_since(conn: &mut Conn, person: PersonId, since: Moment) -> QueryResult<i64> {
    password_links::table
        .filter(password_links::person_id.eq(person))
        .filter(password_links::created_at.gt(since))
        .count()
        .get_result(conn)
}

pub(in crate::accounts) fn link(conn: &mut Conn, id: &str) -> QueryResult<Option<Link>> {
    password_links::table
        .find(id)
        .select((password_links::person_id, password_links::expires_at, password_links::used_at))
        .first(conn)
        .optional()
}

/// Uses a link up; of several at once, one.
pub(in crate::accounts) fn use_link(tx: &mut Tx<'_>, id: &str) -> QueryResult<bool> {
    let now = tx.now();
    let open = password_links::table
        .filter(password_links::id.eq(id))
        .filter(password_links::used_at.is_null())
        .filter(password_links::expires_at.gt(now));
    Ok(diesel::update(open).set(password_links::used_at.eq(now)).execute(&mut **tx)? == 1)
}

pub(in crate::accounts) fn void_links(tx: &mut Tx<'_>, person: PersonId) -> QueryResult<usize> {
    let now = tx.now();
    let open = password_links::table.filter(password_links::person_id.eq(person)).filter(password_links::used_at.is_null());
    diesel::update(open).set(password_links::used_at.eq(now)).execute(&mut **tx)
}
