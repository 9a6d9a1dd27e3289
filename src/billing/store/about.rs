//! What a bill says besides: who owns, where, who sends it.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::Conn;
use crate::db::schema::{buildings, contacts, holdings};
use crate::homes::PremisesId;
use crate::who::{CompanyId, Holds};

/// Who owns premises on a day, by name: whoever comes later does not yet.
///
/// # Errors
/// When the database fails.
pub fn owners(conn: &mut Conn, company: CompanyId, of: PremisesId, day: NaiveDate) -> QueryResult<Vec<String>> {
    holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(holdings::company_id.eq(company))
        .filter(holdings::premises_id.eq(of))
        .filter(holdings::holds.eq(Holds::Owner))
        .filter(holdings::since.is_null().or(holdings::since.le(day)))
        .filter(holdings::until.is_null().or(holdings::until.ge(day)))
        .order(contacts::sort_key)
        .select(contacts::name)
        .load(conn)
}

/// Somebody who holds premises: name, since when, until when.
pub(in crate::billing) type Holder = (String, Option<NaiveDate>, Option<NaiveDate>);

/// Who owned premises in a month, one after another or together.
pub(in crate::billing) fn holders(
    conn: &mut Conn,
    company: CompanyId,
    of: PremisesId,
    in_month: NaiveDate,
) -> QueryResult<Vec<Holder>> {
    use crate::ledger::month;
    holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(holdings::company_id.eq(company))
        .filter(holdings::premises_id.eq(of))
        .filter(holdings::holds.eq(Holds::Owner))
        .filter(holdings::since.is_null().or(holdings::since.le(month::last(in_month))))
        .filter(holdings::until.is_null().or(holdings::until.ge(month::first(in_month))))
        .order(contacts::sort_key)
        .select((contacts::name, holdings::since, holdings::until))
        .load(conn)
}

/// The company's houses to choose from.
pub(in crate::billing) fn houses(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<(String, String)>> {
    const MOST: i64 = 300;
    buildings::table
        .filter(buildings::company_id.eq(company))
        .order((buildings::sort_key, buildings::id))
        .limit(MOST)
        .select((buildings::id, buildings::address))
        .load(conn)
}

/// A company as its bills name it.
#[derive(Clone, Debug, Queryable)]
pub(in crate::billing) struct Sender {
    pub(in crate::billing) name_kk: String,
    pub(in crate::billing) name_ru: String,
    pub(in crate::billing) bin: String,
    pub(in crate::billing) phone: String,
    pub(in crate::billing) address_kk: String,
    pub(in crate::billing) address_ru: String,
    pub(in crate::billing) iban: Option<String>,
    pub(in crate::billing) bic: Option<String>,
    pub(in crate::billing) bank: Option<String>,
}

/// Who sends the bills.
pub(in crate::billing) fn sender(conn: &mut Conn, company: CompanyId) -> QueryResult<Sender> {
    use crate::db::schema::companies::dsl;
    dsl::companies
        .find(company)
        .select((
            dsl::name_kk,
            dsl::name_ru,
            dsl::bin,
            dsl::phone,
            dsl::address_kk,
            dsl::address_ru,
            dsl::iban,
            dsl::bic,
            dsl::bank,
        ))
        .first(conn)
}
