//! What the bulletin and the letters at closing read.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::schema::{ballots, meeting_owners, meeting_units, meetings};
use crate::voting::arriving::Standing;
use crate::voting::meeting::MeetingId;
use crate::voting::rows::{BallotRow, Meeting};
use crate::web::{Place, Step};
use crate::who::{CompanyId, PersonId};

/// A public meeting of one of these buildings.
pub(in crate::voting) fn meeting_in(
    conn: &mut Conn,
    company: CompanyId,
    buildings: &[String],
    id: MeetingId,
) -> QueryResult<Option<Meeting>> {
    let of: Option<Meeting> = meetings::table
        .filter(meetings::company_id.eq(company))
        .filter(meetings::id.eq(id))
        .select(Meeting::as_select())
        .first(conn)
        .optional()?;
    Ok(of.filter(|of| of.state.public() && buildings.contains(&of.building_id.to_string())))
}

/// A ballot of the bulletin, with what the bulletin calls its unit.
pub(in crate::voting) type Line = (String, BallotRow);

/// A page of the bulletin, by receipt: its order tells nothing of when or who.
pub(in crate::voting) fn page(conn: &mut Conn, of: &Meeting, receipt: &str, step: &Step, most: i64) -> QueryResult<Vec<Line>> {
    let mut query = ballots::table
        .inner_join(
            meeting_units::table
                .on(meeting_units::meeting_id.eq(ballots::meeting_id).and(meeting_units::premises_id.eq(ballots::premises_id))),
        )
        .filter(ballots::company_id.eq(of.company_id))
        .filter(ballots::meeting_id.eq(of.id))
        .select((meeting_units::label, BallotRow::as_select()))
        .limit(most)
        .into_boxed();
    if !receipt.is_empty() {
        query = query.filter(ballots::receipt.eq(receipt.to_owned()));
    }
    let past = |place: &Place| place.key.clone();
    query = match step {
        Step::First => query.order(ballots::receipt),
        Step::After(place) => query.filter(ballots::receipt.gt(past(place))).order(ballots::receipt),
        Step::Before(place) => query.filter(ballots::receipt.lt(past(place))).order(ballots::receipt.desc()),
    };
    query.load(conn)
}

/// How many ballots came, and how many of them count.
pub(in crate::voting) fn many(conn: &mut Conn, of: &Meeting) -> QueryResult<(i64, i64)> {
    let all = ballots::table.filter(ballots::company_id.eq(of.company_id)).filter(ballots::meeting_id.eq(of.id));
    let came = all.count().get_result(conn)?;
    let counts = ballots::table
        .filter(ballots::company_id.eq(of.company_id))
        .filter(ballots::meeting_id.eq(of.id))
        .filter(ballots::standing.eq(Standing::Counts))
        .count()
        .get_result(conn)?;
    Ok((came, counts))
}

/// The accounts of all who voted: who cast a ballot in the portal, and whose vote it was.
pub(in crate::voting) fn voters(conn: &mut Conn, company: CompanyId, meeting: MeetingId) -> QueryResult<Vec<PersonId>> {
    let rows: Vec<(Option<PersonId>, Option<PersonId>, crate::voting::Channel)> = ballots::table
        .left_join(
            meeting_owners::table.on(meeting_owners::meeting_id
                .eq(ballots::meeting_id)
                .and(meeting_owners::premises_id.eq(ballots::premises_id))
                .and(meeting_owners::contact_id.eq(ballots::voter_id))),
        )
        .filter(ballots::company_id.eq(company))
        .filter(ballots::meeting_id.eq(meeting))
        .select((meeting_owners::person_id.nullable(), ballots::caster_id, ballots::channel))
        .load(conn)?;
    let mut all: Vec<PersonId> = rows
        .into_iter()
        // who entered a sheet has not voted
        .flat_map(|(voter, caster, channel)| [voter, caster.filter(|_| !channel.on_paper())])
        .flatten()
        .collect();
    all.sort_unstable();
    all.dedup();
    Ok(all)
}
