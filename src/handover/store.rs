//! Every query of hand-overs.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{buildings, companies, duties, handover_buildings, handovers, memberships, people};
use crate::db::{Conn, Listed, Tx};
use crate::handover::rows::{Handover, HandoverId, State};
use crate::homes::BuildingId;
use crate::text::Locale;
use crate::who::{CompanyId, Duty, PersonId};

pub(in crate::handover) fn add(tx: &mut Tx<'_>, new: &Handover) -> QueryResult<usize> {
    diesel::insert_into(handovers::table).values(new).execute(&mut **tx)
}

pub(in crate::handover) fn add_buildings(tx: &mut Tx<'_>, of: &Handover, all: &[BuildingId]) -> QueryResult<()> {
    for id in all {
        let row = (
            handover_buildings::company_id.eq(of.company_id),
            handover_buildings::handover_id.eq(of.id),
            handover_buildings::building_id.eq(id),
            handover_buildings::under_way.eq(true),
        );
        diesel::insert_into(handover_buildings::table).values(row).execute(&mut **tx)?;
    }
    Ok(())
}

/// For the operator, who sees all.
pub(in crate::handover) fn one(conn: &mut Conn, id: HandoverId) -> QueryResult<Handover> {
    handovers::table.find(id).select(Handover::as_select()).first(conn)
}

/// For either company.
pub(in crate::handover) fn of_either(conn: &mut Conn, company: CompanyId, id: HandoverId) -> QueryResult<Handover> {
    handovers::table
        .filter(handovers::company_id.eq(company).or(handovers::to_company_id.eq(company)))
        .filter(handovers::id.eq(id))
        .select(Handover::as_select())
        .first(conn)
}

/// One that comes to a company.
pub(in crate::handover) fn coming(conn: &mut Conn, company: CompanyId, id: HandoverId) -> QueryResult<Handover> {
    handovers::table
        .filter(handovers::to_company_id.eq(company))
        .filter(handovers::id.eq(id))
        .select(Handover::as_select())
        .first(conn)
}

/// The hand-overs of a company, of all for the operator, the latest first.
pub(in crate::handover) fn latest(conn: &mut Conn, company: Option<CompanyId>, limit: i64) -> QueryResult<Vec<Handover>> {
    let mut query = handovers::table.order(handovers::id.desc()).select(Handover::as_select()).limit(limit).into_boxed();
    if let Some(company) = company {
        query = query.filter(handovers::company_id.eq(company).or(handovers::to_company_id.eq(company)));
    }
    query.load(conn)
}

/// Its buildings.
pub(in crate::handover) fn buildings(conn: &mut Conn, of: &Handover) -> QueryResult<Vec<BuildingId>> {
    handover_buildings::table
        .filter(handover_buildings::company_id.eq(of.company_id))
        .filter(handover_buildings::handover_id.eq(of.id))
        .order(handover_buildings::building_id)
        .select(handover_buildings::building_id)
        .load(conn)
}

/// The addresses of the buildings of some hand-overs.
pub(in crate::handover) fn addresses(conn: &mut Conn, of: &[HandoverId]) -> QueryResult<Vec<(HandoverId, String)>> {
    handover_buildings::table
        .inner_join(buildings::table.on(buildings::id.eq(handover_buildings::building_id)))
        .filter(handover_buildings::handover_id.among(of))
        .order(buildings::sort_key)
        .select((handover_buildings::handover_id, buildings::address))
        .load(conn)
}

/// A company's buildings that can be handed over.
pub(in crate::handover) fn free(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<(BuildingId, String)>> {
    let busy = handover_buildings::table.filter(handover_buildings::under_way.eq(true)).select(handover_buildings::building_id);
    buildings::table
        .filter(buildings::company_id.eq(company))
        .filter(buildings::handed_over_on.is_null())
        .filter(buildings::id.ne_all(busy))
        .order(buildings::sort_key)
        .select((buildings::id, buildings::address))
        .limit(2_000)
        .load(conn)
}

/// A company by name: id, names, БИН.
pub(in crate::handover) type Named = (CompanyId, [String; 3], String);

/// The name in a language.
pub(in crate::handover) fn name_in(locale: Locale, [kk, ru, en]: &[String; 3]) -> String {
    match locale {
        Locale::Kk => kk,
        Locale::Ru => ru,
        Locale::En => en,
    }
    .clone()
}

pub(in crate::handover) fn companies(conn: &mut Conn) -> QueryResult<Vec<Named>> {
    let rows: Vec<(CompanyId, String, String, String, String)> = companies::table
        .order(companies::created_at)
        .select((companies::id, companies::name_kk, companies::name_ru, companies::name_en, companies::bin))
        .limit(1_000)
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, kk, ru, en, bin)| (id, [kk, ru, en], bin)).collect())
}

/// The archive is there; `false` when the hand-over has ended meanwhile, or it was there before.
pub(in crate::handover) fn packed(tx: &mut Tx<'_>, id: HandoverId, content: &str) -> QueryResult<bool> {
    let now = tx.now();
    let open = handovers::table.filter(handovers::id.eq(id)).filter(handovers::state.eq(State::Packing));
    let is = (handovers::state.eq(State::Ready), handovers::packed_at.eq(now), handovers::content.eq(content));
    Ok(diesel::update(open).set(is).execute(&mut **tx)? == 1)
}

