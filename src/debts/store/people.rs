//! Who owes, who is told, and who writes.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{companies, contacts, holdings, people};
use crate::db::{BATCH, Conn, Listed};
use crate::homes::PremisesId;
use crate::text::Locale;
use crate::who::{CompanyId, Holds, PersonId};

/// Somebody who is told.
#[derive(Clone, Debug, Queryable)]
pub(in crate::debts) struct Addressee {
    pub(in crate::debts) person: PersonId,
    pub(in crate::debts) name: String,
    pub(in crate::debts) locale: String,
    pub(in crate::debts) email: Option<String>,
    pub(in crate::debts) bounced_at: Option<Moment>,
}

/// Who pays for these premises today and has an account here: owners and tenants, once for each.
pub(in crate::debts) fn payers(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[PremisesId],
    today: NaiveDate,
) -> QueryResult<Vec<(PremisesId, Addressee)>> {
    let mut all: Vec<(PremisesId, Addressee)> = Vec::new();
    for some in ids.chunks(BATCH) {
        let rows: Vec<(PremisesId, Addressee)> = holdings::table
            .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
            .inner_join(people::table.on(people::id.nullable().eq(contacts::person_id)))
            .filter(holdings::company_id.eq(company))
            .filter(holdings::premises_id.among(some))
            .filter(holdings::holds.among([Holds::Owner, Holds::Tenant]))
            .filter(contacts::died_on.is_null())
            .filter(holdings::since.is_null().or(holdings::since.le(today)))
            .filter(holdings::until.is_null().or(holdings::until.ge(today)))
            .order((holdings::premises_id, people::id))
            .select((holdings::premises_id, (people::id, people::name, people::locale, people::email, people::bounced_at)))
            .distinct()
            .load(conn)?;
        all.extend(rows);
    }
    Ok(all)
}

/// An owner: name and *ЖСН* (ИИН), where it is known.
pub(in crate::debts) type Owner = (String, Option<String>);

/// Who owns these premises on a day: name and ИИН, where it is known.
pub(in crate::debts) fn owners(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[PremisesId],
    today: NaiveDate,
) -> QueryResult<HashMap<PremisesId, Vec<Owner>>> {
    let mut all: HashMap<PremisesId, Vec<Owner>> = HashMap::new();
    for some in ids.chunks(256) {
        let rows: Vec<(PremisesId, String, Option<String>)> = holdings::table
            .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
            .filter(holdings::company_id.eq(company))
            .filter(holdings::premises_id.among(some))
            .filter(holdings::holds.eq(Holds::Owner))
            .filter(holdings::since.is_null().or(holdings::since.le(today)))
            .filter(holdings::until.is_null().or(holdings::until.ge(today)))
            .order(contacts::sort_key)
            .select((holdings::premises_id, contacts::name, contacts::ident))
            .load(conn)?;
        for (premises, name, ident) in rows {
            all.entry(premises).or_default().push((name, ident));
        }
    }
    Ok(all)
}

/// A company as its letters name it.
#[derive(Clone, Debug, Queryable)]
pub(in crate::debts) struct Sender {
    pub(in crate::debts) company: CompanyId,
    names: (String, String, String),
}

impl Sender {
    pub(in crate::debts) fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::Kk => &self.names.0,
            Locale::Ru => &self.names.1,
            Locale::En => &self.names.2,
        }
    }
}

/// One company.
pub(in crate::debts) fn sender(conn: &mut Conn, company: CompanyId) -> QueryResult<Sender> {
    companies::table
        .find(company)
        .select((companies::id, (companies::name_kk, companies::name_ru, companies::name_en)))
        .first(conn)
}
