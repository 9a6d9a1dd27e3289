//! Premises, as payments name them.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::schema::{buildings, premises};
use crate::homes::{Kind, PremisesId};
use crate::text::{Locale, tv};
use crate::who::CompanyId;

/// Premises with their address.
#[derive(Clone, Debug, Queryable)]
pub(in crate::payments) struct Spot {
    pub(in crate::payments) id: PremisesId,
    pub(in crate::payments) address: String,
    pub(in crate::payments) kind: Kind,
    pub(in crate::payments) door: String,
    pub(in crate::payments) account: Option<String>,
}

impl Spot {
    /// «Абай даңғылы, 12, 12-пәтер».
    pub(in crate::payments) fn place(&self, locale: Locale) -> String {
        place(locale, &self.address, self.kind, &self.door)
    }
}

/// Where premises are, as people say it.
pub(in crate::payments) fn place(locale: Locale, address: &str, kind: Kind, door: &str) -> String {
    format!("{address}, {}", tv(locale, kind.label_key(), &[("number", door)]))
}

/// Premises of the company.
pub(in crate::payments) fn place_of(conn: &mut Conn, company: CompanyId, id: PremisesId) -> QueryResult<Spot> {
    premises::table
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(premises::company_id.eq(company))
        .filter(premises::id.eq(id))
        .select((premises::id, buildings::address, premises::kind, premises::number, premises::account))
        .first(conn)
}
