//! What joining reads of houses and companies: for letters, for the door, for the choice of a house.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::clock::{self, Moment};
use crate::db::schema::{buildings, companies, contacts, holdings, people, premises};
use crate::db::{BATCH, Conn, Listed};
use crate::homes::{BuildingId, ContactId, Kind, PremisesId};
use crate::text::Locale;
use crate::who::{CompanyId, Holds, PersonId};

/// What letters and pages say of a company.
#[derive(Clone, Debug, Queryable)]
pub(in crate::joining) struct Company {
    pub(in crate::joining) names: (String, String, String),
    pub(in crate::joining) bin: String,
    pub(in crate::joining) phone: String,
    pub(in crate::joining) addresses: (String, String),
    pub(in crate::joining) time_zone: String,
}

impl Company {
    pub(in crate::joining) fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::Kk => &self.names.0,
            Locale::Ru => &self.names.1,
            Locale::En => &self.names.2,
        }
    }

    pub(in crate::joining) fn zone(&self) -> chrono_tz::Tz {
        self.time_zone.parse().unwrap_or(crate::web::identify::ZONE)
    }
}

pub(in crate::joining) fn company(conn: &mut Conn, id: CompanyId) -> QueryResult<Company> {
    companies::table
        .find(id)
        .select((
            (companies::name_kk, companies::name_ru, companies::name_en),
            companies::bin,
            companies::phone,
            (companies::address_kk, companies::address_ru),
            companies::time_zone,
        ))
        .first(conn)
}

/// Premises as they are named: the building's address, what they are, their number.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub(in crate::joining) struct Place {
    pub(in crate::joining) id: PremisesId,
    pub(in crate::joining) address: String,
    pub(in crate::joining) kind: Kind,
    pub(in crate::joining) number: String,
}

impl Place {
    /// «Абай даңғылы, 12, 5-пәтер».
    pub(in crate::joining) fn label(&self, locale: Locale) -> String {
        format!("{}, {}", self.address, self.door(locale))
    }

    /// «5-пәтер».
    pub(in crate::joining) fn door(&self, locale: Locale) -> String {
        crate::text::tv(locale, self.kind.label_key(), &[("number", &self.number)])
    }
}

pub(in crate::joining) fn place(conn: &mut Conn, company: CompanyId, id: PremisesId) -> QueryResult<Place> {
    premises::table
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(premises::company_id.eq(company))
        .filter(premises::id.eq(id))
        .select((premises::id, buildings::address, premises::kind, premises::number))
        .first(conn)
}

/// Many premises, in the order of the register.
pub(in crate::joining) fn places(conn: &mut Conn, company: CompanyId, ids: &[PremisesId]) -> QueryResult<Vec<Place>> {
    premises::table
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(premises::company_id.eq(company))
        .filter(premises::id.among(ids))
        .order((premises::sort_key, premises::id))
        .select((premises::id, buildings::address, premises::kind, premises::number))
        .load(conn)
}

/// For whom letters are printed.
#[derive(Clone, Debug)]
pub(in crate::joining) struct Target {
    /// A word of [`crate::joining::forms::Area`].
    pub(in crate::joining) area: crate::joining::forms::Area,
    pub(in crate::joining) subject: String,
    pub(in crate::joining) only_new: bool,
}

/// Flats and non-residential premises (a parking place has no mailbox) of a place, in the order in which somebody walks.
pub(in crate::joining) fn targets(
    conn: &mut Conn,
    company: CompanyId,
    of: &Target,
    now: Moment,
    limit: i64,
) -> QueryResult<Vec<Place>> {
    use crate::joining::forms::Area;
    let today = clock::today(now);
    let mut query = premises::table
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(premises::company_id.eq(company))
        .select((premises::id, buildings::address, premises::kind, premises::number))
        .order((premises::sort_key, premises::id))
        .limit(limit)
        .into_boxed();
    query = match of.area {
        Area::Complex => query.filter(buildings::complex_id.eq(of.subject.clone())),
        Area::Building => query.filter(premises::building_id.eq(of.subject.clone())),
        Area::Entrance => query.filter(premises::entrance_id.eq(of.subject.clone())),
        Area::Premises => query.filter(premises::id.eq(of.subject.clone())),
    };
    query = query.filter(buildings::handed_over_on.is_null());
    if of.area != Area::Premises {
        query = query.filter(premises::kind.among([Kind::Flat, Kind::Commercial]));
    }
    if of.only_new {
        let inside = holdings::table
            .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
            .inner_join(people::table.on(people::id.nullable().eq(contacts::person_id)))
            .filter(holdings::company_id.eq(company))
            .filter(holdings::premises_id.eq(premises::id))
            .filter(holdings::until.is_null().or(holdings::until.ge(today)))
            .filter(people::password.is_not_null())
            .select(holdings::id);
        query = query.filter(diesel::dsl::not(diesel::dsl::exists(inside)));
    }
    query.load(conn)
}

