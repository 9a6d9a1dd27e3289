//! The list of premises: filtered, searched, page by page.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::Integer;

use crate::db::schema::{buildings, entrances, home_words, premises};
use crate::db::{BATCH, Conn};
use crate::homes::place::{BuildingId, Kind, PremisesId};
use crate::homes::rows::Premises;
use crate::homes::search::{Search, after_all};
use crate::web::Step;
use crate::who::{CompanyId, Reach};

/// How common a word may be to be looked up, its premises then being put in order: alone, and beside other words, few premises having
/// two of them at once. Those of commoner words are met soon enough while the list is walked in its order, which never reads a city
/// for a single letter.
const RARE: i64 = 1_000;
const RARE_ENOUGH: i64 = 50_000;

/// Which premises are wanted.
#[derive(Clone, Debug, Default)]
pub(in crate::homes) struct Wanted {
    pub(in crate::homes) buildings: Option<Vec<BuildingId>>,
    pub(in crate::homes) kind: Option<Kind>,
    pub(in crate::homes) search: Search,
}

/// A row of the list: what the list shows of premises and nothing more, since it is read again and again.
#[derive(Clone, Debug, Queryable)]
pub(in crate::homes) struct Row {
    pub(in crate::homes) id: PremisesId,
    pub(in crate::homes) sort_key: String,
    pub(in crate::homes) kind: Kind,
    pub(in crate::homes) number: String,
    pub(in crate::homes) floor: Option<i32>,
    pub(in crate::homes) area: Option<i64>,
    pub(in crate::homes) account: Option<String>,
    pub(in crate::homes) address: String,
    pub(in crate::homes) entrance: Option<String>,
}

/// All that is known of premises: with their address and the number of their entrance.
pub(in crate::homes) type Whole = (Premises, String, Option<String>);

/// All that is known of these premises, in the order in which they are named.
pub(in crate::homes) fn whole(conn: &mut Conn, company: CompanyId, ids: &[PremisesId]) -> QueryResult<Vec<Whole>> {
    let mut found: HashMap<PremisesId, Whole> = HashMap::with_capacity(ids.len());
    for some in ids.chunks(BATCH) {
        let rows: Vec<Whole> = premises::table
            .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
            .left_join(entrances::table.on(entrances::id.nullable().eq(premises::entrance_id)))
            .filter(premises::company_id.eq(company))
            .filter(premises::id.eq_any(some))
            .select((Premises::as_select(), buildings::address, entrances::number.nullable()))
            .load(conn)?;
        found.extend(rows.into_iter().map(|row| (row.0.id, row)));
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

pub(in crate::homes) fn page(conn: &mut Conn, reach: &Reach, wanted: &Wanted, step: &Step, limit: i64) -> QueryResult<Vec<Row>> {
    let mut query = premises::table
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .left_join(entrances::table.on(entrances::id.nullable().eq(premises::entrance_id)))
        .filter(premises::company_id.eq(reach.company()))
        .select((
            premises::id,
            premises::sort_key,
            premises::kind,
            premises::number,
            premises::floor,
            premises::area,
            premises::account,
            buildings::address,
            entrances::number.nullable(),
        ))
        .limit(limit)
        .into_boxed();
    let company = reach.company();
    if let Some(within) = reach.buildings() {
        query = query.filter(premises::building_id.eq_any(within));
    }
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

/// Which of the words is to be looked up, by its place: one of the rarest; `None` when all of them are common.
fn rarest(conn: &mut Conn, company: CompanyId, search: &Search) -> QueryResult<Option<usize>> {
    let bounds: &[i64] = if search.words.len() > 1 { &[RARE, RARE_ENOUGH] } else { &[RARE] };
    for bound in bounds {
        for (place, word) in search.words.iter().enumerate() {
            let beyond: Option<i32> =
                having(company, word).select(1.into_sql::<Integer>()).limit(1).offset(*bound).first(conn).optional()?;
            if beyond.is_none() {
                return Ok(Some(place));
            }
        }
    }
    Ok(None)
}

/// Buildings whose address has one of the words in it.
pub(in crate::homes) fn buildings_named(
    conn: &mut Conn,
    reach: &Reach,
    search: &Search,
) -> QueryResult<Vec<(BuildingId, String)>> {
    let mut query = buildings::table.select((buildings::id, buildings::address_folded)).into_boxed();
    for word in &search.words {
        query = query.or_filter(buildings::address_folded.like(format!("%{word}%")));
    }
    if let Some(within) = reach.buildings() {
        query = query.filter(buildings::id.eq_any(within));
    }
    query.filter(buildings::company_id.eq(reach.company())).load(conn)
}
