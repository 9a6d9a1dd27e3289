//! What was answered to banks' machines, and what they said otherwise later.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::doors::Door;
use crate::clock::Moment;
use crate::db::schema::{biller_answers, biller_incidents};
use crate::db::{Conn, Listed, Tx, taken};
use crate::on_each;
use crate::payments::biller::{Asked, DoorId, Verdict};
use crate::payments::parking::ParkedId;
use crate::payments::payment::PaymentId;
use crate::who::CompanyId;

/// What was answered to a payment that was told of.
#[derive(Clone, Debug, Queryable)]
pub(in crate::payments) struct Answer {
    pub(in crate::payments) txn: String,
    pub(in crate::payments) account: String,
    pub(in crate::payments) amount: i64,
    pub(in crate::payments) day: NaiveDate,
    pub(in crate::payments) verdict: Verdict,
    pub(in crate::payments) payment: Option<PaymentId>,
    pub(in crate::payments) parked: Option<ParkedId>,
    pub(in crate::payments) text: String,
}

impl Answer {
    /// Whether the same was said that is said now.
    pub(in crate::payments) fn is_of(&self, asked: &Asked) -> bool {
        self.account == asked.account && self.amount == asked.amount.0
    }
}

macro_rules! answers {
    ($company:expr, $door:expr) => {
        biller_answers::table.filter(biller_answers::company_id.eq($company)).filter(biller_answers::door_id.eq($door)).select((
            biller_answers::txn,
            biller_answers::account,
            biller_answers::amount,
            biller_answers::day,
            biller_answers::verdict,
            biller_answers::payment_id,
            biller_answers::parked_id,
            biller_answers::answer,
        ))
    };
}

/// What was answered to a payment of that name.
pub(in crate::payments) fn one(conn: &mut Conn, company: CompanyId, door: DoorId, txn: &str) -> QueryResult<Option<Answer>> {
    answers!(company, door).filter(biller_answers::txn.eq(txn)).first(conn).optional()
}

/// What was told on a bank's day.
pub(in crate::payments) fn of_day(conn: &mut Conn, company: CompanyId, door: DoorId, day: NaiveDate) -> QueryResult<Vec<Answer>> {
    answers!(company, door).filter(biller_answers::day.eq(day)).order(biller_answers::txn).load(conn)
}

/// Those of these names that were told of.
pub(in crate::payments) fn named(conn: &mut Conn, company: CompanyId, door: DoorId, txns: &[String]) -> QueryResult<Vec<Answer>> {
    let mut all = Vec::new();
    for some in txns.chunks(500) {
        all.extend(answers!(company, door).filter(biller_answers::txn.among(some)).load::<Answer>(conn)?);
    }
    Ok(all)
}

/// What became of a payment, and what is answered for ever.
#[derive(Clone, Debug)]
pub(in crate::payments) struct Kept {
    pub(in crate::payments) verdict: Verdict,
    pub(in crate::payments) payment: Option<PaymentId>,
    pub(in crate::payments) parked: Option<ParkedId>,
    pub(in crate::payments) text: String,
}

/// Keeps what is answered, in place of a refusal if there was one; `false` when somebody else kept an answer at the same moment.
pub(in crate::payments) fn keep(tx: &mut Tx<'_>, of: &Door, asked: &Asked, kept: &Kept) -> QueryResult<bool> {
    let refused = biller_answers::table
        .filter(biller_answers::company_id.eq(of.company))
        .filter(biller_answers::door_id.eq(of.id))
        .filter(biller_answers::txn.eq(&asked.txn))
        .filter(biller_answers::verdict.eq(Verdict::Refused));
    let became = (
        (biller_answers::verdict.eq(kept.verdict), biller_answers::payment_id.eq(kept.payment)),
        (biller_answers::parked_id.eq(kept.parked), biller_answers::answer.eq(&kept.text)),
        (biller_answers::account.eq(&asked.account), biller_answers::amount.eq(asked.amount.0)),
    );
    if diesel::update(refused).set(became).execute(&mut **tx)? == 1 {
        return Ok(true);
    }
    let row = (
        (biller_answers::company_id.eq(of.company), biller_answers::door_id.eq(of.id), biller_answers::txn.eq(&asked.txn)),
        (biller_answers::day.eq(asked.day), biller_answers::created_at.eq(tx.now())),
        became,
    );
    match diesel::insert_into(biller_answers::table).values(row).execute(&mut **tx) {
        Err(error) if taken(&error) => Ok(false),
        done => done.map(|_| true),
    }
}

/// Notes that a payment was told of again with another account or amount.
pub(in crate::payments) fn differs(tx: &mut Tx<'_>, of: &Door, asked: &Asked) -> QueryResult<()> {
    let row = (
        (biller_incidents::company_id.eq(of.company), biller_incidents::door_id.eq(of.id), biller_incidents::txn.eq(&asked.txn)),
        (biller_incidents::account.eq(&asked.account), biller_incidents::amount.eq(asked.amount.0)),
        biller_incidents::created_at.eq(tx.now()),
    );
    on_each!(&mut **tx, c => diesel::insert_into(biller_incidents::table).values(row).on_conflict_do_nothing().execute(c))
        .map(drop)
}

/// What a door was told otherwise later: when, which payment, the other account, the other amount in tiyn.
pub(in crate::payments) type Incident = (Moment, String, String, i64);

pub(in crate::payments) fn incidents(
    conn: &mut Conn,
    company: CompanyId,
    door: DoorId,
    limit: i64,
) -> QueryResult<Vec<Incident>> {
    biller_incidents::table
        .filter(biller_incidents::company_id.eq(company))
        .filter(biller_incidents::door_id.eq(door))
        .order((biller_incidents::created_at.desc(), biller_incidents::txn.desc()))
        .limit(limit)
        .select((biller_incidents::created_at, biller_incidents::txn, biller_incidents::account, biller_incidents::amount))
        .load(conn)
}
