//! The requests of some houses, for the company that takes these over.

use diesel::prelude::*;

use crate::db::schema::{request_messages, requests};
use crate::db::{BATCH, Conn, Listed};
use crate::requests::rows::{Message, Request};
use crate::who::CompanyId;

pub(in crate::requests) fn of_houses(conn: &mut Conn, company: CompanyId, buildings: &[String]) -> QueryResult<Vec<Request>> {
    let mut all: Vec<Request> = Vec::new();
    for some in buildings.chunks(BATCH) {
        let rows = requests::table
            .filter(requests::company_id.eq(company))
            .filter(requests::building_id.among(some))
            .order(requests::id)
            .select(Request::as_select());
        all.extend(rows.load::<Request>(conn)?);
    }
    Ok(all)
}

/// What was said to residents and by them; what staff said among themselves stays with them.
pub(in crate::requests) fn said(conn: &mut Conn, company: CompanyId, of: &[String]) -> QueryResult<Vec<Message>> {
    let mut all: Vec<Message> = Vec::new();
    for some in of.chunks(BATCH) {
        let rows = request_messages::table
            .filter(request_messages::company_id.eq(company))
            .filter(request_messages::request_id.among(some))
            .filter(request_messages::internal.eq(false))
            .order(request_messages::id)
            .select(Message::as_select());
        all.extend(rows.load::<Message>(conn)?);
    }
    Ok(all)
}