/// The archive is to be made anew.
pub(in crate::handover) fn stale(tx: &mut Tx<'_>, id: HandoverId) -> QueryResult<bool> {
    let open = handovers::table.filter(handovers::id.eq(id)).filter(handovers::state.eq(State::Ready));
    Ok(diesel::update(open).set(handovers::state.eq(State::Packing)).execute(&mut **tx)? == 1)
}

/// It comes to its end; `false` when it has before. Only what is ready is accepted or refused.
pub(in crate::handover) fn end(tx: &mut Tx<'_>, id: HandoverId, to: State, reason: &str) -> QueryResult<bool> {
    let now = tx.now();
    let from: &[State] = if to == State::Cancelled { &[State::Packing, State::Ready] } else { &[State::Ready] };
    let open = handovers::table.filter(handovers::id.eq(id)).filter(handovers::state.among(from));
    let is = (handovers::state.eq(to), handovers::reason.eq(reason), handovers::ended_at.eq(now));
    Ok(diesel::update(open).set(is).execute(&mut **tx)? == 1)
}

pub(in crate::handover) fn free_buildings(tx: &mut Tx<'_>, id: HandoverId) -> QueryResult<()> {
    let its = handover_buildings::table.filter(handover_buildings::handover_id.eq(id));
    diesel::update(its).set(handover_buildings::under_way.eq(false)).execute(&mut **tx).map(drop)
}

/// Those whose term has run out and of whom that was not said yet.
pub(in crate::handover) fn late(conn: &mut Conn, today: NaiveDate) -> QueryResult<Vec<Handover>> {
    handovers::table
        .filter(handovers::state.among([State::Packing, State::Ready]))
        .filter(handovers::due_on.lt(today))
        .filter(handovers::late_told_at.is_null())
        .select(Handover::as_select())
        .limit(1_000)
        .load(conn)
}

/// It was said; `false` when somebody else has said it.
pub(in crate::handover) fn told_late(tx: &mut Tx<'_>, id: HandoverId) -> QueryResult<bool> {
    let now = tx.now();
    let open = handovers::table.filter(handovers::id.eq(id)).filter(handovers::late_told_at.is_null());
    Ok(diesel::update(open).set(handovers::late_told_at.eq(now)).execute(&mut **tx)? == 1)
}

/// How somebody who is told reads: account, name, language, address unless letters bounce.
pub(in crate::handover) type Reader = (PersonId, String, Locale, Option<String>);

type Row = (PersonId, String, String, Option<String>, Option<crate::clock::Moment>);

fn reader((person, name, locale, email, bounced): Row) -> Reader {
    (person, name, Locale::from_code(&locale).unwrap_or_default(), email.filter(|_| bounced.is_none()))
}

/// Those who look after the portal for a company.
pub(in crate::handover) fn admins(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<Reader>> {
    let rows: Vec<Row> = memberships::table
        .inner_join(people::table.on(people::id.eq(memberships::person_id)))
        .inner_join(duties::table.on(duties::membership_id.eq(memberships::id)))
        .filter(memberships::company_id.eq(company))
        .filter(memberships::until.is_null())
        .filter(duties::duty.eq(Duty::Admin))
        .select((people::id, people::name, people::locale, people::email, people::bounced_at))
        .order(people::id)
        .load(conn)?;
    Ok(rows.into_iter().map(reader).collect())
}

/// Those who run the installation.
pub(in crate::handover) fn operators(conn: &mut Conn) -> QueryResult<Vec<Reader>> {
    let rows: Vec<Row> = people::table
        .filter(people::operator.eq(true))
        .select((people::id, people::name, people::locale, people::email, people::bounced_at))
        .order(people::id)
        .limit(100)
        .load(conn)?;
    Ok(rows.into_iter().map(reader).collect())
}

/// These people.
pub(in crate::handover) fn readers(conn: &mut Conn, of: &[PersonId]) -> QueryResult<Vec<Reader>> {
    let mut all = Vec::new();
    for some in of.chunks(crate::db::BATCH) {
        let rows: Vec<Row> = people::table
            .filter(people::id.among(some))
            .select((people::id, people::name, people::locale, people::email, people::bounced_at))
            .load(conn)?;
        all.extend(rows.into_iter().map(reader));
    }
    Ok(all)
}

/// What hand-overs of a company are called: their addresses.
pub(in crate::handover) fn named(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, String)>> {
    handover_buildings::table
        .inner_join(handovers::table.on(handovers::id.eq(handover_buildings::handover_id)))
        .inner_join(buildings::table.on(buildings::id.eq(handover_buildings::building_id)))
        .filter(handovers::company_id.eq(company).or(handovers::to_company_id.eq(company)))
        .filter(handover_buildings::handover_id.among(ids))
        .order(buildings::sort_key)
        .select((handover_buildings::handover_id, buildings::address))
        .load(conn)
}
