//! What is written while a meeting is prepared. Whatever changes the agenda holds the meeting's row first, and only a draft's can be held.

use diesel::prelude::*;

use crate::db::schema::{
    buildings, companies, entrances, meeting_arguments, meeting_initiators, meeting_postings, meeting_questions, meetings,
};
use crate::db::{Conn, Tx};
use crate::homes::{BuildingId, Entrance};
use crate::on_each;
use crate::voting::meeting::{MeetingId, State};
use crate::voting::question::QuestionId;
use crate::voting::rows::{Argument, InitiatorRow, Posting, Question};
use crate::who::{CompanyId, Reach};

/// Holds a meeting that is in a state until the commit; false when it is not in it any more.
pub(in crate::voting) fn hold(tx: &mut Tx<'_>, company: CompanyId, id: MeetingId, state: State) -> QueryResult<bool> {
    let now = tx.now();
    let there =
        meetings::table.filter(meetings::company_id.eq(company)).filter(meetings::id.eq(id)).filter(meetings::state.eq(state));
    Ok(diesel::update(there).set(meetings::updated_at.eq(now)).execute(&mut **tx)? == 1)
}

/// The address of a building within reach.
pub(in crate::voting) fn address(conn: &mut Conn, reach: &Reach, id: BuildingId) -> QueryResult<String> {
    let found = buildings::table
        .filter(buildings::company_id.eq(reach.company()))
        .filter(buildings::id.eq(id))
        .select(buildings::address)
        .first(conn)?;
    if reach.has(&id.to_string()) { Ok(found) } else { Err(diesel::result::Error::NotFound) }
}

/// The entrances of a building, in order.
pub(in crate::voting) fn entrances(conn: &mut Conn, company: CompanyId, of: BuildingId) -> QueryResult<Vec<Entrance>> {
    entrances::table
        .filter(entrances::company_id.eq(company))
        .filter(entrances::building_id.eq(of))
        .order(entrances::sort_key)
        .select(Entrance::as_select())
        .load(conn)
}

/// What notices and pages say of the company.
#[derive(Clone, Debug, Queryable)]
pub(in crate::voting) struct Host {
    pub(in crate::voting) names: (String, String),
    pub(in crate::voting) bin: String,
    pub(in crate::voting) phones: (String, String),
    pub(in crate::voting) addresses: (String, String),
    pub(in crate::voting) time_zone: String,
}

impl Host {
    /// The company's own clock: all times of a meeting are of it.
    pub(in crate::voting) fn zone(&self) -> chrono_tz::Tz {
        self.time_zone.parse().unwrap_or(crate::web::identify::ZONE)
    }
}

pub(in crate::voting) fn host(conn: &mut Conn, company: CompanyId) -> QueryResult<Host> {
    companies::table
        .find(company)
        .select((
            (companies::name_kk, companies::name_ru),
            companies::bin,
            (companies::phone, companies::emergency_phone),
            (companies::address_kk, companies::address_ru),
            companies::time_zone,
        ))
        .first(conn)
}

pub(in crate::voting) fn save_question(tx: &mut Tx<'_>, is: &Question) -> QueryResult<usize> {
    let mine =
        meeting_questions::table.filter(meeting_questions::company_id.eq(is.company_id)).filter(meeting_questions::id.eq(is.id));
    diesel::update(mine).set(is).execute(&mut **tx)
}

/// Gives a question another number; two never have the same, 0 is nobody's for long.
pub(in crate::voting) fn place(tx: &mut Tx<'_>, company: CompanyId, id: QuestionId, place: i32) -> QueryResult<usize> {
    let mine = meeting_questions::table.filter(meeting_questions::company_id.eq(company)).filter(meeting_questions::id.eq(id));
    diesel::update(mine).set(meeting_questions::place.eq(place)).execute(&mut **tx)
}

/// Takes a question away with what speaks for and against it.
pub(in crate::voting) fn remove_question(tx: &mut Tx<'_>, company: CompanyId, id: QuestionId) -> QueryResult<usize> {
    set_arguments(tx, company, id, &[])?;
    let mine = meeting_questions::table.filter(meeting_questions::company_id.eq(company)).filter(meeting_questions::id.eq(id));
    diesel::delete(mine).execute(&mut **tx)
}

/// What speaks for and against the questions of a meeting.
pub(in crate::voting) fn arguments(conn: &mut Conn, company: CompanyId, of: MeetingId) -> QueryResult<Vec<Argument>> {
    meeting_arguments::table
        .filter(meeting_arguments::company_id.eq(company))
        .filter(meeting_arguments::meeting_id.eq(of))
        .order(meeting_arguments::id)
        .select(Argument::as_select())
        .load(conn)
}

/// Puts other arguments in place of those of a question.
pub(in crate::voting) fn set_arguments(tx: &mut Tx<'_>, company: CompanyId, of: QuestionId, new: &[Argument]) -> QueryResult<()> {
    let old =
        meeting_arguments::table.filter(meeting_arguments::company_id.eq(company)).filter(meeting_arguments::question_id.eq(of));
    diesel::delete(old).execute(&mut **tx)?;
    on_each!(&mut **tx, c => diesel::insert_into(meeting_arguments::table).values(new).execute(c))?;
    Ok(())
}

/// The owners who called a meeting, in order.
pub(in crate::voting) fn initiators(conn: &mut Conn, company: CompanyId, of: MeetingId) -> QueryResult<Vec<InitiatorRow>> {
    meeting_initiators::table
        .filter(meeting_initiators::company_id.eq(company))
        .filter(meeting_initiators::meeting_id.eq(of))
        .order(meeting_initiators::place)
        .select(InitiatorRow::as_select())
        .load(conn)
}

pub(in crate::voting) fn add_initiator(tx: &mut Tx<'_>, new: &InitiatorRow) -> QueryResult<usize> {
    diesel::insert_into(meeting_initiators::table).values(new).execute(&mut **tx)
}

pub(in crate::voting) fn remove_initiator(tx: &mut Tx<'_>, company: CompanyId, of: MeetingId, place: i32) -> QueryResult<bool> {
    let mine = meeting_initiators::table
        .filter(meeting_initiators::company_id.eq(company))
        .filter(meeting_initiators::meeting_id.eq(of))
        .filter(meeting_initiators::place.eq(place));
    Ok(diesel::delete(mine).execute(&mut **tx)? == 1)
}

/// Where the notice was posted, first first.
pub(in crate::voting) fn postings(conn: &mut Conn, company: CompanyId, of: MeetingId) -> QueryResult<Vec<Posting>> {
    meeting_postings::table
        .filter(meeting_postings::company_id.eq(company))
        .filter(meeting_postings::meeting_id.eq(of))
        .order(meeting_postings::id)
        .select(Posting::as_select())
        .load(conn)
}

pub(in crate::voting) fn add_posting(tx: &mut Tx<'_>, new: &Posting) -> QueryResult<usize> {
    diesel::insert_into(meeting_postings::table).values(new).execute(&mut **tx)
}
