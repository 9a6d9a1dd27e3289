//! Which months are closed, and what they held then.

use chrono::{Days, NaiveDate};
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{ledger_books, ledger_closings, ledger_entries, ledger_postings, people};
use crate::db::{Conn, Tx, sum};
use crate::ledger::month;
use crate::on_each;
use crate::who::{CompanyId, PersonId};

/// A closed month.
#[derive(Clone, Debug, Queryable)]
pub struct Closing {
    /// Its first day.
    pub month: NaiveDate,
    /// How many entries it held.
    pub entries: i64,
    /// The sum of all debits, in tiyn.
    pub turnover: i64,
    /// Who closed it.
    pub by: String,
    /// When.
    pub at: Moment,
}

fn begin(tx: &mut Tx<'_>, company: CompanyId) -> QueryResult<()> {
    let row =
        (ledger_books::company_id.eq(company), ledger_books::entries.eq(0), ledger_books::closed_until.eq(None::<NaiveDate>));
    on_each!(&mut **tx, c => diesel::insert_into(ledger_books::table).values(row).on_conflict_do_nothing().execute(c)).map(drop)
}

/// Takes the company's book to write entries dated `day` or later into it; `false` when that day is in a closed month. Whoever writes or
/// closes waits here for the other, so nothing is ever dated into a month that was closed a moment before.
pub(in crate::ledger) fn write_from(tx: &mut Tx<'_>, company: CompanyId, day: NaiveDate, many: i64) -> QueryResult<bool> {
    let open = ledger_books::table
        .filter(ledger_books::company_id.eq(company))
        .filter(ledger_books::closed_until.is_null().or(ledger_books::closed_until.lt(day)));
    let written = ledger_books::entries.eq(ledger_books::entries + many);
    if diesel::update(open).set(written).execute(&mut **tx)? == 1 {
        return Ok(true);
    }
    begin(tx, company)?;
    let open = ledger_books::table
        .filter(ledger_books::company_id.eq(company))
        .filter(ledger_books::closed_until.is_null().or(ledger_books::closed_until.lt(day)));
    Ok(diesel::update(open).set(written).execute(&mut **tx)? == 1)
}

/// Takes the company's book until the transaction ends, and says until when it is closed: whoever reads balances to write by them does so
/// after this, so that nobody else writes in between.
pub(in crate::ledger) fn hold(tx: &mut Tx<'_>, company: CompanyId) -> QueryResult<Option<NaiveDate>> {
    begin(tx, company)?;
    let book = ledger_books::table.filter(ledger_books::company_id.eq(company));
    diesel::update(book).set(ledger_books::entries.eq(ledger_books::entries)).execute(&mut **tx)?;
    ledger_books::table.find(company).select(ledger_books::closed_until).first(&mut **tx)
}

/// Closes a month and all before it; `false` when it, or a later one, is closed.
pub(in crate::ledger) fn close(tx: &mut Tx<'_>, company: CompanyId, by: PersonId, of: NaiveDate) -> QueryResult<bool> {
    // the row is taken first, and only then is it read since when this closing speaks
    let before = hold(tx, company)?;
    let book = ledger_books::table.filter(ledger_books::company_id.eq(company));
    let until = month::last(of);
    if before.is_some_and(|before| until <= before) {
        return Ok(false);
    }
    let since = before.and_then(|before| before.checked_add_days(Days::new(1)));
    let (entries, turnover) = held(tx, company, since, until)?;
    let row = (
        ledger_closings::company_id.eq(company),
        ledger_closings::month.eq(month::first(of)),
        ledger_closings::since.eq(since),
        ledger_closings::entries.eq(entries),
        ledger_closings::turnover.eq(turnover),
        ledger_closings::closed_by.eq(by),
        ledger_closings::closed_at.eq(tx.now()),
    );
    diesel::insert_into(ledger_closings::table).values(row).execute(&mut **tx)?;
    diesel::update(book).set(ledger_books::closed_until.eq(Some(until))).execute(&mut **tx)?;
    Ok(true)
}

/// How many entries are dated within those days, and the sum of their debits.
pub(super) fn held(conn: &mut Conn, company: CompanyId, since: Option<NaiveDate>, until: NaiveDate) -> QueryResult<(i64, i64)> {
    let since = since.unwrap_or(NaiveDate::MIN.max(NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or_default()));
    let entries: i64 = ledger_entries::table
        .filter(ledger_entries::company_id.eq(company))
        .filter(ledger_entries::day.between(since, until))
        .count()
        .get_result(conn)?;
    let turnover: Option<i64> = ledger_postings::table
        .filter(ledger_postings::company_id.eq(company))
        .filter(ledger_postings::day.between(since, until))
        .filter(ledger_postings::amount.gt(0))
        .select(sum(ledger_postings::amount))
        .first(conn)?;
    Ok((entries, turnover.unwrap_or_default()))
}

/// Until which day the books are closed.
///
/// # Errors
/// When the database fails.
pub fn closed_until(conn: &mut Conn, company: CompanyId) -> QueryResult<Option<NaiveDate>> {
    let book = ledger_books::table.filter(ledger_books::company_id.eq(company));
    Ok(book.select(ledger_books::closed_until).first(conn).optional()?.flatten())
}

/// The closed months, the newest first.
///
/// # Errors
/// When the database fails.
pub fn closings(conn: &mut Conn, company: CompanyId, limit: i64) -> QueryResult<Vec<Closing>> {
    ledger_closings::table
        .inner_join(people::table.on(people::id.eq(ledger_closings::closed_by)))
        .filter(ledger_closings::company_id.eq(company))
        .order(ledger_closings::month.desc())
        .limit(limit)
        .select((
            ledger_closings::month,
            ledger_closings::entries,
            ledger_closings::turnover,
            people::name,
            ledger_closings::closed_at,
        ))
        .load(conn)
}
