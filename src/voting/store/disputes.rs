//! Ballots of co-owners that say different things.

use diesel::prelude::*;

use crate::db::schema::{ballots, contacts, meeting_units, people};
use crate::db::{Conn, Listed};
use crate::homes::ContactId;
use crate::voting::arriving::Standing;
use crate::voting::meeting::MeetingId;
use crate::voting::rows::{BallotRow, Unit};
use crate::who::{CompanyId, PersonId};

/// Units with an open dispute, and when it began.
pub(in crate::voting) fn open(conn: &mut Conn, company: CompanyId, meeting: MeetingId) -> QueryResult<Vec<(Unit, BallotRow)>> {
    ballots::table
        .inner_join(
            meeting_units::table
                .on(meeting_units::meeting_id.eq(ballots::meeting_id).and(meeting_units::premises_id.eq(ballots::premises_id))),
        )
        .filter(ballots::company_id.eq(company))
        .filter(ballots::meeting_id.eq(meeting))
        .filter(ballots::standing.eq(Standing::Disputed))
        .order((meeting_units::sort_key, ballots::version))
        .select((Unit::as_select(), BallotRow::as_select()))
        .load(conn)
}

/// In how many ballots of a meeting something else is said.
pub(in crate::voting) fn count(conn: &mut Conn, company: CompanyId, meeting: MeetingId) -> QueryResult<i64> {
    ballots::table
        .filter(ballots::company_id.eq(company))
        .filter(ballots::meeting_id.eq(meeting))
        .filter(ballots::standing.eq(Standing::Disputed))
        .count()
        .get_result(conn)
}

/// Somebody who is told: account, name, language and address.
#[derive(Clone, Debug, Queryable)]
pub(in crate::voting) struct Reader {
    pub(in crate::voting) person: PersonId,
    pub(in crate::voting) name: String,
    pub(in crate::voting) locale: String,
    pub(in crate::voting) email: Option<String>,
}

/// Who of these owners has an account.
pub(in crate::voting) fn readers(conn: &mut Conn, company: CompanyId, cards: &[ContactId]) -> QueryResult<Vec<Reader>> {
    contacts::table
        .inner_join(people::table.on(people::id.nullable().eq(contacts::person_id)))
        .filter(contacts::company_id.eq(company))
        .filter(contacts::id.among(cards))
        .distinct()
        .select((people::id, people::name, people::locale, people::email))
        .load(conn)
}
