//! How many have voted.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{ballots, meeting_units};
use crate::db::{Conn, Listed};
use crate::voting::arriving::{Channel, Standing};
use crate::voting::meeting::MeetingId;
use crate::voting::rows::Unit;
use crate::voting::turnout::counted::{Cell, Turnout};
use crate::who::CompanyId;

// by these columns voting groups, here and in the booth: diesel wants them named together, once
diesel::allow_columns_to_appear_in_same_group_by_clause!(
    meeting_units::meeting_id,
    meeting_units::kind,
    meeting_units::entrance_id,
    meeting_units::entrance,
    ballots::channel,
    ballots::choices,
);

/// Units and the ballots that count beside them; a macro, because each use selects something else of the same join.
macro_rules! beside {
    () => {
        meeting_units::table.left_join(
            ballots::table.on(ballots::meeting_id
                .eq(meeting_units::meeting_id)
                .and(ballots::premises_id.eq(meeting_units::premises_id))
                .and(ballots::standing.eq(Standing::Counts))),
        )
    };
}

/// The turnout of several meetings in one statement.
pub(in crate::voting) fn of(
    conn: &mut Conn,
    company: CompanyId,
    meetings: &[MeetingId],
) -> QueryResult<HashMap<MeetingId, Turnout>> {
    let rows = beside!()
        .filter(meeting_units::company_id.eq(company))
        .filter(meeting_units::meeting_id.among(meetings))
        .group_by((
            meeting_units::meeting_id,
            meeting_units::kind,
            meeting_units::entrance_id,
            meeting_units::entrance,
            ballots::channel,
        ))
        .select((
            meeting_units::meeting_id,
            meeting_units::kind,
            meeting_units::entrance_id,
            meeting_units::entrance,
            ballots::channel.nullable(),
            diesel::dsl::count_star(),
        ))
        .load::<(MeetingId, _, _, String, Option<Channel>, i64)>(conn)?;
    let mut all: HashMap<MeetingId, Turnout> = HashMap::new();
    for (meeting, kind, entrance_id, entrance, channel, units) in rows {
        let units = u64::try_from(units).unwrap_or_default();
        all.entry(meeting).or_default().cells.push(Cell { kind, entrance_id, entrance, channel, units });
    }
    Ok(all)
}

/// When the ballots that count came.
pub(in crate::voting) fn moments(conn: &mut Conn, company: CompanyId, meeting: MeetingId) -> QueryResult<Vec<Moment>> {
    ballots::table
        .filter(ballots::company_id.eq(company))
        .filter(ballots::meeting_id.eq(meeting))
        .filter(ballots::standing.eq(Standing::Counts))
        .order(ballots::place)
        .select(ballots::cast_at)
        .load(conn)
}

/// Units without a ballot that counts, in order.
pub(in crate::voting) fn missing(conn: &mut Conn, company: CompanyId, meeting: MeetingId) -> QueryResult<Vec<Unit>> {
    beside!()
        .filter(meeting_units::company_id.eq(company))
        .filter(meeting_units::meeting_id.eq(meeting))
        .filter(ballots::id.nullable().is_null())
        .order((meeting_units::sort_key, meeting_units::premises_id))
        .select(Unit::as_select())
        .load(conn)
}
