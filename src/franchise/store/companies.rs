//! Companies' entries, and who administers them.

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::db::schema::{companies, duties, memberships, people};
use crate::db::{Conn, Listed, Tx};
use crate::franchise::forms::{Card, CompanyDraft};
use crate::text::Locale;
use crate::who::{CompanyId, Duty};

/// A company's entry.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = companies)]
pub(in crate::franchise) struct Company {
    pub(in crate::franchise) id: CompanyId,
    pub(in crate::franchise) name_kk: String,
    pub(in crate::franchise) name_ru: String,
    pub(in crate::franchise) name_en: String,
    pub(in crate::franchise) bin: String,
    #[diesel(embed)]
    pub(in crate::franchise) card: Card,
}

impl Company {
    /// The name in a language.
    pub(in crate::franchise) fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::Kk => &self.name_kk,
            Locale::Ru => &self.name_ru,
            Locale::En => &self.name_en,
        }
    }
}

pub(in crate::franchise) fn all(conn: &mut Conn) -> QueryResult<Vec<Company>> {
    companies::table.order(companies::created_at).select(Company::as_select()).limit(1000).load(conn)
}

pub(in crate::franchise) fn one(conn: &mut Conn, id: CompanyId) -> QueryResult<Company> {
    companies::table.find(id).select(Company::as_select()).first(conn)
}

pub(in crate::franchise) fn save(tx: &mut Tx<'_>, id: CompanyId, card: &Card) -> QueryResult<usize> {
    diesel::update(companies::table.find(id)).set(card).execute(&mut **tx)
}

/// Names and БИН.
pub(in crate::franchise) fn rename(tx: &mut Tx<'_>, id: CompanyId, draft: &CompanyDraft) -> QueryResult<usize> {
    let names = (
        companies::name_kk.eq(&draft.name_kk),
        companies::name_ru.eq(&draft.name_ru),
        companies::name_en.eq(&draft.name_en),
        companies::bin.eq(&draft.bin),
    );
    diesel::update(companies::table.find(id)).set(names).execute(&mut **tx)
}

/// How many administrators these companies have; one that has none is not in the answer.
pub(in crate::franchise) fn admin_counts(conn: &mut Conn, of: &[CompanyId]) -> QueryResult<HashMap<CompanyId, i64>> {
    let rows: Vec<(CompanyId, i64)> = memberships::table
        .inner_join(duties::table.on(duties::membership_id.eq(memberships::id)))
        .filter(memberships::company_id.among(of))
        .filter(memberships::until.is_null())
        .filter(duties::duty.eq(Duty::Admin))
        .group_by(memberships::company_id)
        .select((memberships::company_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Who administers a company: names and addresses, by name.
pub(in crate::franchise) fn admins(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<(String, Option<String>)>> {
    memberships::table
        .inner_join(duties::table.on(duties::membership_id.eq(memberships::id)))
        .inner_join(people::table.on(people::id.eq(memberships::person_id)))
        .filter(memberships::company_id.eq(company))
        .filter(memberships::until.is_null())
        .filter(duties::duty.eq(Duty::Admin))
        .order((people::name, people::id))
        .select((people::name, people::email))
        .limit(100)
        .load(conn)
}

/// A company's own host name, if it has one.
pub(in crate::franchise) fn host(conn: &mut Conn, company: CompanyId) -> QueryResult<Option<String>> {
    companies::table.find(company).select(companies::host).first(conn)
}

/// Sets it; that of another company is refused by the unique index.
pub(in crate::franchise) fn set_host(tx: &mut Tx<'_>, company: CompanyId, host: Option<&str>) -> QueryResult<usize> {
    diesel::update(companies::table.find(company)).set(companies::host.eq(host)).execute(&mut **tx)
}
