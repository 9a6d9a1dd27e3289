//! Who may write while visiting, and until when.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{people, visit_grants};
use crate::db::{Conn, Tx};
use crate::visits::grants::GrantId;
use crate::who::{CompanyId, PersonId};

/// A grant that is given.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = visit_grants)]
pub(in crate::visits) struct NewGrant {
    pub(in crate::visits) id: GrantId,
    pub(in crate::visits) company_id: CompanyId,
    pub(in crate::visits) operator_id: PersonId,
    pub(in crate::visits) admin_id: PersonId,
    pub(in crate::visits) since: Moment,
    pub(in crate::visits) until: Moment,
}

/// Those who run the installation, by name: they are few.
pub(in crate::visits) fn operators(conn: &mut Conn) -> QueryResult<Vec<(PersonId, String)>> {
    let all = people::table.filter(people::operator.eq(true)).order((people::name, people::id)).limit(100);
    all.select((people::id, people::name)).load(conn)
}

pub(in crate::visits) fn add(tx: &mut Tx<'_>, grant: &NewGrant) -> QueryResult<usize> {
    diesel::insert_into(visit_grants::table).values(grant).execute(&mut **tx)
}

/// Takes those out of the way that have run out by themselves.
pub(in crate::visits) fn close_over(tx: &mut Tx<'_>, company: CompanyId, operator: PersonId) -> QueryResult<usize> {
    let now = tx.now();
    let over = visit_grants::table
        .filter(visit_grants::company_id.eq(company))
        .filter(visit_grants::operator_id.eq(operator))
        .filter(visit_grants::withdrawn_at.is_null())
        .filter(visit_grants::until.le(now));
    diesel::update(over).set(visit_grants::withdrawn_at.eq(visit_grants::until.nullable())).execute(&mut **tx)
}

/// To whom a grant of the company was given.
pub(in crate::visits) fn of(conn: &mut Conn, company: CompanyId, id: GrantId) -> QueryResult<PersonId> {
    visit_grants::table.find(id).filter(visit_grants::company_id.eq(company)).select(visit_grants::operator_id).first(conn)
}

/// Takes it back; whether it was there to be taken.
pub(in crate::visits) fn withdraw(tx: &mut Tx<'_>, company: CompanyId, id: GrantId) -> QueryResult<bool> {
    let now = tx.now();
    let open = visit_grants::table
        .filter(visit_grants::id.eq(id))
        .filter(visit_grants::company_id.eq(company))
        .filter(visit_grants::withdrawn_at.is_null());
    Ok(diesel::update(open).set(visit_grants::withdrawn_at.eq(now)).execute(&mut **tx)? == 1)
}

/// The grants that hold at a moment: id, operator's name, until when.
pub(in crate::visits) fn held(conn: &mut Conn, company: CompanyId, now: Moment) -> QueryResult<Vec<(GrantId, String, Moment)>> {
    visit_grants::table
        .inner_join(people::table.on(people::id.eq(visit_grants::operator_id)))
        .filter(visit_grants::company_id.eq(company))
        .filter(visit_grants::withdrawn_at.is_null())
        .filter(visit_grants::until.gt(now))
        .order((people::name, visit_grants::id))
        .select((visit_grants::id, people::name, visit_grants::until))
        .limit(100)
        .load(conn)
}
