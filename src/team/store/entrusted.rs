//! Who is entrusted with something somewhere, and who stands in for them.

use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::db::schema::{absences, buildings, duties, memberships, people, premises, skills, zones};
use crate::db::{Conn, Listed};
use crate::homes::{BuildingId, PremisesId};
use crate::team::hand::Hand;
use crate::team::skill::Skill;
use crate::who::{CompanyId, Duty, MembershipId, PersonId, Role};

/// Staff who have a duty where these premises lie, those who stand in for one of them on that day among them; each once.
pub(in crate::team) fn at(
    conn: &mut Conn,
    company: CompanyId,
    of: PremisesId,
    duty: Duty,
    today: NaiveDate,
) -> QueryResult<Vec<PersonId>> {
    let building = premises::table
        .filter(premises::company_id.eq(company))
        .filter(premises::id.eq(of))
        .select(premises::building_id)
        .first(conn)?;
    in_building(conn, company, building, duty, today)
}

/// The same of a building.
pub(in crate::team) fn in_building(
    conn: &mut Conn,
    company: CompanyId,
    building: BuildingId,
    duty: Duty,
    today: NaiveDate,
) -> QueryResult<Vec<PersonId>> {
    let complex: Option<String> = buildings::table
        .filter(buildings::company_id.eq(company))
        .filter(buildings::id.eq(building))
        .select(buildings::complex_id)
        .first(conn)?;
    let narrowed_to_it = zones::table
        .filter(zones::membership_id.eq(memberships::id))
        .filter(zones::building_id.eq(building.to_string()).or(zones::complex_id.eq(complex)));
    let theirs: Vec<(MembershipId, PersonId)> = memberships::table
        .inner_join(duties::table.on(duties::membership_id.eq(memberships::id)))
        .filter(memberships::company_id.eq(company))
        .filter(memberships::role.eq(Role::Staff))
        .filter(memberships::until.is_null())
        .filter(duties::duty.eq(duty))
        .filter(memberships::zoned.eq(false).or(exists(narrowed_to_it)))
        .select((memberships::id, memberships::person_id))
        .load(conn)?;
    let (absent, mut all): (Vec<MembershipId>, Vec<PersonId>) = theirs.into_iter().unzip();
    let standing_in: Vec<PersonId> = absences::table
        .inner_join(memberships::table.on(memberships::id.nullable().eq(absences::substitute_id)))
        .filter(absences::membership_id.among(absent))
        .filter(absences::since.le(today))
        .filter(absences::until.ge(today))
        .filter(absences::ended_at.is_null())
        .filter(memberships::until.is_null())
        .select(memberships::person_id)
        .load(conn)?;
    all.extend(standing_in);
    all.sort();
    all.dedup();
    Ok(all)
}

/// Whoever may be given work in a building, with their trades: dispatchers and technicians, those who are away that day left out.
pub(in crate::team) fn hands(
    conn: &mut Conn,
    company: CompanyId,
    building: BuildingId,
    today: NaiveDate,
) -> QueryResult<Vec<Hand>> {
    let complex: Option<String> = buildings::table
        .filter(buildings::company_id.eq(company))
        .filter(buildings::id.eq(building))
        .select(buildings::complex_id)
        .first(conn)?;
    let there = zones::table
        .filter(zones::membership_id.eq(memberships::id))
        .filter(zones::building_id.eq(building.to_string()).or(zones::complex_id.eq(complex)));
    let dispatches = duties::table.filter(duties::membership_id.eq(memberships::id)).filter(duties::duty.eq(Duty::Dispatcher));
    let away = absences::table
        .filter(absences::membership_id.eq(memberships::id))
        .filter(absences::since.le(today))
        .filter(absences::until.ge(today))
        .filter(absences::ended_at.is_null());
    let rows: Vec<(MembershipId, PersonId, String, Role, bool)> = memberships::table
        .inner_join(people::table.on(people::id.eq(memberships::person_id)))
        .filter(memberships::company_id.eq(company))
        .filter(memberships::until.is_null())
        .filter(memberships::role.eq(Role::Technician).or(memberships::role.eq(Role::Staff).and(exists(dispatches))))
        .filter(memberships::zoned.eq(false).or(exists(there)))
        .filter(diesel::dsl::not(exists(away)))
        .order(people::name)
        .select((memberships::id, people::id, people::name, memberships::role, memberships::zoned))
        .limit(200)
        .load(conn)?;
    let ids: Vec<MembershipId> = rows.iter().map(|row| row.0).collect();
    let trades: Vec<(MembershipId, Skill)> =
        skills::table.filter(skills::membership_id.among(ids)).select((skills::membership_id, skills::skill)).load(conn)?;
    let hand = |(id, person, name, role, zoned)| Hand {
        person,
        name,
        technician: role == Role::Technician,
        zoned,
        skills: trades.iter().filter(|(of, _)| *of == id).map(|(_, skill)| *skill).collect(),
    };
    Ok(rows.into_iter().map(hand).collect())
}
