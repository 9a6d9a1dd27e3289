//! The list of meetings that staff work through, and what comes due.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{buildings, meeting_owners, meeting_units, meetings};
use crate::db::{Conn, Listed};
use crate::homes::{BuildingId, ContactId, PremisesId};
use crate::voting::meeting::{MeetingId, State};
use crate::voting::rows::Meeting;
use crate::web::Step;
use crate::who::{CompanyId, Reach};

/// Which meetings staff want to see.
#[derive(Clone, Debug, Default)]
pub(in crate::voting) struct Wanted {
    pub(in crate::voting) state: Option<State>,
    pub(in crate::voting) building: Option<BuildingId>,
    pub(in crate::voting) text: String,
}

/// A page of the list with the addresses, newest first.
pub(in crate::voting) fn page(
    conn: &mut Conn,
    reach: &Reach,
    wanted: &Wanted,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<(Meeting, String)>> {
    let mut query = meetings::table
        .inner_join(buildings::table.on(buildings::id.eq(meetings::building_id)))
        .filter(meetings::company_id.eq(reach.company()))
        .select((Meeting::as_select(), buildings::address))
        .limit(limit)
        .into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(meetings::building_id.among(within));
    }
    if let Some(state) = wanted.state {
        query = query.filter(meetings::state.eq(state));
    }
    if let Some(building) = wanted.building {
        query = query.filter(meetings::building_id.eq(building));
    }
    if !wanted.text.is_empty() {
        let pattern = format!("%{}%", wanted.text.replace(['%', '_', '\\'], ""));
        let by_number = meetings::number.like(pattern.clone());
        query = query.filter(by_number.or(meetings::title_kk.like(pattern.clone())).or(meetings::title_ru.like(pattern)));
    }
    query = match step {
        Step::First => query.order(meetings::id.desc()),
        Step::After(at) => query.filter(meetings::id.lt(at.id.clone())).order(meetings::id.desc()),
        Step::Before(at) => query.filter(meetings::id.gt(at.id.clone())).order(meetings::id.asc()),
    };
    query.load(conn)
}

/// How many meetings there are, by state.
pub(in crate::voting) fn counts(conn: &mut Conn, reach: &Reach) -> QueryResult<Vec<(State, i64)>> {
    let mut query = meetings::table
        .filter(meetings::company_id.eq(reach.company()))
        .group_by(meetings::state)
        .select((meetings::state, diesel::dsl::count_star()))
        .into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(meetings::building_id.among(within));
    }
    query.load(conn)
}

/// Meetings whose voting is to begin or to end by `now`: the next `most` of each.
pub(in crate::voting) fn due(conn: &mut Conn, now: Moment, most: i64) -> QueryResult<Vec<(CompanyId, MeetingId)>> {
    let begins = meetings::table
        .filter(meetings::state.eq(State::Notified))
        .filter(meetings::opens_at.le(now))
        .order(meetings::opens_at)
        .select((meetings::company_id, meetings::id))
        .limit(most);
    let ends = meetings::table
        .filter(meetings::state.eq(State::Open))
        .filter(meetings::closes_at.le(now))
        .order(meetings::closes_at)
        .select((meetings::company_id, meetings::id))
        .limit(most);
    let mut all: Vec<(CompanyId, MeetingId)> = begins.load(conn)?;
    all.extend(ends.load::<(CompanyId, MeetingId)>(conn)?);
    Ok(all)
}

/// A meeting by its id, for work that nobody asked for.
pub(in crate::voting) fn known(conn: &mut Conn, company: CompanyId, id: MeetingId) -> QueryResult<Meeting> {
    meetings::table.filter(meetings::company_id.eq(company)).filter(meetings::id.eq(id)).select(Meeting::as_select()).first(conn)
}

/// Meetings by their ids.
pub(in crate::voting) fn named(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<Meeting>> {
    meetings::table
        .filter(meetings::company_id.eq(company))
        .filter(meetings::id.among(ids))
        .select(Meeting::as_select())
        .load(conn)
}

/// All meetings of some buildings, oldest first.
pub(in crate::voting) fn of_buildings(conn: &mut Conn, company: CompanyId, buildings: &[String]) -> QueryResult<Vec<Meeting>> {
    let mut all = Vec::new();
    for some in buildings.chunks(crate::db::BATCH) {
        let rows = meetings::table
            .filter(meetings::company_id.eq(company))
            .filter(meetings::building_id.among(some))
            .order(meetings::id)
            .select(Meeting::as_select());
        all.extend(rows.load::<Meeting>(conn)?);
    }
    Ok(all)
}

/// Ids and numbers of meetings in whose electorate these premises or cards stand.
pub(in crate::voting) fn standing_on(
    conn: &mut Conn,
    company: CompanyId,
    premises: &[PremisesId],
    cards: &[ContactId],
) -> QueryResult<Vec<(MeetingId, String)>> {
    let mut all = Vec::new();
    for some in premises.chunks(crate::db::BATCH) {
        let rows = meetings::table
            .inner_join(meeting_units::table.on(meeting_units::meeting_id.eq(meetings::id)))
            .filter(meetings::company_id.eq(company))
            .filter(meeting_units::premises_id.among(some))
            .select((meetings::id, meetings::number))
            .distinct();
        all.extend(rows.load::<(MeetingId, String)>(conn)?);
    }
    for some in cards.chunks(crate::db::BATCH) {
        let rows = meetings::table
            .inner_join(meeting_owners::table.on(meeting_owners::meeting_id.eq(meetings::id)))
            .filter(meetings::company_id.eq(company))
            .filter(meeting_owners::contact_id.among(some))
            .select((meetings::id, meetings::number))
            .distinct();
        all.extend(rows.load::<(MeetingId, String)>(conn)?);
    }
    Ok(all)
}
