//! Wrong tries, counted under keys.

use diesel::prelude::*;

use crate::accounts::guess::Guesses;
use crate::clock::Moment;
use crate::db::schema::guesses;
use crate::db::{Conn, Tx};
use crate::on_each;

/// Wrong tries under any of these keys.
pub(in crate::accounts) fn guesses_at(conn: &mut Conn, key: &str) -> QueryResult<Option<Guesses>> {
    let row: Option<(i32, Moment, Moment)> =
        guesses::table.find(key).select((guesses::wrong, guesses::last_at, guesses::free_at)).first(conn).optional()?;
    Ok(row.map(|(wrong, last_at, free_at)| Guesses { wrong, last_at, free_at }))
}

pub(in crate::accounts) fn keep_guesses(tx: &mut Tx<'_>, key: &str, now: Guesses) -> QueryResult<()> {
    let counts = (guesses::wrong.eq(now.wrong), guesses::last_at.eq(now.last_at), guesses::free_at.eq(now.free_at));
    on_each!(&mut **tx, c => diesel::insert_into(guesses::table)
        .values((guesses::id.eq(key), counts))
        .on_conflict(guesses::id)
        .do_update()
        .set(counts)
        .execute(c))?;
    Ok(())
}

pub(in crate::accounts) fn forget_guesses(tx: &mut Tx<'_>, key: &str) -> QueryResult<usize> {
    diesel::delete(guesses::table.find(key)).execute(&mut **tx)
}
