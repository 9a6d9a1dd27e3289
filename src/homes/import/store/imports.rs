//! Imports themselves: what was sent, how far it is, what came of it.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{files, imports, people};
use crate::db::{Conn, Listed, Tx};
use crate::files::FileId;
use crate::homes::import::ImportId;
use crate::homes::import::report::Report;
use crate::web::Step;
use crate::who::{CompanyId, PersonId};

crate::words! {
    /// How far an import is.
    pub enum State {
        /// The file is here, and its rehearsal is asked for.
        Uploaded = "uploaded",
        /// It is being compared with the register.
        Rehearsing = "rehearsing",
        /// It is known what would be written.
        Rehearsed = "rehearsed",
        /// It is being written.
        Importing = "importing",
        /// It was written.
        Done = "done",
        /// Nothing was written, for a reason.
        Failed = "failed",
        /// The file is no resident sheet.
        Unreadable = "unreadable",
        /// It was written, and is being undone.
        Undoing = "undoing",
        /// It was undone.
        Undone = "undone",
    }
}

/// An import as it is kept.
#[derive(Clone, Debug)]
pub(in crate::homes) struct Row {
    pub(in crate::homes) id: ImportId,
    pub(in crate::homes) file: FileId,
    pub(in crate::homes) file_name: String,
    pub(in crate::homes) author: String,
    pub(in crate::homes) state: State,
    pub(in crate::homes) done: i64,
    pub(in crate::homes) all: i64,
    pub(in crate::homes) report: Report,
    pub(in crate::homes) created_at: Moment,
    pub(in crate::homes) ended_at: Option<Moment>,
    /// The sheet is gone, and so is what the report said of people.
    pub(in crate::homes) forgotten: bool,
}

type Columns = (ImportId, FileId, (String, String), String, State, (i64, i64), String, (Moment, Option<Moment>));

#[diesel::dsl::auto_type(no_type_alias)]
fn columns() -> _ {
    (
        imports::id,
        imports::file_id,
        (files::name, files::digest),
        people::name,
        imports::state,
        (imports::done_rows, imports::all_rows),
        imports::report,
        (imports::created_at, imports::ended_at),
    )
}

fn row_of((id, file, (file_name, digest), author, state, (done, all), report, (created_at, ended_at)): Columns) -> Row {
    let (report, forgotten) = (read(&report), digest.is_empty());
    Row { id, file, file_name, author, state, done, all, report, created_at, ended_at, forgotten }
}

/// A report of another version of ours says less, it does not hide the import.
fn read(report: &str) -> Report {
    serde_json::from_str(report).unwrap_or_default()
}

fn written(report: &Report) -> QueryResult<String> {
    serde_json::to_string(report).map_err(|error| diesel::result::Error::SerializationError(Box::new(error)))
}

pub(in crate::homes) fn add(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: ImportId,
    author: PersonId,
    file: FileId,
) -> QueryResult<usize> {
    let now = tx.now();
    let row = (
        (imports::id.eq(id), imports::company_id.eq(company), imports::author_id.eq(author), imports::file_id.eq(file)),
        (
            imports::state.eq(State::Uploaded),
            imports::done_rows.eq(0),
            imports::all_rows.eq(0),
            imports::report.eq("{}"),
            imports::created_at.eq(now),
        ),
    );
    diesel::insert_into(imports::table).values(row).execute(&mut **tx)
}

pub(in crate::homes) fn one(conn: &mut Conn, company: CompanyId, id: ImportId) -> QueryResult<Row> {
    imports::table
        .inner_join(files::table.on(files::id.eq(imports::file_id)))
        .inner_join(people::table.on(people::id.eq(imports::author_id)))
        .filter(imports::company_id.eq(company))
        .filter(imports::id.eq(id))
        .select(columns())
        .first(conn)
        .map(row_of)
}

/// The same, `None` where there is none.
pub(in crate::homes) fn row(conn: &mut Conn, company: CompanyId, id: ImportId) -> QueryResult<Option<Row>> {
    one(conn, company, id).optional()
}

