//! How companies look.

use diesel::prelude::*;

use crate::db::schema::brands;
use crate::db::{Conn, Tx};
use crate::on_each;
use crate::who::CompanyId;

/// A company's face.
#[derive(Clone, Debug, Default, PartialEq, Eq, Queryable, Selectable, AsChangeset)]
#[diesel(table_name = brands, treat_none_as_null = true)]
pub(in crate::franchise) struct Brand {
    /// Changes with all the rest: a part of its addresses, which may be kept for ever.
    pub(in crate::franchise) version: String,
    pub(in crate::franchise) light: Option<String>,
    pub(in crate::franchise) dark: Option<String>,
    pub(in crate::franchise) logo_width: Option<i32>,
    pub(in crate::franchise) logo_height: Option<i32>,
}

impl Brand {
    /// Whether there is a logo.
    pub(in crate::franchise) fn has_logo(&self) -> bool {
        self.logo_width.is_some()
    }
}

pub(in crate::franchise) fn of(conn: &mut Conn, company: CompanyId) -> QueryResult<Option<Brand>> {
    brands::table.find(company).select(Brand::as_select()).first(conn).optional()
}

/// Makes sure of the row, so that of two administrators who change it at once one waits for the other.
pub(in crate::franchise) fn held(tx: &mut Tx<'_>, company: CompanyId) -> QueryResult<Brand> {
    let now = tx.now();
    let row = (brands::company_id.eq(company), brands::version.eq(""), brands::changed_at.eq(now));
    on_each!(&mut **tx, c => diesel::insert_into(brands::table).values(row).on_conflict_do_nothing().execute(c))?;
    diesel::update(brands::table.find(company)).set(brands::changed_at.eq(now)).execute(&mut **tx)?;
    brands::table.find(company).select(Brand::as_select()).first(&mut **tx)
}

pub(in crate::franchise) fn save(tx: &mut Tx<'_>, company: CompanyId, brand: &Brand) -> QueryResult<usize> {
    diesel::update(brands::table.find(company)).set(brand).execute(&mut **tx)
}
