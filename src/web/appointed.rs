//! What somebody was appointed to: their duties, the zones these are narrowed to, and whom they stand in for today.
//!
//! Most people have no zone and stand in for nobody; two marks on the membership say so, and then one query tells everything.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::look::{Look, LookRow};
use super::seat::{Grant, Seat};
use crate::clock::{self, Moment};
use crate::db::Conn;
use crate::db::schema::{absences, brands, buildings, companies, duties, memberships, suspensions, zones};
use crate::who::{CompanyId, Duty, PersonId, Role};

type Marks = (bool, Option<NaiveDate>, Option<Moment>);
type Row = (String, CompanyId, Role, Marks, (String, String, String), (Option<String>, Option<Duty>), LookRow);

/// A membership being put together.
struct Appointed {
    id: String,
    zoned: bool,
    stands_in: bool,
    seat: Seat,
}

/// What the person was appointed to, a seat for each membership.
pub(super) fn appointments(conn: &mut Conn, person: PersonId, now: Moment) -> QueryResult<Vec<Seat>> {
    let today = clock::today(now);
    let rows: Vec<Row> = memberships::table
        .inner_join(companies::table.on(companies::id.eq(memberships::company_id)))
        .left_join(duties::table.on(duties::membership_id.eq(memberships::id)))
        .left_join(suspensions::table.on(suspensions::company_id.eq(companies::id).and(suspensions::until.is_null())))
        .left_join(brands::table.on(brands::company_id.eq(companies::id)))
        .filter(memberships::person_id.eq(person))
        .filter(memberships::until.is_null())
        .select((
            memberships::id,
            memberships::company_id,
            memberships::role,
            (memberships::zoned, memberships::stands_in_until, companies::second_factor_from),
            (companies::name_kk, companies::name_ru, companies::name_en),
            (suspensions::reason.nullable(), duties::duty.nullable()),
            (brands::version.nullable(), brands::light.nullable(), brands::logo_width.nullable(), brands::logo_height.nullable()),
        ))
        .order(memberships::id)
        .load(conn)?;
    let mut all: Vec<Appointed> = Vec::new();
    for (id, company, role, (zoned, stands_in_until, second_factor_from), (kk, ru, en), (suspended, duty), look) in rows {
        if all.last().is_none_or(|last| last.id != id) {
            let grants = vec![Grant { duties: Vec::new(), buildings: None }];
            let (names, look, duties, homes) = ([kk, ru, en], Look::of(company, look), Vec::new(), Vec::new());
            let seat = Seat { role, company: Some(company), names, suspended, look, duties, grants, homes, second_factor_from };
            all.push(Appointed { id, zoned, stands_in: stands_in_until.is_some_and(|until| until >= today), seat });
        }
        if let Some(last) = all.last_mut() {
            last.seat.duties.extend(duty);
        }
    }
    all.into_iter().map(|appointed| complete(conn, appointed, today)).collect()
}

fn complete(conn: &mut Conn, mut of: Appointed, today: NaiveDate) -> QueryResult<Seat> {
    let buildings = if of.zoned { Some(zone(conn, &of.id)?) } else { None };
    of.seat.grants = vec![Grant { duties: of.seat.duties.clone(), buildings }];
    if of.stands_in {
        for (absent, zoned, theirs) in stood_in_for(conn, &of.id, today)? {
            let buildings = if zoned { Some(zone(conn, &absent)?) } else { None };
            of.seat.duties.extend(theirs.iter().filter(|duty| !of.seat.duties.contains(duty)).copied().collect::<Vec<_>>());
            of.seat.grants.push(Grant { duties: theirs, buildings });
        }
    }
    Ok(of.seat)
}

/// The buildings of a membership's zone: those named, and all there are today of the complexes named.
fn zone(conn: &mut Conn, membership: &str) -> QueryResult<Vec<String>> {
    buildings::table
        .inner_join(zones::table.on(zones::company_id.eq(buildings::company_id).and(
            zones::building_id.eq(buildings::id.nullable()).or(zones::complex_id.eq(buildings::complex_id)).assume_not_null(),
        )))
        .filter(zones::membership_id.eq(membership))
        .select(buildings::id)
        .distinct()
        .load(conn)
}

/// The colleagues somebody stands in for today, and with what. An administrator's own duties are not lent.
fn stood_in_for(conn: &mut Conn, membership: &str, today: NaiveDate) -> QueryResult<Vec<(String, bool, Vec<Duty>)>> {
    let rows: Vec<(String, bool, Duty)> = absences::table
        .inner_join(memberships::table.on(memberships::id.eq(absences::membership_id)))
        .inner_join(duties::table.on(duties::membership_id.eq(absences::membership_id)))
        .filter(absences::substitute_id.eq(membership))
        .filter(absences::since.le(today))
        .filter(absences::until.ge(today))
        .filter(absences::ended_at.is_null())
        .filter(memberships::until.is_null())
        .filter(duties::duty.ne(Duty::Admin))
        .order(memberships::id)
        .select((memberships::id, memberships::zoned, duties::duty))
        .load(conn)?;
    let mut all: Vec<(String, bool, Vec<Duty>)> = Vec::new();
    for (id, zoned, duty) in rows {
        match all.last_mut().filter(|last| last.0 == id) {
            Some(last) => last.2.push(duty),
            None => all.push((id, zoned, vec![duty])),
        }
    }
    Ok(all)
}
