//! What was said and what happened.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{request_events, request_messages, request_reads};
use crate::db::{Conn, Listed, Tx};
use crate::on_each;
use crate::requests::kind::RequestId;
use crate::requests::rows::{Event, Message};
use crate::who::{CompanyId, PersonId};

/// The newest messages that are shown.
const MOST: i64 = 300;

pub(in crate::requests) fn add(tx: &mut Tx<'_>, message: &Message) -> QueryResult<usize> {
    diesel::insert_into(request_messages::table).values(message).execute(&mut **tx)
}

/// A thread, oldest first; what is internal only where it is asked for.
pub(in crate::requests) fn messages(
    conn: &mut Conn,
    company: CompanyId,
    of: RequestId,
    with_internal: bool,
) -> QueryResult<Vec<Message>> {
    let mut query = request_messages::table
        .filter(request_messages::company_id.eq(company))
        .filter(request_messages::request_id.eq(of))
        .order(request_messages::id.desc())
        .select(Message::as_select())
        .limit(MOST)
        .into_boxed();
    if !with_internal {
        query = query.filter(request_messages::internal.eq(false));
    }
    let mut rows: Vec<Message> = query.load(conn)?;
    rows.reverse();
    Ok(rows)
}

/// What happened, newest first.
pub(in crate::requests) fn events(conn: &mut Conn, company: CompanyId, of: RequestId) -> QueryResult<Vec<Event>> {
    request_events::table
        .filter(request_events::company_id.eq(company))
        .filter(request_events::request_id.eq(of))
        .order(request_events::id.desc())
        .select(Event::as_select())
        .limit(MOST)
        .load(conn)
}

/// Notes that somebody has read a thread up to now.
pub(in crate::requests) fn read(tx: &mut Tx<'_>, company: CompanyId, of: RequestId, who: PersonId) -> QueryResult<usize> {
    let now = tx.now();
    let row = (
        (request_reads::company_id.eq(company), request_reads::request_id.eq(of)),
        (request_reads::person_id.eq(who), request_reads::read_at.eq(now)),
    );
    on_each!(&mut **tx, c => diesel::insert_into(request_reads::table)
        .values(row)
        .on_conflict((request_reads::request_id, request_reads::person_id))
        .do_update()
        .set(request_reads::read_at.eq(now))
        .execute(c))
}

/// When staff last said something to residents, by request.
pub(in crate::requests) fn last_answers(conn: &mut Conn, of: &[RequestId]) -> QueryResult<HashMap<RequestId, Moment>> {
    if of.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(RequestId, Option<Moment>)> = request_messages::table
        .filter(request_messages::request_id.among(of))
        .filter(request_messages::by_staff.eq(true))
        .filter(request_messages::internal.eq(false))
        .group_by(request_messages::request_id)
        .select((request_messages::request_id, diesel::dsl::max(request_messages::created_at)))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(id, at)| Some((id, at?))).collect())
}
