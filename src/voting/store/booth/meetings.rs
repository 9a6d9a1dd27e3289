//! The meetings somebody can read: those of the buildings where they hold something or act for an owner.

use diesel::prelude::*;

use crate::db::schema::{buildings, meeting_arguments, meeting_questions, meetings};
use crate::db::{Conn, Listed};
use crate::voting::meeting::{MeetingId, State};
use crate::voting::rows::{Argument, Meeting, Question};
use crate::web::Step;
use crate::web::actor::Resident;
use crate::who::CompanyId;

/// One of them with its building's address.
pub(in crate::voting) fn one(
    conn: &mut Conn,
    who: &Resident,
    buildings: &[String],
    id: MeetingId,
) -> QueryResult<(Meeting, String)> {
    meetings::table
        .inner_join(buildings::table.on(buildings::id.eq(meetings::building_id)))
        .filter(meetings::company_id.eq(who.company()))
        .filter(meetings::id.eq(id))
        .filter(meetings::building_id.among(buildings.to_vec()))
        .filter(meetings::state.ne(State::Draft))
        .filter(meetings::state.ne(State::Fixed))
        .select((Meeting::as_select(), buildings::address))
        .first(conn)
}

/// Those that are announced or open, the first to close first.
pub(in crate::voting) fn present(conn: &mut Conn, who: &Resident, buildings: &[String]) -> QueryResult<Vec<(Meeting, String)>> {
    let mut all = Vec::new();
    for state in [State::Open, State::Notified] {
        let some: Vec<(Meeting, String)> = meetings::table
            .inner_join(buildings::table.on(buildings::id.eq(meetings::building_id)))
            .filter(meetings::company_id.eq(who.company()))
            .filter(meetings::state.eq(state))
            .filter(meetings::building_id.among(buildings.to_vec()))
            .order((meetings::closes_at, meetings::id))
            .limit(50)
            .select((Meeting::as_select(), buildings::address))
            .load(conn)?;
        all.extend(some);
    }
    Ok(all)
}

/// A page of those that are over or were called off, the latest first.
pub(in crate::voting) fn past(
    conn: &mut Conn,
    who: &Resident,
    buildings: &[String],
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<(Meeting, String)>> {
    let query = meetings::table
        .inner_join(buildings::table.on(buildings::id.eq(meetings::building_id)))
        .filter(meetings::company_id.eq(who.company()))
        .filter(meetings::building_id.among(buildings.to_vec()))
        .filter(meetings::state.ne(State::Draft))
        .filter(meetings::state.ne(State::Fixed))
        .filter(meetings::state.ne(State::Notified))
        .filter(meetings::state.ne(State::Open))
        .select((Meeting::as_select(), buildings::address))
        .limit(limit)
        .into_boxed();
    let query = match step {
        Step::First => query.order(meetings::id.desc()),
        Step::After(at) => query.filter(meetings::id.lt(at.id.clone())).order(meetings::id.desc()),
        Step::Before(at) => query.filter(meetings::id.gt(at.id.clone())).order(meetings::id.asc()),
    };
    query.load(conn)
}

/// What speaks for and against, of all questions of a meeting.
pub(in crate::voting) fn arguments(conn: &mut Conn, company: CompanyId, of: MeetingId) -> QueryResult<Vec<Argument>> {
    meeting_arguments::table
        .filter(meeting_arguments::company_id.eq(company))
        .filter(meeting_arguments::meeting_id.eq(of))
        .order(meeting_arguments::id)
        .select(Argument::as_select())
        .load(conn)
}

/// The agendas of several meetings.
pub(in crate::voting) fn questions(conn: &mut Conn, company: CompanyId, of: &[MeetingId]) -> QueryResult<Vec<Question>> {
    meeting_questions::table
        .filter(meeting_questions::company_id.eq(company))
        .filter(meeting_questions::meeting_id.among(of))
        .order((meeting_questions::meeting_id, meeting_questions::place))
        .select(Question::as_select())
        .load(conn)
}
