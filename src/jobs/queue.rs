//! The queue: putting jobs in, looking at them, and clearing away what is long done.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::job::{Job, JobId, JobRow, State};
use crate::app::App;
use crate::clock::Moment;
use crate::db::schema::jobs;
use crate::db::{BATCH, Broken, Conn, Db, Listed, Never, Tx};
use crate::on_each;
use crate::who::CompanyId;

/// How long finished jobs are kept. Dead ones stay until somebody has looked at them.
const KEPT: TimeDelta = TimeDelta::days(30);

/// Asks for a job as soon as possible. `None` when one with the same once-key is there already.
///
/// # Errors
/// When the database fails, or the job cannot be written as JSON.
pub fn enqueue<J: Job>(tx: &mut Tx<'_>, job: &J) -> QueryResult<Option<JobId>> {
    let now = tx.now();
    enqueue_at(tx, job, now)
}

/// Asks for a job not before `due_at`. `None` when one with the same once-key is there already.
///
/// # Errors
/// When the database fails, or the job cannot be written as JSON.
pub fn enqueue_at<J: Job>(tx: &mut Tx<'_>, job: &J, due_at: Moment) -> QueryResult<Option<JobId>> {
    let now = tx.now();
    let payload = serde_json::to_string(job).map_err(|error| diesel::result::Error::SerializationError(Box::new(error)))?;
    let row = (
        (jobs::id.eq(JobId::fresh(now)), jobs::company_id.eq(job.company()), jobs::kind.eq(J::KIND)),
        (jobs::payload.eq(payload), jobs::once_key.eq(job.once_key()), jobs::state.eq(State::Waiting)),
        (jobs::due_at.eq(due_at), jobs::attempts.eq(0), jobs::created_at.eq(now)),
        (jobs::done_parts.eq(0), jobs::all_parts.eq(0)),
    );
    let id: Option<JobId> = on_each!(&mut **tx, c => diesel::insert_into(jobs::table)
        .values(row)
        .on_conflict(jobs::once_key)
        .do_nothing()
        .returning(jobs::id)
        .get_result(c)
        .optional())?;
    if id.is_some() {
        tx.ring_jobs();
    }
    Ok(id)
}

/// Notes how far a job is, for the page that shows it. A job learns its own id from [`current`](super::current).
///
/// # Errors
/// When the database fails.
pub async fn progress(db: &Db, id: JobId, done: i64, all: i64) -> Result<(), Broken> {
    let write = db.write::<_, Never>(move |tx| {
        let running = jobs::table.filter(jobs::id.eq(id)).filter(jobs::state.eq(State::Running));
        diesel::update(running).set((jobs::done_parts.eq(done), jobs::all_parts.eq(all))).execute(&mut **tx)?;
        Ok(())
    });
    Ok(write.await?)
}

type Row = (JobId, Option<CompanyId>, String, State, Moment, i32, (i64, i64), Option<String>, Moment, Option<Moment>);

#[diesel::dsl::auto_type(no_type_alias)]
fn columns() -> _ {
    (
        jobs::id,
        jobs::company_id,
        jobs::kind,
        jobs::state,
        jobs::due_at,
        jobs::attempts,
        (jobs::done_parts, jobs::all_parts),
        jobs::last_error,
        jobs::created_at,
        jobs::ended_at,
    )
}

fn job_row(row: Row) -> JobRow {
    let (id, company, kind, state, due_at, attempts, (done_parts, all_parts), last_error, created_at, ended_at) = row;
    JobRow { id, company, kind, state, due_at, attempts, done_parts, all_parts, last_error, created_at, ended_at }
}

/// A job of the whole installation: for the operator and for code that has just enqueued it. Pages of a company ask
/// [`of_company`].
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Conn, id: JobId) -> QueryResult<Option<JobRow>> {
    let row: Option<Row> = jobs::table.find(id).select(columns()).first(conn).optional()?;
    Ok(row.map(job_row))
}

/// A job of a company; another company's is not there.
///
/// # Errors
/// When the database fails.
pub fn of_company(conn: &mut Conn, company: CompanyId, id: JobId) -> QueryResult<Option<JobRow>> {
    Ok(find(conn, id)?.filter(|job| job.company == Some(company)))
}

/// Jobs that failed too often, the newest first, those older than `before`. `None` is the installation's own.
///
/// # Errors
/// When the database fails.
pub fn dead(conn: &mut Conn, company: Option<CompanyId>, before: Option<JobId>, limit: i64) -> QueryResult<Vec<JobRow>> {
    let mut query = jobs::table.filter(jobs::state.eq(State::Dead)).into_boxed();
    query = match company {
        Some(company) => query.filter(jobs::company_id.eq(company)),
        None => query.filter(jobs::company_id.is_null()),
    };
    if let Some(before) = before {
        query = query.filter(jobs::id.lt(before));
    }
    let rows: Vec<Row> = query.order(jobs::id.desc()).limit(limit).select(columns()).load(conn)?;
    Ok(rows.into_iter().map(job_row).collect())
}

/// Puts a dead job back, to be tried as if for the first time. `false` when there is no such dead job of theirs.
///
/// # Errors
/// When the database fails.
pub fn again(tx: &mut Tx<'_>, company: Option<CompanyId>, id: JobId) -> QueryResult<bool> {
    let now = tx.now();
    let whose: Option<Option<CompanyId>> = jobs::table.find(id).select(jobs::company_id).first(&mut **tx).optional()?;
    if whose != Some(company) {
        return Ok(false);
    }
    let dead = jobs::table.filter(jobs::id.eq(id)).filter(jobs::state.eq(State::Dead));
    let back = (
        jobs::state.eq(State::Waiting),
        jobs::due_at.eq(now),
        jobs::claimed_until.eq(None::<Moment>),
        jobs::attempts.eq(0),
        jobs::ended_at.eq(None::<Moment>),
    );
    let put_back = diesel::update(dead).set(back).execute(&mut **tx)? == 1;
    if put_back {
        tx.ring_jobs();
    }
    Ok(put_back)
}

/// Clears away jobs that ended well (or were dropped) more than thirty days ago. A task for the schedule, once a day.
///
/// # Errors
/// When the database fails.
pub async fn prune(app: &App) -> Result<usize, Broken> {
    let before = app.clock.now() - KEPT;
    let mut pruned = 0;
    loop {
        let write = app.db.write::<_, Never>(move |tx| {
            // a job ends after it is due, so the index on what is due finds the old ones
            let old: Vec<JobId> = jobs::table
                .filter(jobs::state.among([State::Done, State::Dropped]))
                .filter(jobs::due_at.lt(before))
                .filter(jobs::ended_at.lt(before))
                .select(jobs::id)
                .limit(i64::try_from(BATCH).unwrap_or(i64::MAX))
                .load(&mut **tx)?;
            Ok(diesel::delete(jobs::table.filter(jobs::id.among(old))).execute(&mut **tx)?)
        });
        let gone = write.await?;
        pruned += gone;
        if gone < BATCH {
            return Ok(pruned);
        }
    }
}