/// The one owner of each of these premises who has not come in yet; premises with several such owners, or none, are left out.
pub(in crate::joining) fn lone_owners(
    conn: &mut Conn,
    company: CompanyId,
    of: &[PremisesId],
    now: Moment,
) -> QueryResult<HashMap<PremisesId, ContactId>> {
    let today = clock::today(now);
    let mut all: HashMap<PremisesId, Vec<ContactId>> = HashMap::new();
    for some in of.chunks(BATCH) {
        let rows: Vec<(PremisesId, ContactId, Option<String>)> = holdings::table
            .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
            .left_join(people::table.on(people::id.nullable().eq(contacts::person_id)))
            .filter(holdings::company_id.eq(company))
            .filter(holdings::premises_id.among(some))
            .filter(holdings::holds.eq(Holds::Owner))
            .filter(contacts::died_on.is_null())
            .filter(holdings::until.is_null().or(holdings::until.ge(today)))
            .select((holdings::premises_id, holdings::contact_id, people::password.nullable()))
            .load(conn)?;
        for (premises, contact, _) in rows.into_iter().filter(|(_, _, password)| password.is_none()) {
            all.entry(premises).or_default().push(contact);
        }
    }
    Ok(all
        .into_iter()
        .filter_map(|(premises, owners)| if let [one] = owners[..] { Some((premises, one)) } else { None })
        .collect())
}

/// A building of any company of the installation: addresses are public.
#[derive(Clone, Debug, Queryable)]
pub(in crate::joining) struct House {
    pub(in crate::joining) id: BuildingId,
    pub(in crate::joining) company: CompanyId,
    pub(in crate::joining) address: String,
    pub(in crate::joining) names: (String, String, String),
}

/// Buildings whose address has all of these folded words in it.
pub(in crate::joining) fn houses(conn: &mut Conn, words: &[String], limit: i64) -> QueryResult<Vec<House>> {
    let mut query = buildings::table
        .inner_join(companies::table.on(companies::id.eq(buildings::company_id)))
        .select((
            buildings::id,
            buildings::company_id,
            buildings::address,
            (companies::name_kk, companies::name_ru, companies::name_en),
        ))
        .filter(buildings::handed_over_on.is_null())
        .order((buildings::sort_key, buildings::id))
        .limit(limit)
        .into_boxed();
    for word in words {
        query = query.filter(buildings::address_folded.like(format!("%{word}%")));
    }
    query.load(conn)
}

pub(in crate::joining) fn house(conn: &mut Conn, id: BuildingId) -> QueryResult<Option<House>> {
    buildings::table
        .inner_join(companies::table.on(companies::id.eq(buildings::company_id)))
        .filter(buildings::id.eq(id))
        .filter(buildings::handed_over_on.is_null())
        .select((
            buildings::id,
            buildings::company_id,
            buildings::address,
            (companies::name_kk, companies::name_ru, companies::name_en),
        ))
        .first(conn)
        .optional()
}

/// What people are called.
pub(in crate::joining) fn names(conn: &mut Conn, of: &[PersonId]) -> QueryResult<HashMap<PersonId, String>> {
    let mut all = HashMap::new();
    for some in of.chunks(BATCH) {
        let rows: Vec<(PersonId, String)> =
            people::table.filter(people::id.among(some)).select((people::id, people::name)).load(conn)?;
        all.extend(rows);
    }
    Ok(all)
}
