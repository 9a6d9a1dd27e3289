//! The list of premises: filtered, searched, page by page.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::schema::{buildings, entrances, premises};
use crate::db::{BATCH, Conn, Listed};
use crate::homes::place::{BuildingId, Kind, PremisesId};
use crate::homes::rows::Premises;
use crate::homes::search::Search;
use crate::web::Step;
use crate::who::{CompanyId, Reach};

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
    /// What the list is in the order of: their place in the register, or the word by which they were found.
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
            .filter(premises::id.among(some))
            .select((Premises::as_select(), buildings::address, entrances::number.nullable()))
            .load(conn)?;
        found.extend(rows.into_iter().map(|row| (row.0.id, row)));
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// One page of the register, in its own order.
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
    if let Some(within) = reach.buildings() {
        query = query.filter(premises::building_id.among(within));
    }
    if let Some(kind) = wanted.kind {
        query = query.filter(premises::kind.eq(kind));
    }
    if let Some(of) = &wanted.buildings {
        query = query.filter(premises::building_id.among(of));
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
        query = query.filter(buildings::id.among(within));
    }
    query.filter(buildings::company_id.eq(reach.company())).load(conn)
}
