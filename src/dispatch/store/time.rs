//! Time: who works when, and which half hours are given away.

use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{field_claims, field_desks, field_shifts};
use crate::db::{Conn, Listed, Tx};
use crate::dispatch::kind::JobId;
use crate::on_each;
use crate::who::{CompanyId, PersonId};

/// Holds a company's time until the transaction ends: who gives some of it away at the same moment waits, and reads what is left.
pub(in crate::dispatch) fn hold(tx: &mut Tx<'_>, company: CompanyId) -> QueryResult<usize> {
    let now = tx.now();
    let row = (field_desks::company_id.eq(company), field_desks::held_at.eq(now));
    on_each!(&mut **tx, c => diesel::insert_into(field_desks::table)
        .values(row)
        .on_conflict(field_desks::company_id)
        .do_update()
        .set(field_desks::held_at.eq(now))
        .execute(c))
}

/// Gives cells to a job; whether all of them were free. A cell that another job has stays with it.
pub(in crate::dispatch) fn claim(
    tx: &mut Tx<'_>,
    (company, of): (CompanyId, JobId),
    person: PersonId,
    cells: &[Moment],
) -> QueryResult<bool> {
    let row = |cell: &Moment| {
        (
            field_claims::company_id.eq(company),
            field_claims::person_id.eq(person),
            field_claims::cell.eq(*cell),
            field_claims::job_id.eq(of),
        )
    };
    let rows: Vec<_> = cells.iter().map(row).collect();
    let given =
        on_each!(&mut **tx, c => diesel::insert_into(field_claims::table).values(&rows).on_conflict_do_nothing().execute(c))?;
    Ok(given == cells.len())
}

/// Takes back whatever time a job has.
pub(in crate::dispatch) fn release(tx: &mut Tx<'_>, company: CompanyId, of: JobId) -> QueryResult<usize> {
    let mine = field_claims::table.filter(field_claims::company_id.eq(company)).filter(field_claims::job_id.eq(of));
    diesel::delete(mine).execute(&mut **tx)
}

/// The cells of these people between two moments that belong to other jobs.
pub(in crate::dispatch) fn taken(
    conn: &mut Conn,
    company: CompanyId,
    of: &[PersonId],
    (from, until): (Moment, Moment),
    but: Option<JobId>,
) -> QueryResult<HashMap<PersonId, BTreeSet<Moment>>> {
    let mut query = field_claims::table
        .filter(field_claims::company_id.eq(company))
        .filter(field_claims::person_id.among(of))
        .filter(field_claims::cell.ge(from))
        .filter(field_claims::cell.lt(until))
        .select((field_claims::person_id, field_claims::cell))
        .into_boxed();
    if let Some(but) = but {
        query = query.filter(field_claims::job_id.ne(but));
    }
    let rows: Vec<(PersonId, Moment)> = query.load(conn)?;
    let mut all: HashMap<PersonId, BTreeSet<Moment>> = HashMap::new();
    for (person, cell) in rows {
        all.entry(person).or_default().insert(cell);
    }
    Ok(all)
}

/// Weekday (1 is Monday), and from which minute until which.
pub(in crate::dispatch) type Week = HashMap<i32, (u16, u16)>;

/// The shifts that these people have of their own.
pub(in crate::dispatch) fn shifts(conn: &mut Conn, company: CompanyId, of: &[PersonId]) -> QueryResult<HashMap<PersonId, Week>> {
    let rows: Vec<(PersonId, i32, i32, i32)> = field_shifts::table
        .filter(field_shifts::company_id.eq(company))
        .filter(field_shifts::person_id.among(of))
        .select((field_shifts::person_id, field_shifts::weekday, field_shifts::from_minute, field_shifts::until_minute))
        .load(conn)?;
    let mut all: HashMap<PersonId, Week> = HashMap::new();
    for (person, weekday, from, until) in rows {
        if let (Ok(from), Ok(until)) = (u16::try_from(from), u16::try_from(until)) {
            all.entry(person).or_default().insert(weekday, (from, until));
        }
    }
    Ok(all)
}

/// The weekday of a date as shifts keep it.
pub(in crate::dispatch) fn weekday(day: NaiveDate) -> i32 {
    i32::try_from(day.weekday().number_from_monday()).unwrap_or_default()
}

/// Sets somebody's shifts; none at all means the office's hours.
pub(in crate::dispatch) fn set_shifts(tx: &mut Tx<'_>, company: CompanyId, person: PersonId, week: &Week) -> QueryResult<()> {
    let old = field_shifts::table.filter(field_shifts::company_id.eq(company)).filter(field_shifts::person_id.eq(person));
    diesel::delete(old).execute(&mut **tx)?;
    let row = |(weekday, (from, until)): (&i32, &(u16, u16))| {
        (
            (field_shifts::company_id.eq(company), field_shifts::person_id.eq(person), field_shifts::weekday.eq(*weekday)),
            (field_shifts::from_minute.eq(i32::from(*from)), field_shifts::until_minute.eq(i32::from(*until))),
        )
    };
    let rows: Vec<_> = week.iter().map(row).collect();
    on_each!(&mut **tx, c => diesel::insert_into(field_shifts::table).values(&rows).on_conflict_do_nothing().execute(c)).map(drop)
}
