//! Every query of plans, of the days they came round, and of what was checked.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::planned::{Check, Plan};
use crate::clock::Moment;
use crate::db::schema::{buildings, entrances, field_checks, field_jobs, field_plans, field_rounds};
use crate::db::{Conn, Listed, Tx};
use crate::dispatch::kind::{JobId, PlanId};
use crate::dispatch::stage::Stage;
use crate::homes::{BuildingId, EntranceId};
use crate::on_each;
use crate::who::{CompanyId, PersonId, Reach};

/// The most plans of one page.
const MOST: i64 = 500;

macro_rules! reached {
    ($query:expr, $reach:expr, $column:expr) => {
        match $reach.buildings() {
            Some(buildings) => $query.filter($column.among(buildings)),
            None => $query,
        }
    };
}

/// A plan with its address and the number of its entrance.
pub(in crate::dispatch) type Placed = (Plan, String, Option<String>);

macro_rules! placed {
    ($reach:expr) => {{
        let query = field_plans::table
            .inner_join(buildings::table.on(buildings::id.eq(field_plans::building_id)))
            .left_join(entrances::table.on(entrances::id.nullable().eq(field_plans::entrance_id)))
            .filter(field_plans::company_id.eq($reach.company()))
            .select((Plan::as_select(), buildings::address, entrances::number.nullable()))
            .into_boxed();
        reached!(query, $reach, field_plans::building_id)
    }};
}

pub(in crate::dispatch) fn all(conn: &mut Conn, reach: &Reach, is_over: bool) -> QueryResult<Vec<Placed>> {
    placed!(reach).filter(field_plans::is_over.eq(is_over)).order(field_plans::id).limit(MOST).load(conn)
}

pub(in crate::dispatch) fn one(conn: &mut Conn, reach: &Reach, id: PlanId) -> QueryResult<Placed> {
    placed!(reach).filter(field_plans::id.eq(id)).first(conn)
}

/// Plans for which a job may have to be made, of all companies.
pub(in crate::dispatch) fn due(conn: &mut Conn, until: NaiveDate) -> QueryResult<Vec<(CompanyId, PlanId)>> {
    field_plans::table
        .filter(field_plans::is_over.eq(false))
        .filter(field_plans::counts_from.le(until))
        .order(field_plans::id)
        .select((field_plans::company_id, field_plans::id))
        .load(conn)
}

pub(in crate::dispatch) fn add(tx: &mut Tx<'_>, new: &Plan) -> QueryResult<usize> {
    diesel::insert_into(field_plans::table).values(new).execute(&mut **tx)
}

/// Writes a plan back if nobody has changed it since it was read.
pub(in crate::dispatch) fn save(tx: &mut Tx<'_>, was: i32, is: &Plan) -> QueryResult<bool> {
    let mine = field_plans::table
        .filter(field_plans::company_id.eq(is.company_id))
        .filter(field_plans::id.eq(is.id))
        .filter(field_plans::version.eq(was));
    Ok(diesel::update(mine).set(is).execute(&mut **tx)? == 1)
}

