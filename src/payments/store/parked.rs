//! Money of which nobody knows yet for whom it is.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::payment_parked;
use crate::db::{Conn, Tx};
use crate::payments::parking::{ParkedId, Unplaced};
use crate::payments::payment::{Channel, PaymentId};
use crate::web::Step;
use crate::who::CompanyId;

/// Money that waits, or waited.
#[derive(Clone, Debug, Queryable)]
pub(in crate::payments) struct Parked {
    pub(in crate::payments) id: ParkedId,
    pub(in crate::payments) channel: Channel,
    pub(in crate::payments) source: String,
    pub(in crate::payments) external: String,
    pub(in crate::payments) account: String,
    pub(in crate::payments) amount: i64,
    pub(in crate::payments) day: NaiveDate,
    pub(in crate::payments) payer: String,
    pub(in crate::payments) note: String,
    pub(in crate::payments) payment: Option<PaymentId>,
    pub(in crate::payments) assigned_on: Option<NaiveDate>,
    pub(in crate::payments) times: i32,
}

macro_rules! parked {
    ($company:expr) => {
        payment_parked::table.filter(payment_parked::company_id.eq($company)).select((
            payment_parked::id,
            payment_parked::channel,
            payment_parked::source,
            payment_parked::external,
            payment_parked::account,
            payment_parked::amount,
            payment_parked::day,
            payment_parked::payer,
            payment_parked::note,
            payment_parked::payment_id,
            payment_parked::assigned_on,
            payment_parked::times,
        ))
    };
}

pub(in crate::payments) fn one(conn: &mut Conn, company: CompanyId, id: ParkedId) -> QueryResult<Parked> {
    parked!(company).filter(payment_parked::id.eq(id)).first(conn)
}

/// One page of what waits, or of what was assigned, the newest day first. A place in the list is a day and an id.
pub(in crate::payments) fn page(
    conn: &mut Conn,
    company: CompanyId,
    assigned: bool,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<Parked>> {
    let mut query = parked!(company).limit(limit).into_boxed();
    query = if assigned {
        query.filter(payment_parked::payment_id.is_not_null())
    } else {
        query.filter(payment_parked::payment_id.is_null())
    };
    query = match step {
        Step::After(at) if at.key.parse::<NaiveDate>().is_ok() => {
            let day: NaiveDate = at.key.parse().unwrap_or_default();
            query
                .filter(payment_parked::day.le(day))
                .filter(payment_parked::day.lt(day).or(payment_parked::id.lt(at.id.clone())))
                .order((payment_parked::day.desc(), payment_parked::id.desc()))
        }
        Step::Before(at) if at.key.parse::<NaiveDate>().is_ok() => {
            let day: NaiveDate = at.key.parse().unwrap_or_default();
            query
                .filter(payment_parked::day.ge(day))
                .filter(payment_parked::day.gt(day).or(payment_parked::id.gt(at.id.clone())))
                .order((payment_parked::day.asc(), payment_parked::id.asc()))
        }
        _ => query.order((payment_parked::day.desc(), payment_parked::id.desc())),
    };
    query.load(conn)
}

/// How many wait.
pub(in crate::payments) fn waiting(conn: &mut Conn, company: CompanyId) -> QueryResult<i64> {
    let open = payment_parked::table.filter(payment_parked::company_id.eq(company)).filter(payment_parked::payment_id.is_null());
    open.count().get_result(conn)
}

pub(in crate::payments) fn add(tx: &mut Tx<'_>, company: CompanyId, id: ParkedId, of: &Unplaced) -> QueryResult<()> {
    let row = (
        (payment_parked::id.eq(id), payment_parked::company_id.eq(company), payment_parked::channel.eq(of.channel)),
        (
            payment_parked::source.eq(&of.source),
            payment_parked::external.eq(&of.external),
            payment_parked::account.eq(&of.account),
        ),
        (payment_parked::amount.eq(of.amount.0), payment_parked::day.eq(of.day), payment_parked::payer.eq(&of.payer)),
        (payment_parked::note.eq(&of.note), payment_parked::times.eq(0), payment_parked::created_at.eq(tx.now())),
    );
    diesel::insert_into(payment_parked::table).values(row).execute(&mut **tx).map(drop)
}

/// It became a payment; `false` when it was one already.
pub(in crate::payments) fn assign(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: ParkedId,
    (payment, today): (PaymentId, NaiveDate),
) -> QueryResult<bool> {
    let open = payment_parked::table
        .filter(payment_parked::company_id.eq(company))
        .filter(payment_parked::id.eq(id))
        .filter(payment_parked::payment_id.is_null());
    let to = (
        payment_parked::payment_id.eq(Some(payment)),
        payment_parked::assigned_on.eq(Some(today)),
        payment_parked::times.eq(payment_parked::times + 1),
    );
    Ok(diesel::update(open).set(to).execute(&mut **tx)? == 1)
}

/// It waits again; `false` when it is no longer that payment.
pub(in crate::payments) fn release(tx: &mut Tx<'_>, company: CompanyId, id: ParkedId, payment: PaymentId) -> QueryResult<bool> {
    let assigned = payment_parked::table
        .filter(payment_parked::company_id.eq(company))
        .filter(payment_parked::id.eq(id))
        .filter(payment_parked::payment_id.eq(Some(payment)));
    let to = (payment_parked::payment_id.eq(None::<PaymentId>), payment_parked::assigned_on.eq(None::<NaiveDate>));
    Ok(diesel::update(assigned).set(to).execute(&mut **tx)? == 1)
}
