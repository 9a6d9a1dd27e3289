//! What somebody holds: premises, and by them a resident's seat in each company, by the calendar on that company's wall. Whoever acts for an
//! owner by a registered power of attorney (Civil Code, art. 167) has a seat there too, be it without a home: else they could not vote for them.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use diesel::prelude::*;

use super::identify::ZONE;
use super::look::{Look, LookRow};
use super::seat::{Home, Seat};
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{brands, buildings, companies, contacts, holdings, premises, representatives};
use crate::who::{CompanyId, Holds, PersonId, Role};

/// A company: its names in Kazakh, Russian and English, its time zone, how its pages look.
type Company = (CompanyId, String, String, String, String);
/// What is held: premises, building, the way, from which day until which.
type Held =
    ((String, String, String, Option<String>), (String, Option<String>, String), Holds, Option<NaiveDate>, Option<NaiveDate>);

/// What the person holds, a seat for each company; with `acting` also where they only act for somebody who does.
pub(super) fn homes(conn: &mut Conn, person: PersonId, now: Moment, acting: bool) -> QueryResult<Vec<Seat>> {
    let here = now.date();
    // nowhere on earth is it more than a day earlier or later than in Greenwich
    let (early, late) =
        (here.checked_sub_days(Days::new(1)).unwrap_or(here), here.checked_add_days(Days::new(1)).unwrap_or(here));
    let rows: Vec<(Company, LookRow, Held)> = contacts::table
        .inner_join(companies::table.on(companies::id.eq(contacts::company_id)))
        .inner_join(holdings::table.on(holdings::contact_id.eq(contacts::id)))
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .left_join(brands::table.on(brands::company_id.eq(companies::id)))
        .filter(contacts::person_id.eq(person))
        // a house that was handed over is in the new company's register
        .filter(buildings::handed_over_on.is_null())
        .filter(holdings::since.is_null().or(holdings::since.le(late)))
        .filter(holdings::until.is_null().or(holdings::until.ge(early)))
        .select((
            (contacts::company_id, companies::name_kk, companies::name_ru, companies::name_en, companies::time_zone),
            (brands::version.nullable(), brands::light.nullable(), brands::logo_width.nullable(), brands::logo_height.nullable()),
            (
                (premises::id, premises::kind, premises::number, premises::entrance_id),
                (buildings::id, buildings::complex_id, buildings::address),
                holdings::holds,
                holdings::since,
                holdings::until,
            ),
        ))
        .order((contacts::company_id, premises::sort_key))
        .load(conn)?;
    let mut seats: Vec<Seat> = Vec::new();
    for ((company, kk, ru, en, zone), look, (place, house, holds, since, until)) in rows {
        let today = now.and_utc().with_timezone(&zone.parse::<Tz>().unwrap_or(ZONE)).date_naive();
        if since.is_some_and(|since| since > today) || until.is_some_and(|until| until < today) {
            continue;
        }
        let ((premises, kind, number, entrance), (building, complex, address)) = (place, house);
        let home = Home { premises, kind, number, building, address, complex, entrance, holds };
        match seats.iter_mut().find(|seat| seat.company == Some(company)) {
            Some(seat) => seat.homes.push(home),
            None => seats.push(seat(company, [kk, ru, en], look, vec![home])),
        }
    }
    if acting {
        represented(conn, person, now, &mut seats)?;
    }
    Ok(seats)
}

/// Adds a seat in each company where the person holds nothing, but acts for somebody who does. What ended or was taken back gives none.
fn represented(conn: &mut Conn, person: PersonId, now: Moment, seats: &mut Vec<Seat>) -> QueryResult<()> {
    let rows: Vec<(Company, LookRow, (NaiveDate, NaiveDate))> = contacts::table
        .inner_join(representatives::table.on(representatives::contact_id.eq(contacts::id)))
        .inner_join(companies::table.on(companies::id.eq(contacts::company_id)))
        .inner_join(holdings::table.on(holdings::id.eq(representatives::holding_id)))
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .left_join(brands::table.on(brands::company_id.eq(companies::id)))
        .filter(contacts::person_id.eq(person))
        .filter(representatives::revoked_at.is_null())
        .filter(buildings::handed_over_on.is_null())
        .select((
            (contacts::company_id, companies::name_kk, companies::name_ru, companies::name_en, companies::time_zone),
            (brands::version.nullable(), brands::light.nullable(), brands::logo_width.nullable(), brands::logo_height.nullable()),
            (representatives::issued, representatives::until),
        ))
        .order((contacts::company_id, representatives::id))
        .load(conn)?;
    for ((company, kk, ru, en, zone), look, (issued, until)) in rows {
        let today = now.and_utc().with_timezone(&zone.parse::<Tz>().unwrap_or(ZONE)).date_naive();
        if (issued..=until).contains(&today) && seats.iter().all(|seat| seat.company != Some(company)) {
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