pub(in crate::homes) fn list(conn: &mut Conn, company: CompanyId, step: &Step, limit: i64) -> QueryResult<Vec<Row>> {
    let mut query = imports::table
        .inner_join(files::table.on(files::id.eq(imports::file_id)))
        .inner_join(people::table.on(people::id.eq(imports::author_id)))
        .filter(imports::company_id.eq(company))
        .select(columns())
        .limit(limit)
        .into_boxed();
    query = match step {
        Step::First => query.order(imports::id.desc()),
        Step::After(at) => query.filter(imports::id.lt(at.id.clone())).order(imports::id.desc()),
        Step::Before(at) => query.filter(imports::id.gt(at.id.clone())).order(imports::id.asc()),
    };
    Ok(query.load(conn)?.into_iter().map(row_of).collect())
}

/// Moves an import from one of several states to another; `false` when it is in none of them, or not theirs.
pub(in crate::homes) fn move_on(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: ImportId,
    from: &[State],
    to: State,
) -> QueryResult<bool> {
    let mine =
        imports::table.filter(imports::company_id.eq(company)).filter(imports::id.eq(id)).filter(imports::state.among(from));
    Ok(diesel::update(mine).set((imports::state.eq(to), imports::done_rows.eq(0))).execute(&mut **tx)? == 1)
}

/// Writes what it is known of an import before it is begun: which job is at it.
pub(in crate::homes) fn aim(tx: &mut Tx<'_>, company: CompanyId, id: ImportId, report: &Report) -> QueryResult<usize> {
    let mine = imports::table.filter(imports::company_id.eq(company)).filter(imports::id.eq(id));
    diesel::update(mine).set(imports::report.eq(written(report)?)).execute(&mut **tx)
}

/// Ends a stage with what came of it; `false` when somebody else has ended it.
pub(in crate::homes) fn finish(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: ImportId,
    (from, to): (State, State),
    report: &Report,
) -> QueryResult<bool> {
    let now = tx.now();
    let mine = imports::table.filter(imports::company_id.eq(company)).filter(imports::id.eq(id)).filter(imports::state.eq(from));
    let ended = matches!(to, State::Done | State::Failed | State::Unreadable | State::Undone).then_some(now);
    Ok(diesel::update(mine)
        .set((imports::state.eq(to), imports::report.eq(written(report)?), imports::ended_at.eq(ended)))
        .execute(&mut **tx)?
        == 1)
}

/// Notes how many rows are done.
pub(in crate::homes) fn progress(tx: &mut Tx<'_>, company: CompanyId, id: ImportId, done: i64, all: i64) -> QueryResult<usize> {
    let mine = imports::table.filter(imports::company_id.eq(company)).filter(imports::id.eq(id));
    diesel::update(mine).set((imports::done_rows.eq(done), imports::all_rows.eq(all))).execute(&mut **tx)
}

/// An import whose time is over.
pub(in crate::homes) struct Old {
    pub(in crate::homes) company: CompanyId,
    pub(in crate::homes) id: ImportId,
    pub(in crate::homes) state: State,
    pub(in crate::homes) report: Report,
}

/// Imports of all companies that still have their sheet and ended before that moment, or were sent before it and nobody went on
/// with them; what is under way is left alone unless it was sent before `stuck`.
pub(in crate::homes) fn old(conn: &mut Conn, before: Moment, stuck: Moment, limit: i64) -> QueryResult<Vec<Old>> {
    let waits = imports::state.among([State::Uploaded, State::Rehearsed]);
    let left = imports::ended_at.is_null().and(imports::created_at.lt(stuck).or(imports::created_at.lt(before).and(waits)));
    let rows: Vec<(CompanyId, ImportId, State, String)> = imports::table
        .inner_join(files::table.on(files::id.eq(imports::file_id)))
        .filter(files::digest.ne(""))
        .filter(left.or(imports::ended_at.lt(before).assume_not_null()))
        .order(imports::id)
        .select((imports::company_id, imports::id, imports::state, imports::report))
        .limit(limit)
        .load(conn)?;
    Ok(rows.into_iter().map(|(company, id, state, report)| Old { company, id, state, report: read(&report) }).collect())
}