/// Takes a day of a plan for itself; `false` when it was taken before.
pub(in crate::dispatch) fn claim(tx: &mut Tx<'_>, of: &Plan, day: NaiveDate) -> QueryResult<bool> {
    let row = (field_rounds::company_id.eq(of.company_id), field_rounds::plan_id.eq(of.id), field_rounds::day.eq(day));
    let taken =
        on_each!(&mut **tx, c => diesel::insert_into(field_rounds::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(taken == 1)
}

/// Names the job that was made for a day.
pub(in crate::dispatch) fn made(tx: &mut Tx<'_>, of: &Plan, day: NaiveDate, job: JobId) -> QueryResult<usize> {
    let one = field_rounds::table
        .filter(field_rounds::company_id.eq(of.company_id))
        .filter(field_rounds::plan_id.eq(of.id))
        .filter(field_rounds::day.eq(day));
    diesel::update(one).set(field_rounds::job_id.eq(job)).execute(&mut **tx)
}

/// A day on which something came round: the day, the job, its number, how far it is and whether somebody still has to go.
pub(in crate::dispatch) type Round = (PlanId, NaiveDate, JobId, String, Stage, bool);

macro_rules! rounds {
    ($company:expr) => {
        field_rounds::table
            .inner_join(field_jobs::table.on(field_jobs::id.nullable().eq(field_rounds::job_id)))
            .filter(field_rounds::company_id.eq($company))
            .select((
                field_rounds::plan_id,
                field_rounds::day,
                field_jobs::id,
                field_jobs::number,
                field_jobs::stage,
                field_jobs::is_open,
            ))
    };
}

/// The days of a plan, the latest first.
pub(in crate::dispatch) fn rounds(conn: &mut Conn, company: CompanyId, of: PlanId) -> QueryResult<Vec<Round>> {
    rounds!(company).filter(field_rounds::plan_id.eq(of)).order(field_rounds::day.desc()).limit(60).load(conn)
}

/// What was not done on its day, the oldest first.
pub(in crate::dispatch) fn missed(conn: &mut Conn, reach: &Reach, today: NaiveDate) -> QueryResult<Vec<Round>> {
    let query = rounds!(reach.company())
        .filter(field_rounds::day.lt(today))
        .filter(field_jobs::is_open.eq(true))
        .order(field_rounds::day)
        .limit(MOST)
        .into_boxed();
    reached!(query, reach, field_jobs::building_id).load(conn)
}

pub(in crate::dispatch) fn checks(conn: &mut Conn, company: CompanyId, of: JobId) -> QueryResult<Vec<Check>> {
    field_checks::table
        .filter(field_checks::company_id.eq(company))
        .filter(field_checks::job_id.eq(of))
        .order(field_checks::place)
        .select(Check::as_select())
        .load(conn)
}

pub(in crate::dispatch) fn add_checks(tx: &mut Tx<'_>, all: &[Check]) -> QueryResult<()> {
    for check in all {
        diesel::insert_into(field_checks::table).values(check).execute(&mut **tx)?;
    }
    Ok(())
}

pub(in crate::dispatch) fn found(
    tx: &mut Tx<'_>,
    (company, of, place): (CompanyId, JobId, i32),
    value: i64,
    (by, at): (PersonId, Moment),
) -> QueryResult<usize> {
    let one = field_checks::table
        .filter(field_checks::company_id.eq(company))
        .filter(field_checks::job_id.eq(of))
        .filter(field_checks::place.eq(place));
    let set = (field_checks::value.eq(Some(value)), field_checks::noted_by.eq(Some(by)), field_checks::noted_at.eq(Some(at)));
    diesel::update(one).set(set).execute(&mut **tx)
}

/// How many checks of a job nobody has made yet.
pub(in crate::dispatch) fn unchecked(conn: &mut Conn, company: CompanyId, of: JobId) -> QueryResult<i64> {
    field_checks::table
        .filter(field_checks::company_id.eq(company))
        .filter(field_checks::job_id.eq(of))
        .filter(field_checks::value.is_null())
        .count()
        .get_result(conn)
}

/// The entrance of a number in a building.
pub(in crate::dispatch) fn entrance(
    conn: &mut Conn,
    company: CompanyId,
    building: BuildingId,
    number: &str,
) -> QueryResult<Option<EntranceId>> {
    entrances::table
        .filter(entrances::company_id.eq(company))
        .filter(entrances::building_id.eq(building))
        .filter(entrances::number.eq(number.to_owned()))
        .select(entrances::id)
        .first(conn)
        .optional()
}

/// Plans by id, with their titles.
pub(in crate::dispatch) fn titles(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, String)>> {
    field_plans::table
        .filter(field_plans::company_id.eq(company))
        .filter(field_plans::id.among(ids))
        .select((field_plans::id, field_plans::title))
        .load(conn)
}
