//! The electorate: written once, read often, never changed. There is no function here that changes it.

use diesel::prelude::*;

use crate::db::schema::{meeting_owners, meeting_units};
use crate::db::{BATCH, Conn, Tx};
use crate::homes::PremisesId;
use crate::on_each;
use crate::voting::meeting::MeetingId;
use crate::voting::rows::{Owner, Unit};
use crate::who::CompanyId;

pub(in crate::voting) fn add(tx: &mut Tx<'_>, units: &[Unit], owners: &[Owner]) -> QueryResult<()> {
    for some in units.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(meeting_units::table).values(some).execute(c))?;
    }
    for some in owners.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(meeting_owners::table).values(some).execute(c))?;
    }
    Ok(())
}

/// All units, in order.
pub(in crate::voting) fn units(conn: &mut Conn, company: CompanyId, of: MeetingId) -> QueryResult<Vec<Unit>> {
    meeting_units::table
        .filter(meeting_units::company_id.eq(company))
        .filter(meeting_units::meeting_id.eq(of))
        .order((meeting_units::sort_key, meeting_units::premises_id))
        .select(Unit::as_select())
        .load(conn)
}

/// One unit.
pub(in crate::voting) fn unit(
    conn: &mut Conn,
    company: CompanyId,
    of: MeetingId,
    premises: PremisesId,
) -> QueryResult<Option<Unit>> {
    meeting_units::table
        .filter(meeting_units::company_id.eq(company))
        .filter(meeting_units::meeting_id.eq(of))
        .filter(meeting_units::premises_id.eq(premises))
        .select(Unit::as_select())
        .first(conn)
        .optional()
}

/// All owners, by the order of their names within a unit.
pub(in crate::voting) fn owners(conn: &mut Conn, company: CompanyId, of: MeetingId) -> QueryResult<Vec<Owner>> {
    meeting_owners::table
        .filter(meeting_owners::company_id.eq(company))
        .filter(meeting_owners::meeting_id.eq(of))
        .order((meeting_owners::premises_id, meeting_owners::name, meeting_owners::contact_id))
        .select(Owner::as_select())
        .load(conn)
}
