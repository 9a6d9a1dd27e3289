//! Payments: money that residents pay for premises, by whichever way it comes, written down once and shared out by a written order.
//!
//! A payment is known by its channel, its source there and its name there: a call-back that comes a hundred times, a form that is sent twice,
//! a statement that is read again are one payment, by a constraint of the database. How it is shared out among what is owed is
//! said in [`allocation`]; its parts add up to it, are posted to the books in the same transaction, and are shown to whoever paid. It goes back by an
//! opposite entry with a reason, once, and what it had paid is owed again. Its day is the day on which the money came; in a month that is
//! closed it is booked on the first day that is open.
//!
//! Residents pay on the page of a provider ([`provider`]), who is told of an order and calls us back. What the browser says proves nothing: a
//! signed call-back does, or the provider's answer to our own question, which is asked of every order that hangs; and what it says is
//! compared with the order, whoever says it ([`hearing`]).
//!
//! Banks' machines come by a door of the company ([`biller`]) whose path is a secret, from addresses that the bank gave; they ask for accounts and
//! tell of payments, and are answered the same for ever ([`telling`]). What the bank says of its day is compared with that ([`matching`]). Money for
//! an account that nobody knows waits apart in the books until a person has found out whose it is ([`parking`]).

mod allocation;
mod biller;
mod crediting;
mod forms;
mod hearing;
mod jobs;
mod matching;
mod naming;
mod opening;
mod order;
pub mod pages;
mod paper;
mod parking;
mod paying;
mod payment;
mod provider;
mod settling;
mod store;
mod telling;

use chrono::NaiveDate;
use serde_json::json;

pub use jobs::ask_hanging;
pub use naming::namings;
pub use payment::{Back, Channel, Credited, Incoming, PaymentId};
pub use provider::Deliver;
pub use settling::{PastBank, ToldPayment, settle, settle_bank, settle_sandbox};

use crate::audit;
use crate::config::Secret;
use crate::db::{Failure, Tx};
use crate::homes::{self, PremisesId};
use crate::ledger;
use crate::web::actor::{Accountant, Acting, Recent, Staff};
use crate::web::{Refusal, Routes, Said};
use forms::{CashDraft, ChannelDraft, ReturnDraft};

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    use pages::{call, cash, channels, door, doors, list, mine, one, parked, pay, registers, returning, sandbox, shutting};
    routes
        .get("/staff/payments", list::index)
        .get("/staff/payments/export.xlsx", list::xlsx)
        .get("/staff/payments/export.csv", list::csv)
        .get("/staff/payments/new", cash::new)
        .post("/staff/payments", cash::create)
        .get("/staff/payments/channels", channels::index)
        .get("/staff/payments/channels/edit", channels::edit)
        .post("/staff/payments/channels", channels::save)
        .get("/staff/payments/doors", doors::index)
        .get("/staff/payments/doors/new", doors::new)
        .post("/staff/payments/doors", doors::create)
        .get("/staff/payments/doors/{biller}", doors::show)
        .get("/staff/payments/doors/{biller}/edit", doors::edit)
        .post("/staff/payments/doors/{biller}", doors::save)
        .get("/staff/payments/doors/{biller}/revocation", shutting::ask)
        .post("/staff/payments/doors/{biller}/revocation", shutting::shut)
        .post("/staff/payments/doors/{biller}/registers", registers::bring)
        .get("/staff/payments/registers/{register}", registers::show)
        .get("/staff/payments/registers/{register}/export.xlsx", registers::xlsx)
        .get("/staff/payments/registers/{register}/export.csv", registers::csv)
        .get("/staff/payments/registers/{register}/payments/{txn}", registers::ask)
        .post("/staff/payments/registers/{register}/payments/{txn}", registers::write)
        .get("/staff/payments/parked", parked::index)
        .get("/staff/payments/parked/{parked}", parked::show)
        .post("/staff/payments/parked/{parked}", parked::assign)
        .get("/staff/payments/parked/{parked}/undo", parked::ask)
        .post("/staff/payments/parked/{parked}/undo", parked::undo)
        .get("/api/biller/{dialect}/{door}", door::answer)
        .get("/staff/payments/{payment}", one::show)
        .get("/staff/payments/{payment}/receipt.pdf", one::receipt)
        .get("/staff/payments/{payment}/return", returning::ask)
        .post("/staff/payments/{payment}/return", returning::turn)
        .get("/bills/{bill}/payment", pay::ask)
        .post("/bills/{bill}/payment", pay::create)
        .get("/pay/{order}", pay::show)
        .post("/pay/{order}/check", pay::check)
        .get("/payments", mine::index)
        .get("/payments/{payment}", mine::show)
        .get("/payments/{payment}/receipt.pdf", mine::receipt)
        .get("/pay/sandbox/{checkout}", sandbox::show)
        .post("/pay/sandbox/{checkout}", sandbox::push)
        .post("/api/payments/{channel}/{event}", call::receive);
}

