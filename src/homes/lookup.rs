//! Premises by what somebody says of them: an account, an address with a number, a name.

use diesel::QueryResult;

use super::place::{Kind, PremisesId};
use super::search::Search;
use super::store;
use super::store::list::{Row, Wanted};
use crate::db::Conn;
use crate::web::Step;
use crate::who::Reach;

/// Looks for the words among numbers and people; when they find nothing, looks whether they are an address.
pub(super) fn found(conn: &mut Conn, reach: &Reach, wanted: &Wanted, step: &Step, limit: i64) -> QueryResult<Vec<Row>> {
    if wanted.search.is_empty() {
        return store::list::page(conn, reach, wanted, step, limit);
    }
    let rows = store::finding::page(conn, reach, wanted, step, limit)?;
    // past the last of what the words found there is nothing more, whatever they may mean besides
    if !rows.is_empty() || *step != Step::First && !store::finding::page(conn, reach, wanted, &Step::First, 1)?.is_empty() {
        return Ok(rows);
    }
    let named = store::list::buildings_named(conn, reach, &wanted.search)?;
    match wanted.search.split_address(&named) {
        Some((buildings, search)) => {
            let chosen = wanted
                .buildings
                .clone()
                .map_or(buildings.clone(), |chosen| chosen.into_iter().filter(|id| buildings.contains(id)).collect());
            let page = if search.is_empty() { store::list::page } else { store::finding::page };
            page(conn, reach, &Wanted { buildings: Some(chosen), search, kind: wanted.kind }, step, limit)
        }
        None => Ok(rows),
    }
}

/// Premises that a search found.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Which.
    pub id: PremisesId,
    /// The building's address.
    pub address: String,
    /// What they are.
    pub kind: Kind,
    /// Their number.
    pub number: String,
    /// Their account.
    pub account: Option<String>,
}

/// The first premises that what was typed finds; nothing typed finds nothing.
///
/// # Errors
/// When the database fails.
pub fn look_up(conn: &mut Conn, reach: &Reach, typed: &str, limit: i64) -> QueryResult<Vec<Spot>> {
    let wanted = Wanted { search: Search::read(typed), ..Wanted::default() };
    if wanted.search.is_empty() {
        return Ok(Vec::new());
    }
    let spot = |row: Row| Spot { id: row.id, address: row.address, kind: row.kind, number: row.number, account: row.account };
    Ok(found(conn, reach, &wanted, &Step::First, limit)?.into_iter().map(spot).collect())
}
