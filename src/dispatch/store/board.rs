//! What dispatchers look at.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::one::{Placed, placed};
use crate::db::schema::{buildings, entrances, field_jobs, premises};
use crate::db::{Conn, Listed};
use crate::dispatch::kind::JobId;
use crate::dispatch::rows::Job;
use crate::dispatch::stage::Stage;
use crate::requests::RequestId;
use crate::who::{CompanyId, Reach};

/// The most that one board shows.
const MOST: i64 = 500;

macro_rules! reached {
    ($query:expr, $reach:expr) => {
        match $reach.buildings() {
            Some(buildings) => $query.filter(field_jobs::building_id.among(buildings)),
            None => $query,
        }
    };
}

/// Of these days, but for what was called off.
pub(in crate::dispatch) fn between(
    conn: &mut Conn,
    reach: &Reach,
    from: NaiveDate,
    until: NaiveDate,
) -> QueryResult<Vec<Placed>> {
    let query = placed!(reach.company())
        .filter(field_jobs::day.between(from, until))
        .filter(field_jobs::stage.ne(Stage::Cancelled))
        .order(field_jobs::id)
        .limit(MOST)
        .into_boxed();
    reached!(query, reach).load(conn)
}

/// What waits for a dispatcher: nobody has it, or it has no day.
pub(in crate::dispatch) fn loose(conn: &mut Conn, reach: &Reach) -> QueryResult<Vec<Placed>> {
    let query = placed!(reach.company())
        .filter(field_jobs::is_open.eq(true))
        .filter(field_jobs::assignee_id.is_null().or(field_jobs::day.is_null()))
        .order(field_jobs::id)
        .limit(MOST)
        .into_boxed();
    reached!(query, reach).load(conn)
}

/// How many of those there are.
pub(in crate::dispatch) fn loose_count(conn: &mut Conn, reach: &Reach) -> QueryResult<i64> {
    let query = field_jobs::table
        .filter(field_jobs::company_id.eq(reach.company()))
        .filter(field_jobs::is_open.eq(true))
        .filter(field_jobs::assignee_id.is_null().or(field_jobs::day.is_null()))
        .into_boxed();
    reached!(query, reach).count().get_result(conn)
}

/// Which jobs of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dispatch) enum Part {
    /// Somebody still has to go there.
    Open,
    /// They pause.
    Paused,
    /// Done, and nobody has looked yet.
    Check,
    /// All of them.
    All,
}

/// A page of them, the newest first, `after` an id; with `number` only that one.
pub(in crate::dispatch) fn listed(
    conn: &mut Conn,
    reach: &Reach,
    part: Part,
    number: Option<&str>,
    (after, size): (Option<JobId>, i64),
) -> QueryResult<Vec<Placed>> {
    let mut query = placed!(reach.company()).order(field_jobs::id.desc()).limit(size).into_boxed();
    query = match part {
        Part::Open => query.filter(field_jobs::is_open.eq(true)),
        Part::Paused => query.filter(field_jobs::stage.eq(Stage::Paused)),
        Part::Check => query.filter(field_jobs::stage.eq(Stage::Done)),
        Part::All => query,
    };
    if let Some(number) = number {
        query = query.filter(field_jobs::number.eq(number.to_owned()));
    }
    if let Some(after) = after {
        query = query.filter(field_jobs::id.lt(after));
    }
    reached!(query, reach).load(conn)
}

/// How many of a request's jobs are open besides this one.
pub(in crate::dispatch) fn others_open(conn: &mut Conn, company: CompanyId, of: RequestId, but: JobId) -> QueryResult<i64> {
    field_jobs::table
        .filter(field_jobs::company_id.eq(company))
        .filter(field_jobs::request_id.eq(of))
        .filter(field_jobs::is_open.eq(true))
        .filter(field_jobs::id.ne(but))
        .count()
        .get_result(conn)
}
