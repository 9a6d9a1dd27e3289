//! Whom to remind, and that they were.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{ballots, contacts, meeting_owners, meeting_reminders, meeting_units, meetings, people, representatives};
use crate::db::{Conn, Listed, Tx};
use crate::homes::{EntranceId, Kind};
use crate::on_each;
use crate::voting::arriving::Standing;
use crate::voting::meeting::{MeetingId, State};
use crate::voting::rows::Meeting;
use crate::voting::turnout::reminding::Told;
use crate::who::{CompanyId, PersonId};

/// Meetings that take votes.
pub(in crate::voting) fn open(conn: &mut Conn) -> QueryResult<Vec<Meeting>> {
    meetings::table.filter(meetings::state.eq(State::Open)).order(meetings::id).select(Meeting::as_select()).load(conn)
}

/// Which steps of a meeting were taken, and how many were told at each.
pub(in crate::voting) fn taken(conn: &mut Conn, company: CompanyId, meeting: MeetingId) -> QueryResult<Vec<Told>> {
    meeting_reminders::table
        .filter(meeting_reminders::company_id.eq(company))
        .filter(meeting_reminders::meeting_id.eq(meeting))
        .order(meeting_reminders::began_at)
        .select((meeting_reminders::step, meeting_reminders::began_at, meeting_reminders::told))
        .load(conn)
}

/// Takes a step; false when it was taken.
pub(in crate::voting) fn take(
    tx: &mut Tx<'_>,
    company: CompanyId,
    meeting: MeetingId,
    step: &str,
    author: Option<PersonId>,
) -> QueryResult<bool> {
    let row = (
        (meeting_reminders::company_id.eq(company), meeting_reminders::meeting_id.eq(meeting)),
        (meeting_reminders::step.eq(step), meeting_reminders::author_id.eq(author)),
        (meeting_reminders::began_at.eq(tx.now()), meeting_reminders::told.eq(0_i64)),
    );
    let added =
        on_each!(&mut **tx, c => diesel::insert_into(meeting_reminders::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(added == 1)
}

/// Adds to how many were told.
pub(in crate::voting) fn told(
    tx: &mut Tx<'_>,
    company: CompanyId,
    meeting: MeetingId,
    step: &str,
    more: i64,
) -> QueryResult<usize> {
    let there = meeting_reminders::table
        .filter(meeting_reminders::company_id.eq(company))
        .filter(meeting_reminders::meeting_id.eq(meeting))
        .filter(meeting_reminders::step.eq(step));
    diesel::update(there).set(meeting_reminders::told.eq(meeting_reminders::told + more)).execute(&mut **tx)
}

/// Somebody who may vote for a unit that has not voted.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub(in crate::voting) struct Silent {
    pub(in crate::voting) person: PersonId,
    pub(in crate::voting) name: String,
    pub(in crate::voting) locale: String,
    pub(in crate::voting) email: Option<String>,
    pub(in crate::voting) kind: Kind,
    pub(in crate::voting) number: String,
    pub(in crate::voting) entrance_id: Option<EntranceId>,
}

/// The ballot of a unit that counts.
macro_rules! ballot {
    () => {
        ballots::table.on(ballots::meeting_id
            .eq(meeting_units::meeting_id)
            .and(ballots::premises_id.eq(meeting_units::premises_id))
            .and(ballots::standing.eq(Standing::Counts)))
    };
}

#[diesel::dsl::auto_type(no_type_alias)]
fn columns() -> _ {
    (
        people::id,
        people::name,
        people::locale,
        people::email,
        meeting_units::kind,
        meeting_units::number,
        meeting_units::entrance_id,
    )
}

/// Those owners whose units have not voted, a row for each unit; of all, or of some people.
pub(in crate::voting) fn owners(
    conn: &mut Conn,
    company: CompanyId,
    meeting: MeetingId,
    of: Option<&[PersonId]>,
) -> QueryResult<Vec<Silent>> {
    let mut query = meeting_units::table
        .inner_join(
            meeting_owners::table.on(meeting_owners::meeting_id
                .eq(meeting_units::meeting_id)
                .and(meeting_owners::premises_id.eq(meeting_units::premises_id))),
        )
        .inner_join(contacts::table.on(contacts::id.eq(meeting_owners::contact_id)))
        .inner_join(people::table.on(people::id.nullable().eq(contacts::person_id)))
        .left_join(ballot!())
        .filter(meeting_units::company_id.eq(company))
        .filter(meeting_units::meeting_id.eq(meeting))
        .filter(ballots::id.nullable().is_null())
        .filter(contacts::died_on.is_null())
        .order((people::id, meeting_units::sort_key))
        .select(columns())
        .into_boxed();
    if let Some(people) = of {
        query = query.filter(people::id.among(people));
    }
    query.load(conn)
}

/// Those who act by power of attorney for such owners, on a day.
pub(in crate::voting) fn powers(
    conn: &mut Conn,
    company: CompanyId,
    meeting: MeetingId,
    on: NaiveDate,
    of: Option<&[PersonId]>,
) -> QueryResult<Vec<Silent>> {
    let mut query = meeting_units::table
        .inner_join(
            meeting_owners::table.on(meeting_owners::meeting_id
                .eq(meeting_units::meeting_id)
                .and(meeting_owners::premises_id.eq(meeting_units::premises_id))),
        )
        .inner_join(representatives::table.on(representatives::holding_id.eq(meeting_owners::holding_id)))
        .inner_join(contacts::table.on(contacts::id.eq(representatives::contact_id)))
        .inner_join(people::table.on(people::id.nullable().eq(contacts::person_id)))
        .left_join(ballot!())
        .filter(meeting_units::company_id.eq(company))
        .filter(meeting_units::meeting_id.eq(meeting))
        .filter(ballots::id.nullable().is_null())
        .filter(representatives::revoked_at.is_null())
        .filter(representatives::until.ge(on))
        .order((people::id, meeting_units::sort_key))
        .select(columns())
        .into_boxed();
    if let Some(people) = of {
        query = query.filter(people::id.among(people));
    }
    query.load(conn)
}
