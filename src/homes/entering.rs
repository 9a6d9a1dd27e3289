//! People who come into premises by themselves, by an invitation or a claim that was accepted, and who leave them again. Whoever calls
//! this has made sure that they may; what the register then says is the register's own business.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use super::holding::{ContactId, HoldingId, same_name};
use super::place::{BuildingId, Kind, PremisesId, same_number};
use super::rows::{Building, Contact, Holding, Premises};
use super::{Done, Refused, our_premises, refresh_words, store, unless_taken};
use crate::db::{Conn, Failure, Tx};
use crate::text::alphabetical;
use crate::who::{CompanyId, Holds, PersonId, Reach};

/// Somebody who comes in.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Into which premises.
    pub premises: PremisesId,
    /// The card that the company has of them; none where it does not know them yet.
    pub card: Option<ContactId>,
    /// Their account.
    pub person: PersonId,
    /// Their full name, for a new card.
    pub name: String,
    /// Their address, which was proved.
    pub email: Option<String>,
    /// Their phone, as they say.
    pub phone: Option<String>,
    /// As what.
    pub holds: Holds,
    /// From which day.
    pub since: Option<NaiveDate>,
}

/// Lets somebody in: their card gets their account, and holds the premises.
///
/// # Errors
/// [`Refused::HeldAlready`] when they hold the premises in that way already by another card of theirs.
pub fn enter(tx: &mut Tx<'_>, company: CompanyId, entry: &Entry) -> Done<(HoldingId, ContactId)> {
    store::places::one(tx, &Reach::whole(company), entry.premises)?;
    our_premises(tx, company, entry.premises)?;
    let contact = card(tx, company, entry)?;
    let now = tx.now();
    let here = holders_of(tx, company, entry.premises, now)?;
    let open = here.iter().find(|(held, card)| card.id == contact && held.holds == entry.holds && held.until.is_none());
    let holding = match open {
        Some((held, _)) if entry.card.is_some() => held.id,
        Some(_) => return Err(Failure::Refused(Refused::HeldAlready)),
        None => add(tx, company, entry, contact)?,
    };
    for premises in store::people::premises_of(tx, company, contact)? {
        refresh_words(tx, company, premises)?;
    }
    Ok((holding, contact))
}

/// The card with the account on it: the known one, else one of theirs in this company, else a new one.
fn card(tx: &mut Tx<'_>, company: CompanyId, entry: &Entry) -> Done<ContactId> {
    if let Some(id) = entry.card {
        let known = store::entering::contact(tx, company, id)?;
        let id = known.id;
        // the address that was proved is better than the one somebody wrote down: by it the card stays with this account
        let email = entry.email.clone().or(known.email.clone());
        let phone = known.phone.clone().or(entry.phone.clone());
        let card = Contact { person_id: Some(entry.person), email, phone, ..known };
        store::people::save_contact(tx, &card)?;
        store::contacts::remember(tx, company, &[&card])?;
        return Ok(id);
    }
    if let Some(own) = store::entering::card_of(tx, company, entry.person)? {
        return Ok(own);
    }
    let new = Contact {
        id: ContactId::fresh(tx.now()),
        company_id: company,
        person_id: Some(entry.person),
        name: entry.name.clone(),
        name_folded: same_name(&entry.name),
        sort_key: alphabetical::key(&entry.name),
        ident: None,
        phone: entry.phone.clone(),
        email: entry.email.clone(),
        created_at: tx.now(),
        died_on: None,
    };
    unless_taken(store::people::add_contact(tx, &new), Refused::IdentTaken)?;
    store::contacts::remember(tx, company, &[&new])?;
    Ok(new.id)
}

fn add(tx: &mut Tx<'_>, company: CompanyId, entry: &Entry, contact: ContactId) -> Done<HoldingId> {
    let new = Holding {
        id: HoldingId::fresh(tx.now()),
        company_id: company,
        premises_id: entry.premises,
        contact_id: contact,
        holds: entry.holds,
        share_of: None,
        share_in: None,
        since: entry.since,
        until: None,
        created_at: tx.now(),
    };
    unless_taken(store::people::add_holding(tx, &new), Refused::HeldAlready)?;
    Ok(new.id)
}

/// Ends a holding at once. The last day of a holding still counts, so its last one is yesterday; one that began today was none at all
/// and is kept as if of that day.
///
/// # Errors
/// [`Refused::Ended`] when it has ended already.
pub fn leave(tx: &mut Tx<'_>, company: CompanyId, of: PremisesId, id: HoldingId) -> Done<()> {
    our_premises(tx, company, of)?;
    let today = tx.today();
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    if store::entering::leave(tx, company, of, id, yesterday)? == 0 {
        return Err(Failure::Refused(Refused::Ended));
    }
    Ok(refresh_words(tx, company, of)?)
}

/// Premises with their building.
///
/// # Errors
/// `NotFound` when there are none such within reach.
pub fn premises(conn: &mut Conn, reach: &Reach, id: PremisesId) -> diesel::QueryResult<(Premises, Building)> {
    store::places::one(conn, reach, id).map(|(premises, building, _)| (premises, building))
}

/// Who holds premises today, owners first.
///
/// # Errors
/// When the database fails.
pub fn holders_of(
    conn: &mut Conn,
    company: CompanyId,
    of: PremisesId,
    now: crate::clock::Moment,
) -> diesel::QueryResult<Vec<(Holding, Contact)>> {
    Ok(store::people::holders(conn, company, &[of], now)?.remove(&of).unwrap_or_default())
}

/// Who holds many premises today, owners first; premises that nobody holds are not in the answer.
///
/// # Errors
/// When the database fails.
pub fn holders_of_many(
    conn: &mut Conn,
    company: CompanyId,
    of: &[PremisesId],
    now: crate::clock::Moment,
) -> diesel::QueryResult<HashMap<PremisesId, Vec<(Holding, Contact)>>> {
    store::people::holders(conn, company, of, now)
}

/// The premises of a building that have this number, however it is spelt.
///
/// # Errors
/// When the database fails.
pub fn numbered(
    conn: &mut Conn,
    company: CompanyId,
    building: BuildingId,
    kind: Kind,
    number: &str,
) -> diesel::QueryResult<Option<PremisesId>> {
    store::entering::numbered(conn, company, building, kind, &same_number(number))
}
