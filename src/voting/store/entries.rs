//! What was read on sheets.

use diesel::prelude::*;

use crate::db::schema::{meeting_sheets, meeting_units, sheet_entries};
use crate::db::{Conn, Listed, Tx};
use crate::homes::{Kind, PremisesId};
use crate::voting::arriving::Channel;
use crate::voting::meeting::MeetingId;
use crate::voting::paper::rows::{Entry, Reading};
use crate::voting::paper::sheet::{EntryId, EntryState};
use crate::voting::rows::Unit;
use crate::who::{CompanyId, PersonId};

/// How many a queue shows.
const QUEUE: i64 = 200;

/// Entries of a meeting with their units and the numbers of their sheets.
macro_rules! with_units {
    ($company:expr, $meeting:expr) => {
        sheet_entries::table
            .inner_join(
                meeting_units::table.on(meeting_units::meeting_id
                    .eq(sheet_entries::meeting_id)
                    .and(meeting_units::premises_id.eq(sheet_entries::premises_id))),
            )
            .left_join(meeting_sheets::table.on(meeting_sheets::id.nullable().eq(sheet_entries::sheet_id)))
            .filter(sheet_entries::company_id.eq($company))
            .filter(sheet_entries::meeting_id.eq($meeting))
            .select((Entry::as_select(), Unit::as_select(), meeting_sheets::number.nullable()))
    };
}

pub(in crate::voting) fn add(tx: &mut Tx<'_>, new: &Entry) -> QueryResult<usize> {
    diesel::insert_into(sheet_entries::table).values(new).execute(&mut **tx)
}

/// One entry with its unit and the number of its sheet.
pub(in crate::voting) fn one(
    conn: &mut Conn,
    company: CompanyId,
    meeting: MeetingId,
    id: EntryId,
) -> QueryResult<(Entry, Unit, Option<i32>)> {
    with_units!(company, meeting).filter(sheet_entries::id.eq(id)).first(conn)
}

/// Those that wait for somebody: the oldest first.
pub(in crate::voting) fn open(
    conn: &mut Conn,
    company: CompanyId,
    meeting: MeetingId,
) -> QueryResult<Vec<(Entry, Unit, Option<i32>)>> {
    with_units!(company, meeting)
        .filter(sheet_entries::state.among([EntryState::Waiting, EntryState::Differs]))
        .order(sheet_entries::id)
        .limit(QUEUE)
        .load(conn)
}

/// The next one that this person may confirm.
pub(in crate::voting) fn next_for(
    conn: &mut Conn,
    company: CompanyId,
    meeting: MeetingId,
    person: PersonId,
) -> QueryResult<Option<EntryId>> {
    sheet_entries::table
        .filter(sheet_entries::company_id.eq(company))
        .filter(sheet_entries::meeting_id.eq(meeting))
        .filter(sheet_entries::state.eq(EntryState::Waiting))
        .filter(sheet_entries::channel.eq(Channel::Paper))
        .filter(sheet_entries::entered_by.ne(person))
        .order(sheet_entries::id)
        .select(sheet_entries::id)
        .first(conn)
        .optional()
}

/// The entry of a unit that waits.
pub(in crate::voting) fn open_of(
    conn: &mut Conn,
    company: CompanyId,
    meeting: MeetingId,
    premises: PremisesId,
) -> QueryResult<Option<Entry>> {
    sheet_entries::table
        .filter(sheet_entries::company_id.eq(company))
        .filter(sheet_entries::meeting_id.eq(meeting))
        .filter(sheet_entries::premises_id.eq(premises))
        .filter(sheet_entries::state.among([EntryState::Waiting, EntryState::Differs]))
        .select(Entry::as_select())
        .first(conn)
        .optional()
}

/// How many are in each state, by the way they came.
pub(in crate::voting) fn tally(
    conn: &mut Conn,
    company: CompanyId,
    meeting: MeetingId,
) -> QueryResult<Vec<(Channel, EntryState, i64)>> {
    sheet_entries::table
        .filter(sheet_entries::company_id.eq(company))
        .filter(sheet_entries::meeting_id.eq(meeting))
        .group_by((sheet_entries::channel, sheet_entries::state))
        .select((sheet_entries::channel, sheet_entries::state, diesel::dsl::count_star()))
        .load(conn)
}

/// Moves an entry from one state to another; false when it was not in the first.
pub(in crate::voting) fn turn(tx: &mut Tx<'_>, of: &Entry, from: EntryState, to: EntryState, why: &str) -> QueryResult<bool> {
    let there = sheet_entries::table
        .filter(sheet_entries::company_id.eq(of.company_id))
        .filter(sheet_entries::id.eq(of.id))
        .filter(sheet_entries::state.eq(from));
    let turned = (sheet_entries::state.eq(to), sheet_entries::why.eq(why));
    Ok(diesel::update(there).set(turned).execute(&mut **tx)? == 1)
}

/// Keeps what the second person read, unless somebody else was quicker.
pub(in crate::voting) fn check(
    tx: &mut Tx<'_>,
    of: &Entry,
    to: EntryState,
    by: (PersonId, &str),
    read: &Reading,
) -> QueryResult<bool> {
    let now = tx.now();
    let there = sheet_entries::table
        .filter(sheet_entries::company_id.eq(of.company_id))
        .filter(sheet_entries::id.eq(of.id))
        .filter(sheet_entries::state.eq(EntryState::Waiting))
        .filter(sheet_entries::entered_by.ne(by.0));
    let voter = read.voter.clone();
    let checked = (
        (sheet_entries::state.eq(to), sheet_entries::checked_by.eq(by.0), sheet_entries::checked_name.eq(by.1)),
        (sheet_entries::checked_at.eq(now), sheet_entries::second_flaw.eq(read.flaw)),
        (sheet_entries::second_choices.eq(read.choices.letters()), sheet_entries::second_power_id.eq(read.power)),
        (
            sheet_entries::second_voter_id.eq(voter.as_ref().map(|(card, _)| *card)),
            sheet_entries::second_voter_name.eq(voter.map(|(_, name)| name).unwrap_or_default()),
            sheet_entries::second_signed_on.eq(read.signed_on),
        ),
    );
    Ok(diesel::update(there).set(checked).execute(&mut **tx)? == 1)
}

type Called = (String, String, Kind, String, Option<i32>);

/// What these entries are called: meeting, what the unit is, its number, the number of the sheet.
pub(in crate::voting) fn named(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<Called>> {
    sheet_entries::table
        .inner_join(
            meeting_units::table.on(meeting_units::meeting_id
                .eq(sheet_entries::meeting_id)
                .and(meeting_units::premises_id.eq(sheet_entries::premises_id))),
        )
        .left_join(meeting_sheets::table.on(meeting_sheets::id.nullable().eq(sheet_entries::sheet_id)))
        .filter(sheet_entries::company_id.eq(company))
        .filter(sheet_entries::id.among(ids))
        .select((
            sheet_entries::id,
            sheet_entries::meeting_id,
            meeting_units::kind,
            meeting_units::number,
            meeting_sheets::number.nullable(),
        ))
        .load(conn)
}

/// Entries of the list of those who came that wait, by unit.
pub(in crate::voting) fn listed(conn: &mut Conn, company: CompanyId, meeting: MeetingId) -> QueryResult<Vec<Entry>> {
    sheet_entries::table
        .filter(sheet_entries::company_id.eq(company))
        .filter(sheet_entries::meeting_id.eq(meeting))
        .filter(sheet_entries::state.among([EntryState::Waiting, EntryState::Differs]))
        .select(Entry::as_select())
        .load(conn)
}
