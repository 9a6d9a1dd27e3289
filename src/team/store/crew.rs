//! The technicians of a company.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::firms;
use crate::db::schema::{absences, memberships, people, zones};
use crate::db::{Conn, Listed};
use crate::homes::{BuildingId, ComplexId};
use crate::team::crew::Crew;
use crate::who::{CompanyId, MembershipId, PersonId, Role};

/// No company has more.
const MOST: i64 = 500;

type Zone = (Vec<ComplexId>, Vec<BuildingId>);

fn zones_of(conn: &mut Conn, of: &[MembershipId]) -> QueryResult<HashMap<MembershipId, Zone>> {
    let rows: Vec<(MembershipId, Option<ComplexId>, Option<BuildingId>)> = zones::table
        .filter(zones::membership_id.among(of))
        .select((zones::membership_id, zones::complex_id, zones::building_id))
        .load(conn)?;
    let mut all: HashMap<MembershipId, Zone> = HashMap::new();
    for (id, complex, building) in rows {
        let zone = all.entry(id).or_default();
        zone.0.extend(complex);
        zone.1.extend(building);
    }
    Ok(all)
}

fn away(
    conn: &mut Conn,
    of: &[MembershipId],
    since: NaiveDate,
) -> QueryResult<HashMap<MembershipId, Vec<(NaiveDate, NaiveDate)>>> {
    let rows: Vec<(MembershipId, NaiveDate, NaiveDate)> = absences::table
        .filter(absences::membership_id.among(of))
        .filter(absences::until.ge(since))
        .filter(absences::ended_at.is_null())
        .select((absences::membership_id, absences::since, absences::until))
        .load(conn)?;
    let mut all: HashMap<MembershipId, Vec<(NaiveDate, NaiveDate)>> = HashMap::new();
    for (id, since, until) in rows {
        all.entry(id).or_default().push((since, until));
    }
    Ok(all)
}

/// All of them, by name.
pub(in crate::team) fn all(conn: &mut Conn, company: CompanyId, since: NaiveDate) -> QueryResult<Vec<Crew>> {
    let rows: Vec<(MembershipId, PersonId, String, bool)> = memberships::table
        .inner_join(people::table.on(people::id.eq(memberships::person_id)))
        .filter(memberships::company_id.eq(company))
        .filter(memberships::role.eq(Role::Technician))
        .filter(memberships::until.is_null())
        .order((people::name, memberships::id))
        .select((memberships::id, people::id, people::name, memberships::zoned))
        .limit(MOST)
        .load(conn)?;
    let ids: Vec<MembershipId> = rows.iter().map(|row| row.0).collect();
    let (mut skills, mut of_firms) = (firms::skills(conn, &ids)?, firms::of(conn, &ids)?);
    let narrowed: Vec<MembershipId> = rows.iter().filter(|row| row.3).map(|row| row.0).collect();
    let mut zones = if narrowed.is_empty() { HashMap::new() } else { zones_of(conn, &narrowed)? };
    let mut away = away(conn, &ids, since)?;
    let crew = |(id, person, name, zoned): (MembershipId, PersonId, String, bool)| Crew {
        person,
        name,
        skills: skills.remove(&id).unwrap_or_default(),
        firm: of_firms.remove(&id),
        zone: zoned.then(|| zones.remove(&id).unwrap_or_default()),
        away: away.remove(&id).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(crew).collect())
}
