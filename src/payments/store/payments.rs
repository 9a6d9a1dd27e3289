//! Payments, written once.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{payment_parts, payment_returns, payments};
use crate::db::{Conn, Tx};
use crate::ledger::{Fund, Kind};
use crate::money::Tiyn;
use crate::on_each;
use crate::payments::allocation::Part;
use crate::payments::payment::{Back, Incoming, PaymentId};
use crate::who::{CompanyId, PersonId};

#[derive(Insertable)]
#[diesel(table_name = payment_parts)]
struct NewPart<'a> {
    company_id: CompanyId,
    payment_id: PaymentId,
    place: i32,
    kind: Kind,
    fund: Fund,
    bill: &'a str,
    month: Option<NaiveDate>,
    amount: i64,
}

/// The payment that this one is, if it came before.
pub(in crate::payments) fn same(conn: &mut Conn, company: CompanyId, of: &Incoming) -> QueryResult<Option<PaymentId>> {
    payments::table
        .filter(payments::company_id.eq(company))
        .filter(payments::channel.eq(of.channel))
        .filter(payments::source.eq(&of.source))
        .filter(payments::external.eq(&of.external))
        .select(payments::id)
        .first(conn)
        .optional()
}

/// Writes a payment with its parts.
pub(in crate::payments) fn add(
    tx: &mut Tx<'_>,
    company: CompanyId,
    author: Option<PersonId>,
    (id, number): (PaymentId, &str),
    of: &Incoming,
    parts: &[Part],
) -> QueryResult<()> {
    let row = (
        (payments::id.eq(id), payments::company_id.eq(company), payments::number.eq(number), payments::channel.eq(of.channel)),
        (payments::source.eq(&of.source), payments::external.eq(&of.external), payments::premises_id.eq(of.premises)),
        (payments::day.eq(of.day), payments::amount.eq(of.amount.0), payments::payer.eq(&of.payer), payments::note.eq(&of.note)),
        (payments::person_id.eq(of.person), payments::author_id.eq(author), payments::created_at.eq(tx.now())),
    );
    diesel::insert_into(payments::table).values(row).execute(&mut **tx)?;
    let rows: Vec<NewPart<'_>> = (1..)
        .zip(parts)
        .map(|(place, part)| NewPart {
            company_id: company,
            payment_id: id,
            place,
            kind: part.kind,
            fund: part.fund,
            bill: &part.bill,
            month: part.month,
            amount: part.amount.0,
        })
        .collect();
    for some in rows.chunks(crate::db::BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(payment_parts::table).values(some).execute(c))?;
    }
    Ok(())
}

/// Notes that a payment went back; `false` when it did before.
pub(in crate::payments) fn add_return(
    tx: &mut Tx<'_>,
    company: CompanyId,
    author: Option<PersonId>,
    id: PaymentId,
    (back, day, reason): (Back, NaiveDate, &str),
) -> QueryResult<bool> {
    let row = (
        (payment_returns::company_id.eq(company), payment_returns::payment_id.eq(id), payment_returns::kind.eq(back)),
        (payment_returns::day.eq(day), payment_returns::reason.eq(reason), payment_returns::author_id.eq(author)),
        payment_returns::created_at.eq(tx.now()),
    );
    // not an error of the database: on PostgreSQL nothing more could be done in the same transaction then
    let noted =
        on_each!(&mut **tx, c => diesel::insert_into(payment_returns::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(noted == 1)
}

/// How a payment was shared out.
pub(in crate::payments) fn parts(conn: &mut Conn, company: CompanyId, id: PaymentId) -> QueryResult<Vec<Part>> {
    let rows: Vec<(Kind, Fund, String, Option<NaiveDate>, i64)> = payment_parts::table
        .filter(payment_parts::company_id.eq(company))
        .filter(payment_parts::payment_id.eq(id))
        .order(payment_parts::place)
        .select((payment_parts::kind, payment_parts::fund, payment_parts::bill, payment_parts::month, payment_parts::amount))
        .load(conn)?;
    Ok(rows.into_iter().map(|(kind, fund, bill, month, amount)| Part { kind, fund, bill, month, amount: Tiyn(amount) }).collect())
}

pub(in crate::payments) use super::reading::one;
