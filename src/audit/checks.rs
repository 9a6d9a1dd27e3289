//! What came of going through chains: kept, so that a break is known of wherever one asks, and since when.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::verify::{Break, Fault};
use super::{INSTALLATION, chain_of};
use crate::clock::Moment;
use crate::db::schema::trail_checks;
use crate::db::{Conn, Tx};
use crate::who::CompanyId;

crate::ids! {
    /// A check of a chain.
    CheckId,
}

/// How long checks that found a chain whole are kept; those that did not, stay.
const KEPT: TimeDelta = TimeDelta::days(100);

/// A check of a chain.
#[derive(Clone, Debug, Queryable)]
pub struct Check {
    /// Its id.
    pub id: CheckId,
    /// Who asked for it; empty for the one of every night.
    pub asked_by: String,
    /// When it was asked for.
    pub begun_at: Moment,
    /// When it came to its end; `None` while it is under way.
    pub ended_at: Option<Moment>,
    /// How many lines were found right.
    pub lines: i64,
    /// The hash of the last of them.
    pub hash: String,
    /// What is wrong; `None` when the chain is whole.
    pub fault: Option<Fault>,
    /// At which place.
    pub place: Option<i64>,
}

#[diesel::dsl::auto_type(no_type_alias)]
fn columns() -> _ {
    (
        trail_checks::id,
        trail_checks::asked_by,
        trail_checks::begun_at,
        trail_checks::ended_at,
        trail_checks::lines,
        trail_checks::hash,
        trail_checks::fault,
        trail_checks::place,
    )
}

/// Notes that a check was asked for.
///
/// # Errors
/// When the database fails.
pub fn begin(tx: &mut Tx<'_>, company: Option<CompanyId>, asked_by: &str) -> QueryResult<CheckId> {
    let id = CheckId::fresh(tx.now());
    let row = (
        (trail_checks::id.eq(id), trail_checks::chain.eq(chain_of(company)), trail_checks::asked_by.eq(asked_by)),
        (trail_checks::begun_at.eq(tx.now()), trail_checks::ended_at.eq(None::<Moment>), trail_checks::is_latest.eq(false)),
        (trail_checks::lines.eq(0), trail_checks::hash.eq("")),
    );
    diesel::insert_into(trail_checks::table).values(row).execute(&mut **tx)?;
    Ok(id)
}

/// Notes what came of it; `false` when that was noted before.
///
/// # Errors
/// When the database fails.
pub fn end(
    tx: &mut Tx<'_>,
    company: Option<CompanyId>,
    id: CheckId,
    (lines, hash): (i64, &str),
    broken: Option<Break>,
) -> QueryResult<bool> {
    let chain = chain_of(company);
    let under_way = trail_checks::table
        .filter(trail_checks::id.eq(id))
        .filter(trail_checks::chain.eq(&chain))
        .filter(trail_checks::ended_at.is_null());
    let now = tx.now();
    let answer = (
        (trail_checks::ended_at.eq(Some(now)), trail_checks::lines.eq(lines), trail_checks::hash.eq(hash)),
        (trail_checks::fault.eq(broken.map(|b| b.fault)), trail_checks::place.eq(broken.map(|b| b.place))),
    );
    if diesel::update(under_way).set(answer).execute(&mut **tx)? == 0 {
        return Ok(false);
    }
    let before = trail_checks::table.filter(trail_checks::chain.eq(&chain)).filter(trail_checks::is_latest.eq(true));
    diesel::update(before).set(trail_checks::is_latest.eq(false)).execute(&mut **tx)?;
    diesel::update(trail_checks::table.find(id)).set(trail_checks::is_latest.eq(true)).execute(&mut **tx)?;
    // while a chain is broken the last check that found it whole is the only witness of how it was
    if broken.is_none() {
        let old = trail_checks::table.filter(trail_checks::chain.eq(&chain)).filter(trail_checks::begun_at.lt(now - KEPT));
        diesel::delete(old.filter(trail_checks::fault.is_null()).filter(trail_checks::is_latest.eq(false))).execute(&mut **tx)?;
    }
    Ok(true)
}

