//! Contracts with those who take cards, and what they told us.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::config::Secret;
use crate::db::schema::{payment_calls, payment_channels};
use crate::db::{Conn, Listed, Tx};
use crate::on_each;
use crate::payments::order::{CallId, ChannelId, Taker, Verdict};
use crate::web::secrets;
use crate::who::CompanyId;

/// For what secrets of contracts are locked.
pub(in crate::payments) const PURPOSE: &str = "payment channel";

/// A contract.
#[derive(Clone, Debug, Queryable)]
pub(in crate::payments) struct Contract {
    pub(in crate::payments) id: ChannelId,
    pub(in crate::payments) company: CompanyId,
    pub(in crate::payments) kind: Taker,
    pub(in crate::payments) merchant: String,
    locked: String,
    pub(in crate::payments) host: String,
    pub(in crate::payments) is_on: bool,
}

impl Contract {
    /// What both sides sign with; `None` when it was locked by another secret of the installation.
    pub(in crate::payments) fn secret(&self, key: &Secret) -> Option<Secret> {
        secrets::unlocked(key, PURPOSE, &self.id.to_string(), &self.locked).map(Secret::new)
    }
}

macro_rules! contracts {
    () => {
        payment_channels::table.select((
            payment_channels::id,
            payment_channels::company_id,
            payment_channels::kind,
            payment_channels::merchant,
            payment_channels::secret,
            payment_channels::host,
            payment_channels::is_on,
        ))
    };
}

/// The contract that a machine names when it calls. Nothing follows from knowing it: what is said must be signed by its secret, which
/// also says which company is meant.
pub(in crate::payments) fn called(conn: &mut Conn, id: ChannelId) -> QueryResult<Contract> {
    contracts!().filter(payment_channels::id.eq(id)).filter(payment_channels::is_on.eq(true)).first(conn)
}

pub(in crate::payments) fn all(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<Contract>> {
    contracts!().filter(payment_channels::company_id.eq(company)).order(payment_channels::id).load(conn)
}

pub(in crate::payments) fn one(conn: &mut Conn, company: CompanyId, id: ChannelId) -> QueryResult<Contract> {
    contracts!().filter(payment_channels::company_id.eq(company)).filter(payment_channels::id.eq(id)).first(conn)
}

/// The contracts of these orders, whichever companies': for the task that asks what became of them.
pub(in crate::payments) fn several(conn: &mut Conn, ids: &[ChannelId]) -> QueryResult<Vec<Contract>> {
    contracts!().filter(payment_channels::id.among(ids)).load(conn)
}

/// What a contract says.
#[derive(Clone, Debug)]
pub(in crate::payments) struct Terms<'a> {
    pub(in crate::payments) merchant: &'a str,
    pub(in crate::payments) host: &'a str,
    pub(in crate::payments) is_on: bool,
}

/// The id of a company's contract with somebody, which is made, switched off, when there is none.
pub(in crate::payments) fn ensure(tx: &mut Tx<'_>, company: CompanyId, kind: Taker) -> QueryResult<ChannelId> {
    let now = tx.now();
    let row = (
        (payment_channels::id.eq(ChannelId::fresh(now)), payment_channels::company_id.eq(company)),
        (payment_channels::kind.eq(kind), payment_channels::merchant.eq(""), payment_channels::secret.eq("")),
        (payment_channels::host.eq(kind.host()), payment_channels::is_on.eq(false), payment_channels::created_at.eq(now)),
    );
    on_each!(&mut **tx, c => diesel::insert_into(payment_channels::table).values(row).on_conflict_do_nothing().execute(c))?;
    let mine = payment_channels::table.filter(payment_channels::company_id.eq(company));
    mine.filter(payment_channels::kind.eq(kind)).select(payment_channels::id).first(&mut **tx)
}

/// Sets what a contract says; `locked` is its new secret, if it has one.
pub(in crate::payments) fn set(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: ChannelId,
    of: &Terms<'_>,
    locked: Option<&str>,
) -> QueryResult<()> {
    let mine = payment_channels::table.filter(payment_channels::company_id.eq(company)).filter(payment_channels::id.eq(id));
    if let Some(locked) = locked {
        diesel::update(mine).set(payment_channels::secret.eq(locked)).execute(&mut **tx)?;
    }
    let said =
        (payment_channels::merchant.eq(of.merchant), payment_channels::host.eq(of.host), payment_channels::is_on.eq(of.is_on));
    diesel::update(mine).set(said).execute(&mut **tx).map(drop)
}

/// Keeps what a provider said.
pub(in crate::payments) fn heard(
    tx: &mut Tx<'_>,
    of: &Contract,
    (event, body, address): (&str, &str, &str),
    verdict: Verdict,
) -> QueryResult<()> {
    let row = (
        (payment_calls::id.eq(CallId::fresh(tx.now())), payment_calls::company_id.eq(of.company)),
        (payment_calls::channel_id.eq(of.id), payment_calls::event.eq(event), payment_calls::body.eq(body)),
        (payment_calls::address.eq(address), payment_calls::verdict.eq(verdict), payment_calls::created_at.eq(tx.now())),
    );
    diesel::insert_into(payment_calls::table).values(row).execute(&mut **tx).map(drop)
}

/// A call: when, by whom, about what, what was said, and what was made of it.
pub(in crate::payments) type Heard = (Moment, Taker, String, String, Verdict);

/// What was said lately that a person must look at.
pub(in crate::payments) fn odd_calls(conn: &mut Conn, company: CompanyId, limit: i64) -> QueryResult<Vec<Heard>> {
    payment_calls::table
        .inner_join(payment_channels::table.on(payment_channels::id.eq(payment_calls::channel_id)))
        .filter(payment_calls::company_id.eq(company))
        .filter(payment_calls::verdict.ne(Verdict::Fine))
        .order((payment_calls::created_at.desc(), payment_calls::id.desc()))
        .limit(limit)
        .select((
            payment_calls::created_at,
            payment_channels::kind,
            payment_calls::event,
            payment_calls::body,
            payment_calls::verdict,
        ))
        .load(conn)
}
