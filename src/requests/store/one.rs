//! One request: where it is, who belongs to it.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{
    buildings, companies, entrances, people, premises, request_breaches, request_confirmations, request_joiners, request_pauses,
    request_ratings, requests,
};
use crate::db::{Conn, Listed};
use crate::homes::{self, PremisesId};
use crate::requests::clock::Pause;
use crate::requests::kind::RequestId;
use crate::requests::rows::{Breach, Request, pauses as paused};
use crate::text::Locale;
use crate::who::{CompanyId, PersonId, Reach};

/// Where it is, as people call it.
#[derive(Clone, Debug, Queryable)]
pub(in crate::requests) struct Where {
    pub(in crate::requests) address: String,
    pub(in crate::requests) entrance: Option<String>,
    pub(in crate::requests) premises: Option<(homes::Kind, String)>,
}

/// A request with its place, within reach; one elsewhere is not there.
pub(in crate::requests) fn within(conn: &mut Conn, reach: &Reach, id: RequestId) -> QueryResult<(Request, Where)> {
    let mut query = requests::table
        .inner_join(buildings::table.on(buildings::id.eq(requests::building_id)))
        .left_join(entrances::table.on(entrances::id.nullable().eq(requests::entrance_id)))
        .left_join(premises::table.on(premises::id.nullable().eq(requests::premises_id)))
        .filter(requests::company_id.eq(reach.company()))
        .filter(requests::id.eq(id))
        .select((
            Request::as_select(),
            (buildings::address, entrances::number.nullable(), (premises::kind, premises::number).nullable()),
        ))
        .into_boxed();
    if let Some(buildings) = reach.buildings() {
        query = query.filter(requests::building_id.among(buildings));
    }
    query.first(conn)
}

/// The request of a number, within reach.
pub(in crate::requests) fn numbered(conn: &mut Conn, reach: &Reach, number: &str) -> QueryResult<Option<Request>> {
    let mut query = requests::table
        .filter(requests::company_id.eq(reach.company()))
        .filter(requests::number.eq(number))
        .select(Request::as_select())
        .into_boxed();
    if let Some(buildings) = reach.buildings() {
        query = query.filter(requests::building_id.among(buildings));
    }
    query.first(conn).optional()
}

/// Numbers of requests, by id.
pub(in crate::requests) fn numbers(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[RequestId],
) -> QueryResult<HashMap<RequestId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(RequestId, String)> = requests::table
        .filter(requests::company_id.eq(company))
        .filter(requests::id.among(ids))
        .select((requests::id, requests::number))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Those that followed from it or turned out to be the same: id, number, whether it is the same.
pub(in crate::requests) fn following(
    conn: &mut Conn,
    company: CompanyId,
    of: RequestId,
) -> QueryResult<Vec<(RequestId, String, Option<RequestId>)>> {
    requests::table
        .filter(requests::company_id.eq(company))
        .filter(requests::linked_id.eq(of).or(requests::duplicate_of_id.eq(of)))
        .order(requests::id)
        .select((requests::id, requests::number, requests::duplicate_of_id))
        .limit(50)
        .load(conn)
}

/// When its clock stood.
pub(in crate::requests) fn pauses(conn: &mut Conn, of: RequestId) -> QueryResult<Vec<Pause>> {
    let rows: Vec<(Moment, Option<Moment>)> = request_pauses::table
        .filter(request_pauses::request_id.eq(of))
        .order(request_pauses::since)
        .select((request_pauses::since, request_pauses::until))
        .load(conn)?;
    Ok(paused(rows))
}

/// The terms it missed.
pub(in crate::requests) fn breaches(conn: &mut Conn, company: CompanyId, of: RequestId) -> QueryResult<Vec<Breach>> {
    request_breaches::table
        .filter(request_breaches::company_id.eq(company))
        .filter(request_breaches::request_id.eq(of))
        .order(request_breaches::due_at)
        .select(Breach::as_select())
        .load(conn)
}

/// Those who said «mine too», with the premises they said it from.
pub(in crate::requests) fn joiners(conn: &mut Conn, of: RequestId) -> QueryResult<Vec<(PersonId, PremisesId)>> {
    request_joiners::table
        .filter(request_joiners::request_id.eq(of))
        .order(request_joiners::joined_at)
        .select((request_joiners::person_id, request_joiners::premises_id))
        .load(conn)
}

/// From which premises it was said that it is fixed, and by whom.
pub(in crate::requests) fn confirmed(conn: &mut Conn, of: RequestId) -> QueryResult<Vec<(PremisesId, PersonId)>> {
    request_confirmations::table
        .filter(request_confirmations::request_id.eq(of))
        .select((request_confirmations::premises_id, request_confirmations::person_id))
        .load(conn)
}

/// A rating: by whom, whether good, tags, words.
pub(in crate::requests) type Rating = (PersonId, bool, String, String);

pub(in crate::requests) fn ratings(conn: &mut Conn, of: RequestId) -> QueryResult<Vec<Rating>> {
    request_ratings::table
        .filter(request_ratings::request_id.eq(of))
        .order(request_ratings::created_at)
        .select((request_ratings::person_id, request_ratings::good, request_ratings::tags, request_ratings::words))
        .load(conn)
}

/// Somebody who is told.
#[derive(Clone, Debug, Queryable)]
pub(in crate::requests) struct Addressee {
    pub(in crate::requests) person: PersonId,
    pub(in crate::requests) name: String,
    pub(in crate::requests) email: Option<String>,
    pub(in crate::requests) bounced_at: Option<Moment>,
    pub(in crate::requests) locale: String,
}

pub(in crate::requests) fn addressees(conn: &mut Conn, of: &[PersonId]) -> QueryResult<Vec<Addressee>> {
    people::table
        .filter(people::id.among(of))
        .select((people::id, people::name, people::email, people::bounced_at, people::locale))
        .load(conn)
}

/// What somebody is called.
pub(in crate::requests) fn names(conn: &mut Conn, of: &[PersonId]) -> QueryResult<HashMap<PersonId, String>> {
    let rows: Vec<(PersonId, String)> =
        people::table.filter(people::id.among(of)).select((people::id, people::name)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// A company's name.
pub(in crate::requests) fn company_name(conn: &mut Conn, of: CompanyId) -> QueryResult<[String; 3]> {
    let (kk, ru, en): (String, String, String) =
        companies::table.find(of).select((companies::name_kk, companies::name_ru, companies::name_en)).first(conn)?;
    Ok([kk, ru, en])
}

/// The one of a reader's language.
pub(in crate::requests) fn in_language(names: &[String; 3], locale: Locale) -> &str {
    let [kk, ru, en] = names;
    match locale {
        Locale::Kk => kk,
        Locale::Ru => ru,
        Locale::En => en,
    }
}
