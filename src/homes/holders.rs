//! Those who hold premises: who comes, whose card changes, whose holding ends.

use chrono::NaiveDate;
use diesel::QueryResult;
use serde_json::json;

use super::forms::{ContactDraft, HolderDraft};
use super::handing::{our_person, our_premises};
use super::{
    Contact, ContactId, Done, Holding, HoldingId, PremisesId, Refused, holding, people, refresh_words, store, unless_taken,
};
use crate::accounts;
use crate::audit;
use crate::db::{Failure, Tx};
use crate::text::alphabetical;
use crate::text::ident::Iin;
use crate::web::actor::{People, Staff};
use crate::who::{CompanyId, PersonId};

/// The account that belongs to a contact's e-mail address.
pub(super) fn person_of(tx: &mut Tx<'_>, contact: &Contact) -> QueryResult<Option<PersonId>> {
    contact.email.as_deref().map(|email| accounts::person_for(tx, email, &contact.name)).transpose()
}

pub(super) fn contact_from(tx: &Tx<'_>, company: CompanyId, draft: &ContactDraft) -> Contact {
    Contact {
        id: ContactId::fresh(tx.now()),
        company_id: company,
        person_id: None,
        name: draft.name.clone(),
        name_folded: holding::same_name(&draft.name),
        sort_key: alphabetical::key(&draft.name),
        ident: draft.ident.clone(),
        phone: draft.phone.clone(),
        email: draft.email.clone(),
        created_at: tx.now(),
        died_on: None,
    }
}

/// Whether somebody is under 18 on a day by the date in their ИИН; who has none, or a БИН, is not known to be.
pub(super) fn is_minor(ident: Option<&str>, on: NaiveDate) -> bool {
    ident.and_then(|ident| Iin::parse(ident).ok()).and_then(|iin| iin.is_minor(on)).unwrap_or_default()
}

/// Nobody under 18 is entered here: this form has no consent of whoever acts for them, an invitation has.
fn of_age(ident: Option<&str>, today: NaiveDate) -> Done<()> {
    if is_minor(ident, today) { Err(Failure::Refused(Refused::Minor)) } else { Ok(()) }
}

/// Somebody the register knows already is completed by what was typed; anybody else gets a card.
pub(super) fn known_or_new(tx: &mut Tx<'_>, company: CompanyId, draft: &ContactDraft) -> Done<ContactId> {
    of_age(draft.ident.as_deref(), tx.today())?;
    let mut contact = contact_from(tx, company, draft);
    contact.person_id = person_of(tx, &contact)?;
    let Some(known) = store::people::known(tx, company, &contact)? else {
        unless_taken(store::people::add_contact(tx, &contact), Refused::IdentTaken)?;
        people::remember(tx, &contact)?;
        return Ok(contact.id);
    };
    let contact = Contact {
        id: known.id,
        created_at: known.created_at,
        died_on: known.died_on,
        ident: contact.ident.or(known.ident),
        phone: contact.phone.or(known.phone),
        email: contact.email.clone().or(known.email),
        person_id: contact.person_id.or(known.person_id),
        ..contact
    };
    save(tx, &contact)?;
    Ok(known.id)
}

/// Writes a card that is known, and everything by which they and their premises are found.
pub(super) fn save(tx: &mut Tx<'_>, contact: &Contact) -> Done<()> {
    unless_taken(store::people::save_contact(tx, contact), Refused::IdentTaken)?;
    people::remember(tx, contact)?;
    for premises in store::people::premises_of(tx, contact.company_id, contact.id)? {
        refresh_words(tx, contact.company_id, premises)?;
    }
    Ok(())
}

pub(super) fn add_holder(tx: &mut Tx<'_>, who: &Staff<People>, of: PremisesId, draft: &HolderDraft) -> Done<()> {
    let company = who.company();
    store::places::one(tx, who.reach(), of)?;
    our_premises(tx, company, of)?;
    let contact = known_or_new(tx, company, &draft.contact)?;
    let holding = Holding {
        id: HoldingId::fresh(tx.now()),
        company_id: company,
        premises_id: of,
        contact_id: contact,
        holds: draft.holds,
        share_of: draft.share.map(|s| s.of),
        share_in: draft.share.map(|s| s.parts),
        since: draft.since,
        until: None,
        created_at: tx.now(),
    };
    unless_taken(store::people::add_holding(tx, &holding), Refused::HeldAlready)?;
    for premises in store::people::premises_of(tx, company, contact)? {
        refresh_words(tx, company, premises)?;
    }
    let details = json!({ "premises": of, "holds": draft.holds });
    Ok(audit::by(who).did("homes.holder_added", ("holding", holding.id)).with(details).record(tx)?)
}

/// Corrects somebody's card.
pub(super) fn change_contact(tx: &mut Tx<'_>, who: &Staff<People>, id: ContactId, draft: &ContactDraft) -> Done<()> {
    let before = people::one(tx, who.reach(), id)?;
    if draft.ident != before.ident {
        of_age(draft.ident.as_deref(), tx.today())?;
    }
    our_person(tx, who.company(), id)?;
    let mut contact = Contact {
        id: before.id,
        created_at: before.created_at,
        died_on: before.died_on,
        ..contact_from(tx, who.company(), draft)
    };
    contact.person_id = person_of(tx, &contact)?;
    save(tx, &contact)?;
    Ok(audit::by(who).did("homes.contact_changed", ("contact", contact.id)).record(tx)?)
}

pub(super) fn end_holding(tx: &mut Tx<'_>, who: &Staff<People>, of: PremisesId, id: HoldingId, until: NaiveDate) -> Done<()> {
    let company = who.company();
    let (holding, _) = store::people::holding(tx, who.reach(), of, id)?;
    our_premises(tx, company, of)?;
    if holding.since.is_some_and(|since| since > until) {
        return Err(Failure::Refused(Refused::EndsBeforeBeginning));
    }
    if store::people::end_holding(tx, company, id, until)? == 0 {
        return Err(Failure::Refused(Refused::Ended));
    }
    refresh_words(tx, company, of)?;
    Ok(audit::by(who).did("homes.holding_ended", ("holding", id)).with(json!({ "until": until })).record(tx)?)
}
