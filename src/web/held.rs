//! What somebody holds: premises, and by them a resident's seat in each company. Whoever acts for an
//! owner by a registered power of attorney (Civil Code, art. 167) has a seat there too, be it without a home: else they could not vote for them.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::look::{Look, LookRow};
use super::seat::{Home, Seat};
use crate::clock::{self, Moment};
use crate::db::Conn;
use crate::db::schema::{brands, buildings, companies, contacts, holdings, premises, representatives};
use crate::who::{CompanyId, Holds, PersonId, Role};

/// A company: its names in Kazakh, Russian and English.
type Company = (CompanyId, String, String, String);
/// What is held: premises, building, the way.
type Held = ((String, String, String, Option<String>), (String, Option<String>, String), Holds);

/// What the person holds, a seat for each company; with `acting` also where they only act for somebody who does.
pub(super) fn homes(conn: &mut Conn, person: PersonId, now: Moment, acting: bool) -> QueryResult<Vec<Seat>> {
    let today = clock::today(now);
    let rows: Vec<(Company, LookRow, Held)> = contacts::table
        .inner_join(companies::table.on(companies::id.eq(contacts::company_id)))
        .inner_join(holdings::table.on(holdings::contact_id.eq(contacts::id)))
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .left_join(brands::table.on(brands::company_id.eq(companies::id)))
        .filter(contacts::person_id.eq(person))
        // a house that was handed over is in the new company's register
        .filter(buildings::handed_over_on.is_null())
        .filter(holdings::since.is_null().or(holdings::since.le(today)))
        .filter(holdings::until.is_null().or(holdings::until.ge(today)))
        .select((
            (contacts::company_id, companies::name_kk, companies::name_ru, companies::name_en),
            (brands::version.nullable(), brands::light.nullable(), brands::logo_width.nullable(), brands::logo_height.nullable()),
            (
                (premises::id, premises::kind, premises::number, premises::entrance_id),
                (buildings::id, buildings::complex_id, buildings::address),
                holdings::holds,
            ),
        ))
        .order((contacts::company_id, premises::sort_key))
        .load(conn)?;
    let mut seats: Vec<Seat> = Vec::new();
    for ((company, kk, ru, en), look, (place, house, holds)) in rows {
        let ((premises, kind, number, entrance), (building, complex, address)) = (place, house);
        let home = Home { premises, kind, number, building, address, complex, entrance, holds };
        match seats.iter_mut().find(|seat| seat.company == Some(company)) {
            Some(seat) => seat.homes.push(home),
            None => seats.push(seat(company, [kk, ru, en], look, vec![home])),
        }
    }
    if acting {
        represented(conn, person, today, &mut seats)?;
    }
    Ok(seats)
}

/// Adds a seat in each company where the person holds nothing, but acts for somebody who does. What ended or was taken back gives none.
fn represented(conn: &mut Conn, person: PersonId, today: NaiveDate, seats: &mut Vec<Seat>) -> QueryResult<()> {
    let rows: Vec<(Company, LookRow)> = contacts::table
        .inner_join(representatives::table.on(representatives::contact_id.eq(contacts::id)))
        .inner_join(companies::table.on(companies::id.eq(contacts::company_id)))
        .inner_join(holdings::table.on(holdings::id.eq(representatives::holding_id)))
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .left_join(brands::table.on(brands::company_id.eq(companies::id)))
        .filter(contacts::person_id.eq(person))
        .filter(representatives::revoked_at.is_null())
        .filter(representatives::issued.le(today))
        .filter(representatives::until.ge(today))
        .filter(buildings::handed_over_on.is_null())
        .select((
            (contacts::company_id, companies::name_kk, companies::name_ru, companies::name_en),
            (brands::version.nullable(), brands::light.nullable(), brands::logo_width.nullable(), brands::logo_height.nullable()),
        ))
        .order((contacts::company_id, representatives::id))
        .load(conn)?;
    for ((company, kk, ru, en), look) in rows {
        if seats.iter().all(|seat| seat.company != Some(company)) {
            seats.push(seat(company, [kk, ru, en], look, Vec::new()));
        }
    }
    Ok(())
}

fn seat(company: CompanyId, names: [String; 3], look: LookRow, homes: Vec<Home>) -> Seat {
    Seat {
        role: Role::Resident,
        company: Some(company),
        names,
        suspended: None,
        look: Look::of(company, look),
        duties: Vec::new(),
        grants: Vec::new(),
        homes,
        second_factor_from: None,
    }
}
