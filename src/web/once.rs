//! A form that was sent twice does its thing once: the second sending is answered as the first was.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::secrets;
use crate::app::App;
use crate::db::schema::onces;
use crate::db::{Broken, Conn, Failure, Never, Tx};
use crate::on_each;
use crate::who::PersonId;

/// The hidden field.
pub const FIELD: &str = "once";
/// How long a form may lie open before its second sending is a new one.
const KEPT: TimeDelta = TimeDelta::days(2);

/// A key for a form that is being shown.
pub fn key() -> String {
    secrets::random_text()
}

/// Does `f` unless this person has sent this key before; gives where to go next, the same both times.
/// A form without a key is done as it comes. Two sendings at once wait for one another at the unique key.
///
/// # Errors
/// Those of `f`; the key is then free again, since nothing was written.
pub fn once<R>(
    tx: &mut Tx<'_>,
    person: PersonId,
    key: &str,
    f: impl FnOnce(&mut Tx<'_>) -> Result<String, Failure<R>>,
) -> Result<String, Failure<R>> {
    if key.is_empty() {
        return f(tx);
    }
    let id = secrets::fingerprint(&format!("{person}|{key}"));
    let row = (onces::id.eq(&id), onces::answer.eq(""), onces::created_at.eq(tx.now()));
    let first = on_each!(&mut **tx, c => diesel::insert_into(onces::table).values(row).on_conflict_do_nothing().execute(c))?;
    if first == 0 {
        return Ok(onces::table.find(&id).select(onces::answer).first(&mut **tx)?);
    }
    let answer = f(tx)?;
    diesel::update(onces::table.find(&id)).set(onces::answer.eq(&answer)).execute(&mut **tx)?;
    Ok(answer)
}

/// Where this form led when this person sent it before; `None` when they have not.
///
/// # Errors
/// When the database fails.
pub fn answered(conn: &mut Conn, person: PersonId, key: &str) -> QueryResult<Option<String>> {
    let id = secrets::fingerprint(&format!("{person}|{key}"));
    onces::table.find(&id).select(onces::answer).first(conn).optional()
}

/// Forgets forms that were sent long ago.
///
/// # Errors
/// When the database fails.
pub async fn forget(app: &App) -> Result<(), Broken> {
    let forgotten = app.db.write::<_, Never>(|tx| {
        let old = tx.now() - KEPT;
        Ok(diesel::delete(onces::table.filter(onces::created_at.lt(old))).execute(&mut **tx)?)
    });
    forgotten.await.map(|_| ()).map_err(Broken::from)
}