/// A check of a chain; that of another chain is not there.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Conn, company: Option<CompanyId>, id: CheckId) -> QueryResult<Option<Check>> {
    let of_chain = trail_checks::table.find(id).filter(trail_checks::chain.eq(chain_of(company)));
    of_chain.select(columns()).first(conn).optional()
}

/// The last checks of a chain, the newest first.
///
/// # Errors
/// When the database fails.
pub fn last(conn: &mut Conn, company: Option<CompanyId>, limit: i64) -> QueryResult<Vec<Check>> {
    let of_chain = trail_checks::table.filter(trail_checks::chain.eq(chain_of(company)));
    of_chain.order(trail_checks::id.desc()).limit(limit).select(columns()).load(conn)
}

/// What the last check of a chain found that came to its end.
///
/// # Errors
/// When the database fails.
pub fn latest(conn: &mut Conn, company: Option<CompanyId>) -> QueryResult<Option<Check>> {
    let of_chain = trail_checks::table.filter(trail_checks::chain.eq(chain_of(company)));
    of_chain.filter(trail_checks::is_latest.eq(true)).select(columns()).first(conn).optional()
}

/// The last check that found a chain whole: its lines and hash are what a later one must find again.
///
/// # Errors
/// When the database fails.
pub fn last_whole(conn: &mut Conn, company: Option<CompanyId>) -> QueryResult<Option<Check>> {
    let whole = trail_checks::table
        .filter(trail_checks::chain.eq(chain_of(company)))
        .filter(trail_checks::fault.is_null())
        .filter(trail_checks::ended_at.is_not_null())
        .filter(trail_checks::lines.gt(0));
    whole.order(trail_checks::id.desc()).select(columns()).first(conn).optional()
}

/// Notes how many lines of a check under way were found right so far.
///
/// # Errors
/// When the database fails.
pub fn progress(tx: &mut Tx<'_>, id: CheckId, lines: i64) -> QueryResult<usize> {
    let under_way = trail_checks::table.filter(trail_checks::id.eq(id)).filter(trail_checks::ended_at.is_null());
    diesel::update(under_way).set(trail_checks::lines.eq(lines)).execute(&mut **tx)
}

/// The first check after `since` that found a chain broken: since then it is known.
///
/// # Errors
/// When the database fails.
pub fn first_broken(conn: &mut Conn, company: Option<CompanyId>, since: Option<CheckId>) -> QueryResult<Option<Check>> {
    let mut broken = trail_checks::table
        .filter(trail_checks::chain.eq(chain_of(company)))
        .filter(trail_checks::fault.is_not_null())
        .into_boxed();
    if let Some(since) = since {
        broken = broken.filter(trail_checks::id.gt(since));
    }
    broken.order(trail_checks::id).select(columns()).first(conn).optional()
}

/// How an earlier [`head`](super::head) was, for [`Walk::begin`](super::Walk::begin).
///
/// # Errors
/// When the database fails.
pub fn witness(conn: &mut Conn, company: Option<CompanyId>) -> QueryResult<Option<(i64, String)>> {
    Ok(last_whole(conn, company)?.map(|check| (check.lines, check.hash)))
}

/// The chains that their last check found broken: a company's id, or `None` for the installation's.
///
/// # Errors
/// When the database fails.
pub fn broken(conn: &mut Conn) -> QueryResult<Vec<Option<CompanyId>>> {
    let chains: Vec<String> = trail_checks::table
        .filter(trail_checks::is_latest.eq(true))
        .filter(trail_checks::fault.is_not_null())
        .order(trail_checks::chain)
        .select(trail_checks::chain)
        .load(conn)?;
    Ok(chains
        .into_iter()
        .filter_map(|chain| if chain == INSTALLATION { Some(None) } else { chain.parse().ok().map(Some) })
        .collect())
}
