//! E-mail addresses that wait to be proved.

use chrono::TimeDelta;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{email_changes, people};
use crate::db::{Conn, Tx};
use crate::who::PersonId;

pub(in crate::accounts) fn keep_wish(
    tx: &mut Tx<'_>,
    id: &str,
    person: PersonId,
    email: &str,
    lives: TimeDelta,
) -> QueryResult<usize> {
    let now = tx.now();
    let row = (
        email_changes::id.eq(id),
        email_changes::person_id.eq(person),
        email_changes::email.eq(email),
        email_changes::created_at.eq(now),
        email_changes::expires_at.eq(now + lives),
    );
    diesel::insert_into(email_changes::table).values(row).execute(&mut **tx)
}

pub(in crate::accounts) fn wishes_since(conn: &mut Conn, person: PersonId, since: Moment) -> QueryResult<i64> {
    let recent = email_changes::table.filter(email_changes::person_id.eq(person)).filter(email_changes::created_at.gt(since));
    recent.count().get_result(conn)
}

/// The address that a link of this person's proves, while it works.
pub(in crate::accounts) fn wished(conn: &mut Conn, person: PersonId, id: &str, now: Moment) -> QueryResult<Option<String>> {
    email_changes::table
        .find(id)
        .filter(email_changes::person_id.eq(person))
        .filter(email_changes::used_at.is_null())
        .filter(email_changes::expires_at.gt(now))
        .select(email_changes::email)
        .first(conn)
        .optional()
}

/// Uses all links of a person up, if this one still works; of several at once, one.
pub(in crate::accounts) fn use_wish(tx: &mut Tx<'_>, person: PersonId, id: &str) -> QueryResult<bool> {
    let now = tx.now();
    let mine = || email_changes::table.filter(email_changes::person_id.eq(person)).filter(email_changes::used_at.is_null());
    let this = mine().filter(email_changes::id.eq(id)).filter(email_changes::expires_at.gt(now));
    let used = diesel::update(this).set(email_changes::used_at.eq(now)).execute(&mut **tx)? == 1;
    if used {
        diesel::update(mine()).set(email_changes::used_at.eq(now)).execute(&mut **tx)?;
    }
    Ok(used)
}

/// Sets a proved address; what was known of the one before is forgotten.
pub(in crate::accounts) fn set_email(tx: &mut Tx<'_>, person: PersonId, email: &str) -> QueryResult<usize> {
    let none: Option<Moment> = None;
    diesel::update(people::table.find(person)).set((people::email.eq(email), people::bounced_at.eq(none))).execute(&mut **tx)
}

pub(in crate::accounts) fn sweep(tx: &mut Tx<'_>, before: Moment) -> QueryResult<usize> {
    diesel::delete(email_changes::table.filter(email_changes::expires_at.lt(before))).execute(&mut **tx)
}
