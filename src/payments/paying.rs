//! A resident goes to pay: the order is made, its provider is told, and only then is there a page to go to.

use super::order::{OrderId, State};
use super::provider::{self, Asked};
use super::store::channels::Contract;
use super::store::orders::{Fresh, Order};
use super::{Done, Refused, no, ours, store};
use crate::app::App;
use crate::billing::Payable;
use crate::db::{Broken, Never, Tx};
use crate::money::Tiyn;
use crate::payments::order::ChannelId;
use crate::text::{Locale, tv};
use crate::web::actor::{Acting, Resident};
use crate::web::secrets;

/// Makes an order; nobody is told of it yet.
///
/// # Errors
/// [`Refused::NoTaker`] when the company has no such contract, or not now; [`Refused::HandedOver`].
pub(super) fn order(tx: &mut Tx<'_>, who: &Resident, of: &Payable, (channel, amount): (ChannelId, Tiyn)) -> Done<OrderId> {
    let company = who.company();
    ours(tx, company, of.premises)?;
    if !store::channels::one(tx, company, channel)?.is_on {
        return no(Refused::NoTaker);
    }
    let fresh = Fresh { channel, premises: of.premises, bill: of.bill, person: who.person(), amount };
    Ok(store::orders::add(tx, company, &fresh)?)
}

/// Tells the provider of an order and keeps where its page is. An order that was told of before is left as it is.
///
/// # Errors
/// When the provider does not take it, or the database fails.
pub(super) async fn begin(app: &App, contract: &Contract, order: &Order, number: &str, locale: Locale) -> anyhow::Result<()> {
    if order.state != State::Created {
        return Ok(());
    }
    let base = &app.config.base_url;
    let asked = Asked {
        order: order.id,
        amount: Tiyn(order.amount),
        about: tv(locale, "payments.order.about", &[("number", number)]),
        locale,
        back: format!("{base}/pay/{}", order.id),
        call: format!("{base}/api/payments/{}", contract.id),
        salt: secrets::random_text(),
    };
    let goes_to = provider::open(app, contract).begin(&asked).await?;
    let (company, id) = (order.company, order.id);
    let sent = app.db.write::<_, Never>(move |tx| Ok(store::orders::send(tx, company, id, &goes_to)?)).await;
    Ok(sent.map_err(Broken::from)?)
}
