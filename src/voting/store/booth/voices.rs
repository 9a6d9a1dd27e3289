//! For which units somebody may vote: what they own today, and for whom they act.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{
    ballots, buildings, companies, contacts, holdings, meeting_owners, meeting_units, premises, representatives,
};
use crate::db::{Conn, Listed};
use crate::homes::{ContactId, PremisesId, RepresentativeId};
use crate::voting::booth::voice::{Holder, Power};
use crate::voting::meeting::MeetingId;
use crate::voting::rows::{BallotRow, Owner, Unit};
use crate::web::actor::{Acting, Resident};
use crate::web::identify::ZONE;
use crate::who::{CompanyId, Holds, PersonId};

/// What the calendar on a company's wall says at `now`.
pub(in crate::voting) fn today(conn: &mut Conn, company: CompanyId, now: Moment) -> QueryResult<NaiveDate> {
    let zone: String = companies::table.find(company).select(companies::time_zone).first(conn)?;
    let zone = zone.parse::<chrono_tz::Tz>().unwrap_or(ZONE);
    Ok(now.and_utc().with_timezone(&zone).date_naive())
}

/// By which powers of attorney somebody acts for owners today, with the building of each unit.
pub(in crate::voting) fn powers(conn: &mut Conn, who: &Resident, today: NaiveDate) -> QueryResult<Vec<Power>> {
    let rows: Vec<(RepresentativeId, NaiveDate, ContactId, PremisesId, String)> = representatives::table
        .inner_join(contacts::table.on(contacts::id.eq(representatives::contact_id)))
        .inner_join(holdings::table.on(holdings::id.eq(representatives::holding_id)))
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(representatives::company_id.eq(who.company()))
        .filter(contacts::person_id.eq(who.person()))
        .filter(representatives::revoked_at.is_null())
        .filter(representatives::issued.le(today))
        .filter(representatives::until.ge(today))
        .filter(buildings::handed_over_on.is_null())
        .filter(holdings::holds.eq(Holds::Owner))
        .filter(holdings::since.is_null().or(holdings::since.le(today)))
        .filter(holdings::until.is_null().or(holdings::until.ge(today)))
        .order((premises::sort_key, representatives::id))
        .select((
            representatives::id,
            representatives::until,
            holdings::contact_id,
            premises::id,
            buildings::id.into_sql::<diesel::sql_types::Text>(),
        ))
        .load(conn)?;
    let power = |(id, until, principal, premises, building)| Power { id, until, principal, premises, building };
    Ok(rows.into_iter().map(power).collect())
}

/// Which of these premises are units of these meetings, in order.
pub(in crate::voting) fn units(
    conn: &mut Conn,
    company: CompanyId,
    meetings: &[MeetingId],
    premises: &[PremisesId],
) -> QueryResult<Vec<Unit>> {
    meeting_units::table
        .filter(meeting_units::company_id.eq(company))
        .filter(meeting_units::meeting_id.among(meetings))
        .filter(meeting_units::premises_id.among(premises))
        .order((meeting_units::sort_key, meeting_units::premises_id))
        .select(Unit::as_select())
        .load(conn)
}

/// Who owned these premises on the day of the notice.
pub(in crate::voting) fn owners(
    conn: &mut Conn,
    company: CompanyId,
    meetings: &[MeetingId],
    premises: &[PremisesId],
) -> QueryResult<Vec<Owner>> {
    meeting_owners::table
        .filter(meeting_owners::company_id.eq(company))
        .filter(meeting_owners::meeting_id.among(meetings))
        .filter(meeting_owners::premises_id.among(premises))
        .order((meeting_owners::premises_id, meeting_owners::name, meeting_owners::contact_id))
        .select(Owner::as_select())
        .load(conn)
}

/// Who owns these premises today.
pub(in crate::voting) fn holders(
    conn: &mut Conn,
    company: CompanyId,
    premises: &[PremisesId],
    today: NaiveDate,
) -> QueryResult<Vec<Holder>> {
    let rows: Vec<(PremisesId, ContactId, Option<PersonId>, String)> = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(holdings::company_id.eq(company))
        .filter(holdings::premises_id.among(premises))
        .filter(holdings::holds.eq(Holds::Owner))
        .filter(holdings::since.is_null().or(holdings::since.le(today)))
        .filter(holdings::until.is_null().or(holdings::until.ge(today)))
        .order((holdings::premises_id, contacts::sort_key, contacts::id))
        .select((holdings::premises_id, contacts::id, contacts::person_id, contacts::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(premises, contact, person, name)| Holder { premises, contact, person, name }).collect())
}

/// All ballots of these units in these meetings, the latest first.
pub(in crate::voting) fn ballots(
    conn: &mut Conn,
    company: CompanyId,
    meetings: &[MeetingId],
    premises: &[PremisesId],
) -> QueryResult<Vec<BallotRow>> {
    ballots::table
        .filter(ballots::company_id.eq(company))
        .filter(ballots::meeting_id.among(meetings))
        .filter(ballots::premises_id.among(premises))
        .order((ballots::premises_id, ballots::version.desc()))
        .select(BallotRow::as_select())
        .load(conn)
}
