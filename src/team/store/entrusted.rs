//! Who is entrusted with something somewhere, and who stands in for them.

use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::db::schema::{absences, buildings, duties, memberships, premises, zones};
use crate::db::{Conn, Listed};
use crate::homes::PremisesId;
use crate::who::{CompanyId, Duty, MembershipId, PersonId, Role};

/// Staff who have a duty where these premises lie, those who stand in for one of them on that day among them; each once.
pub(in crate::team) fn at(
    conn: &mut Conn,
    company: CompanyId,
    of: PremisesId,
    duty: Duty,
    today: NaiveDate,
) -> QueryResult<Vec<PersonId>> {
    let (building, complex): (String, Option<String>) = premises::table
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(premises::company_id.eq(company))
        .filter(premises::id.eq(of))
        .select((buildings::id, buildings::complex_id))
        .first(conn)?;
    let narrowed_to_it = zones::table
        .filter(zones::membership_id.eq(memberships::id))
        .filter(zones::building_id.eq(building).or(zones::complex_id.eq(complex)));
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
