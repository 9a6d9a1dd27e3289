//! Sheets of the written survey, and their printing.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{meeting_sheets, meeting_units, meetings, people, sheet_prints};
use crate::db::{BATCH, Conn, Tx};
use crate::homes::{EntranceId, PremisesId};
use crate::jobs::JobId;
use crate::on_each;
use crate::voting::meeting::{MeetingId, State};
use crate::voting::paper::rows::{Printing, Sheet};
use crate::voting::paper::sheet::{PrintId, SheetId, SheetState};
use crate::voting::rows::Unit;
use crate::web::Step;
use crate::who::CompanyId;

/// Sheets of a meeting with their units; a macro, because each use goes on in its own way.
macro_rules! with_units {
    ($company:expr, $meeting:expr) => {
        meeting_sheets::table
            .inner_join(
                meeting_units::table.on(meeting_units::meeting_id
                    .eq(meeting_sheets::meeting_id)
                    .and(meeting_units::premises_id.eq(meeting_sheets::premises_id))),
            )
            .filter(meeting_sheets::company_id.eq($company))
            .filter(meeting_sheets::meeting_id.eq($meeting))
            .select((Sheet::as_select(), Unit::as_select()))
    };
}

/// Holds a meeting's row until the commit, and gives its state: sheets are numbered, and paper is read, one after the other.
pub(in crate::voting) fn hold(tx: &mut Tx<'_>, company: CompanyId, meeting: MeetingId) -> QueryResult<State> {
    let there = meetings::table.filter(meetings::company_id.eq(company)).filter(meetings::id.eq(meeting));
    diesel::update(there).set(meetings::updated_at.eq(meetings::updated_at)).returning(meetings::state).get_result(&mut **tx)
}

/// Units without a sheet that stands, in order; of one entrance or of all.
pub(in crate::voting) fn without(
    conn: &mut Conn,
    company: CompanyId,
    meeting: MeetingId,
    entrance: Option<EntranceId>,
) -> QueryResult<Vec<Unit>> {
    let standing = meeting_sheets::table
        .filter(meeting_sheets::company_id.eq(company))
        .filter(meeting_sheets::meeting_id.eq(meeting))
        .filter(meeting_sheets::state.ne(SheetState::Spoiled))
        .select(meeting_sheets::premises_id);
    let mut query = meeting_units::table
        .filter(meeting_units::company_id.eq(company))
        .filter(meeting_units::meeting_id.eq(meeting))
        .filter(meeting_units::premises_id.ne_all(standing))
        .order((meeting_units::sort_key, meeting_units::premises_id))
        .select(Unit::as_select())
        .into_boxed();
    if let Some(entrance) = entrance {
        query = query.filter(meeting_units::entrance_id.eq(entrance));
    }
    query.load(conn)
}

/// The highest number given so far.
pub(in crate::voting) fn last_number(conn: &mut Conn, company: CompanyId, meeting: MeetingId) -> QueryResult<i32> {
    let last: Option<i32> = meeting_sheets::table
        .filter(meeting_sheets::company_id.eq(company))
        .filter(meeting_sheets::meeting_id.eq(meeting))
        .select(diesel::dsl::max(meeting_sheets::number))
        .first(conn)?;
    Ok(last.unwrap_or_default())
}

pub(in crate::voting) fn add(tx: &mut Tx<'_>, new: &[Sheet]) -> QueryResult<()> {
    for some in new.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(meeting_sheets::table).values(some).execute(c))?;
    }
    Ok(())
}

/// One sheet of a meeting with its unit.
pub(in crate::voting) fn one(conn: &mut Conn, company: CompanyId, meeting: MeetingId, id: SheetId) -> QueryResult<(Sheet, Unit)> {
    with_units!(company, meeting).filter(meeting_sheets::id.eq(id)).first(conn)
}

/// By its number.
pub(in crate::voting) fn numbered(
    conn: &mut Conn,
    company: CompanyId,
    meeting: MeetingId,
    number: i32,
) -> QueryResult<Option<(Sheet, Unit)>> {
    with_units!(company, meeting).filter(meeting_sheets::number.eq(number)).first(conn).optional()
}

/// The sheet of a unit that stands.
pub(in crate::voting) fn of_unit(
    conn: &mut Conn,
    company: CompanyId,
    meeting: MeetingId,
    premises: PremisesId,
) -> QueryResult<Option<Sheet>> {
    meeting_sheets::table
        .filter(meeting_sheets::company_id.eq(company))
        .filter(meeting_sheets::meeting_id.eq(meeting))
        .filter(meeting_sheets::premises_id.eq(premises))
        .filter(meeting_sheets::state.ne(SheetState::Spoiled))
        .select(Sheet::as_select())
        .first(conn)
        .optional()
}

/// The numbers of the sheets that stand, by their units.
pub(in crate::voting) fn numbers(
    conn: &mut Conn,
    company: CompanyId,
    meeting: MeetingId,
) -> QueryResult<HashMap<PremisesId, i32>> {
    let all = meeting_sheets::table
        .filter(meeting_sheets::company_id.eq(company))
        .filter(meeting_sheets::meeting_id.eq(meeting))
        .filter(meeting_sheets::state.ne(SheetState::Spoiled))
        .select((meeting_sheets::premises_id, meeting_sheets::number))
        .load::<(PremisesId, i32)>(conn)?;
    Ok(all.into_iter().collect())
}

/// What a list of sheets is narrowed to.
#[derive(Clone, Debug, Default)]
pub(in crate::voting) struct Wanted {
    pub(in crate::voting) state: Option<SheetState>,
    pub(in crate::voting) entrance: Option<EntranceId>,
    pub(in crate::voting) number: Option<i32>,
}

