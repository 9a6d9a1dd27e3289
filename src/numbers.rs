//! Numbers that people say aloud: `2026-000123`, counted per company, kind of thing and year, without gaps.

use diesel::prelude::*;

use crate::db::Tx;
use crate::db::schema::numbers;
use crate::on_each;
use crate::who::CompanyId;

/// The next number of a series. Two at once wait for one another at the row; a number taken by a transaction that fails is free again.
///
/// # Errors
/// When the database fails.
pub fn next(tx: &mut Tx<'_>, company: CompanyId, series: &str, year: i32) -> QueryResult<String> {
    let first = (numbers::company_id.eq(company), numbers::series.eq(series), numbers::year.eq(year), numbers::last.eq(1i64));
    let last: i64 = on_each!(&mut **tx, c => diesel::insert_into(numbers::table)
        .values(first)
        .on_conflict((numbers::company_id, numbers::series, numbers::year))
        .do_update()
        .set(numbers::last.eq(numbers::last + 1))
        .returning(numbers::last)
        .get_result(c))?;
    Ok(format!("{year}-{last:06}"))
}
