//! What of some houses stands in a register already: said before anything is taken in.

use diesel::QueryResult;

use super::{Handed, store};
use crate::db::Conn;
use crate::who::CompanyId;

/// What meets something that is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collisions {
    /// Houses that this company has already: then nothing is taken in.
    pub addresses: Vec<String>,
    /// Account numbers that belong to other premises: then nothing is taken in.
    pub accounts: Vec<String>,
    /// People whom the company knows by their ИИН or БИН: their card stays as it is, and what they hold comes to it.
    pub known: usize,
}

impl Collisions {
    /// Whether nothing stands in the way.
    pub fn are_harmless(&self) -> bool {
        self.addresses.is_empty() && self.accounts.is_empty()
    }
}

/// Looks for it.
///
/// # Errors
/// When the database fails.
pub fn collisions(conn: &mut Conn, company: CompanyId, of: &Handed) -> QueryResult<Collisions> {
    let accounts: Vec<&str> = of.premises.iter().filter_map(|of| of.account.as_deref()).collect();
    let idents: Vec<&str> = of.contacts.iter().filter_map(|of| of.ident.as_deref()).collect();
    let folded: Vec<&str> = of.buildings.iter().map(|of| of.address_folded.as_str()).collect();
    Ok(Collisions {
        addresses: store::addresses(conn, company, &folded)?,
        accounts: store::accounts_taken(conn, company, &accounts)?,
        known: store::by_ident(conn, company, &idents)?.len(),
    })
}
