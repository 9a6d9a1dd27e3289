//! Houses taken into a register: everything gets an id of its own there, and what it points to is pointed to again.

use std::collections::{HashMap, HashSet};

use super::{Handed, collisions, store};
use crate::accounts;
use crate::db::{Failure, Tx};
use crate::homes::moves::MoveId;
use crate::homes::people::representing::RepresentativeId;
use crate::homes::rows::Contact;
use crate::homes::settle::{Settlement, settle};
use crate::homes::{BuildingId, ComplexId, ContactId, Done, EntranceId, HoldingId, PremisesId, Refused};
use crate::who::{CompanyId, PersonId};

/// How much was taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Houses.
    pub buildings: usize,
    /// Premises.
    pub premises: usize,
    /// People who are new here.
    pub people: usize,
    /// Holdings.
    pub holdings: usize,
}

/// Something pointed to nothing: the archive contradicts itself.
fn torn<T>(found: Option<T>) -> Done<T> {
    found.ok_or(Failure::Refused(Refused::Torn))
}

/// Takes houses in, whole. `accounts` says whose accounts the people have, by their ids in the archive; who is not in it gets the account of
/// their e-mail address.
///
/// # Errors
/// [`Refused::AddressTaken`] or [`Refused::AccountTaken`] where something stands in the way, [`Refused::Torn`] where the archive
/// contradicts itself.
pub fn take_in(tx: &mut Tx<'_>, company: CompanyId, of: Handed, accounts: &HashMap<ContactId, PersonId>) -> Done<Taken> {
    let met = collisions(tx, company, &of)?;
    if !met.addresses.is_empty() {
        return Err(Failure::Refused(Refused::AddressTaken));
    }
    if !met.accounts.is_empty() {
        return Err(Failure::Refused(Refused::AccountTaken));
    }
    let (people, cards) = people(tx, company, of.contacts, accounts)?;
    let mut all = Settlement { contacts: cards, ..Settlement::default() };
    let now = tx.now();
    let complexes = store::complexes_by_name(tx, company)?;
    let mut into: HashMap<ComplexId, ComplexId> = HashMap::new();
    for mut complex in of.complexes {
        let there = complexes.get(&complex.sort_key).copied();
        let id = there.unwrap_or_else(|| ComplexId::fresh(now));
        into.insert(complex.id, id);
        (complex.id, complex.company_id, complex.created_at) = (id, company, now);
        if there.is_none() {
            all.complexes.push(complex);
        }
    }
    let (mut houses, mut doors, mut homes) = (HashMap::new(), HashMap::new(), HashMap::new());
    for mut building in of.buildings {
        let id = BuildingId::fresh(now);
        houses.insert(building.id, id);
        building.complex_id = building.complex_id.map(|old| torn(into.get(&old).copied())).transpose()?;
        (building.id, building.company_id) = (id, company);
        all.buildings.push(building);
    }
    for mut entrance in of.entrances {
        let id = EntranceId::fresh(now);
        doors.insert(entrance.id, id);
        entrance.building_id = torn(houses.get(&entrance.building_id).copied())?;
        (entrance.id, entrance.company_id) = (id, company);
        all.entrances.push(entrance);
    }
    for mut premises in of.premises {
        let id = PremisesId::fresh(now);
        homes.insert(premises.id, id);
        premises.building_id = torn(houses.get(&premises.building_id).copied())?;
        premises.entrance_id = premises.entrance_id.map(|old| torn(doors.get(&old).copied())).transpose()?;
        (premises.id, premises.company_id) = (id, company);
        all.premises.push(premises);
    }
    let mut held = HashMap::new();
    for mut holding in of.holdings {
        let id = HoldingId::fresh(now);
        held.insert(holding.id, id);
        holding.premises_id = torn(homes.get(&holding.premises_id).copied())?;
        holding.contact_id = torn(people.get(&holding.contact_id).copied())?;
        (holding.id, holding.company_id) = (id, company);
        all.holdings.push(holding);
    }
    settle(tx, company, &all)?;
    let taken = Taken {
        buildings: all.buildings.len(),
        premises: all.premises.len(),
        people: all.contacts.len(),
        holdings: all.holdings.len(),
    };
    for mut power in of.powers {
        power.holding_id = torn(held.get(&power.holding_id).copied())?;
        power.contact_id = torn(people.get(&power.contact_id).copied())?;
        (power.id, power.company_id) = (RepresentativeId::fresh(now), company);
        crate::homes::store::held::add_representative(tx, &power)?;
    }
    let (mut moved, mut numbers) = (HashMap::new(), store::move_numbers(tx, company)?);
    for mut of in of.moves {
        let id = MoveId::fresh(now);
        moved.insert(of.id, id);
        of.premises_id = torn(homes.get(&of.premises_id).copied())?;
        of.number = free(&mut numbers, &of.number);
        (of.id, of.company_id) = (id, company);
        crate::homes::store::moves::add(tx, &of)?;
    }
    for mut side in of.sides {
        // of a move that was undone the holdings are gone
        side.holding_id = held.get(&side.holding_id).copied().unwrap_or_else(|| HoldingId::fresh(now));
        side.move_id = torn(moved.get(&side.move_id).copied())?;
        side.contact_id = torn(people.get(&side.contact_id).copied())?;
        side.company_id = company;
        crate::homes::store::moves::add_side(tx, &side)?;
    }
    Ok(taken)
}

/// The cards of the new company by the ids of the old one, and those of them that are new.
fn people(
    tx: &mut Tx<'_>,
    company: CompanyId,
    of: Vec<Contact>,
    accounts: &HashMap<ContactId, PersonId>,
) -> Done<(HashMap<ContactId, ContactId>, Vec<Contact>)> {
    let idents: Vec<&str> = of.iter().filter_map(|card| card.ident.as_deref()).collect();
    let known = store::by_ident(tx, company, &idents)?;
    let (mut ids, mut new) = (HashMap::new(), Vec::new());
    for mut card in of {
        if let Some(there) = card.ident.as_ref().and_then(|ident| known.get(ident)) {
            ids.insert(card.id, *there);
            continue;
        }
        let id = ContactId::fresh(tx.now());
        ids.insert(card.id, id);
        card.person_id = match (accounts.get(&card.id), &card.email) {
            (Some(account), _) => Some(*account),
            (None, Some(email)) => Some(accounts::person_for(tx, email, &card.name)?),
            (None, None) => None,
        };
        (card.id, card.company_id) = (id, company);
        new.push(card);
    }
    Ok((ids, new))
}

/// A number that no move of the company has: where it is taken, with a second one behind it.
fn free(taken: &mut HashSet<String>, number: &str) -> String {
    let mut free = number.to_owned();
    for more in 2.. {
        if taken.insert(free.clone()) {
            break;
        }
        free = format!("{number}/{more}");
    }
    free
}
