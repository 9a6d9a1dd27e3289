//! The chain's rows. Its head stands in the meeting's own row, whose lock puts events in order.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{meetings, voting_events};
use crate::db::{Conn, Tx};
use crate::voting::chain::{Event, Line, seal};
use crate::voting::meeting::{MeetingId, State};
use crate::voting::rows::EventRow;
use crate::who::CompanyId;

/// The right to write the next line of a chain: the meeting's row is held until the commit.
#[derive(Debug)]
pub(in crate::voting) struct Next {
    company: CompanyId,
    meeting: MeetingId,
    place: i64,
    before: String,
    at: Moment,
}

impl Next {
    /// The place of the line.
    pub(in crate::voting) fn place(&self) -> i64 {
        self.place
    }

    /// The moment of the line: now, or that of the line before where the machine's clock was set back.
    pub(in crate::voting) fn at(&self) -> Moment {
        self.at
    }
}

/// Which ballots may come now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::voting) enum Taking {
    /// Those cast in the portal: while it is open, and not a moment longer.
    Portal,
    /// Those entered from paper that was handed in in time: until the count stands.
    Paper,
}

/// Holds the chain of a meeting in which such ballots are taken now; `None` where they are not, or there is no such meeting.
pub(in crate::voting) fn hold_open(
    tx: &mut Tx<'_>,
    company: CompanyId,
    meeting: MeetingId,
    taking: Taking,
    now: Moment,
) -> QueryResult<Option<Next>> {
    let there = meetings::table.filter(meetings::company_id.eq(company)).filter(meetings::id.eq(meeting));
    let step = meetings::head_place.eq(meetings::head_place + 1);
    let head = (meetings::head_place, meetings::head_hash, meetings::head_at);
    let held: Option<(i64, String, Moment)> = match taking {
        Taking::Portal => {
            let open = there
                .filter(meetings::state.eq(State::Open))
                .filter(meetings::by_portal.eq(true))
                .filter(meetings::opens_at.le(now))
                .filter(meetings::closes_at.gt(now));
            diesel::update(open).set(step).returning(head).get_result(&mut **tx).optional()?
        }
        Taking::Paper => {
            let open = there.filter(meetings::state.eq(State::Open).or(meetings::state.eq(State::Counting)));
            diesel::update(open).set(step).returning(head).get_result(&mut **tx).optional()?
        }
    };
    Ok(held.map(|(place, before, last)| Next { company, meeting, place, before, at: now.max(last) }))
}

/// Holds the chain of a meeting in any state.
pub(in crate::voting) fn hold(tx: &mut Tx<'_>, company: CompanyId, meeting: MeetingId, now: Moment) -> QueryResult<Next> {
    let there = meetings::table.filter(meetings::company_id.eq(company)).filter(meetings::id.eq(meeting));
    let (place, before, last): (i64, String, Moment) = diesel::update(there)
        .set(meetings::head_place.eq(meetings::head_place + 1))
        .returning((meetings::head_place, meetings::head_hash, meetings::head_at))
        .get_result(&mut **tx)?;
    Ok(Next { company, meeting, place, before, at: now.max(last) })
}

/// Writes the line and moves the head.
pub(in crate::voting) fn write(tx: &mut Tx<'_>, next: Next, event: Event) -> QueryResult<()> {
    let at = next.at.and_utc().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    let line = serde_json::to_string(&Line { place: next.place, at, event })
        .map_err(|e| diesel::result::Error::SerializationError(Box::new(e)))?;
    let hash = seal(&next.before, &line);
    let there = meetings::table.filter(meetings::company_id.eq(next.company)).filter(meetings::id.eq(next.meeting));
    diesel::update(there).set((meetings::head_hash.eq(&hash), meetings::head_at.eq(next.at))).execute(&mut **tx)?;
    let row = EventRow { company_id: next.company, meeting_id: next.meeting, place: next.place, line, hash };
    diesel::insert_into(voting_events::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

/// Lines after a place, in order.
pub(in crate::voting) fn after(
    conn: &mut Conn,
    company: CompanyId,
    meeting: MeetingId,
    place: i64,
    most: i64,
) -> QueryResult<Vec<EventRow>> {
    voting_events::table
        .filter(voting_events::company_id.eq(company))
        .filter(voting_events::meeting_id.eq(meeting))
        .filter(voting_events::place.gt(place))
        .order(voting_events::place)
        .limit(most)
        .select(EventRow::as_select())
        .load(conn)
}
