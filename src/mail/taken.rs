//! Letters in a postman's hands: taken by compare-and-set under a lease, and given back with what became of them.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::letter::{LetterId, State};
use super::outbox::REFUSED;
use crate::clock::Moment;
use crate::db::schema::letters;
use crate::db::{Conn, Listed, Tx};

/// How long a postman may keep a letter before another one takes it: longer than sending can last.
pub(super) const LEASE: TimeDelta = TimeDelta::minutes(2);

/// How often a letter is tried before it is dead.
pub(super) const ATTEMPTS: i32 = 10;

/// What is waited after the first, second … failure; the last one is repeated.
const PAUSES: [TimeDelta; 6] = [
    TimeDelta::seconds(30),
    TimeDelta::minutes(2),
    TimeDelta::minutes(10),
    TimeDelta::hours(1),
    TimeDelta::hours(4),
    TimeDelta::hours(12),
];

/// How long to wait after the `attempts`-th failure.
fn pause(attempts: i32) -> TimeDelta {
    let place = usize::try_from(attempts.saturating_sub(1)).unwrap_or_default();
    PAUSES.get(place).or(PAUSES.last()).copied().unwrap_or(LEASE)
}

/// A letter that is being sent. `attempts` counts this attempt and proves that it is still ours.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Taken {
    pub(super) id: LetterId,
    pub(super) locale: String,
    pub(super) from_name: String,
    pub(super) to_name: String,
    pub(super) to_address: String,
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
    pub(super) unsubscribe: Option<String>,
    pub(super) attempts: i32,
    pub(super) created_at: Moment,
}

/// Whether there is anything to take. A reader's question, so that an idle house does not write.
pub(super) fn any_due(conn: &mut Conn, now: Moment) -> QueryResult<bool> {
    let waiting = letters::table.filter(letters::state.eq(State::Waiting)).filter(letters::due_at.le(now));
    let left = letters::table.filter(letters::state.eq(State::Sending)).filter(letters::claimed_until.le(now));
    Ok(diesel::select(diesel::dsl::exists(waiting)).get_result(conn)?
        || diesel::select(diesel::dsl::exists(left)).get_result(conn)?)
}

/// Takes up to `limit` letters: first those that a postman left lying (he crashed), then those that have been due longest.
///
/// Two postmen may look at the same letter; the conditions of the `UPDATE` give it to one. On PostgreSQL the rows that
/// another one is just taking are passed over, so that nobody waits and nobody gets nothing while there is work.
pub(super) fn take(tx: &mut Tx<'_>, limit: usize) -> QueryResult<Vec<Taken>> {
    let now = tx.now();
    let limit_rows = i64::try_from(limit).unwrap_or(i64::MAX);
    let left = letters::table
        .filter(letters::state.eq(State::Sending))
        .filter(letters::claimed_until.le(now))
        .order(letters::due_at)
        .limit(limit_rows)
        .select(letters::id);
    let mut ids: Vec<LetterId> = match &mut **tx {
        Conn::Sqlite(c) => left.load(c)?,
        Conn::Postgres(c) => left.for_update().skip_locked().load(c)?,
    };
    let waiting = letters::table
        .filter(letters::state.eq(State::Waiting))
        .filter(letters::due_at.le(now))
        .order(letters::due_at)
        .limit(limit_rows - i64::try_from(ids.len()).unwrap_or_default())
        .select(letters::id);
    ids.extend::<Vec<LetterId>>(match &mut **tx {
        Conn::Sqlite(c) => waiting.load(c)?,
        Conn::Postgres(c) => waiting.for_update().skip_locked().load(c)?,
    });
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let still_free = letters::table.filter(letters::id.among(ids)).filter(
        letters::state
            .eq(State::Waiting)
            .and(letters::due_at.le(now))
            .or(letters::state.eq(State::Sending).and(letters::claimed_until.le(now))),
    );
    let ours = (
        letters::state.eq(State::Sending),
        letters::claimed_until.eq(Some(now + LEASE)),
        letters::attempts.eq(letters::attempts + 1),
    );
    diesel::update(still_free)
        .set(ours)
        .returning((
            letters::id,
            letters::locale,
            letters::from_name,
            letters::to_name,
            letters::to_address,
            letters::subject,
            letters::body_text,
            letters::body_html,
            letters::unsubscribe,
            letters::attempts,
            letters::created_at,
        ))
        .get_results(&mut **tx)
}

/// It is out of the house: true whoever holds it by now.
pub(super) fn sent(tx: &mut Tx<'_>, letter: LetterId) -> QueryResult<()> {
    let now = tx.now();
    diesel::update(letters::table.filter(letters::id.eq(letter)).filter(letters::state.ne(State::Sent)))
        .set((
            letters::state.eq(State::Sent),
            letters::sent_at.eq(Some(now)),
            letters::claimed_until.eq(None::<Moment>),
            letters::last_error.eq(None::<String>),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// It did not go out. Tried again later, unless it was tried often enough.
pub(super) fn failed(tx: &mut Tx<'_>, letter: LetterId, attempts: i32, error: &str) -> QueryResult<()> {
    if attempts >= ATTEMPTS {
        return dead(tx, letter, attempts, error);
    }
    let next = tx.now() + pause(attempts);
    back(tx, letter, attempts, State::Waiting, next, error)
}

/// The server refuses its reader for good.
pub(super) fn refused(tx: &mut Tx<'_>, letter: LetterId, attempts: i32, error: &str) -> QueryResult<()> {
    dead(tx, letter, attempts, &format!("{REFUSED}{error}"))
}

/// It will not be tried again.
pub(super) fn dead(tx: &mut Tx<'_>, letter: LetterId, attempts: i32, error: &str) -> QueryResult<()> {
    let now = tx.now();
    back(tx, letter, attempts, State::Dead, now, error)
}

/// Gives a letter back, if it is still in the hands that took it.
fn back(tx: &mut Tx<'_>, letter: LetterId, attempts: i32, state: State, due_at: Moment, error: &str) -> QueryResult<()> {
    let error: String = error.chars().filter(|c| !c.is_control()).take(500).collect();
    let ours = letters::table
        .filter(letters::id.eq(letter))
        .filter(letters::state.eq(State::Sending))
        .filter(letters::attempts.eq(attempts));
    diesel::update(ours)
        .set((
            letters::state.eq(state),
            letters::due_at.eq(due_at),
            letters::claimed_until.eq(None::<Moment>),
            letters::last_error.eq(Some(error)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_then_stay() {
        let all: Vec<i64> = (1..=8).map(|attempts| pause(attempts).num_seconds()).collect();
        assert_eq!(all, [30, 120, 600, 3600, 14_400, 43_200, 43_200, 43_200]);
    }
}
