//! What the sandbox remembers.

use diesel::prelude::*;

use super::channels::Contract;
use crate::db::schema::sandbox_checkouts;
use crate::db::{Conn, Tx};
use crate::on_each;
use crate::payments::order::{ChannelId, CheckoutId, OrderId};
use crate::payments::provider::{Asked, Pressed};
use crate::who::CompanyId;

/// A page of the sandbox.
#[derive(Clone, Debug, Queryable)]
pub(in crate::payments) struct Checkout {
    pub(in crate::payments) id: CheckoutId,
    pub(in crate::payments) company: CompanyId,
    pub(in crate::payments) channel: ChannelId,
    pub(in crate::payments) order: OrderId,
    pub(in crate::payments) amount: i64,
    pub(in crate::payments) about: String,
    pub(in crate::payments) back: String,
    pub(in crate::payments) call: String,
    pub(in crate::payments) state: Pressed,
}

macro_rules! checkouts {
    () => {
        sandbox_checkouts::table.select((
            sandbox_checkouts::id,
            sandbox_checkouts::company_id,
            sandbox_checkouts::channel_id,
            sandbox_checkouts::order_id,
            sandbox_checkouts::amount,
            sandbox_checkouts::about,
            sandbox_checkouts::back,
            sandbox_checkouts::call,
            sandbox_checkouts::state,
        ))
    };
}

/// A page, by what only whoever was sent there knows: the sandbox belongs to nobody.
pub(in crate::payments) fn one(conn: &mut Conn, id: CheckoutId) -> QueryResult<Checkout> {
    checkouts!().filter(sandbox_checkouts::id.eq(id)).first(conn)
}

pub(in crate::payments) fn of_order(conn: &mut Conn, company: CompanyId, order: OrderId) -> QueryResult<Option<Checkout>> {
    let mine = checkouts!().filter(sandbox_checkouts::company_id.eq(company));
    mine.filter(sandbox_checkouts::order_id.eq(order)).first(conn).optional()
}

/// Opens a page for an order, once.
pub(in crate::payments) fn add(tx: &mut Tx<'_>, contract: &Contract, of: &Asked) -> QueryResult<CheckoutId> {
    let id = CheckoutId::fresh(tx.now());
    let row = (
        (sandbox_checkouts::id.eq(id), sandbox_checkouts::company_id.eq(contract.company)),
        (sandbox_checkouts::channel_id.eq(contract.id), sandbox_checkouts::order_id.eq(of.order)),
        (sandbox_checkouts::amount.eq(of.amount.0), sandbox_checkouts::about.eq(&of.about)),
        (sandbox_checkouts::back.eq(&of.back), sandbox_checkouts::call.eq(&of.call)),
        (sandbox_checkouts::state.eq(Pressed::Open), sandbox_checkouts::created_at.eq(tx.now())),
    );
    on_each!(&mut **tx, c => diesel::insert_into(sandbox_checkouts::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(of_order(tx, contract.company, of.order)?.map_or(id, |there| there.id))
}

/// Notes what was pressed; `false` when something was before.
pub(in crate::payments) fn press(tx: &mut Tx<'_>, company: CompanyId, id: CheckoutId, to: Pressed) -> QueryResult<bool> {
    let open = sandbox_checkouts::table
        .filter(sandbox_checkouts::company_id.eq(company))
        .filter(sandbox_checkouts::id.eq(id))
        .filter(sandbox_checkouts::state.eq(Pressed::Open));
    Ok(diesel::update(open).set(sandbox_checkouts::state.eq(to)).execute(&mut **tx)? == 1)
}
