//! Orders.

use diesel::prelude::*;

use crate::billing::BillId;
use crate::clock::Moment;
use crate::db::schema::{payment_orders, people};
use crate::db::{Conn, Listed, Tx};
use crate::homes::PremisesId;
use crate::money::Tiyn;
use crate::payments::order::{ChannelId, OrderId, State};
use crate::payments::payment::PaymentId;
use crate::who::{CompanyId, PersonId};

/// An order with the name of whoever made it.
#[derive(Clone, Debug, Queryable)]
pub(in crate::payments) struct Order {
    pub(in crate::payments) id: OrderId,
    pub(in crate::payments) company: CompanyId,
    pub(in crate::payments) channel: ChannelId,
    pub(in crate::payments) premises: PremisesId,
    pub(in crate::payments) bill: BillId,
    pub(in crate::payments) person: PersonId,
    pub(in crate::payments) amount: i64,
    pub(in crate::payments) state: State,
    pub(in crate::payments) goes_to: Option<String>,
    pub(in crate::payments) payment: Option<PaymentId>,
    pub(in crate::payments) at: Moment,
    pub(in crate::payments) name: String,
}

macro_rules! orders {
    () => {
        payment_orders::table.inner_join(people::table.on(people::id.eq(payment_orders::person_id))).select((
            payment_orders::id,
            payment_orders::company_id,
            payment_orders::channel_id,
            payment_orders::premises_id,
            payment_orders::bill_id,
            payment_orders::person_id,
            payment_orders::amount,
            payment_orders::state,
            payment_orders::goes_to,
            payment_orders::payment_id,
            payment_orders::created_at,
            people::name,
        ))
    };
}

/// Somebody's own order.
pub(in crate::payments) fn mine(conn: &mut Conn, company: CompanyId, person: PersonId, id: OrderId) -> QueryResult<Order> {
    orders!()
        .filter(payment_orders::company_id.eq(company))
        .filter(payment_orders::person_id.eq(person))
        .filter(payment_orders::id.eq(id))
        .first(conn)
}

/// An order that was made through a contract.
pub(in crate::payments) fn of_channel(
    conn: &mut Conn,
    company: CompanyId,
    channel: ChannelId,
    id: OrderId,
) -> QueryResult<Option<Order>> {
    orders!()
        .filter(payment_orders::company_id.eq(company))
        .filter(payment_orders::channel_id.eq(channel))
        .filter(payment_orders::id.eq(id))
        .first(conn)
        .optional()
}

/// Orders of all companies that were made between two moments and of which nobody has heard.
pub(in crate::payments) fn hanging(conn: &mut Conn, (since, until): (Moment, Moment), limit: i64) -> QueryResult<Vec<Order>> {
    orders!()
        .filter(payment_orders::state.among([State::Created, State::Pending]))
        .filter(payment_orders::created_at.ge(since))
        .filter(payment_orders::created_at.lt(until))
        .order(payment_orders::created_at)
        .limit(limit)
        .load(conn)
}

/// A new order.
#[derive(Clone, Copy, Debug)]
pub(in crate::payments) struct Fresh {
    pub(in crate::payments) channel: ChannelId,
    pub(in crate::payments) premises: PremisesId,
    pub(in crate::payments) bill: BillId,
    pub(in crate::payments) person: PersonId,
    pub(in crate::payments) amount: Tiyn,
}

pub(in crate::payments) fn add(tx: &mut Tx<'_>, company: CompanyId, of: &Fresh) -> QueryResult<OrderId> {
    let id = OrderId::fresh(tx.now());
    let row = (
        (payment_orders::id.eq(id), payment_orders::company_id.eq(company), payment_orders::channel_id.eq(of.channel)),
        (payment_orders::premises_id.eq(of.premises), payment_orders::bill_id.eq(of.bill)),
        (payment_orders::person_id.eq(of.person), payment_orders::amount.eq(of.amount.0)),
        (payment_orders::state.eq(State::Created), payment_orders::created_at.eq(tx.now())),
    );
    diesel::insert_into(payment_orders::table).values(row).execute(&mut **tx)?;
    Ok(id)
}

/// The provider knows of it, and this is its page.
pub(in crate::payments) fn send(tx: &mut Tx<'_>, company: CompanyId, id: OrderId, goes_to: &str) -> QueryResult<()> {
    let made = payment_orders::table
        .filter(payment_orders::company_id.eq(company))
        .filter(payment_orders::id.eq(id))
        .filter(payment_orders::state.eq(State::Created));
    let to = (payment_orders::state.eq(State::Pending), payment_orders::goes_to.eq(Some(goes_to)));
    diesel::update(made).set(to).execute(&mut **tx).map(drop)
}

/// Moves an order on unless it went on before, or was paid.
pub(in crate::payments) fn end(tx: &mut Tx<'_>, company: CompanyId, id: OrderId, to: State) -> QueryResult<bool> {
    let open = payment_orders::table
        .filter(payment_orders::company_id.eq(company))
        .filter(payment_orders::id.eq(id))
        .filter(payment_orders::state.among([State::Created, State::Pending]));
    Ok(diesel::update(open).set(payment_orders::state.eq(to)).execute(&mut **tx)? == 1)
}

/// It is paid, by this payment; from whichever state, once.
pub(in crate::payments) fn pay(tx: &mut Tx<'_>, company: CompanyId, id: OrderId, by: PaymentId) -> QueryResult<bool> {
    let unpaid = payment_orders::table
        .filter(payment_orders::company_id.eq(company))
        .filter(payment_orders::id.eq(id))
        .filter(payment_orders::payment_id.is_null());
    let paid = (payment_orders::state.eq(State::Paid), payment_orders::payment_id.eq(Some(by)));
    Ok(diesel::update(unpaid).set(paid).execute(&mut **tx)? == 1)
}