/// Why money is not written down, or not given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is no money.
    Nothing,
    /// It is being written down at this moment by somebody else.
    Twice,
    /// It went back before.
    Returned,
    /// The house was handed over.
    HandedOver,
    /// The company takes no cards in this way.
    NoTaker,
    /// Somebody said before whose it is.
    Assigned,
    /// Nobody has said whose it is.
    NotAssigned,
    /// The door is shut for ever.
    Shut,
    /// The same register was brought before.
    Brought,
    /// It is written down already.
    Known,
    /// The books said no.
    Books(ledger::Refused),
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::Nothing => "payments.refused.nothing",
            Self::Twice => "payments.refused.twice",
            Self::Returned => "payments.refused.returned",
            Self::HandedOver => "homes.refused.handed_over",
            Self::NoTaker => "payments.refused.no_taker",
            Self::Assigned => "payments.refused.assigned",
            Self::NotAssigned => "payments.refused.not_assigned",
            Self::Shut => "payments.refused.shut",
            Self::Brought => "payments.refused.brought",
            Self::Known => "payments.refused.known",
            Self::Books(refused) => return refused.said(),
        }
        .into()
    }
}

type Done<T> = Result<T, Failure<Refused>>;

fn no<T>(refused: Refused) -> Done<T> {
    Err(Failure::Refused(refused))
}

fn ours(tx: &mut Tx<'_>, company: crate::who::CompanyId, premises: PremisesId) -> Done<()> {
    homes::our_premises(tx, company, premises).map_err(|failure| match failure {
        Failure::Refused(_) => Failure::Refused(Refused::HandedOver),
        Failure::Broken(broken) => Failure::Broken(broken),
    })
}

/// Takes money over the counter.
fn take_cash(tx: &mut Tx<'_>, who: &Staff<Accountant>, draft: &CashDraft) -> Done<PaymentId> {
    let company = who.company();
    store::about::place_of(tx, company, draft.premises)?;
    ours(tx, company, draft.premises)?;
    let incoming = Incoming {
        channel: Channel::Cash,
        source: String::new(),
        // nobody else names it: the form's own key keeps a second click from being a second payment
        external: PaymentId::fresh(tx.now()).to_string(),
        premises: draft.premises,
        day: draft.day,
        amount: draft.amount,
        payer: draft.payer.clone(),
        note: draft.note.clone(),
        person: None,
    };
    let id = crediting::credit(tx, company, Some(who.person()), &incoming)?.id();
    let details = json!({ "amount": draft.amount.plain(), "day": draft.day });
    audit::by(who).did("payments.cash_taken", ("payment", id)).with(details).record(tx)?;
    Ok(id)
}

/// Gives money back, or notes that it was taken back.
fn give_back(tx: &mut Tx<'_>, who: &Recent<Staff<Accountant>>, id: PaymentId, draft: &ReturnDraft, today: NaiveDate) -> Done<()> {
    let company = who.company();
    let of = store::payments::one(tx, company, id)?;
    crediting::turn_back(tx, company, Some(who.person()), id, (draft.back, today, &draft.reason))?;
    let details = json!({ "amount": crate::money::Tiyn(of.amount).plain(), "back": draft.back, "reason": draft.reason });
    Ok(audit::by(&**who).did("payments.returned", ("payment", id)).with(details).record(tx)?)
}

/// Sets a contract with somebody who takes cards.
fn set_channel(tx: &mut Tx<'_>, who: &Recent<Staff<Accountant>>, key: &Secret, draft: &ChannelDraft) -> Done<()> {
    let company = who.company();
    let id = settling::contract(tx, company, key, draft)?;
    let details = json!({ "taker": draft.taker, "merchant": draft.merchant, "host": draft.host, "is_on": draft.is_on });
    Ok(audit::by(&**who).did("payments.channel_set", ("payment_channel", id)).with(details).record(tx)?)
}
