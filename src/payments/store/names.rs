//! What things are called.

use diesel::prelude::*;

use crate::db::schema::{payment_channels, payments};
use crate::db::{Conn, Listed};
use crate::payments::order::Taker;
use crate::who::CompanyId;

pub(in crate::payments) fn payments(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, String)>> {
    let mine = payments::table.filter(payments::company_id.eq(company)).filter(payments::id.among(ids));
    mine.select((payments::id, payments::number)).load(conn)
}

pub(in crate::payments) fn channels(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, Taker)>> {
    let mine = payment_channels::table.filter(payment_channels::company_id.eq(company)).filter(payment_channels::id.among(ids));
    mine.select((payment_channels::id, payment_channels::kind)).load(conn)
}
