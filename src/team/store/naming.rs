//! The team's things by id, for those who tell of them: one question for each kind.

use diesel::prelude::*;

use crate::db::schema::{appointments, firms, memberships, people};
use crate::db::{Conn, Listed};
use crate::who::CompanyId;

type Rows = QueryResult<Vec<(String, String)>>;

pub(in crate::team) fn members(conn: &mut Conn, company: CompanyId, ids: &[String]) -> Rows {
    memberships::table
        .inner_join(people::table.on(people::id.eq(memberships::person_id)))
        .filter(memberships::company_id.eq(company))
        .filter(memberships::id.among(ids))
        .select((memberships::id, people::name))
        .load(conn)
}

pub(in crate::team) fn firms(conn: &mut Conn, company: CompanyId, ids: &[String]) -> Rows {
    firms::table.filter(firms::company_id.eq(company)).filter(firms::id.among(ids)).select((firms::id, firms::name)).load(conn)
}

pub(in crate::team) fn appointments(conn: &mut Conn, company: CompanyId, ids: &[String]) -> Rows {
    appointments::table
        .filter(appointments::company_id.eq(company))
        .filter(appointments::id.among(ids))
        .select((appointments::id, appointments::name))
        .load(conn)
}
