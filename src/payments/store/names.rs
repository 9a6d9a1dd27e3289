//! What things are called.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{biller_doors, biller_registers, payment_channels, payment_parked, payments};
use crate::db::{Conn, Listed};
use crate::payments::order::Taker;
use crate::payments::payment::PaymentId;
use crate::who::CompanyId;

pub(in crate::payments) fn payments(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, String)>> {
    let mine = payments::table.filter(payments::company_id.eq(company)).filter(payments::id.among(ids));
    mine.select((payments::id, payments::number)).load(conn)
}

/// The number of a payment.
pub(in crate::payments) fn payment(conn: &mut Conn, company: CompanyId, id: PaymentId) -> QueryResult<String> {
    let mine = payments::table.filter(payments::company_id.eq(company)).filter(payments::id.eq(id));
    mine.select(payments::number).first(conn)
}

pub(in crate::payments) fn channels(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, Taker)>> {
    let mine = payment_channels::table.filter(payment_channels::company_id.eq(company)).filter(payment_channels::id.among(ids));
    mine.select((payment_channels::id, payment_channels::kind)).load(conn)
}

pub(in crate::payments) fn doors(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, String)>> {
    let mine = biller_doors::table.filter(biller_doors::company_id.eq(company)).filter(biller_doors::id.among(ids));
    mine.select((biller_doors::id, biller_doors::name)).load(conn)
}

pub(in crate::payments) fn registers(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[String],
) -> QueryResult<Vec<(String, NaiveDate)>> {
    let mine = biller_registers::table.filter(biller_registers::company_id.eq(company)).filter(biller_registers::id.among(ids));
    mine.select((biller_registers::id, biller_registers::day)).load(conn)
}

pub(in crate::payments) fn parked(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, String)>> {
    let mine = payment_parked::table.filter(payment_parked::company_id.eq(company)).filter(payment_parked::id.among(ids));
    mine.select((payment_parked::id, payment_parked::external)).load(conn)
}
