//! Who looked as whom, when and why.

use diesel::prelude::*;

use super::Names;
use crate::clock::Moment;
use crate::db::schema::{companies, people, visits};
use crate::db::{Conn, Listed, Tx};
use crate::web::visit::VisitId;
use crate::who::{CompanyId, PersonId};

/// A visit that begins.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = visits)]
pub(in crate::visits) struct NewVisit {
    pub(in crate::visits) id: VisitId,
    pub(in crate::visits) company_id: CompanyId,
    pub(in crate::visits) operator_id: PersonId,
    pub(in crate::visits) person_id: PersonId,
    pub(in crate::visits) reason: String,
    pub(in crate::visits) began_at: Moment,
    pub(in crate::visits) until: Moment,
}

/// A visit that was not ended yet.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = visits)]
pub(in crate::visits) struct Open {
    pub(in crate::visits) id: VisitId,
    pub(in crate::visits) company_id: CompanyId,
    pub(in crate::visits) until: Moment,
}

/// A visit as it is told.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = visits)]
pub(in crate::visits) struct Visited {
    pub(in crate::visits) id: VisitId,
    pub(in crate::visits) company_id: CompanyId,
    pub(in crate::visits) operator_id: PersonId,
    pub(in crate::visits) person_id: PersonId,
    pub(in crate::visits) reason: String,
    pub(in crate::visits) began_at: Moment,
    pub(in crate::visits) until: Moment,
    pub(in crate::visits) ended_at: Option<Moment>,
}

pub(in crate::visits) fn add(tx: &mut Tx<'_>, visit: &NewVisit) -> QueryResult<usize> {
    diesel::insert_into(visits::table).values(visit).execute(&mut **tx)
}

/// Ends one; whether it was open.
pub(in crate::visits) fn end(tx: &mut Tx<'_>, company: CompanyId, id: VisitId, at: Moment) -> QueryResult<bool> {
    let open = visits::table.filter(visits::id.eq(id)).filter(visits::company_id.eq(company)).filter(visits::ended_at.is_null());
    Ok(diesel::update(open).set(visits::ended_at.eq(at)).execute(&mut **tx)? == 1)
}

/// Those of an operator that were not ended: one at most, which its unique index sees to.
pub(in crate::visits) fn open_of(conn: &mut Conn, operator: PersonId) -> QueryResult<Vec<Open>> {
    let open = visits::table.filter(visits::operator_id.eq(operator)).filter(visits::ended_at.is_null());
    open.select(Open::as_select()).load(conn)
}

/// Those of all companies whose time is over and whose end was not noted.
pub(in crate::visits) fn over(conn: &mut Conn, now: Moment, limit: i64) -> QueryResult<Vec<Open>> {
    let over = visits::table.filter(visits::ended_at.is_null()).filter(visits::until.le(now));
    over.order(visits::until).select(Open::as_select()).limit(limit).load(conn)
}

/// A company's, the newest first.
pub(in crate::visits) fn of_company(
    conn: &mut Conn,
    company: CompanyId,
    before: Option<VisitId>,
    limit: i64,
) -> QueryResult<Vec<Visited>> {
    let mut all = visits::table.filter(visits::company_id.eq(company)).select(Visited::as_select()).into_boxed();
    if let Some(before) = before {
        all = all.filter(visits::id.lt(before));
    }
    all.order(visits::id.desc()).limit(limit).load(conn)
}

/// Those at a person, in whatever company, the newest first.
pub(in crate::visits) fn at_person(conn: &mut Conn, person: PersonId, limit: i64) -> QueryResult<Vec<(Visited, Names)>> {
    visits::table
        .inner_join(companies::table.on(companies::id.eq(visits::company_id)))
        .filter(visits::person_id.eq(person))
        .order(visits::id.desc())
        .select((Visited::as_select(), (companies::name_kk, companies::name_ru, companies::name_en)))
        .limit(limit)
        .load(conn)
}

/// As whom they looked: what a visit is called in the trail.
pub(in crate::visits) fn names(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, String)>> {
    let rows: Vec<(VisitId, String)> = visits::table
        .inner_join(people::table.on(people::id.eq(visits::person_id)))
        .filter(visits::company_id.eq(company))
        .filter(visits::id.among(ids.iter().filter_map(|id| id.parse::<VisitId>().ok())))
        .select((visits::id, people::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| (id.to_string(), name)).collect())
}
