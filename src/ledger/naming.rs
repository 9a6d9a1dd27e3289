//! What months of the books are called in the trail.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::QueryResult;

use crate::audit::{Named, Naming};
use crate::db::Conn;
use crate::text::{self, Locale};
use crate::who::{CompanyId, Duty};

/// How each kind is named.
pub fn namings() -> Vec<Naming> {
    vec![Naming { kind: "ledger_month", duties: &[Duty::Accountant], find }]
}

fn find(_: &mut Conn, _: CompanyId, locale: Locale, ids: &[String]) -> QueryResult<HashMap<String, Named>> {
    let named = ids.iter().filter_map(|id| {
        let month: NaiveDate = id.parse().ok()?;
        Some((id.clone(), Named { name: text::month_year(locale, month), href: "/staff/billing/books".to_owned() }))
    });
    Ok(named.collect())
}
