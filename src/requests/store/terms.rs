//! What a company promises, and what it does not do.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{request_hidden, request_terms};
use crate::db::{Conn, Tx};
use crate::on_each;
use crate::requests::clock::Term;
use crate::requests::terms::Promise;
use crate::who::{CompanyId, PersonId};

type Row = (NaiveDate, i32, i32, bool, String);

fn promise((since, first_answer, resolution, around_the_clock, ground): Row) -> Promise {
    Promise { since, term: Term { first_answer, resolution, around_the_clock }, ground }
}

/// The promises for one category, of all days.
pub(in crate::requests) fn of(conn: &mut Conn, company: CompanyId, category: &str) -> QueryResult<Vec<Promise>> {
    let rows: Vec<Row> = request_terms::table
        .filter(request_terms::company_id.eq(company))
        .filter(request_terms::category.eq(category))
        .order(request_terms::since)
        .select((
            request_terms::since,
            request_terms::first_answer,
            request_terms::resolution,
            request_terms::around_the_clock,
            request_terms::ground,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(promise).collect())
}

/// All promises, by category.
pub(in crate::requests) fn all(conn: &mut Conn, company: CompanyId) -> QueryResult<HashMap<String, Vec<Promise>>> {
    let rows: Vec<(String, Row)> = request_terms::table
        .filter(request_terms::company_id.eq(company))
        .order((request_terms::category, request_terms::since))
        .select((
            request_terms::category,
            (
                request_terms::since,
                request_terms::first_answer,
                request_terms::resolution,
                request_terms::around_the_clock,
                request_terms::ground,
            ),
        ))
        .load(conn)?;
    let mut all: HashMap<String, Vec<Promise>> = HashMap::new();
    for (category, row) in rows {
        all.entry(category).or_default().push(promise(row));
    }
    Ok(all)
}

/// Adds a promise; what stands from a day on is not changed any more once that day has come, another day follows it.
pub(in crate::requests) fn add(
    tx: &mut Tx<'_>,
    company: CompanyId,
    category: &str,
    of: &Promise,
    by: PersonId,
) -> QueryResult<usize> {
    let row = (
        (request_terms::company_id.eq(company), request_terms::category.eq(category), request_terms::since.eq(of.since)),
        (request_terms::first_answer.eq(of.term.first_answer), request_terms::resolution.eq(of.term.resolution)),
        (request_terms::around_the_clock.eq(of.term.around_the_clock), request_terms::ground.eq(&of.ground)),
        (request_terms::set_by_id.eq(by), request_terms::created_at.eq(tx.now())),
    );
    diesel::insert_into(request_terms::table).values(row).execute(&mut **tx)
}

/// The categories that a company does not offer.
pub(in crate::requests) fn hidden(conn: &mut Conn, company: CompanyId) -> QueryResult<BTreeSet<String>> {
    let rows: Vec<String> =
        request_hidden::table.filter(request_hidden::company_id.eq(company)).select(request_hidden::category).load(conn)?;
    Ok(rows.into_iter().collect())
}

pub(in crate::requests) fn hide(tx: &mut Tx<'_>, company: CompanyId, category: &str) -> QueryResult<usize> {
    let row = (request_hidden::company_id.eq(company), request_hidden::category.eq(category));
    on_each!(&mut **tx, c => diesel::insert_into(request_hidden::table).values(row).on_conflict_do_nothing().execute(c))
}

pub(in crate::requests) fn show(tx: &mut Tx<'_>, company: CompanyId, category: &str) -> QueryResult<usize> {
    diesel::delete(request_hidden::table.find((company, category))).execute(&mut **tx)
}
