//! Runs of letters.

use diesel::prelude::*;

use crate::db::schema::{letter_runs, people};
use crate::db::{Conn, Tx};
use crate::jobs::JobId;
use crate::joining::rows::{Run, RunId, RunState};
use crate::web::Step;
use crate::who::CompanyId;

pub(in crate::joining) fn add(tx: &mut Tx<'_>, run: &Run) -> QueryResult<usize> {
    diesel::insert_into(letter_runs::table).values(run).execute(&mut **tx)
}

pub(in crate::joining) fn aim(tx: &mut Tx<'_>, run: &Run, job: Option<JobId>) -> QueryResult<usize> {
    let mine = letter_runs::table.filter(letter_runs::company_id.eq(run.company_id)).filter(letter_runs::id.eq(run.id));
    diesel::update(mine).set(letter_runs::job_id.eq(job)).execute(&mut **tx)
}

/// A run with the name of whoever asked for it.
pub(in crate::joining) fn one(conn: &mut Conn, company: CompanyId, id: RunId) -> QueryResult<(Run, String)> {
    letter_runs::table
        .inner_join(people::table.on(people::id.eq(letter_runs::author_id)))
        .filter(letter_runs::company_id.eq(company))
        .filter(letter_runs::id.eq(id))
        .select((Run::as_select(), people::name))
        .first(conn)
}

pub(in crate::joining) fn page(conn: &mut Conn, company: CompanyId, step: &Step, limit: i64) -> QueryResult<Vec<(Run, String)>> {
    let mut query = letter_runs::table
        .inner_join(people::table.on(people::id.eq(letter_runs::author_id)))
        .filter(letter_runs::company_id.eq(company))
        .select((Run::as_select(), people::name))
        .limit(limit)
        .into_boxed();
    query = match step {
        Step::First => query.order(letter_runs::id.desc()),
        Step::After(at) => query.filter(letter_runs::id.lt(at.id.clone())).order(letter_runs::id.desc()),
        Step::Before(at) => query.filter(letter_runs::id.gt(at.id.clone())).order(letter_runs::id.asc()),
    };
    query.load(conn)
}

/// Ends a run that is being printed; `false` when somebody else has ended it.
pub(in crate::joining) fn finish(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: RunId,
    to: RunState,
    printed: i64,
) -> QueryResult<bool> {
    let now = tx.now();
    let mine = letter_runs::table
        .filter(letter_runs::company_id.eq(company))
        .filter(letter_runs::id.eq(id))
        .filter(letter_runs::state.eq(RunState::Printing));
    let ended = (letter_runs::state.eq(to), letter_runs::printed.eq(printed), letter_runs::ended_at.eq(now));
    Ok(diesel::update(mine).set(ended).execute(&mut **tx)? == 1)
}

/// Runs whose file is still there although their time has passed.
pub(in crate::joining) fn over(tx: &mut Tx<'_>, limit: i64) -> QueryResult<Vec<(CompanyId, RunId)>> {
    let now = tx.now();
    letter_runs::table
        .filter(letter_runs::state.eq(RunState::Done))
        .filter(letter_runs::expires_at.le(now))
        .select((letter_runs::company_id, letter_runs::id))
        .limit(limit)
        .load(&mut **tx)
}

pub(in crate::joining) fn cleared(tx: &mut Tx<'_>, company: CompanyId, id: RunId) -> QueryResult<usize> {
    let mine = letter_runs::table.filter(letter_runs::company_id.eq(company)).filter(letter_runs::id.eq(id));
    diesel::update(mine).set(letter_runs::state.eq(RunState::Cleared)).execute(&mut **tx)
}
