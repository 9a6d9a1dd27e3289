//! Counts as the database makes them: a few rows, however large the house.

use diesel::dsl::count;
use diesel::prelude::*;

use crate::db::Conn;
use crate::db::schema::{ballots, meeting_units};
use crate::homes::{EntranceId, Kind};
use crate::voting::arriving::{Channel, Standing};
use crate::voting::booth::figures::Heap;
use crate::voting::meeting::MeetingId;
use crate::voting::rows::{BallotRow, Unit};
use crate::web::Step;
use crate::who::CompanyId;

/// How many ballots that count say the same in the same place by the same way.
pub(in crate::voting) fn heaps(conn: &mut Conn, company: CompanyId, of: MeetingId) -> QueryResult<Vec<Heap>> {
    let rows: Vec<(Kind, Option<EntranceId>, Channel, String, i64)> = ballots::table
        .inner_join(
            meeting_units::table
                .on(meeting_units::meeting_id.eq(ballots::meeting_id).and(meeting_units::premises_id.eq(ballots::premises_id))),
        )
        .filter(ballots::company_id.eq(company))
        .filter(ballots::meeting_id.eq(of))
        .filter(ballots::standing.eq(Standing::Counts))
        .group_by((meeting_units::kind, meeting_units::entrance_id, ballots::channel, ballots::choices))
        .select((meeting_units::kind, meeting_units::entrance_id, ballots::channel, ballots::choices, count(ballots::id)))
        .load(conn)?;
    let heap = |(kind, entrance, channel, choices, many)| Heap { kind, entrance, channel, choices, many };
    Ok(rows.into_iter().map(heap).collect())
}

/// A page of units with the ballot that counts for each, in order; of one entrance where one is asked for.
pub(in crate::voting) fn units(
    conn: &mut Conn,
    company: CompanyId,
    of: MeetingId,
    entrance: &str,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<(Unit, Option<BallotRow>)>> {
    let mut query = meeting_units::table
        .left_join(
            ballots::table.on(ballots::meeting_id
                .eq(meeting_units::meeting_id)
                .and(ballots::premises_id.eq(meeting_units::premises_id))
                .and(ballots::standing.eq(Standing::Counts))),
        )
        .filter(meeting_units::company_id.eq(company))
        .filter(meeting_units::meeting_id.eq(of))
        .select((Unit::as_select(), Option::<BallotRow>::as_select()))
        .limit(limit)
        .into_boxed();
    if !entrance.is_empty() {
        query = query.filter(meeting_units::entrance.eq(entrance.to_owned()));
    }
    let query = match step {
        Step::First => query.order((meeting_units::sort_key.asc(), meeting_units::premises_id.asc())),
        Step::After(at) => {
            let (key, id) = (at.key.clone(), at.id.clone());
            let later = meeting_units::sort_key.eq(key.clone()).and(meeting_units::premises_id.gt(id));
            query
                .filter(meeting_units::sort_key.gt(key).or(later))
                .order((meeting_units::sort_key.asc(), meeting_units::premises_id.asc()))
        }
        Step::Before(at) => {
            let (key, id) = (at.key.clone(), at.id.clone());
            let earlier = meeting_units::sort_key.eq(key.clone()).and(meeting_units::premises_id.lt(id));
            query
                .filter(meeting_units::sort_key.lt(key).or(earlier))
                .order((meeting_units::sort_key.desc(), meeting_units::premises_id.desc()))
        }
    };
    query.load(conn)
}

/// The numbers of the entrances that the units of a meeting lie behind.
pub(in crate::voting) fn entrances(conn: &mut Conn, company: CompanyId, of: MeetingId) -> QueryResult<Vec<String>> {
    meeting_units::table
        .filter(meeting_units::company_id.eq(company))
        .filter(meeting_units::meeting_id.eq(of))
        .filter(meeting_units::entrance.ne(""))
        .select(meeting_units::entrance)
        .distinct()
        .load(conn)
}
