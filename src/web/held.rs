//! What somebody holds: premises, and by them a resident's seat in each company, by the calendar on that company's wall.

use diesel::prelude::*;

use super::look::{Look, LookRow};
use super::seat::{Home, Seat};
use crate::clock::{self, Moment};
use crate::db::Conn;
use crate::db::schema::{brands, buildings, companies, contacts, holdings, premises};
use crate::who::{CompanyId, Holds, PersonId, Role};

/// A company: its names in Kazakh, Russian and English.
type Company = (CompanyId, String, String, String);
/// What is held: premises, building, the way.
type Held = ((String, String, String, Option<String>), (String, Option<String>, String), Holds);

/// What the person holds, a seat for each company.
pub(super) fn homes(conn: &mut Conn, person: PersonId, now: Moment) -> QueryResult<Vec<Seat>> {
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
            None => seats.push(Seat {
                role: Role::Resident,
                company: Some(company),
                names: [kk, ru, en],
                suspended: None,
                look: Look::of(company, look),
                duties: Vec::new(),
                grants: Vec::new(),
                homes: vec![home],
                second_factor_from: None,
            }),
        }
    }
    Ok(seats)
}
