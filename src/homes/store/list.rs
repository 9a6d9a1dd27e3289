//! The list of premises: filtered, searched, page by page.

use diesel::prelude::*;
use diesel::sql_types::Integer;

use crate::db::Conn;
use crate::db::schema::{buildings, entrances, home_words, premises};
use crate::homes::place::{BuildingId, Kind};
use crate::homes::rows::Premises;
use crate::homes::search::{Search, after_all};
use crate::web::Step;
use crate::who::CompanyId;

/// Premises of a word up to so many are looked up and put in order; those of a commoner word are met soon enough
/// while the list is walked in its order, which never reads a city for a single letter.
const RARE: usize = 1_000;

/// Which premises are wanted.
#[derive(Clone, Debug, Default)]
pub(in crate::homes) struct Wanted {
    pub(in crate::homes) buildings: Option<Vec<BuildingId>>,
    pub(in crate::homes) kind: Option<Kind>,
    pub(in crate::homes) search: Search,
}

/// A row of the list.
pub(in crate::homes) type Row = (Premises, String, Option<String>);

pub(in crate::homes) fn page(
    conn: &mut Conn,
    company: CompanyId,
    wanted: &Wanted,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<Row>> {
    let mut query = premises::table
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .left_join(entrances::table.on(entrances::id.nullable().eq(premises::entrance_id)))
        .filter(premises::company_id.eq(company))
        .select((Premises::as_select(), buildings::address, entrances::number.nullable()))
        .limit(limit)
        .into_boxed();
    if let Some(kind) = wanted.kind {
        query = query.filter(premises::kind.eq(kind));
    }
    if let Some(of) = &wanted.buildings {
        query = query.filter(premises::building_id.eq_any(of));
    }
    let rarest = rarest(conn, company, &wanted.search)?;
    for (place, word) in wanted.search.words.iter().enumerate() {
        let having = having(company, word).select(home_words::premises_id);
        query = if rarest == Some(place) {
            query.filter(premises::id.eq_any(having))
        } else {
            query.filter(diesel::dsl::exists(having.filter(home_words::premises_id.eq(premises::id))))
        };
    }
    // the first bound is implied by the second, but only the first is one that an index can begin at
    query = match step {
        Step::First => query.order((premises::sort_key.asc(), premises::id.asc())),
        Step::After(at) => query
            .filter(premises::sort_key.ge(at.key.clone()))
            .filter(premises::sort_key.gt(at.key.clone()).or(premises::id.gt(at.id.clone())))
            .order((premises::sort_key.asc(), premises::id.asc())),
        Step::Before(at) => query
            .filter(premises::sort_key.le(at.key.clone()))
            .filter(premises::sort_key.lt(at.key.clone()).or(premises::id.lt(at.id.clone())))
            .order((premises::sort_key.desc(), premises::id.desc())),
    };
    query.load(conn)
}

/// The entries of the words that begin so.
#[diesel::dsl::auto_type(no_type_alias)]
fn having<'a>(company: CompanyId, word: &'a str) -> _ {
    let end: String = after_all(word);
    home_words::table
        .filter(home_words::company_id.eq(company))
        .filter(home_words::word.ge(word))
        .filter(home_words::word.lt(end))
}

/// Which of the words has the fewest premises, by its place; `None` when all of them are common.
fn rarest(conn: &mut Conn, company: CompanyId, search: &Search) -> QueryResult<Option<usize>> {
    let most = i64::try_from(RARE + 1).unwrap_or(i64::MAX);
    let mut least = (RARE + 1, None);
    for (place, word) in search.words.iter().enumerate() {
        let found: Vec<i32> = having(company, word).select(1.into_sql::<Integer>()).limit(most).load(conn)?;
        if found.len() < least.0 {
            least = (found.len(), Some(place));
        }
    }
    Ok(least.1)
}

/// Buildings whose address has one of the words in it.
pub(in crate::homes) fn buildings_named(
    conn: &mut Conn,
    company: CompanyId,
    search: &Search,
) -> QueryResult<Vec<(BuildingId, String)>> {
    let mut query = buildings::table.select((buildings::id, buildings::address_folded)).into_boxed();
    for word in &search.words {
        query = query.or_filter(buildings::address_folded.like(format!("%{word}%")));
    }
    query.filter(buildings::company_id.eq(company)).load(conn)
}

pub(in crate::homes) fn count(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<(Kind, i64)>> {
    premises::table
        .filter(premises::company_id.eq(company))
        .group_by(premises::kind)
        .select((premises::kind, diesel::dsl::count_star()))
        .load(conn)
}