/// A page of sheets by number.
pub(in crate::voting) fn page(
    conn: &mut Conn,
    company: CompanyId,
    meeting: MeetingId,
    wanted: &Wanted,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<(Sheet, Unit)>> {
    let mut query = with_units!(company, meeting).limit(limit).into_boxed();
    if let Some(state) = wanted.state {
        query = query.filter(meeting_sheets::state.eq(state));
    }
    if let Some(entrance) = wanted.entrance {
        query = query.filter(meeting_units::entrance_id.eq(entrance));
    }
    if let Some(number) = wanted.number {
        query = query.filter(meeting_sheets::number.eq(number));
    }
    let at = |key: &str| key.parse::<i32>().unwrap_or_default();
    query = match step {
        Step::First => query.order(meeting_sheets::number.asc()),
        Step::After(place) => query.filter(meeting_sheets::number.gt(at(&place.key))).order(meeting_sheets::number.asc()),
        Step::Before(place) => query.filter(meeting_sheets::number.lt(at(&place.key))).order(meeting_sheets::number.desc()),
    };
    query.load(conn)
}

/// Those that stand, in the order in which they are carried round; of one entrance or of all.
pub(in crate::voting) fn standing(
    conn: &mut Conn,
    company: CompanyId,
    meeting: MeetingId,
    entrance: Option<EntranceId>,
) -> QueryResult<Vec<(Sheet, Unit)>> {
    let mut query = with_units!(company, meeting)
        .filter(meeting_sheets::state.eq(SheetState::Issued))
        .order(meeting_sheets::number)
        .into_boxed();
    if let Some(entrance) = entrance {
        query = query.filter(meeting_units::entrance_id.eq(entrance));
    }
    query.load(conn)
}

/// How many are in each state.
pub(in crate::voting) fn tally(conn: &mut Conn, company: CompanyId, meeting: MeetingId) -> QueryResult<Vec<(SheetState, i64)>> {
    meeting_sheets::table
        .filter(meeting_sheets::company_id.eq(company))
        .filter(meeting_sheets::meeting_id.eq(meeting))
        .group_by(meeting_sheets::state)
        .select((meeting_sheets::state, diesel::dsl::count_star()))
        .load(conn)
}

/// Moves a sheet from one state to another; false when it was not in the first.
pub(in crate::voting) fn settle(tx: &mut Tx<'_>, of: &Sheet, from: SheetState, to: SheetState, why: &str) -> QueryResult<bool> {
    let now: Moment = tx.now();
    let there = meeting_sheets::table
        .filter(meeting_sheets::company_id.eq(of.company_id))
        .filter(meeting_sheets::id.eq(of.id))
        .filter(meeting_sheets::state.eq(from));
    let settled = (meeting_sheets::state.eq(to), meeting_sheets::why.eq(why), meeting_sheets::settled_at.eq(now));
    Ok(diesel::update(there).set(settled).execute(&mut **tx)? == 1)
}

/// All that are still out are missing from now on; gives how many.
pub(in crate::voting) fn lose(tx: &mut Tx<'_>, company: CompanyId, meeting: MeetingId, why: &str) -> QueryResult<usize> {
    let now = tx.now();
    let there = meeting_sheets::table
        .filter(meeting_sheets::company_id.eq(company))
        .filter(meeting_sheets::meeting_id.eq(meeting))
        .filter(meeting_sheets::state.eq(SheetState::Issued));
    let lost = (meeting_sheets::state.eq(SheetState::Missing), meeting_sheets::why.eq(why), meeting_sheets::settled_at.eq(now));
    diesel::update(there).set(lost).execute(&mut **tx)
}

pub(in crate::voting) fn add_print(tx: &mut Tx<'_>, new: &Printing) -> QueryResult<usize> {
    diesel::insert_into(sheet_prints::table).values(new).execute(&mut **tx)
}

pub(in crate::voting) fn aim_print(tx: &mut Tx<'_>, of: &Printing, job: Option<JobId>) -> QueryResult<usize> {
    let there = sheet_prints::table.filter(sheet_prints::company_id.eq(of.company_id)).filter(sheet_prints::id.eq(of.id));
    diesel::update(there).set(sheet_prints::job_id.eq(job)).execute(&mut **tx)
}

/// Ends a printing; false when it was ended.
pub(in crate::voting) fn printed(tx: &mut Tx<'_>, of: &Printing, sheets: i32) -> QueryResult<bool> {
    let now = tx.now();
    let there = sheet_prints::table
        .filter(sheet_prints::company_id.eq(of.company_id))
        .filter(sheet_prints::id.eq(of.id))
        .filter(sheet_prints::done_at.is_null());
    Ok(diesel::update(there).set((sheet_prints::done_at.eq(now), sheet_prints::sheets.eq(sheets))).execute(&mut **tx)? == 1)
}

/// A printing with the name of whoever asked for it.
pub(in crate::voting) fn print(
    conn: &mut Conn,
    company: CompanyId,
    meeting: MeetingId,
    id: PrintId,
) -> QueryResult<(Printing, String)> {
    sheet_prints::table
        .inner_join(people::table.on(people::id.eq(sheet_prints::author_id)))
        .filter(sheet_prints::company_id.eq(company))
        .filter(sheet_prints::meeting_id.eq(meeting))
        .filter(sheet_prints::id.eq(id))
        .select((Printing::as_select(), people::name))
        .first(conn)
}

/// The latest printings.
pub(in crate::voting) fn prints(conn: &mut Conn, company: CompanyId, meeting: MeetingId) -> QueryResult<Vec<Printing>> {
    sheet_prints::table
        .filter(sheet_prints::company_id.eq(company))
        .filter(sheet_prints::meeting_id.eq(meeting))
        .order(sheet_prints::id.desc())
        .limit(12)
        .select(Printing::as_select())
        .load(conn)
}
