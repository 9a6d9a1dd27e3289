//! What is made of a provider's word: it is compared with our own order, and written down once.

use chrono::NaiveDate;

use super::crediting::{credit, turn_back};
use super::order::{Event, State, Told, Verdict};
use super::payment::{Back, Channel, Incoming};
use super::store::channels::Contract;
use super::store::orders::Order;
use super::{Done, Refused, store};
use crate::db::{Failure, Tx};
use crate::ledger;

/// The only money there is.
const CURRENCY: &str = "KZT";

/// Takes a word of which it is proved who said it: by a call-back or by an answer to our question. Whatever is repeated, late or out of its
/// order, one transaction is one payment and one order is paid by one.
///
/// # Errors
/// When the books refuse, or the database fails; nothing is written then, and the provider will say it again.
pub(super) fn hear(tx: &mut Tx<'_>, of: &Contract, told: &Told, today: NaiveDate) -> Done<Verdict> {
    // the order is read after whoever else speaks of it has been waited for
    ledger::hold(tx, of.company)?;
    let Some(order) = store::orders::of_channel(tx, of.company, of.id, told.order)? else { return Ok(Verdict::NoOrder) };
    let same = told.amount.0 == order.amount && told.currency == CURRENCY;
    match told.event {
        Event::Check if !same => Ok(Verdict::OtherAmount),
        Event::Check if order.payment.is_some() || order.state == State::Expired => Ok(Verdict::Again),
        Event::Check => Ok(Verdict::Fine),
        Event::Paid if !same => Ok(Verdict::OtherAmount),
        Event::Paid => paid(tx, of, &order, told, today),
        Event::Failed => {
            store::orders::end(tx, of.company, order.id, State::Failed)?;
            Ok(Verdict::Fine)
        }
        Event::Refunded => refunded(tx, of, &order, told, today),
    }
}

fn paid(tx: &mut Tx<'_>, of: &Contract, order: &Order, told: &Told, today: NaiveDate) -> Done<Verdict> {
    let incoming = Incoming {
        channel: Channel::Online,
        source: of.id.to_string(),
        external: told.transaction.clone(),
        premises: order.premises,
        day: today,
        amount: told.amount,
        payer: if told.payer.is_empty() { order.name.clone() } else { told.payer.clone() },
        note: String::new(),
        person: Some(order.person),
    };
    if let Some(before) = order.payment {
        let same = store::payments::same(tx, of.company, &incoming)? == Some(before);
        return Ok(if same { Verdict::Fine } else { Verdict::Again });
    }
    let payment = credit(tx, of.company, None, &incoming)?.id();
    Ok(if store::orders::pay(tx, of.company, order.id, payment)? { Verdict::Fine } else { Verdict::Again })
}

fn refunded(tx: &mut Tx<'_>, of: &Contract, order: &Order, told: &Told, today: NaiveDate) -> Done<Verdict> {
    let Some(payment) = order.payment else { return Ok(Verdict::Again) };
    if told.amount.0 != order.amount {
        return Ok(Verdict::PartBack);
    }
    match turn_back(tx, of.company, None, payment, (Back::Refund, today, &told.transaction)) {
        Ok(()) | Err(Failure::Refused(Refused::Returned)) => Ok(Verdict::Fine),
        Err(failure) => Err(failure),
    }
}
