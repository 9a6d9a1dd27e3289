//! Protocols, their copies, and what stands in them besides votes.

use chrono_tz::Tz;
use diesel::prelude::*;

use crate::db::schema::{buildings, companies, meetings, people, protocol_copies, protocols};
use crate::db::{Conn, Listed, Tx};
use crate::homes::BuildingId;
use crate::voting::meeting::{MeetingId, State};
use crate::voting::protocol::{CopyId, CopyRow, Protocol};
use crate::voting::rows::Meeting;
use crate::who::{CompanyId, PersonId};

/// The time zone of a company.
pub(in crate::voting) fn zone(conn: &mut Conn, company: CompanyId) -> QueryResult<Tz> {
    let zone: String = companies::table.filter(companies::id.eq(company)).select(companies::time_zone).first(conn)?;
    Ok(zone.parse().unwrap_or(crate::web::identify::ZONE))
}

/// A company as its paper names it: names in Kazakh, Russian and English, БИН, telephone, addresses in Kazakh and Russian.
pub(in crate::voting) type Sender = ((String, String, String), String, String, (String, String));

pub(in crate::voting) fn sender(conn: &mut Conn, company: CompanyId) -> QueryResult<Sender> {
    companies::table
        .filter(companies::id.eq(company))
        .select((
            (companies::name_kk, companies::name_ru, companies::name_en),
            companies::bin,
            companies::phone,
            (companies::address_kk, companies::address_ru),
        ))
        .first(conn)
}

/// The address of a building.
pub(in crate::voting) fn address(conn: &mut Conn, company: CompanyId, id: BuildingId) -> QueryResult<String> {
    buildings::table.filter(buildings::company_id.eq(company)).filter(buildings::id.eq(id)).select(buildings::address).first(conn)
}

/// The versions of a meeting's protocol, the newest first.
pub(in crate::voting) fn versions(conn: &mut Conn, company: CompanyId, of: MeetingId) -> QueryResult<Vec<Protocol>> {
    protocols::table
        .filter(protocols::company_id.eq(company))
        .filter(protocols::meeting_id.eq(of))
        .order(protocols::version.desc())
        .select(Protocol::as_select())
        .load(conn)
}

pub(in crate::voting) fn add(tx: &mut Tx<'_>, new: &Protocol) -> QueryResult<usize> {
    diesel::insert_into(protocols::table).values(new).execute(&mut **tx)
}

/// Notes that the file of a version was made; false when it was before.
pub(in crate::voting) fn made(tx: &mut Tx<'_>, of: &Protocol, sha256: &str) -> QueryResult<bool> {
    let now = tx.now();
    let there = protocols::table
        .filter(protocols::company_id.eq(of.company_id))
        .filter(protocols::meeting_id.eq(of.meeting_id))
        .filter(protocols::version.eq(of.version))
        .filter(protocols::made_at.is_null());
    Ok(diesel::update(there).set((protocols::sha256.eq(sha256), protocols::made_at.eq(now))).execute(&mut **tx)? == 1)
}

/// The newest version of the protocol that has this code, with its meeting: for whoever holds the paper, of whatever company.
pub(in crate::voting) fn by_code(conn: &mut Conn, code: &str) -> QueryResult<Option<(Protocol, Meeting)>> {
    protocols::table
        .inner_join(meetings::table.on(meetings::id.eq(protocols::meeting_id)))
        .filter(protocols::code.eq(code))
        .order(protocols::version.desc())
        .select((Protocol::as_select(), Meeting::as_select()))
        .first(conn)
        .optional()
}

/// The code of the protocol whose file has this hash.
pub(in crate::voting) fn by_hash(conn: &mut Conn, sha256: &str) -> QueryResult<Option<Protocol>> {
    protocols::table.filter(protocols::sha256.eq(sha256)).select(Protocol::as_select()).first(conn).optional()
}

/// The meetings whose voting is over and whose chain has not been looked at for the longest time come first: all that have a chain.
pub(in crate::voting) fn chained(conn: &mut Conn) -> QueryResult<Vec<Meeting>> {
    meetings::table.filter(meetings::head_place.gt(0)).order(meetings::id).select(Meeting::as_select()).load(conn)
}

/// Moves a meeting on, if it is still in that state.
pub(in crate::voting) fn step(tx: &mut Tx<'_>, of: &Meeting, to: State) -> QueryResult<bool> {
    let now = tx.now();
    let there = meetings::table
        .filter(meetings::company_id.eq(of.company_id))
        .filter(meetings::id.eq(of.id))
        .filter(meetings::state.eq(of.state));
    Ok(diesel::update(there).set((meetings::state.eq(to), meetings::updated_at.eq(now))).execute(&mut **tx)? == 1)
}

/// Somebody who is told: name, language, address that is known to work.
pub(in crate::voting) type Reader = (PersonId, String, String, Option<String>);

pub(in crate::voting) fn readers(conn: &mut Conn, of: &[PersonId]) -> QueryResult<Vec<Reader>> {
    let rows: Vec<(Reader, Option<crate::clock::Moment>)> = people::table
        .filter(people::id.among(of))
        .select(((people::id, people::name, people::locale, people::email), people::bounced_at))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|((id, name, locale, email), bounced)| (id, name, locale, email.filter(|_| bounced.is_none())))
        .collect())
}

pub(in crate::voting) fn add_copy(tx: &mut Tx<'_>, new: &CopyRow) -> QueryResult<usize> {
    diesel::insert_into(protocol_copies::table).values(new).execute(&mut **tx)
}

/// The copies of a meeting's protocol that were asked for, those that wait first; of one person only, if one is given.
pub(in crate::voting) fn copies(
    conn: &mut Conn,
    company: CompanyId,
    of: MeetingId,
    person: Option<PersonId>,
) -> QueryResult<Vec<CopyRow>> {
    let mut query = protocol_copies::table
        .filter(protocol_copies::company_id.eq(company))
        .filter(protocol_copies::meeting_id.eq(of))
        .order((protocol_copies::given_at.is_not_null(), protocol_copies::due_on, protocol_copies::id))
        .select(CopyRow::as_select())
        .into_boxed();
    if let Some(person) = person {
        query = query.filter(protocol_copies::person_id.eq(person));
    }
    query.load(conn)
}

/// Notes that a copy was given; false when it was before.
///
/// # Errors
/// `NotFound` when nobody asked for it here.
pub(in crate::voting) fn give_copy(
    tx: &mut Tx<'_>,
    company: CompanyId,
    of: MeetingId,
    id: CopyId,
    by: PersonId,
) -> QueryResult<bool> {
    let now = tx.now();
    let asked = copies(tx, company, of, None)?.into_iter().find(|copy| copy.id == id).ok_or(diesel::result::Error::NotFound)?;
    let there = protocol_copies::table.filter(protocol_copies::id.eq(asked.id)).filter(protocol_copies::given_at.is_null());
    let set = (protocol_copies::given_at.eq(now), protocol_copies::given_by.eq(by));
    Ok(diesel::update(there).set(set).execute(&mut **tx)? == 1)
}
