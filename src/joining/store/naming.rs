//! Invitations, runs and claims by id, for those who tell of them: one question for each kind.

use diesel::prelude::*;

use crate::db::schema::{buildings, claims, invitations, letter_runs, premises};
use crate::db::{Conn, Listed};
use crate::joining::store::houses::Place;
use crate::who::CompanyId;

pub(in crate::joining) fn invitations(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, Place)>> {
    invitations::table
        .inner_join(premises::table.on(premises::id.eq(invitations::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(invitations::company_id.eq(company))
        .filter(invitations::id.among(ids))
        .select((invitations::id, (premises::id, buildings::address, premises::kind, premises::number)))
        .load(conn)
}

pub(in crate::joining) fn claims(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, Place)>> {
    claims::table
        .inner_join(premises::table.on(premises::id.eq(claims::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(claims::company_id.eq(company))
        .filter(claims::id.among(ids))
        .select((claims::id, (premises::id, buildings::address, premises::kind, premises::number)))
        .load(conn)
}

/// With how many letters each has.
pub(in crate::joining) fn runs(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, i64)>> {
    letter_runs::table
        .filter(letter_runs::company_id.eq(company))
        .filter(letter_runs::id.among(ids))
        .select((letter_runs::id, letter_runs::printed))
        .load(conn)
}
