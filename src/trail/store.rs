//! What the trail asks of people and companies.

use std::collections::HashMap;

use chrono_tz::Tz;
use diesel::prelude::*;

use crate::db::schema::{companies, memberships, people};
use crate::db::{Conn, Listed};
use crate::web::identify::ZONE;
use crate::who::{CompanyId, PersonId, Role};

/// How many people a drop-down bears.
const CHOICES: i64 = 300;

/// What people are called now: one question for a whole page.
pub(super) fn names(conn: &mut Conn, ids: &[PersonId]) -> QueryResult<HashMap<PersonId, String>> {
    let rows: Vec<(PersonId, String)> =
        people::table.filter(people::id.among(ids)).select((people::id, people::name)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Who works or worked for a company, to choose from.
pub(super) fn members(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<(PersonId, String)>> {
    memberships::table
        .inner_join(people::table.on(people::id.eq(memberships::person_id)))
        .filter(memberships::company_id.eq(company))
        .filter(memberships::role.among([Role::Staff, Role::Technician]))
        .select((people::id, people::name))
        .distinct()
        .order((people::name, people::id))
        .limit(CHOICES)
        .load(conn)
}

/// The company's clock.
pub(super) fn zone(conn: &mut Conn, company: CompanyId) -> QueryResult<Tz> {
    let name: String = companies::table.find(company).select(companies::time_zone).first(conn)?;
    Ok(name.parse().unwrap_or(ZONE))
}

/// Every company.
pub(super) fn companies(conn: &mut Conn) -> QueryResult<Vec<CompanyId>> {
    companies::table.order(companies::id).select(companies::id).load(conn)
}
