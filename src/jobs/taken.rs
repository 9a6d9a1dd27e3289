//! A job in a worker's hands: taken by compare-and-set under a lease, renewed while it runs, and given back.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::job::{JobId, Outcome, State};
use crate::clock::Moment;
use crate::db::schema::jobs;
use crate::db::{Conn, Tx};

/// How long a worker may be silent before another one takes its job.
pub(super) const LEASE: TimeDelta = TimeDelta::minutes(2);

/// How often a job is begun before it is dead.
pub(super) const ATTEMPTS: i32 = 8;

/// What is waited after the first, second … failure.
const PAUSES: [TimeDelta; 7] = [
    TimeDelta::seconds(10),
    TimeDelta::seconds(30),
    TimeDelta::minutes(2),
    TimeDelta::minutes(10),
    TimeDelta::minutes(30),
    TimeDelta::hours(1),
    TimeDelta::hours(4),
];

fn pause(attempts: i32) -> TimeDelta {
    let place = usize::try_from(attempts.saturating_sub(1)).unwrap_or_default();
    PAUSES.get(place).or(PAUSES.last()).copied().unwrap_or(LEASE)
}

/// A job that is being run. `attempts` counts this attempt and proves that it is still ours.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Taken {
    pub(super) id: JobId,
    pub(super) kind: String,
    pub(super) payload: String,
    pub(super) attempts: i32,
}

/// Whether there is anything to take. A reader's question, so that an idle house does not write.
pub(super) fn any_due(conn: &mut Conn, now: Moment) -> QueryResult<bool> {
    let waiting = jobs::table.filter(jobs::state.eq(State::Waiting)).filter(jobs::due_at.le(now));
    let left = jobs::table.filter(jobs::state.eq(State::Running)).filter(jobs::claimed_until.le(now));
    Ok(diesel::select(diesel::dsl::exists(waiting)).get_result(conn)?
        || diesel::select(diesel::dsl::exists(left)).get_result(conn)?)
}

/// Takes one job: first one whose worker fell silent, then the one that has been due longest. Two workers may look at the
/// same job; the conditions of the `UPDATE` give it to one.
pub(super) fn take(tx: &mut Tx<'_>) -> QueryResult<Option<Taken>> {
    let now = tx.now();
    let left = jobs::table
        .filter(jobs::state.eq(State::Running))
        .filter(jobs::claimed_until.le(now))
        .order(jobs::due_at)
        .limit(1)
        .select(jobs::id);
    let waiting = jobs::table
        .filter(jobs::state.eq(State::Waiting))
        .filter(jobs::due_at.le(now))
        .order((jobs::due_at, jobs::id))
        .limit(1)
        .select(jobs::id);
    let found: Vec<JobId> = match &mut **tx {
        Conn::Sqlite(c) => [left.load(c)?, waiting.load(c)?].concat(),
        // rows that another worker is just taking are passed over: he has them
        Conn::Postgres(c) => [left.for_update().skip_locked().load(c)?, waiting.for_update().skip_locked().load(c)?].concat(),
    };
    let Some(id) = found.first() else { return Ok(None) };
    let still_free = jobs::table.filter(jobs::id.eq(*id)).filter(
        jobs::state
            .eq(State::Waiting)
            .and(jobs::due_at.le(now))
            .or(jobs::state.eq(State::Running).and(jobs::claimed_until.le(now))),
    );
    let ours = (jobs::state.eq(State::Running), jobs::claimed_until.eq(Some(now + LEASE)), jobs::attempts.eq(jobs::attempts + 1));
    diesel::update(still_free)
        .set(ours)
        .returning((jobs::id, jobs::kind, jobs::payload, jobs::attempts))
        .get_result(&mut **tx)
        .optional()
}

/// Says that the worker is still at it. `false` when the job is not his any more.
pub(super) fn renew(tx: &mut Tx<'_>, id: JobId, attempts: i32) -> QueryResult<bool> {
    let until = tx.now() + LEASE;
    let ours = jobs::table.filter(jobs::id.eq(id)).filter(jobs::state.eq(State::Running)).filter(jobs::attempts.eq(attempts));
    Ok(diesel::update(ours).set(jobs::claimed_until.eq(Some(until))).execute(&mut **tx)? == 1)
}

/// Notes how an attempt ended, if the job is still in the hands that took it.
pub(super) fn settle(tx: &mut Tx<'_>, id: JobId, attempts: i32, outcome: &Outcome) -> QueryResult<()> {
    let now = tx.now();
    let (state, said, next) = match outcome {
        Outcome::Done => (State::Done, None, None),
        Outcome::Drop(why) => (State::Dropped, Some(why), None),
        Outcome::Retry(why) if attempts >= ATTEMPTS => (State::Dead, Some(why), None),
        Outcome::Retry(why) => (State::Waiting, Some(why), Some(now + pause(attempts))),
    };
    let said: Option<String> = said.map(|why| why.chars().take(2000).collect());
    let ended_at = if next.is_some() { None } else { Some(now) };
    let ours = jobs::table.filter(jobs::id.eq(id)).filter(jobs::state.eq(State::Running)).filter(jobs::attempts.eq(attempts));
    diesel::update(ours)
        .set((
            jobs::state.eq(state),
            jobs::last_error.eq(said),
            jobs::claimed_until.eq(None::<Moment>),
            jobs::ended_at.eq(ended_at),
            next.map(|next| jobs::due_at.eq(next)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_pause_for_every_failure_but_the_last() {
        assert_eq!(PAUSES.len() + 1, usize::try_from(ATTEMPTS).unwrap());
        let all: Vec<i64> = (1..ATTEMPTS).map(|attempts| pause(attempts).num_seconds()).collect();
        assert_eq!(all, [10, 30, 120, 600, 1800, 3600, 14_400]);
    }
}
