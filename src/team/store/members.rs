//! Who works here, and at what.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{companies, duties, memberships, people};
use crate::db::{Conn, Listed, Tx};
use crate::on_each;
use crate::who::{CompanyId, Duty, MembershipId, PersonId, Role};

/// Somebody who works, or worked, for the company.
#[derive(Clone, Debug, Queryable)]
pub(in crate::team) struct Member {
    pub(in crate::team) id: MembershipId,
    pub(in crate::team) person: PersonId,
    pub(in crate::team) role: Role,
    pub(in crate::team) name: String,
    pub(in crate::team) email: Option<String>,
    pub(in crate::team) phone: Option<String>,
    pub(in crate::team) zoned: bool,
    pub(in crate::team) since: Moment,
    pub(in crate::team) until: Option<Moment>,
}

/// Those who work at a desk or repair things: residents have no membership, vendors are not of the team.
const ROLES: [Role; 2] = [Role::Staff, Role::Technician];

macro_rules! members {
    ($company:expr) => {
        memberships::table
            .inner_join(people::table.on(people::id.eq(memberships::person_id)))
            .filter(memberships::company_id.eq($company))
            .filter(memberships::role.among(ROLES))
            .select((
                memberships::id,
                memberships::person_id,
                memberships::role,
                people::name,
                people::email,
                people::phone,
                memberships::zoned,
                memberships::since,
                memberships::until,
            ))
    };
}

/// All who work here, or all who did: a team is hundreds of people, not thousands.
pub(in crate::team) fn all(conn: &mut Conn, company: CompanyId, left: bool) -> QueryResult<Vec<Member>> {
    const MOST: i64 = 2_000;
    let mut query = members!(company).order((memberships::role, people::name, memberships::id)).limit(MOST).into_boxed();
    query = if left { query.filter(memberships::until.is_not_null()) } else { query.filter(memberships::until.is_null()) };
    query.load(conn)
}

pub(in crate::team) fn one(conn: &mut Conn, company: CompanyId, id: MembershipId) -> QueryResult<Member> {
    members!(company).filter(memberships::id.eq(id)).first(conn)
}

pub(in crate::team) fn duties(conn: &mut Conn, of: &[MembershipId]) -> QueryResult<HashMap<MembershipId, Vec<Duty>>> {
    let rows: Vec<(MembershipId, Duty)> =
        duties::table.filter(duties::membership_id.among(of)).select((duties::membership_id, duties::duty)).load(conn)?;
    let mut all: HashMap<MembershipId, Vec<Duty>> = HashMap::new();
    for (id, duty) in rows {
        all.entry(id).or_default().push(duty);
    }
    for held in all.values_mut() {
        held.sort_unstable();
    }
    Ok(all)
}

pub(in crate::team) fn set_duties(tx: &mut Tx<'_>, company: CompanyId, id: MembershipId, all: &[Duty]) -> QueryResult<()> {
    diesel::delete(duties::table.filter(duties::company_id.eq(company)).filter(duties::membership_id.eq(id)))
        .execute(&mut **tx)?;
    let rows: Vec<_> =
        all.iter().map(|duty| (duties::company_id.eq(company), duties::membership_id.eq(id), duties::duty.eq(*duty))).collect();
    on_each!(&mut **tx, c => diesel::insert_into(duties::table).values(&rows).on_conflict_do_nothing().execute(c)).map(|_| ())
}

/// Holds the company's row until the transaction ends, so that acts that must see one another do so one by one.
pub(in crate::team) fn hold_company(tx: &mut Tx<'_>, company: CompanyId) -> QueryResult<usize> {
    diesel::update(companies::table.find(company)).set(companies::created_at.eq(companies::created_at)).execute(&mut **tx)
}

/// How many administrators there are besides this one.
pub(in crate::team) fn other_admins(conn: &mut Conn, company: CompanyId, but: MembershipId) -> QueryResult<i64> {
    memberships::table
        .inner_join(duties::table.on(duties::membership_id.eq(memberships::id)))
        .filter(memberships::company_id.eq(company))
        .filter(memberships::until.is_null())
        .filter(memberships::id.ne(but))
        .filter(duties::duty.eq(Duty::Admin))
        .count()
        .get_result(conn)
}

/// Ends it now; of two at once, one.
pub(in crate::team) fn end(tx: &mut Tx<'_>, company: CompanyId, id: MembershipId) -> QueryResult<bool> {
    let now = tx.now();
    let open = memberships::table
        .filter(memberships::company_id.eq(company))
        .filter(memberships::id.eq(id))
        .filter(memberships::until.is_null());
    Ok(diesel::update(open).set(memberships::until.eq(now)).execute(&mut **tx)? == 1)
}

/// Whether somebody of that address works here in that role.
pub(in crate::team) fn works_here(conn: &mut Conn, company: CompanyId, email: &str, role: Role) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(
        memberships::table
            .inner_join(people::table.on(people::id.eq(memberships::person_id)))
            .filter(memberships::company_id.eq(company))
            .filter(memberships::role.eq(role))
            .filter(memberships::until.is_null())
            .filter(people::email.eq(email)),
    ))
    .get_result(conn)
}

/// Whoever has come in under that address before.
pub(in crate::team) fn came_in(conn: &mut Conn, email: &str) -> QueryResult<Option<PersonId>> {
    people::table.filter(people::email.eq(email)).filter(people::password.is_not_null()).select(people::id).first(conn).optional()
}

/// The company's name in Kazakh, Russian and English.
pub(in crate::team) fn company_names(conn: &mut Conn, company: CompanyId) -> QueryResult<[String; 3]> {
    let (kk, ru, en) =
        companies::table.find(company).select((companies::name_kk, companies::name_ru, companies::name_en)).first(conn)?;
    Ok([kk, ru, en])
}
