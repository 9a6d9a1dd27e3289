//! Many rows of the register at once: for the demo's city. Whoever calls this has made sure of what single acts are asked about.

use diesel::prelude::*;

use super::place::PremisesId;
use super::rows::{Building, Complex, Contact, Entrance, Holding, Premises};
use super::{number_words, store, words_of};
use crate::db::schema::{buildings, complexes, contacts, entrances, holdings, premises};
use crate::db::{BATCH, Tx};
use crate::on_each;
use crate::who::CompanyId;

/// Part of a register, to be written as it is.
#[derive(Debug, Default)]
pub struct Settlement {
    /// Complexes.
    pub complexes: Vec<Complex>,
    /// Buildings.
    pub buildings: Vec<Building>,
    /// Entrances.
    pub entrances: Vec<Entrance>,
    /// Premises.
    pub premises: Vec<Premises>,
    /// Contacts.
    pub contacts: Vec<Contact>,
    /// Holdings of these premises by these contacts.
    pub holdings: Vec<Holding>,
}

/// Writes it, with the words by which the premises are found.
///
/// # Errors
/// When the database fails, or a row stands against another.
pub fn settle(tx: &mut Tx<'_>, company: CompanyId, all: &Settlement) -> QueryResult<()> {
    for some in all.complexes.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(complexes::table).values(some).execute(c))?;
    }
    for some in all.buildings.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(buildings::table).values(some).execute(c))?;
    }
    for some in all.entrances.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(entrances::table).values(some).execute(c))?;
    }
    for some in all.premises.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(premises::table).values(some).execute(c))?;
    }
    store::buildings::changed(tx, company, all.premises.iter().map(|of| (of.kind, 1)))?;
    for some in all.contacts.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(contacts::table).values(some).execute(c))?;
        store::contacts::add_words(tx, company, &some.iter().collect::<Vec<_>>())?;
    }
    for some in all.holdings.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(holdings::table).values(some).execute(c))?;
    }
    store::people::add_words(tx, words(all), company)
}

fn words(all: &Settlement) -> Vec<(String, PremisesId)> {
    let numbers = all.premises.iter().flat_map(|of| {
        number_words(&of.number, of.account.as_deref(), of.centre_account.as_deref()).into_iter().map(|word| (word, of.id))
    });
    let people: std::collections::HashMap<_, _> = all.contacts.iter().map(|contact| (contact.id, contact)).collect();
    let names =
        all.holdings.iter().filter_map(|holding| people.get(&holding.contact_id).map(|contact| (holding.premises_id, contact)));
    let names =
        names.flat_map(|(of, contact)| words_of(&contact.name, contact.phone_now()).into_iter().map(move |word| (word, of)));
    numbers.chain(names).collect()
}
