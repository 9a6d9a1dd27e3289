//! The list of premises: filtered, searched, page by page.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::schema::{buildings, entrances, home_words, premises};
use crate::homes::place::{BuildingId, Kind};
use crate::homes::rows::Premises;
use crate::homes::search::{Search, after_all};
use crate::web::Step;
use crate::who::CompanyId;

/// Of the rarest word at most so many premises are looked at: a single letter shall not read a city.
const CANDIDATES: i64 = 5_000;

/// Which premises are wanted.
#[derive(Clone, Debug, Default)]
pub(in crate::homes) struct Wanted {
    pub(in crate::homes) buildings: Option<Vec<BuildingId>>,
    pub(in crate::homes) kind: Option<Kind>,
    pub(in crate::homes) search: Search,
}

/// A row of the list.
pub(in crate::homes) type Row = (Premises, String, Option<String>);

pub(in crate::homes) fn page(conn: &mut Conn, company: CompanyId, wanted: &Wanted, step: &Step, limit: i64) -> QueryResult<Vec<Row>> {
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
    for (place, word) in wanted.search.words.iter().enumerate() {
        let having = home_words::table
            .filter(home_words::company_id.eq(company))
            .filter(home_words::word.ge(word.clone()))
            .filter(home_words::word.lt(after_all(word)))
            .select(home_words::premises_id);
        // the first word is looked up, the others are looked at: the index serves both ways
        query = if place == 0 {
            query.filter(premises::id.eq_any(having.limit(CANDIDATES)))
        } else {
            query.filter(diesel::dsl::exists(having.filter(home_words::premises_id.eq(premises::id))))
        };
    }
    query = match step {
        Step::First => query.order((premises::sort_key.asc(), premises::id.asc())),
        Step::After(at) => query
            .filter(premises::sort_key.gt(at.key.clone()).or(premises::sort_key.eq(at.key.clone()).and(premises::id.gt(at.id.clone()))))
            .order((premises::sort_key.asc(), premises::id.asc())),
        Step::Before(at) => query
            .filter(premises::sort_key.lt(at.key.clone()).or(premises::sort_key.eq(at.key.clone()).and(premises::id.lt(at.id.clone()))))
            .order((premises::sort_key.desc(), premises::id.desc())),
    };
    query.load(conn)
}

/// Buildings whose address has one of the words in it.
pub(in crate::homes) fn buildings_named(conn: &mut Conn, company: CompanyId, search: &Search) -> QueryResult<Vec<(BuildingId, String)>> {
    buildings::table
        .filter(buildings::company_id.eq(company))
        .select((buildings::id, buildings::address_folded))
        .load(conn)
        .map(|all: Vec<(BuildingId, String)>| all.into_iter().filter(|(_, address)| search.words.iter().any(|word| address.contains(word.as_str()))).collect())
}

pub(in crate::homes) fn count(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<(Kind, i64)>> {
    premises::table.filter(premises::company_id.eq(company)).group_by(premises::kind).select((premises::kind, diesel::dsl::count_star())).load(conn)
}
