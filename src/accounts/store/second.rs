//! Second factors, their recovery codes, and which companies want them.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{companies, memberships, people, recovery_codes, second_factors};
use crate::db::{Conn, Tx};
use crate::on_each;
use crate::who::{CompanyId, PersonId, Role};

/// What is kept of somebody's app.
#[derive(Clone, Debug, Queryable)]
pub(in crate::accounts) struct Kept {
    /// Locked.
    pub(in crate::accounts) secret: String,
    pub(in crate::accounts) created_at: Moment,
}

pub(in crate::accounts) fn kept(conn: &mut Conn, person: PersonId) -> QueryResult<Option<Kept>> {
    second_factors::table.find(person).select((second_factors::secret, second_factors::created_at)).first(conn).optional()
}

/// Holds the row until the commit, so that PostgreSQL lets the tries at it pass one after the other; whether there is one.
pub(in crate::accounts) fn hold(tx: &mut Tx<'_>, person: PersonId) -> QueryResult<bool> {
    let now = tx.now();
    let held = diesel::update(second_factors::table.find(person)).set(second_factors::tried_at.eq(now)).execute(&mut **tx)?;
    Ok(held == 1)
}

pub(in crate::accounts) fn keep(tx: &mut Tx<'_>, person: PersonId, secret: &str, step: i64) -> QueryResult<usize> {
    let now = tx.now();
    let row = (
        second_factors::person_id.eq(person),
        second_factors::secret.eq(secret),
        second_factors::last_step.eq(step),
        second_factors::created_at.eq(now),
        second_factors::tried_at.eq(now),
    );
    diesel::insert_into(second_factors::table).values(row).execute(&mut **tx)
}

/// Uses a step up, and with it all before; of several at once, one.
pub(in crate::accounts) fn use_step(tx: &mut Tx<'_>, person: PersonId, step: i64) -> QueryResult<bool> {
    let earlier = second_factors::table.find(person).filter(second_factors::last_step.lt(step));
    Ok(diesel::update(earlier).set(second_factors::last_step.eq(step)).execute(&mut **tx)? == 1)
}

pub(in crate::accounts) fn remove(tx: &mut Tx<'_>, person: PersonId) -> QueryResult<usize> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::person_id.eq(person))).execute(&mut **tx)?;
    diesel::delete(second_factors::table.find(person)).execute(&mut **tx)
}

pub(in crate::accounts) fn replace_codes(tx: &mut Tx<'_>, person: PersonId, seals: &[String]) -> QueryResult<usize> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::person_id.eq(person))).execute(&mut **tx)?;
    let rows: Vec<_> = seals.iter().map(|seal| (recovery_codes::person_id.eq(person), recovery_codes::code.eq(seal))).collect();
    on_each!(&mut **tx, c => diesel::insert_into(recovery_codes::table).values(&rows).execute(c))
}

/// Uses a code up; of several at once, one.
pub(in crate::accounts) fn use_code(tx: &mut Tx<'_>, person: PersonId, seal: &str) -> QueryResult<bool> {
    let now = tx.now();
    let unused = recovery_codes::table.find((person, seal)).filter(recovery_codes::used_at.is_null());
    Ok(diesel::update(unused).set(recovery_codes::used_at.eq(now)).execute(&mut **tx)? == 1)
}

pub(in crate::accounts) fn codes_left(conn: &mut Conn, person: PersonId) -> QueryResult<i64> {
    let unused = recovery_codes::table.filter(recovery_codes::person_id.eq(person)).filter(recovery_codes::used_at.is_null());
    unused.count().get_result(conn)
}

/// One of a company's staff, and since when they have a second factor.
#[derive(Clone, Debug, Queryable)]
pub(in crate::accounts) struct Colleague {
    pub(in crate::accounts) person: PersonId,
    pub(in crate::accounts) name: String,
    pub(in crate::accounts) operator: bool,
    pub(in crate::accounts) since: Option<Moment>,
}

impl Colleague {
    /// Whether `by` may take their second factor away.
    pub(in crate::accounts) fn may_be_reset(&self, by: PersonId) -> bool {
        self.since.is_some() && !self.operator && self.person != by
    }
}

/// The staff of a company today, one or all.
fn staff_of(conn: &mut Conn, company: CompanyId, one: Option<PersonId>) -> QueryResult<Vec<Colleague>> {
    let mut query = memberships::table
        .inner_join(people::table.on(people::id.eq(memberships::person_id)))
        .left_join(second_factors::table.on(second_factors::person_id.eq(memberships::person_id)))
        .filter(memberships::company_id.eq(company))
        .filter(memberships::role.eq(Role::Staff))
        .filter(memberships::until.is_null())
        .select((people::id, people::name, people::operator, second_factors::created_at.nullable()))
        .order(people::id)
        .into_boxed();
    if let Some(person) = one {
        query = query.filter(memberships::person_id.eq(person));
    }
    query.load(conn)
}

pub(in crate::accounts) fn staff(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<Colleague>> {
    staff_of(conn, company, None)
}

pub(in crate::accounts) fn colleague(conn: &mut Conn, company: CompanyId, person: PersonId) -> QueryResult<Option<Colleague>> {
    Ok(staff_of(conn, company, Some(person))?.into_iter().next())
}

/// From when on a company wants a second factor of its staff, and its time zone's IANA name.
pub(in crate::accounts) fn required(conn: &mut Conn, company: CompanyId) -> QueryResult<(Option<Moment>, String)> {
    companies::table.find(company).select((companies::second_factor_from, companies::time_zone)).first(conn)
}

pub(in crate::accounts) fn require(tx: &mut Tx<'_>, company: CompanyId, from: Option<Moment>) -> QueryResult<usize> {
    diesel::update(companies::table.find(company)).set(companies::second_factor_from.eq(from)).execute(&mut **tx)
}
