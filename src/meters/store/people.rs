//! Who holds what, and who is told.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{companies, contacts, holdings, people};
use crate::db::{BATCH, Conn, Listed};
use crate::homes::PremisesId;
use crate::text::Locale;
use crate::web::actor::{Acting, Resident};
use crate::who::{CompanyId, PersonId};

/// Since when somebody has held each of their premises; no day is since ever.
pub(in crate::meters) fn since(
    conn: &mut Conn,
    who: &Resident,
    today: NaiveDate,
) -> QueryResult<HashMap<String, Option<NaiveDate>>> {
    let rows: Vec<(String, Option<NaiveDate>)> = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(contacts::person_id.eq(Some(who.person())))
        .filter(holdings::company_id.eq(who.company()))
        .filter(holdings::since.is_null().or(holdings::since.le(today)))
        .filter(holdings::until.is_null().or(holdings::until.ge(today)))
        .select((holdings::premises_id, holdings::since))
        .load(conn)?;
    let mut all: HashMap<String, Option<NaiveDate>> = HashMap::new();
    for (id, since) in rows {
        let longest = all.entry(id).or_insert(since);
        *longest = longest.zip(since).map(|(a, b)| a.min(b));
    }
    Ok(all)
}

/// Somebody who is told.
#[derive(Clone, Debug, Queryable)]
pub(in crate::meters) struct Addressee {
    pub(in crate::meters) person: PersonId,
    pub(in crate::meters) name: String,
    pub(in crate::meters) locale: String,
    pub(in crate::meters) email: Option<String>,
    pub(in crate::meters) bounced_at: Option<Moment>,
}

/// Who holds these premises today, whatever as: once for each.
pub(in crate::meters) fn holders(
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

/// A company as its letters name it, and by which clock it lives.
#[derive(Clone, Debug, Queryable)]
pub(in crate::meters) struct Sender {
    pub(in crate::meters) company: CompanyId,
    names: (String, String, String),
    time_zone: String,
}

impl Sender {
    pub(in crate::meters) fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::Kk => &self.names.0,
            Locale::Ru => &self.names.1,
            Locale::En => &self.names.2,
        }
    }

    pub(in crate::meters) fn zone(&self) -> chrono_tz::Tz {
        zone(&self.time_zone)
    }
}

/// A time zone by its name.
pub(in crate::meters) fn zone(name: &str) -> chrono_tz::Tz {
    name.parse().unwrap_or(crate::web::identify::ZONE)
}

/// One company.
pub(in crate::meters) fn sender(conn: &mut Conn, company: CompanyId) -> QueryResult<Sender> {
    companies::table
        .find(company)
        .select((companies::id, (companies::name_kk, companies::name_ru, companies::name_en), companies::time_zone))
        .first(conn)
}

/// Every company that has a meter somewhere.
pub(in crate::meters) fn senders(conn: &mut Conn) -> QueryResult<Vec<Sender>> {
    use crate::db::schema::meters;
    let metered = meters::table.select(meters::company_id);
    companies::table
        .filter(companies::id.eq_any(metered))
        .order(companies::id)
        .select((companies::id, (companies::name_kk, companies::name_ru, companies::name_en), companies::time_zone))
        .load(conn)
}
