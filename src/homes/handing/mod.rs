//! Houses that go to another company: all that the register says of them, as tables that anybody reads, and taken in again elsewhere.
//!
//! Of people only those who hold or held something in those houses, or act for somebody who does. A building that was handed over stays
//! with its old company to be read: [`ours`] is asked by every verb that would write about it.

mod collisions;
mod reading;
mod tables;
mod taking;

pub use collisions::{Collisions, collisions};
pub use reading::read;
pub use taking::{Taken, take_in};

use chrono::NaiveDate;
use diesel::QueryResult;

use super::rows::{Building, Complex, Contact, Entrance, Holding, Move, Premises, Representative, Side};
use super::store::handing as store;
use super::{BuildingId, ContactId, Done, PremisesId, Refused};
use crate::db::{Conn, Failure, Tx};
use crate::sheet::Table;
use crate::who::{CompanyId, PersonId};

/// Everything that a register says of some houses.
#[derive(Clone, Debug, Default)]
pub struct Handed {
    pub(in crate::homes) complexes: Vec<Complex>,
    pub(in crate::homes) buildings: Vec<Building>,
    pub(in crate::homes) entrances: Vec<Entrance>,
    pub(in crate::homes) premises: Vec<Premises>,
    pub(in crate::homes) contacts: Vec<Contact>,
    pub(in crate::homes) holdings: Vec<Holding>,
    pub(in crate::homes) powers: Vec<Representative>,
    pub(in crate::homes) moves: Vec<Move>,
    pub(in crate::homes) sides: Vec<Side>,
}

impl Handed {
    /// As tables, each with its name.
    pub fn tables(&self) -> Vec<(String, Table)> {
        tables::all(self)
    }

    /// The addresses of the houses.
    pub fn addresses(&self) -> Vec<String> {
        self.buildings.iter().map(|of| of.address.clone()).collect()
    }

    /// Who holds something there on a day.
    pub fn holders(&self, on: NaiveDate) -> std::collections::HashSet<ContactId> {
        let open = self.holdings.iter().filter(|of| of.until.is_none_or(|until| until >= on));
        open.map(|of| of.contact_id).collect()
    }

    /// The ids of the premises and of the people.
    pub fn ids(&self) -> (Vec<String>, Vec<String>) {
        (self.premises.iter().map(|of| of.id.to_string()).collect(), self.contacts.iter().map(|of| of.id.to_string()).collect())
    }

    /// The ids of everything that lines of the trail speak of and that is of these houses alone.
    pub fn things(&self) -> Vec<String> {
        let buildings = self.buildings.iter().map(|of| of.id.to_string());
        let premises = self.premises.iter().map(|of| of.id.to_string());
        let holdings = self.holdings.iter().map(|of| of.id.to_string());
        let powers = self.powers.iter().map(|of| of.id.to_string());
        buildings.chain(premises).chain(holdings).chain(powers).chain(self.moves.iter().map(|of| of.id.to_string())).collect()
    }

    /// How many entrances, premises, people and holdings there are.
    pub fn counts(&self) -> [usize; 5] {
        [self.buildings.len(), self.entrances.len(), self.premises.len(), self.contacts.len(), self.holdings.len()]
    }
}

/// Everything that a company's register says of some of its houses.
///
/// # Errors
/// When the database fails.
pub fn handed(conn: &mut Conn, company: CompanyId, of: &[BuildingId]) -> QueryResult<Handed> {
    store::handed(conn, company, of)
}

/// Whose accounts the people of these houses have in their old company.
///
/// # Errors
/// When the database fails.
pub fn accounts_in(
    conn: &mut Conn,
    company: CompanyId,
    of: &Handed,
) -> QueryResult<std::collections::HashMap<ContactId, PersonId>> {
    store::accounts(conn, company, &of.contacts.iter().map(|card| card.id).collect::<Vec<_>>())
}

/// From a day on these buildings are the company's to read and no more.
///
/// # Errors
/// When the database fails.
pub fn give_away(tx: &mut Tx<'_>, company: CompanyId, of: &[BuildingId], on: NaiveDate) -> QueryResult<usize> {
    store::give_away(tx, company, of, on)
}

/// That a building was not handed over: whoever writes about it asks this.
///
/// # Errors
/// [`Refused::HandedOver`].
pub fn ours(conn: &mut Conn, company: CompanyId, id: BuildingId) -> Done<()> {
    if store::is_handed_over(conn, company, id)? { Err(Failure::Refused(Refused::HandedOver)) } else { Ok(()) }
}

/// The same of premises.
///
/// # Errors
/// [`Refused::HandedOver`].
pub fn our_premises(conn: &mut Conn, company: CompanyId, id: PremisesId) -> Done<()> {
    if store::are_handed_over(conn, company, id)? { Err(Failure::Refused(Refused::HandedOver)) } else { Ok(()) }
}

/// The same of somebody: all that they hold or held was handed over.
///
/// # Errors
/// [`Refused::HandedOver`].
pub(in crate::homes) fn our_person(conn: &mut Conn, company: CompanyId, id: ContactId) -> Done<()> {
    if store::is_person_handed_over(conn, company, id)? { Err(Failure::Refused(Refused::HandedOver)) } else { Ok(()) }
}
