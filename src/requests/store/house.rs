//! What residents see: their own requests, those they joined, and the open ones of their houses.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{request_joiners, request_reads, requests};
use crate::db::{Conn, Listed};
use crate::homes::{BuildingId, PremisesId};
use crate::requests::kind::RequestId;
use crate::requests::rows::Request;
use crate::requests::state::Stage;
use crate::web::Step;
use crate::web::actor::{Acting, Resident};
use crate::who::{CompanyId, PersonId};

/// The buildings somebody holds something in.
pub(in crate::requests) fn buildings(who: &Resident) -> Vec<String> {
    let mut all: Vec<String> = who.homes().iter().map(|home| home.building.clone()).collect();
    all.sort();
    all.dedup();
    all
}

/// The requests of one's own, newest first, with those one joined. Each kind by an index of its own, so both give their newest at once.
pub(in crate::requests) fn mine(conn: &mut Conn, who: &Resident, step: &Step, limit: i64) -> QueryResult<Vec<Request>> {
    let (company, person) = (who.company(), who.person());
    let mut own = requests::table
        .filter(requests::company_id.eq(company))
        .filter(requests::reporter_id.eq(person))
        .select(Request::as_select())
        .limit(limit)
        .into_boxed();
    let mut joined = request_joiners::table
        .inner_join(requests::table.on(requests::id.eq(request_joiners::request_id)))
        .filter(request_joiners::person_id.eq(person))
        .filter(requests::company_id.eq(company))
        .select(Request::as_select())
        .limit(limit)
        .into_boxed();
    (own, joined) = match step {
        Step::First => (own.order(requests::id.desc()), joined.order(request_joiners::request_id.desc())),
        Step::After(at) => (
            own.filter(requests::id.lt(at.id.clone())).order(requests::id.desc()),
            joined.filter(request_joiners::request_id.lt(at.id.clone())).order(request_joiners::request_id.desc()),
        ),
        Step::Before(at) => (
            own.filter(requests::id.gt(at.id.clone())).order(requests::id.asc()),
            joined.filter(request_joiners::request_id.gt(at.id.clone())).order(request_joiners::request_id.asc()),
        ),
    };
    let mut all: Vec<Request> = own.load(conn)?;
    all.extend(joined.load::<Request>(conn)?);
    all.sort_by_key(|of| of.id);
    all.dedup_by_key(|of| of.id);
    if !matches!(step, Step::Before(_)) {
        all.reverse();
    }
    all.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(all)
}

/// The open requests of somebody's houses that are open to the house, newest first.
pub(in crate::requests) fn of_house(conn: &mut Conn, who: &Resident, step: &Step, limit: i64) -> QueryResult<Vec<Request>> {
    let query = requests::table
        .filter(requests::company_id.eq(who.company()))
        .filter(requests::building_id.among(buildings(who)))
        .filter(requests::is_open.eq(true))
        .filter(requests::open_to_house.eq(true))
        .select(Request::as_select())
        .limit(limit)
        .into_boxed();
    let query = match step {
        Step::First => query.order(requests::id.desc()),
        Step::After(at) => query.filter(requests::id.lt(at.id.clone())).order(requests::id.desc()),
        Step::Before(at) => query.filter(requests::id.gt(at.id.clone())).order(requests::id.asc()),
    };
    query.load(conn)
}

/// Open requests of a building about the same kind of thing, newest first.
pub(in crate::requests) fn similar(
    conn: &mut Conn,
    who: &Resident,
    building: BuildingId,
    (category, trade): (&str, &str),
    limit: i64,
) -> QueryResult<Vec<Request>> {
    let rows: Vec<Request> = requests::table
        .filter(requests::company_id.eq(who.company()))
        .filter(requests::building_id.eq(building))
        .filter(requests::is_open.eq(true))
        .filter(requests::open_to_house.eq(true))
        .filter(requests::common.eq(true))
        .filter(requests::state.ne(Stage::Done))
        .filter(requests::category.eq(category).or(requests::trade.eq(trade)))
        .order(requests::id.desc())
        .select(Request::as_select())
        .limit(limit)
        .load(conn)?;
    Ok(rows)
}

/// A request that somebody may see: theirs, one they joined, or one open to a house of theirs.
pub(in crate::requests) fn one(conn: &mut Conn, who: &Resident, id: RequestId) -> QueryResult<Request> {
    let joined = request_joiners::table
        .filter(request_joiners::request_id.eq(requests::id))
        .filter(request_joiners::person_id.eq(who.person()));
    let of_house = requests::open_to_house.eq(true).and(requests::building_id.among(buildings(who)));
    requests::table
        .filter(requests::company_id.eq(who.company()))
        .filter(requests::id.eq(id))
        .filter(requests::reporter_id.eq(who.person()).assume_not_null().or(exists(joined)).or(of_house))
        .select(Request::as_select())
        .first(conn)
}

/// How many somebody has sent since a moment, and how many of them said the same.
pub(in crate::requests) fn sent_since(
    conn: &mut Conn,
    person: PersonId,
    since: Moment,
    same_key: &str,
) -> QueryResult<(i64, i64)> {
    let keys: Vec<String> = requests::table
        .filter(requests::reporter_id.eq(person))
        .filter(requests::created_at.ge(since))
        .order(requests::id.desc())
        .select(requests::same_key)
        .limit(100)
        .load(conn)?;
    let same = keys.iter().filter(|key| *key == same_key).count();
    Ok((i64::try_from(keys.len()).unwrap_or(i64::MAX), i64::try_from(same).unwrap_or(i64::MAX)))
}

/// Those of somebody's requests that wait for their word: done, or waiting for the resident.
pub(in crate::requests) fn waiting_for(conn: &mut Conn, who: &Resident, limit: i64) -> QueryResult<Vec<Request>> {
    requests::table
        .filter(requests::reporter_id.eq(who.person()))
        .filter(requests::company_id.eq(who.company()))
        .filter(requests::state.among([Stage::Done, Stage::Waiting]))
        .order(requests::id.desc())
        .select(Request::as_select())
        .limit(limit)
        .load(conn)
}

/// How far somebody has read these threads.
pub(in crate::requests) fn reads(conn: &mut Conn, who: PersonId, of: &[RequestId]) -> QueryResult<HashMap<RequestId, Moment>> {
    if of.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(RequestId, Moment)> = request_reads::table
        .filter(request_reads::person_id.eq(who))
        .filter(request_reads::request_id.among(of))
        .select((request_reads::request_id, request_reads::read_at))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// In which building premises are, and behind which entrance.
pub(in crate::requests) fn place_of(
    conn: &mut Conn,
    company: CompanyId,
    of: PremisesId,
) -> QueryResult<(BuildingId, Option<crate::homes::EntranceId>)> {
    use crate::db::schema::premises;
    premises::table
        .filter(premises::company_id.eq(company))
        .filter(premises::id.eq(of))
        .select((premises::building_id, premises::entrance_id))
        .first(conn)
}
