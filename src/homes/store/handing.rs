//! Houses on their way to another company: what is asked of them, and that they went.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{buildings, complexes, contacts, entrances, holdings, move_sides, moves, premises, representatives};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::homes::handing::Handed;
use crate::homes::moves::MoveId;
use crate::homes::rows::{Building, Complex, Contact, Entrance, Holding, Move, Premises, Representative, Side};
use crate::homes::{BuildingId, ComplexId, ContactId, HoldingId, PremisesId};
use crate::who::{CompanyId, PersonId};

/// Everything of some houses, each kind in the order in which lists show it; what a merged card keeps is left out.
pub(in crate::homes) fn handed(conn: &mut Conn, company: CompanyId, of: &[BuildingId]) -> QueryResult<Handed> {
    let houses = buildings::table
        .filter(buildings::company_id.eq(company))
        .filter(buildings::id.among(of))
        .order((buildings::sort_key, buildings::id))
        .select(Building::as_select())
        .load(conn)?;
    let mut all = Handed { buildings: houses, ..Handed::default() };
    let within: HashSet<ComplexId> = all.buildings.iter().filter_map(|of| of.complex_id).collect();
    all.complexes = complexes::table
        .filter(complexes::company_id.eq(company))
        .filter(complexes::id.among(within))
        .order(complexes::sort_key)
        .select(Complex::as_select())
        .load(conn)?;
    all.entrances = entrances::table
        .filter(entrances::company_id.eq(company))
        .filter(entrances::building_id.among(of))
        .order((entrances::building_id, entrances::sort_key, entrances::id))
        .select(Entrance::as_select())
        .load(conn)?;
    all.premises = premises::table
        .filter(premises::company_id.eq(company))
        .filter(premises::building_id.among(of))
        .order((premises::sort_key, premises::id))
        .select(Premises::as_select())
        .load(conn)?;
    all.holdings = holdings::table
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(holdings::company_id.eq(company))
        .filter(premises::building_id.among(of))
        .filter(contacts::merged_into.is_null())
        .order((premises::sort_key, holdings::id))
        .select(Holding::as_select())
        .load(conn)?;
    hanging(conn, company, of, &mut all)?;
    people(conn, company, &mut all)?;
    Ok(all)
}

/// The powers for these holdings and the moves of these premises.
fn hanging(conn: &mut Conn, company: CompanyId, of: &[BuildingId], all: &mut Handed) -> QueryResult<()> {
    let held: HashSet<HoldingId> = all.holdings.iter().map(|of| of.id).collect();
    let powers: Vec<Representative> = representatives::table
        .inner_join(holdings::table.on(holdings::id.eq(representatives::holding_id)))
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .filter(representatives::company_id.eq(company))
        .filter(premises::building_id.among(of))
        .order(representatives::id)
        .select(Representative::as_select())
        .load(conn)?;
    all.powers = powers.into_iter().filter(|of| held.contains(&of.holding_id)).collect();
    all.moves = moves::table
        .inner_join(premises::table.on(premises::id.eq(moves::premises_id)))
        .filter(moves::company_id.eq(company))
        .filter(premises::building_id.among(of))
        .order(moves::id)
        .select(Move::as_select())
        .load(conn)?;
    let ids: Vec<MoveId> = all.moves.iter().map(|of| of.id).collect();
    for some in ids.chunks(BATCH) {
        all.sides.extend(
            move_sides::table
                .filter(move_sides::company_id.eq(company))
                .filter(move_sides::move_id.among(some))
                .order((move_sides::move_id, move_sides::holding_id))
                .select(Side::as_select())
                .load::<Side>(conn)?,
        );
    }
    Ok(())
}

/// Whoever is spoken of; of a card that was merged the one into which it went.
fn people(conn: &mut Conn, company: CompanyId, all: &mut Handed) -> QueryResult<()> {
    let held = all.holdings.iter().map(|of| of.contact_id);
    let named: HashSet<ContactId> =
        held.chain(all.powers.iter().map(|of| of.contact_id)).chain(all.sides.iter().map(|of| of.contact_id)).collect();
    let named: Vec<ContactId> = named.into_iter().collect();
    let mut gone: HashMap<ContactId, ContactId> = HashMap::new();
    for some in named.chunks(BATCH) {
        let mine = contacts::table.filter(contacts::company_id.eq(company)).filter(contacts::id.among(some));
        let merged: Vec<(ContactId, Option<ContactId>)> =
            mine.filter(contacts::merged_into.is_not_null()).select((contacts::id, contacts::merged_into)).load(conn)?;
        gone.extend(merged.into_iter().filter_map(|(id, into)| Some((id, into?))));
    }
    let live = |id: ContactId| gone.get(&id).copied().unwrap_or(id);
    for power in &mut all.powers {
        power.contact_id = live(power.contact_id);
    }
    for side in &mut all.sides {
        side.contact_id = live(side.contact_id);
    }
    let mut ids: Vec<ContactId> = named.into_iter().map(live).collect();
    ids.sort_unstable();
    ids.dedup();
    for some in ids.chunks(BATCH) {
        let mine = contacts::table.filter(contacts::company_id.eq(company)).filter(contacts::id.among(some));
        all.contacts.extend(mine.order(contacts::id).select(Contact::as_select()).load::<Contact>(conn)?);
    }
    Ok(())
}

