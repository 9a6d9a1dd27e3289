//! Those who look after the portal for a company.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::schema::{companies, duties, memberships, people};
use crate::text::{Locale, t};
use crate::who::{CompanyId, Duty, PersonId};

/// Somebody who looks after the portal for a company.
#[derive(Clone, Debug)]
pub struct Caretaker {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The language they read.
    pub locale: Locale,
    /// Where letters reach them.
    pub email: Option<String>,
    /// The company's name in that language.
    pub company_name: String,
}

/// Those who look after the portal for a company.
pub(in crate::accounts) fn caretakers(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<Caretaker>> {
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
            Caretaker { person, name, locale, email, company_name }
        })
        .collect())
}

/// Those who run the installation, in the product's name.
pub(in crate::accounts) fn operators(conn: &mut Conn) -> QueryResult<Vec<Caretaker>> {
    let rows: Vec<(PersonId, String, String, Option<String>)> = people::table
        .filter(people::operator.eq(true))
        .select((people::id, people::name, people::locale, people::email))
        .order(people::id)
        .load(conn)?;
    let caretaker = |(person, name, locale, email): (PersonId, String, String, Option<String>)| {
        let locale = Locale::from_code(&locale).unwrap_or_default();
        Caretaker { person, name, locale, email, company_name: t(locale, "product.name").into_owned() }
    };
    Ok(rows.into_iter().map(caretaker).collect())
}
