//! Whom an audience reaches, and whether all of it lies within a zone.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::names::buildings_of;
use crate::clock::{self, Moment};
use crate::db::Conn;
use crate::db::schema::{buildings, contacts, holdings, people, premises};
use crate::homes::audience::{Place, Scope};
use crate::homes::{BuildingId, ContactId, EntranceId, Kind, PremisesId};
use crate::who::{CompanyId, Holds, PersonId, Reach};

/// Somebody who is reached, once for each premises.
#[derive(Clone, Debug, Queryable)]
pub struct Reached {
    /// Their card.
    pub contact: ContactId,
    /// Their account.
    pub person: Option<PersonId>,
    /// Their name.
    pub name: String,
    /// The premises.
    pub premises: PremisesId,
    /// Of which kind these are.
    pub kind: Kind,
    /// Their number.
    pub number: String,
    /// The building's address.
    pub address: String,
    /// The language of the account.
    pub locale: Option<String>,
    /// The account's e-mail.
    pub email: Option<String>,
    /// The building.
    pub building: BuildingId,
    /// The entrance.
    pub entrance: Option<EntranceId>,
    /// How they hold the premises.
    pub holds: Holds,
}

/// The holdings that lie within a scope; a macro, because each use selects something else of the same joins. Scope by scope,
/// not all in one: each scope has its index, their union has none.
macro_rules! within {
    ($company:expr, $scope:expr, $now:expr, $select:expr) => {{
        let (company, scope, today) = ($company, $scope, clock::today($now));
        let mut query = holdings::table
            .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
            .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
            .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
            .left_join(people::table.on(people::id.nullable().eq(contacts::person_id)))
            .select($select)
            .into_boxed()
            .filter(holdings::company_id.eq(company))
            .filter(contacts::died_on.is_null())
            .filter(buildings::handed_over_on.is_null())
            .filter(holdings::since.is_null().or(holdings::since.le(today)))
            .filter(holdings::until.is_null().or(holdings::until.ge(today)));
        if let Some(kind) = scope.kind {
            query = query.filter(premises::kind.eq(kind));
        }
        if let Some(holds) = scope.holds {
            query = query.filter(holdings::holds.eq(holds));
        }
        let subject = scope.subject.clone();
        match scope.place {
            Place::Company => query.filter(holdings::company_id.eq(subject)),
            Place::Complex => query.filter(buildings::complex_id.eq(subject)),
            Place::Building => query.filter(premises::building_id.eq(subject)),
            Place::Entrance => query.filter(premises::entrance_id.eq(subject)),
            Place::Premises => query.filter(premises::id.eq(subject)),
        }
    }};
}

/// Everybody whom the scopes reach on the day of `now`, once for each premises.
///
/// # Errors
/// When the database fails.
pub fn reached(conn: &mut Conn, company: CompanyId, scopes: &[Scope], now: Moment) -> QueryResult<Vec<Reached>> {
    let (mut all, mut known) = (Vec::new(), HashSet::new());
    for scope in scopes {
        let select = (
            contacts::id,
            contacts::person_id,
            contacts::name,
            premises::id,
            premises::kind,
            premises::number,
            buildings::address,
            people::locale.nullable(),
            people::email.nullable(),
            premises::building_id,
            premises::entrance_id,
            holdings::holds,
        );
        let rows: Vec<Reached> = within!(company, scope, now, select).order((premises::sort_key, contacts::id)).load(conn)?;
        all.extend(rows.into_iter().filter(|row| known.insert((row.contact, row.premises))));
    }
    Ok(all)
}

/// How many people are reached, and how many of them have no e-mail.
///
/// # Errors
/// When the database fails.
pub fn counted(conn: &mut Conn, company: CompanyId, scopes: &[Scope], now: Moment) -> QueryResult<(usize, usize)> {
    // one person may have several cards
    let mut all: HashMap<Result<PersonId, ContactId>, bool> = HashMap::new();
    for scope in scopes {
        let select = (contacts::id, contacts::person_id, people::email.nullable());
        let rows: Vec<(ContactId, Option<PersonId>, Option<String>)> =
            within!(company, scope, now, select).distinct().load(conn)?;
        all.extend(rows.into_iter().map(|(card, person, email)| (person.ok_or(card), email.is_some())));
    }
    Ok((all.len(), all.values().filter(|has_mail| !**has_mail).count()))
}

/// Whether all of an audience lies within reach.
///
/// # Errors
/// When the database fails.
pub fn within(conn: &mut Conn, reach: &Reach, scopes: &[Scope]) -> QueryResult<bool> {
    if reach.is_whole() {
        return Ok(true);
    }
    let small: HashSet<String> = scopes
        .iter()
        .filter(|scope| matches!(scope.place, Place::Entrance | Place::Premises))
        .map(|scope| scope.subject.clone())
        .collect();
    let behind = buildings_of(conn, reach.company(), &small)?;
    Ok(scopes.iter().all(|scope| match scope.place {
        Place::Company | Place::Complex => false,
        Place::Building => reach.has(&scope.subject),
        Place::Entrance | Place::Premises => behind.get(&scope.subject).is_some_and(|building| reach.has(building)),
    }))
}
