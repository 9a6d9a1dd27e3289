//! Money that came and of which nobody knows for whom. It lies in the bank, and the books say so: it stands apart until a person has found out
//! whose it is. Then it becomes a payment for those premises; whoever was wrong takes that back, until the month is closed.

use chrono::NaiveDate;
use serde_json::json;

use super::crediting::{books, credit, turn_back};
use super::forms::AssignDraft;
use super::payment::{Back, Channel, Incoming, PaymentId};
use super::store::parked::{self, Parked};
use super::{Done, Refused, no, ours, store};
use crate::audit;
use crate::db::{Failure, Tx};
use crate::ledger::{self, Account, Document, Entry, Fund, Kind};
use crate::money::Tiyn;
use crate::web::actor::{Accountant, Acting, Staff};
use crate::who::{CompanyId, PersonId};

crate::ids! {
    /// Money that waits for somebody to say whose it is.
    ParkedId,
}

/// The kind of document that entries of such money stand on.
const DOCUMENT: &str = "parked";

/// Money that came, before it is written down.
#[derive(Clone, Debug)]
pub(super) struct Unplaced {
    /// By which way.
    pub(super) channel: Channel,
    /// From which one of that kind.
    pub(super) source: String,
    /// What it is called there.
    pub(super) external: String,
    /// What it is for, in the words of the source.
    pub(super) account: String,
    /// How much.
    pub(super) amount: Tiyn,
    /// On which day.
    pub(super) day: NaiveDate,
    /// Who paid, in the words of the source.
    pub(super) payer: String,
    /// What the source says besides.
    pub(super) note: String,
}

/// The document of the time that money waits for the so-manieth time.
fn document(id: ParkedId, times: i32, external: &str) -> Document {
    Document { kind: DOCUMENT, id: format!("{id}.{times}"), number: external.to_owned() }
}

/// The money lies in the bank, and is nobody's yet.
fn stand_apart(
    tx: &mut Tx<'_>,
    (company, author): (CompanyId, Option<PersonId>),
    document: Document,
    (channel, amount, day): (Channel, Tiyn, NaiveDate),
) -> Done<()> {
    let mut entry = Entry::new(day, document, "");
    let (lies, waits) = (channel.holds(), Kind::Unidentified);
    entry
        .transfer(&Account::own(lies, Fund::Current, ""), &Account::own(waits, Fund::Current, ""), amount)
        .map_err(|refused| Failure::Refused(Refused::Books(refused)))?;
    books(ledger::post(tx, company, author, &[entry])).map(drop)
}

/// Writes money down that is nobody's yet. Its day in a closed month is booked on the first day that is open.
///
/// # Errors
/// [`Refused::Nothing`] for no money at all.
pub(super) fn park(tx: &mut Tx<'_>, company: CompanyId, of: &Unplaced) -> Done<ParkedId> {
    if of.amount <= Tiyn::ZERO {
        return no(Refused::Nothing);
    }
    let open_from = ledger::hold(tx, company)?;
    let id = ParkedId::fresh(tx.now());
    parked::add(tx, company, id, of)?;
    let day = open_from.map_or(of.day, |open| of.day.max(open));
    stand_apart(tx, (company, None), document(id, 0, &of.external), (of.channel, of.amount, day))?;
    Ok(id)
}

/// What a payment made of such money is called: as at its source the first time, and each later time apart from that.
fn external(of: &Parked) -> String {
    if of.times == 0 { of.external.clone() } else { format!("{}/{}", of.external, of.times + 1) }
}

/// Makes it a payment for premises, with a reason.
///
/// # Errors
/// [`Refused::Assigned`] when somebody did so before; [`Refused::HandedOver`].
pub(super) fn assign(tx: &mut Tx<'_>, who: &Staff<Accountant>, id: ParkedId, draft: &AssignDraft) -> Done<PaymentId> {
    let payment = place(tx, (who.company(), who.person()), id, draft)?;
    let details = json!({ "reason": draft.reason, "payment": payment.to_string() });
    audit::by(who).did("payments.parked_assigned", ("payment_parked", id)).with(details).record(tx)?;
    Ok(payment)
}

/// The same without a line in the trail: for the demo's past.
pub(super) fn place(tx: &mut Tx<'_>, (company, by): (CompanyId, PersonId), id: ParkedId, draft: &AssignDraft) -> Done<PaymentId> {
    let open_from = ledger::hold(tx, company)?;
    let of = parked::one(tx, company, id)?;
    if of.payment.is_some() {
        return no(Refused::Assigned);
    }
    store::about::place_of(tx, company, draft.premises)?;
    ours(tx, company, draft.premises)?;
    let day = open_from.map_or(of.day, |open| of.day.max(open));
    let entries = ledger::of_document(tx, company, DOCUMENT, &[document(id, of.times, "").id])?;
    books(ledger::reverse(tx, company, Some(by), &entries, (day, &draft.reason)))?;
    let incoming = Incoming {
        channel: of.channel,
        source: of.source.clone(),
        external: external(&of),
        premises: draft.premises,
        day: of.day,
        amount: Tiyn(of.amount),
        payer: of.payer.clone(),
        note: draft.reason.clone(),
        person: None,
    };
    let payment = credit(tx, company, Some(by), &incoming)?.id();
    let today = tx.today();
    if parked::assign(tx, company, id, (payment, today))? { Ok(payment) } else { no(Refused::Assigned) }
}

/// Takes that back: the payment was a mistake, and the money waits again.
///
/// # Errors
/// [`Refused::NotAssigned`]; [`Refused::Returned`] when the payment went back to the payer meanwhile; the books' word that the month is closed.
pub(super) fn undo(tx: &mut Tx<'_>, who: &Staff<Accountant>, id: ParkedId, reason: &str) -> Done<()> {
    let (company, today) = (who.company(), tx.today());
    let open_from = ledger::hold(tx, company)?;
    let of = parked::one(tx, company, id)?;
    let Some((payment, on)) = of.payment.zip(of.assigned_on) else { return no(Refused::NotAssigned) };
    if open_from.is_some_and(|open| on < open) {
        return no(Refused::Books(ledger::Refused::Closed));
    }
    if !parked::release(tx, company, id, payment)? {
        return no(Refused::NotAssigned);
    }
    turn_back(tx, company, Some(who.person()), payment, (Back::Mistake, today, reason))?;
    let day = open_from.map_or(today, |open| today.max(open));
    let document = document(id, of.times, &of.external);
    stand_apart(tx, (company, Some(who.person())), document, (of.channel, Tiyn(of.amount), day))?;
    let details = json!({ "reason": reason, "payment": payment.to_string() });
    Ok(audit::by(who).did("payments.parked_released", ("payment_parked", id)).with(details).record(tx)?)
}
