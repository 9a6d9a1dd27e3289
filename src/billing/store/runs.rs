//! Monthly runs.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::billing::run::{Report, RunId, State};
use crate::clock::Moment;
use crate::db::schema::{billing_runs, people};
use crate::db::{Conn, Listed, Tx};
use crate::who::{CompanyId, PersonId};

/// A run as pages show it.
#[derive(Clone, Debug)]
pub(in crate::billing) struct Run {
    pub(in crate::billing) id: RunId,
    pub(in crate::billing) month: NaiveDate,
    pub(in crate::billing) state: State,
    pub(in crate::billing) author: String,
    pub(in crate::billing) done: i64,
    pub(in crate::billing) all: i64,
    pub(in crate::billing) report: Report,
    pub(in crate::billing) created_at: Moment,
}

type Row = (RunId, NaiveDate, State, String, i64, i64, String, Moment);

fn run((id, month, state, author, done, all, report, created_at): Row) -> Run {
    Run { id, month, state, author, done, all, report: serde_json::from_str(&report).unwrap_or_default(), created_at }
}

macro_rules! runs {
    ($company:expr) => {
        billing_runs::table
            .inner_join(people::table.on(people::id.eq(billing_runs::author_id)))
            .filter(billing_runs::company_id.eq($company))
            .select((
                billing_runs::id,
                billing_runs::month,
                billing_runs::state,
                people::name,
                billing_runs::done_bills,
                billing_runs::all_bills,
                billing_runs::report,
                billing_runs::created_at,
            ))
    };
}

pub(in crate::billing) fn all(conn: &mut Conn, company: CompanyId, limit: i64) -> QueryResult<Vec<Run>> {
    let rows: Vec<Row> = runs!(company).order((billing_runs::month.desc(), billing_runs::id.desc())).limit(limit).load(conn)?;
    Ok(rows.into_iter().map(run).collect())
}

pub(in crate::billing) fn one(conn: &mut Conn, company: CompanyId, id: RunId) -> QueryResult<Run> {
    runs!(company).filter(billing_runs::id.eq(id)).first(conn).map(run)
}

/// The run of a month that counts, if there is one.
pub(in crate::billing) fn live(conn: &mut Conn, company: CompanyId, month: NaiveDate) -> QueryResult<Option<(RunId, State)>> {
    billing_runs::table
        .filter(billing_runs::company_id.eq(company))
        .filter(billing_runs::month.eq(month))
        .filter(billing_runs::is_live.eq(true))
        .select((billing_runs::id, billing_runs::state))
        .first(conn)
        .optional()
}

/// The last month that was charged.
pub(in crate::billing) fn last_posted(conn: &mut Conn, company: CompanyId) -> QueryResult<Option<NaiveDate>> {
    billing_runs::table
        .filter(billing_runs::company_id.eq(company))
        .filter(billing_runs::is_live.eq(true))
        .filter(billing_runs::state.among([State::Posting, State::Posted, State::Undoing]))
        .order(billing_runs::month.desc())
        .select(billing_runs::month)
        .first(conn)
        .optional()
}

/// The companies that charge for something.
///
/// # Errors
/// When the database fails.
pub fn charging(conn: &mut Conn) -> QueryResult<Vec<CompanyId>> {
    billing_runs::table.select(billing_runs::company_id).distinct().order(billing_runs::company_id).load(conn)
}

pub(in crate::billing) fn add(
    tx: &mut Tx<'_>,
    company: CompanyId,
    author: PersonId,
    month: NaiveDate,
    state: State,
) -> QueryResult<RunId> {
    let id = RunId::fresh(tx.now());
    let row = (
        (billing_runs::id.eq(id), billing_runs::company_id.eq(company), billing_runs::month.eq(month)),
        (billing_runs::state.eq(state), billing_runs::is_live.eq(true), billing_runs::author_id.eq(author)),
        (billing_runs::done_bills.eq(0), billing_runs::all_bills.eq(0), billing_runs::report.eq("{}")),
        billing_runs::created_at.eq(tx.now()),
    );
    diesel::insert_into(billing_runs::table).values(row).execute(&mut **tx)?;
    Ok(id)
}

/// Moves a run on if it is where we think it is: of two who do, one does.
pub(in crate::billing) fn move_on(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: RunId,
    from: &[State],
    to: State,
) -> QueryResult<bool> {
    let mine = billing_runs::table
        .filter(billing_runs::company_id.eq(company))
        .filter(billing_runs::id.eq(id))
        .filter(billing_runs::state.among(from));
    let ended = matches!(to, State::Posted | State::Undone | State::Failed).then(|| tx.now());
    let moved = diesel::update(mine)
        .set((
            billing_runs::state.eq(to),
            billing_runs::is_live.eq(!matches!(to, State::Undone | State::Failed)),
            billing_runs::ended_at.eq(ended),
        ))
        .execute(&mut **tx)?;
    Ok(moved == 1)
}

/// Notes how far a run is; `false` when it is in another state. Whoever notes it holds the run until the transaction ends.
pub(in crate::billing) fn progress(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: RunId,
    of: State,
    (done, all): (i64, i64),
) -> QueryResult<bool> {
    let mine = billing_runs::table
        .filter(billing_runs::company_id.eq(company))
        .filter(billing_runs::id.eq(id))
        .filter(billing_runs::state.eq(of));
    let set = (billing_runs::done_bills.eq(done), billing_runs::all_bills.eq(all));
    Ok(diesel::update(mine).set(set).execute(&mut **tx)? == 1)
}

pub(in crate::billing) fn tell(tx: &mut Tx<'_>, company: CompanyId, id: RunId, report: &Report) -> QueryResult<()> {
    let text = serde_json::to_string(report).map_err(|error| diesel::result::Error::SerializationError(Box::new(error)))?;
    let mine = billing_runs::table.filter(billing_runs::company_id.eq(company)).filter(billing_runs::id.eq(id));
    diesel::update(mine).set(billing_runs::report.eq(text)).execute(&mut **tx).map(drop)
}
