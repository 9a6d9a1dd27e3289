//! What is asked and written when people come in by themselves.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{contacts, holdings, premises};
use crate::db::{Conn, Tx};
use crate::homes::holding::{ContactId, HoldingId};
use crate::homes::place::{BuildingId, Kind, PremisesId};
use crate::homes::rows::Contact;
use crate::who::{CompanyId, PersonId};

/// Somebody's card; of one that was merged, the card into which it went.
pub(in crate::homes) fn contact(conn: &mut Conn, company: CompanyId, id: ContactId) -> QueryResult<Contact> {
    let mine = contacts::table.filter(contacts::company_id.eq(company));
    let one = mine.filter(contacts::id.eq(id)).select((Contact::as_select(), contacts::merged_into));
    let (contact, into): (Contact, Option<ContactId>) = one.first(conn)?;
    match into {
        Some(into) => mine.filter(contacts::id.eq(into)).select(Contact::as_select()).first(conn),
        None => Ok(contact),
    }
}

/// The company's card of this person; of several the oldest.
pub(in crate::homes) fn card_of(conn: &mut Conn, company: CompanyId, person: PersonId) -> QueryResult<Option<ContactId>> {
    let theirs = contacts::table.filter(contacts::person_id.eq(person)).filter(contacts::company_id.eq(company));
    theirs.order(contacts::id).select(contacts::id).first(conn).optional()
}

pub(in crate::homes) fn numbered(
    conn: &mut Conn,
    company: CompanyId,
    building: BuildingId,
    kind: Kind,
    folded: &str,
) -> QueryResult<Option<PremisesId>> {
    premises::table
        .filter(premises::company_id.eq(company))
        .filter(premises::building_id.eq(building))
        .filter(premises::kind.eq(kind))
        .filter(premises::number_folded.eq(folded))
        .select(premises::id)
        .first(conn)
        .optional()
}

/// Ends what has not ended; what began later than its end begins with it.
pub(in crate::homes) fn leave(
    tx: &mut Tx<'_>,
    company: CompanyId,
    of: PremisesId,
    id: HoldingId,
    last: NaiveDate,
) -> QueryResult<usize> {
    let open = holdings::table
        .filter(holdings::company_id.eq(company))
        .filter(holdings::premises_id.eq(of))
        .filter(holdings::id.eq(id))
        .filter(holdings::until.is_null().or(holdings::until.gt(last)));
    let ended = diesel::update(open).set(holdings::until.eq(last)).execute(&mut **tx)?;
    let begun = holdings::table.filter(holdings::id.eq(id)).filter(holdings::since.gt(last));
    if ended == 1 {
        diesel::update(begun).set(holdings::since.eq(last)).execute(&mut **tx)?;
    }
    Ok(ended)
}
