//! What the clock finds: terms that have run out, days that have come, weeks that have passed.

use chrono::NaiveDate;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{request_breaches, requests};
use crate::requests::kind::Timer;
use crate::requests::rows::Request;
use crate::requests::state::Stage;

/// How many are seen to at once.
const MOST: i64 = 200;

/// Requests whose first answer is late, and that is not noted yet.
pub(in crate::requests) fn unanswered(conn: &mut Conn, now: Moment) -> QueryResult<Vec<Request>> {
    let noted = request_breaches::table
        .filter(request_breaches::request_id.eq(requests::id))
        .filter(request_breaches::clock.eq(Timer::Answer))
        .filter(request_breaches::due_at.nullable().eq(requests::answer_due));
    requests::table
        .filter(requests::answer_due.lt(now))
        .filter(not(exists(noted)))
        .order(requests::answer_due)
        .select(Request::as_select())
        .limit(MOST)
        .load(conn)
}

/// Requests that are not done in time, and that is not noted yet.
pub(in crate::requests) fn undone(conn: &mut Conn, now: Moment) -> QueryResult<Vec<Request>> {
    let noted = request_breaches::table
        .filter(request_breaches::request_id.eq(requests::id))
        .filter(request_breaches::clock.eq(Timer::Work))
        .filter(request_breaches::due_at.nullable().eq(requests::work_due));
    requests::table
        .filter(requests::work_due.lt(now))
        .filter(not(exists(noted)))
        .order(requests::work_due)
        .select(Request::as_select())
        .limit(MOST)
        .load(conn)
}

/// Requests that were put off until a day that has come.
pub(in crate::requests) fn awake(conn: &mut Conn, today: NaiveDate) -> QueryResult<Vec<Request>> {
    requests::table
        .filter(requests::state.eq(Stage::Deferred))
        .filter(requests::until_day.le(today))
        .order(requests::until_day)
        .select(Request::as_select())
        .limit(MOST)
        .load(conn)
}

/// Requests that were done before a moment and about which nobody has said anything since.
pub(in crate::requests) fn silent(conn: &mut Conn, before: Moment) -> QueryResult<Vec<Request>> {
    requests::table
        .filter(requests::state.eq(Stage::Done))
        .filter(requests::done_at.le(before))
        .order(requests::done_at)
        .select(Request::as_select())
        .limit(MOST)
        .load(conn)
}
