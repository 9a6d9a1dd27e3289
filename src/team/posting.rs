//! Putting a team together without asking anybody: for the demo.

use chrono::NaiveDate;
use diesel::QueryResult;

use super::duties::Zone;
use super::forms::AbsenceDraft;
use super::skill::{FirmId, Skill};
use super::store::{self, firms::Firm};
use crate::db::{Conn, Tx};
use crate::text::alphabetical;
use crate::who::{CompanyId, MembershipId, PersonId, Role};

/// A place of a zone, by its id.
#[derive(Clone, Debug)]
pub enum Place {
    /// A complex with all its buildings.
    Complex(String),
    /// A building.
    Building(String),
}

/// Where somebody works, what they can do, and for which firm.
#[derive(Clone, Debug, Default)]
pub struct Posting {
    /// The zone; none is the whole company.
    pub zone: Vec<Place>,
    /// Their trades.
    pub skills: Vec<Skill>,
    /// The service firm they belong to.
    pub firm: Option<FirmId>,
}

/// What is known of a service firm.
#[derive(Clone, Copy, Debug)]
pub struct FirmCard<'a> {
    /// Its name.
    pub name: &'a str,
    /// БИН (*БСН*).
    pub bin: &'a str,
    /// Its phone, in the international form.
    pub phone: &'a str,
}

/// Posts somebody.
///
/// # Errors
/// When the database fails, or a place is none of the company's.
pub fn post(tx: &mut Tx<'_>, company: CompanyId, id: MembershipId, posting: &Posting) -> QueryResult<()> {
    let mut zone = Zone::default();
    for place in &posting.zone {
        match place {
            Place::Complex(id) => zone.complexes.push(id.clone()),
            Place::Building(id) => zone.buildings.push(id.clone()),
        }
    }
    store::zones::set(tx, company, id, Some(&zone).filter(|zone| !zone.is_empty()))?;
    store::firms::set_skills(tx, company, id, &posting.skills)?;
    store::firms::set_firm(tx, company, id, posting.firm)
}

/// Somebody's membership in a role, while it lasts.
///
/// # Errors
/// When the database fails.
pub fn membership_of(conn: &mut Conn, company: CompanyId, person: PersonId, role: Role) -> QueryResult<Option<MembershipId>> {
    let all = store::members::all(conn, company, false)?;
    Ok(all.into_iter().find(|of| of.person == person && of.role == role).map(|of| of.id))
}

/// Notes days on which somebody will be away, from the first to the last.
///
/// # Errors
/// When the database fails.
pub fn plan_absence(
    tx: &mut Tx<'_>,
    company: CompanyId,
    of: MembershipId,
    substitute: Option<MembershipId>,
    (since, until): (NaiveDate, NaiveDate),
) -> QueryResult<()> {
    store::absences::add(tx, company, of, &AbsenceDraft { since, until, substitute })
}

/// Opens the card of a service firm.
///
/// # Errors
/// When the database fails, or the company has a firm of that name.
pub fn open_firm(tx: &mut Tx<'_>, company: CompanyId, card: &FirmCard<'_>) -> QueryResult<FirmId> {
    let firm = Firm {
        id: FirmId::fresh(tx.now()),
        company_id: company,
        name: card.name.to_owned(),
        sort_key: alphabetical::key(card.name),
        bin: Some(card.bin.to_owned()),
        phone: card.phone.to_owned(),
        email: None,
        created_at: tx.now(),
        ended_at: None,
    };
    store::firms::add(tx, &firm)?;
    Ok(firm.id)
}
