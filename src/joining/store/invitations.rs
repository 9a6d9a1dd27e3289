//! Invitations, one by one: made, found by what they keep of their secret, used once, taken back.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{guardian_consents, invitations, people};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::homes::{ContactId, HoldingId, PremisesId};
use crate::joining::rows::{Invitation, InvitationId, RunId, Way};
use crate::on_each;
use crate::who::{CompanyId, PersonId};

crate::ids! {
    /// That a legal representative consented.
    ConsentId,
}

pub(in crate::joining) fn add(tx: &mut Tx<'_>, all: &[Invitation]) -> QueryResult<()> {
    for some in all.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(invitations::table).values(some).execute(c))?;
    }
    Ok(())
}

/// By its secret: whoever has it may see it, whatever company it is of.
pub(in crate::joining) fn by_secret(conn: &mut Conn, kept: &str) -> QueryResult<Option<Invitation>> {
    invitations::table.filter(invitations::secret.eq(kept)).select(Invitation::as_select()).first(conn).optional()
}

/// By an id that came out of a seal of ours.
pub(in crate::joining) fn sealed(conn: &mut Conn, id: InvitationId) -> QueryResult<Option<Invitation>> {
    invitations::table.find(id).select(Invitation::as_select()).first(conn).optional()
}

pub(in crate::joining) fn one(conn: &mut Conn, company: CompanyId, id: InvitationId) -> QueryResult<Invitation> {
    invitations::table
        .filter(invitations::company_id.eq(company))
        .filter(invitations::id.eq(id))
        .select(Invitation::as_select())
        .first(conn)
}

/// Uses it up; of many at once, one.
pub(in crate::joining) fn use_up(tx: &mut Tx<'_>, of: &Invitation, person: PersonId) -> QueryResult<bool> {
    let now = tx.now();
    let open = invitations::table
        .filter(invitations::company_id.eq(of.company_id))
        .filter(invitations::id.eq(of.id))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::expires_at.gt(now));
    let used = (invitations::used_at.eq(now), invitations::used_by.eq(person));
    Ok(diesel::update(open).set(used).execute(&mut **tx)? == 1)
}

/// What came of it.
pub(in crate::joining) fn note_holding(tx: &mut Tx<'_>, of: &Invitation, holding: HoldingId) -> QueryResult<usize> {
    let mine = invitations::table.filter(invitations::company_id.eq(of.company_id)).filter(invitations::id.eq(of.id));
    diesel::update(mine).set(invitations::holding_id.eq(holding)).execute(&mut **tx)
}

/// Takes one back that nobody has used; `false` when there is none such.
pub(in crate::joining) fn revoke(tx: &mut Tx<'_>, company: CompanyId, id: InvitationId, by: PersonId) -> QueryResult<bool> {
    let now = tx.now();
    let open = invitations::table
        .filter(invitations::company_id.eq(company))
        .filter(invitations::id.eq(id))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null());
    let gone = (invitations::revoked_at.eq(now), invitations::revoked_by.eq(by));
    Ok(diesel::update(open).set(gone).execute(&mut **tx)? == 1)
}

/// Takes back what is open of a run, and says how many that were.
pub(in crate::joining) fn revoke_run(tx: &mut Tx<'_>, company: CompanyId, run: RunId, by: PersonId) -> QueryResult<usize> {
    let now = tx.now();
    let open = invitations::table
        .filter(invitations::company_id.eq(company))
        .filter(invitations::run_id.eq(run))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null());
    diesel::update(open).set((invitations::revoked_at.eq(now), invitations::revoked_by.eq(by))).execute(&mut **tx)
}

/// Takes back the printed codes of these premises that nobody has used: new ones take their place.
pub(in crate::joining) fn revoke_paper(tx: &mut Tx<'_>, company: CompanyId, of: &[PremisesId], by: PersonId) -> QueryResult<()> {
    let now = tx.now();
    for some in of.chunks(BATCH) {
        let open = invitations::table
            .filter(invitations::company_id.eq(company))
            .filter(invitations::premises_id.among(some))
            .filter(invitations::way.eq(Way::Paper))
            .filter(invitations::used_at.is_null())
            .filter(invitations::revoked_at.is_null());
        diesel::update(open).set((invitations::revoked_at.eq(now), invitations::revoked_by.eq(by))).execute(&mut **tx)?;
    }
    Ok(())
}

/// Which of these people have ever come in.
pub(in crate::joining) fn came_in(conn: &mut Conn, people: &[PersonId]) -> QueryResult<Vec<PersonId>> {
    people::table.filter(people::id.among(people)).filter(people::password.is_not_null()).select(people::id).load(conn)
}

/// Records that a legal representative consented to an invitation for somebody under 18.
pub(in crate::joining) fn consent(
    tx: &mut Tx<'_>,
    of: &Invitation,
    guardian: ContactId,
    wording: &str,
    by: PersonId,
) -> QueryResult<usize> {
    let now: Moment = tx.now();
    let row = (
        guardian_consents::id.eq(ConsentId::fresh(now)),
        guardian_consents::company_id.eq(of.company_id),
        guardian_consents::invitation_id.eq(of.id),
        guardian_consents::guardian_id.eq(guardian),
        guardian_consents::wording.eq(wording),
        guardian_consents::recorded_by.eq(by),
        guardian_consents::created_at.eq(now),
    );
    diesel::insert_into(guardian_consents::table).values(row).execute(&mut **tx)
}

/// Who consented to an invitation, and when.
pub(in crate::joining) fn consented(
    conn: &mut Conn,
    company: CompanyId,
    id: InvitationId,
) -> QueryResult<Option<(String, Moment)>> {
    use crate::db::schema::contacts;
    guardian_consents::table
        .inner_join(contacts::table.on(contacts::id.eq(guardian_consents::guardian_id)))
        .filter(guardian_consents::company_id.eq(company))
        .filter(guardian_consents::invitation_id.eq(id))
        .select((contacts::name, guardian_consents::created_at))
        .first(conn)
        .optional()
}

/// How many open invitations were made for each of these cards.
pub(in crate::joining) fn open_for(
    conn: &mut Conn,
    company: CompanyId,
    of: &[ContactId],
) -> QueryResult<HashMap<ContactId, i64>> {
    let rows: Vec<(Option<ContactId>, i64)> = invitations::table
        .filter(invitations::company_id.eq(company))
        .filter(invitations::contact_id.among(of))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .group_by(invitations::contact_id)
        .select((invitations::contact_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(id, many)| Some((id?, many))).collect())
}
