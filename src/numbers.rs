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
    Ok(several(tx, company, series, year, 1)?.next().unwrap_or_default())
}

/// The next so many numbers of a series, one after another.
///
/// # Errors
/// When the database fails.
pub fn several(
    tx: &mut Tx<'_>,
    company: CompanyId,
    series: &str,
    year: i32,
    many: i64,
) -> QueryResult<impl Iterator<Item = String> + use<>> {
    let first = (numbers::company_id.eq(company), numbers::series.eq(series), numbers::year.eq(year), numbers::last.eq(many));
    let last: i64 = on_each!(&mut **tx, c => diesel::insert_into(numbers::table)
        .values(first)
        .on_conflict((numbers::company_id, numbers::series, numbers::year))
        .do_update()
        .set(numbers::last.eq(numbers::last + many))
        .returning(numbers::last)
        .get_result(c))?;
    Ok((last - many + 1..=last).map(move |number| format!("{year}-{number:06}")))
}
