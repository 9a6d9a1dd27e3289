//! Ballots: they come and are kept; only their standing changes.

use diesel::prelude::*;

use crate::db::schema::ballots;
use crate::db::{Conn, Tx};
use crate::homes::PremisesId;
use crate::voting::arriving::Standing;
use crate::voting::meeting::MeetingId;
use crate::voting::rows::{BallotId, BallotRow};
use crate::who::CompanyId;

/// All ballots of a unit, the latest first.
pub(in crate::voting) fn of_unit(
    conn: &mut Conn,
    company: CompanyId,
    meeting: MeetingId,
    premises: PremisesId,
) -> QueryResult<Vec<BallotRow>> {
    ballots::table
        .filter(ballots::company_id.eq(company))
        .filter(ballots::meeting_id.eq(meeting))
        .filter(ballots::premises_id.eq(premises))
        .order(ballots::version.desc())
        .select(BallotRow::as_select())
        .load(conn)
}

/// All that count in a meeting, in the order of units' ids.
pub(in crate::voting) fn counting(conn: &mut Conn, company: CompanyId, meeting: MeetingId) -> QueryResult<Vec<BallotRow>> {
    ballots::table
        .filter(ballots::company_id.eq(company))
        .filter(ballots::meeting_id.eq(meeting))
        .filter(ballots::standing.eq(Standing::Counts))
        .order(ballots::premises_id)
        .select(BallotRow::as_select())
        .load(conn)
}

pub(in crate::voting) fn add(tx: &mut Tx<'_>, new: &BallotRow) -> QueryResult<usize> {
    diesel::insert_into(ballots::table).values(new).execute(&mut **tx)
}

/// Says what has become of a ballot, and why.
pub(in crate::voting) fn stand(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: BallotId,
    standing: Standing,
    why: &str,
) -> QueryResult<usize> {
    diesel::update(ballots::table.filter(ballots::company_id.eq(company)).filter(ballots::id.eq(id)))
        .set((ballots::standing.eq(standing), ballots::why.eq(why)))
        .execute(&mut **tx)
}
