//! Lines of the trail for people to read.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::chain_of;
use super::line::{Kept, columns};
use crate::clock::Moment;
use crate::db::schema::trail;
use crate::db::{BATCH, Conn, Listed};
use crate::who::{CompanyId, PersonId};

/// By how much at most a line may have been written after its moment, which is the beginning of its transaction; a clock
/// that was set meanwhile is in it. Within a chain places follow the writing.
const BEHIND: TimeDelta = TimeDelta::days(1);

/// Which lines are wanted; an empty one wants all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only what this person did.
    pub actor: Option<PersonId>,
    /// Only acts of this capability: `voting`.
    pub room: Option<String>,
    /// Only this act: `voting.closed`.
    pub act: Option<String>,
    /// Only on the thing with this id.
    pub subject_id: Option<String>,
    /// Not before.
    pub from: Option<Moment>,
    /// Before.
    pub until: Option<Moment>,
}

/// Which part of what is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// From the end of the chain back.
    Newest,
    /// Before a place, from there back.
    Older(i64),
    /// After a place, from there on: these come the oldest first.
    Newer(i64),
}

/// The lines of a chain (`None` is the installation's) that `filter` wants, the newest first (but see [`Span::Newer`]), at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn lines(conn: &mut Conn, company: Option<CompanyId>, filter: &Filter, span: Span, limit: i64) -> QueryResult<Vec<Kept>> {
    let chain = chain_of(company);
    let mut query = trail::table.filter(trail::chain.eq(chain.clone())).select(columns()).limit(limit).into_boxed();
    if let Some(actor) = filter.actor {
        query = query.filter(trail::actor_id.eq(actor));
    }
    if let Some(room) = &filter.room {
        query = query.filter(trail::room.eq(room.clone()));
    }
    if let Some(act) = &filter.act {
        query = query.filter(trail::act.eq(act.clone()));
    }
    if let Some(id) = &filter.subject_id {
        query = query.filter(trail::subject_id.eq(id.clone()));
    }
    if let Some(from) = filter.from {
        query = query.filter(trail::at.ge(from));
        if let Some(place) = last_before(conn, &chain, from)? {
            query = query.filter(trail::place.gt(place));
        }
    }
    if let Some(until) = filter.until {
        query = query.filter(trail::at.lt(until));
        if let Some(place) = first_after(conn, &chain, until)? {
            query = query.filter(trail::place.lt(place));
        }
    }
    match span {
        Span::Newest => query.order(trail::place.desc()),
        Span::Older(place) => query.filter(trail::place.lt(place)).order(trail::place.desc()),
        Span::Newer(place) => query.filter(trail::place.gt(place)).order(trail::place.asc()),
    }
    .load(conn)
}

/// A line that was surely written before any that happened at `from` or later: by it a long chain is not gone through for a few days of it.
fn last_before(conn: &mut Conn, chain: &str, from: Moment) -> QueryResult<Option<i64>> {
    let Some(surely) = from.checked_sub_signed(BEHIND) else { return Ok(None) };
    let of_chain = trail::table.filter(trail::chain.eq(chain)).filter(trail::at.le(surely));
    of_chain.order((trail::at.desc(), trail::place.desc())).select(trail::place).first(conn).optional()
}

/// A line that was surely written after any that happened before `until`.
fn first_after(conn: &mut Conn, chain: &str, until: Moment) -> QueryResult<Option<i64>> {
    let Some(surely) = until.checked_add_signed(BEHIND) else { return Ok(None) };
    let of_chain = trail::table.filter(trail::chain.eq(chain)).filter(trail::at.ge(surely));
    of_chain.order((trail::at.asc(), trail::place.asc())).select(trail::place).first(conn).optional()
}

/// The lines of a company's chain about some things, the oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_things(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<Kept>> {
    let mut all: Vec<Kept> = Vec::new();
    for some in ids.chunks(BATCH) {
        let theirs = trail::table.filter(trail::chain.eq(chain_of(Some(company)))).filter(trail::subject_id.among(some));
        all.extend(theirs.select(columns()).load::<Kept>(conn)?);
    }
    all.sort_by_key(|line| line.place);
    Ok(all)
}

/// The line at a place of a chain.
///
/// # Errors
/// When the database fails.
pub fn one(conn: &mut Conn, company: Option<CompanyId>, place: i64) -> QueryResult<Option<Kept>> {
    let there = trail::table.filter(trail::chain.eq(chain_of(company))).filter(trail::place.eq(place));
    there.select(columns()).first(conn).optional()
}
