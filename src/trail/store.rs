//! What the trail asks of people and companies.

use std::collections::HashMap;

use chrono_tz::Tz;
use diesel::prelude::*;

use crate::db::schema::{companies, duties, memberships, people};
use crate::db::{Conn, Listed};
use crate::text::Locale;
use crate::web::identify::ZONE;
use crate::who::{CompanyId, Duty, PersonId, Role};

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

/// Somebody who is warned.
pub(super) struct Admin {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) locale: Locale,
    pub(super) email: Option<String>,
    pub(super) company_name: String,
}

/// Those who look after the portal for a company.
pub(super) fn admins(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<Admin>> {
    type Row = (PersonId, String, String, Option<String>, (String, String, String));
    let rows: Vec<Row> = memberships::table
        .inner_join(people::table.on(people::id.eq(memberships::person_id)))
        .inner_join(duties::table.on(duties::membership_id.eq(memberships::id)))
        .inner_join(companies::table.on(companies::id.eq(memberships::company_id)))
        .filter(memberships::company_id.eq(company))
        .filter(memberships::until.is_null())
        .filter(duties::duty.eq(Duty::Admin))
        .select((
            people::id,
            people::name,
            people::locale,
            people::email,
            (companies::name_kk, companies::name_ru, companies::name_en),
        ))
        .order(people::id)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(person, name, locale, email, (kk, ru, en))| {
            let locale = Locale::from_code(&locale).unwrap_or_default();
            let company_name = match locale {
                Locale::Kk => kk,
                Locale::Ru => ru,
                Locale::En => en,
            };
            Admin { person, name, locale, email, company_name }
        })
        .collect())
}
