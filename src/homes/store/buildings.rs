//! The list of buildings, and how many premises stand where.

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::db::schema::{buildings, complexes, premises, premises_counts};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::homes::place::{BuildingId, ComplexId, Kind};
use crate::homes::rows::{Building, Complex};
use crate::on_each;
use crate::web::Step;
use crate::who::{CompanyId, Reach};

/// Which buildings are wanted.
#[derive(Clone, Debug, Default)]
pub(in crate::homes) struct Wanted {
    pub(in crate::homes) complex: Option<ComplexId>,
    /// Folded words, all of which the address has in it.
    pub(in crate::homes) words: Vec<String>,
}

/// A page of buildings by address, each with the name of its complex.
pub(in crate::homes) fn page(
    conn: &mut Conn,
    reach: &Reach,
    wanted: &Wanted,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<(Building, Option<String>)>> {
    let mut query = buildings::table
        .left_join(complexes::table.on(complexes::id.nullable().eq(buildings::complex_id)))
        .filter(buildings::company_id.eq(reach.company()))
        .select((Building::as_select(), complexes::name.nullable()))
        .limit(limit)
        .into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(buildings::id.among(within));
    }
    if let Some(complex) = wanted.complex {
        query = query.filter(buildings::complex_id.eq(complex));
    }
    for word in &wanted.words {
        query = query.filter(buildings::address_folded.like(format!("%{word}%")));
    }
    query = match step {
        Step::First => query.order((buildings::sort_key.asc(), buildings::id.asc())),
        Step::After(at) => query
            .filter(buildings::sort_key.ge(at.key.clone()))
            .filter(buildings::sort_key.gt(at.key.clone()).or(buildings::id.gt(at.id.clone())))
            .order((buildings::sort_key.asc(), buildings::id.asc())),
        Step::Before(at) => query
            .filter(buildings::sort_key.le(at.key.clone()))
            .filter(buildings::sort_key.lt(at.key.clone()).or(buildings::id.lt(at.id.clone())))
            .order((buildings::sort_key.desc(), buildings::id.desc())),
    };
    query.load(conn)
}

/// The complexes that have a building within reach; all of them, empty ones too, for whom the whole company is.
pub(in crate::homes) fn complexes(conn: &mut Conn, reach: &Reach) -> QueryResult<Vec<Complex>> {
    let mut query = complexes::table
        .filter(complexes::company_id.eq(reach.company()))
        .order(complexes::sort_key)
        .select(Complex::as_select())
        .into_boxed();
    if let Some(within) = reach.buildings() {
        let theirs = buildings::table
            .filter(buildings::company_id.eq(reach.company()))
            .filter(buildings::id.among(within))
            .filter(buildings::complex_id.eq(complexes::id.nullable()));
        query = query.filter(diesel::dsl::exists(theirs));
    }
    query.load(conn)
}

/// The buildings to choose from, where they are so few that one can choose; none otherwise, and without reading them all.
pub(in crate::homes) fn choices(conn: &mut Conn, reach: &Reach, most: i64) -> QueryResult<Vec<(BuildingId, String)>> {
    let mine = || {
        let mine = buildings::table.filter(buildings::company_id.eq(reach.company())).into_boxed();
        match reach.buildings() {
            Some(within) => mine.filter(buildings::id.among(within)),
            None => mine,
        }
    };
    let beyond: Option<String> = mine().select(buildings::company_id).limit(1).offset(most).first(conn).optional()?;
    if beyond.is_some() {
        return Ok(Vec::new());
    }
    mine().order((buildings::sort_key, buildings::id)).select((buildings::id, buildings::address)).load(conn)
}

/// How many premises these buildings have.
pub(in crate::homes) fn sizes(conn: &mut Conn, of: &[BuildingId]) -> QueryResult<HashMap<BuildingId, i64>> {
    let rows: Vec<(BuildingId, i64)> = premises::table
        .filter(premises::building_id.among(of))
        .group_by(premises::building_id)
        .select((premises::building_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// How many premises of each kind there are within reach. Of a whole company they are not counted but kept.
pub(in crate::homes) fn kinds(conn: &mut Conn, reach: &Reach) -> QueryResult<Vec<(Kind, i64)>> {
    match reach.buildings() {
        None => premises_counts::table
            .filter(premises_counts::company_id.eq(reach.company()))
            .select((premises_counts::kind, premises_counts::many))
            .load(conn),
        Some(within) => premises::table
            .filter(premises::company_id.eq(reach.company()))
            .filter(premises::building_id.among(within))
            .group_by(premises::kind)
            .select((premises::kind, count_star()))
            .load(conn),
    }
}

/// Notes that so many premises of these kinds came or went. Added up in the database, so that two who add at once both count.
pub(in crate::homes) fn changed(
    tx: &mut Tx<'_>,
    company: CompanyId,
    kinds: impl IntoIterator<Item = (Kind, i64)>,
) -> QueryResult<()> {
    let mut sums: HashMap<Kind, i64> = HashMap::new();
    for (kind, many) in kinds {
        *sums.entry(kind).or_default() += many;
    }
    // in one order, so that two transactions do not wait for one another
    let mut sums: Vec<(Kind, i64)> = sums.into_iter().filter(|(_, many)| *many != 0).collect();
    sums.sort_unstable_by_key(|(kind, _)| kind.word());
    debug_assert!(sums.len() < BATCH, "there are four kinds");
    for (kind, many) in sums {
        let row = (premises_counts::company_id.eq(company), premises_counts::kind.eq(kind), premises_counts::many.eq(many));
        on_each!(&mut **tx, c => diesel::insert_into(premises_counts::table)
            .values(row)
            .on_conflict((premises_counts::company_id, premises_counts::kind))
            .do_update()
            .set(premises_counts::many.eq(premises_counts::many + many))
            .execute(c))?;
    }
    Ok(())
}