pub(in crate::homes) fn accounts(
    conn: &mut Conn,
    company: CompanyId,
    of: &[ContactId],
) -> QueryResult<HashMap<ContactId, PersonId>> {
    let mut all = HashMap::new();
    for some in of.chunks(BATCH) {
        let mine = contacts::table.filter(contacts::company_id.eq(company)).filter(contacts::id.among(some));
        let rows: Vec<(ContactId, Option<PersonId>)> = mine.select((contacts::id, contacts::person_id)).load(conn)?;
        all.extend(rows.into_iter().filter_map(|(card, person)| Some((card, person?))));
    }
    Ok(all)
}

/// Which of these addresses, folded, a company has; as people say them.
pub(in crate::homes) fn addresses(conn: &mut Conn, company: CompanyId, folded: &[&str]) -> QueryResult<Vec<String>> {
    let mine = buildings::table.filter(buildings::company_id.eq(company)).filter(buildings::address_folded.among(folded));
    mine.order(buildings::sort_key).select(buildings::address).load(conn)
}

/// Which of these account numbers a company has given to premises.
pub(in crate::homes) fn accounts_taken(conn: &mut Conn, company: CompanyId, of: &[&str]) -> QueryResult<Vec<String>> {
    let mut all = Vec::new();
    for some in of.chunks(BATCH) {
        let mine = premises::table.filter(premises::company_id.eq(company)).filter(premises::account.among(some));
        all.extend(mine.select(premises::account.assume_not_null()).load::<String>(conn)?);
    }
    Ok(all)
}

/// The cards of a company by ИИН or БИН.
pub(in crate::homes) fn by_ident(conn: &mut Conn, company: CompanyId, of: &[&str]) -> QueryResult<HashMap<String, ContactId>> {
    let mut all = HashMap::new();
    for some in of.chunks(BATCH) {
        let mine = contacts::table.filter(contacts::company_id.eq(company)).filter(contacts::ident.among(some));
        all.extend(mine.select((contacts::ident.assume_not_null(), contacts::id)).load::<(String, ContactId)>(conn)?);
    }
    Ok(all)
}

pub(in crate::homes) fn complexes_by_name(conn: &mut Conn, company: CompanyId) -> QueryResult<HashMap<String, ComplexId>> {
    let mine = complexes::table.filter(complexes::company_id.eq(company));
    Ok(mine.select((complexes::sort_key, complexes::id)).load::<(String, ComplexId)>(conn)?.into_iter().collect())
}

pub(in crate::homes) fn move_numbers(conn: &mut Conn, company: CompanyId) -> QueryResult<HashSet<String>> {
    let mine = moves::table.filter(moves::company_id.eq(company));
    Ok(mine.select(moves::number).load::<String>(conn)?.into_iter().collect())
}

pub(in crate::homes) fn give_away(tx: &mut Tx<'_>, company: CompanyId, of: &[BuildingId], on: NaiveDate) -> QueryResult<usize> {
    let mine = buildings::table.filter(buildings::company_id.eq(company)).filter(buildings::id.among(of));
    diesel::update(mine).set(buildings::handed_over_on.eq(on)).execute(&mut **tx)
}

pub(in crate::homes) fn is_handed_over(conn: &mut Conn, company: CompanyId, id: BuildingId) -> QueryResult<bool> {
    let mine = buildings::table.filter(buildings::company_id.eq(company)).filter(buildings::id.eq(id));
    Ok(mine.filter(buildings::handed_over_on.is_not_null()).count().get_result::<i64>(conn)? > 0)
}

pub(in crate::homes) fn are_handed_over(conn: &mut Conn, company: CompanyId, id: PremisesId) -> QueryResult<bool> {
    let mine = premises::table
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(premises::company_id.eq(company))
        .filter(premises::id.eq(id))
        .filter(buildings::handed_over_on.is_not_null());
    Ok(mine.count().get_result::<i64>(conn)? > 0)
}

/// Whether all that somebody holds or held was handed over; of somebody who holds nothing, no.
pub(in crate::homes) fn is_person_handed_over(conn: &mut Conn, company: CompanyId, id: ContactId) -> QueryResult<bool> {
    let days: Vec<Option<NaiveDate>> = holdings::table
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(holdings::company_id.eq(company))
        .filter(holdings::contact_id.eq(id))
        .select(buildings::handed_over_on)
        .load(conn)?;
    Ok(!days.is_empty() && days.iter().all(Option::is_some))
}
