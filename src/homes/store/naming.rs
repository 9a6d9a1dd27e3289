//! The register's things by id, for those who tell of them: one question for each kind.

use diesel::prelude::*;

use crate::db::schema::{
    buildings, complexes, contacts, files, holdings, imports, moves, premises, representatives, sheet_layouts,
};
use crate::db::{Conn, Listed};
use crate::homes::place::Kind;
use crate::who::CompanyId;

pub(in crate::homes) fn complexes(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, String)>> {
    let own = complexes::table.filter(complexes::company_id.eq(company)).filter(complexes::id.among(ids));
    own.select((complexes::id, complexes::name)).load(conn)
}

pub(in crate::homes) fn buildings(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, String)>> {
    let own = buildings::table.filter(buildings::company_id.eq(company)).filter(buildings::id.among(ids));
    own.select((buildings::id, buildings::address)).load(conn)
}

/// With the building's address, kind and number.
pub(in crate::homes) fn premises(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[String],
) -> QueryResult<Vec<(String, String, Kind, String)>> {
    premises::table
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(premises::company_id.eq(company))
        .filter(premises::id.among(ids))
        .select((premises::id, buildings::address, premises::kind, premises::number))
        .load(conn)
}

/// With the name, and premises that they hold or held: the latest come last.
pub(in crate::homes) fn contacts(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[String],
) -> QueryResult<Vec<(String, String, String)>> {
    contacts::table
        .inner_join(holdings::table.on(holdings::contact_id.eq(contacts::id)))
        .filter(contacts::company_id.eq(company))
        .filter(contacts::id.among(ids))
        .select((contacts::id, contacts::name, holdings::premises_id))
        .order(holdings::id)
        .load(conn)
}

/// With the holder's name and the premises.
pub(in crate::homes) fn holdings(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[String],
) -> QueryResult<Vec<(String, String, String)>> {
    holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(holdings::company_id.eq(company))
        .filter(holdings::id.among(ids))
        .select((holdings::id, contacts::name, holdings::premises_id))
        .load(conn)
}

/// With the name of the file.
pub(in crate::homes) fn imports(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, String)>> {
    imports::table
        .inner_join(files::table.on(files::id.eq(imports::file_id)))
        .filter(imports::company_id.eq(company))
        .filter(imports::id.among(ids))
        .select((imports::id, files::name))
        .load(conn)
}

/// With the name of the sender.
pub(in crate::homes) fn layouts(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, String)>> {
    let own = sheet_layouts::table.filter(sheet_layouts::company_id.eq(company)).filter(sheet_layouts::id.among(ids));
    own.select((sheet_layouts::id, sheet_layouts::sender)).load(conn)
}

/// With their numbers.
pub(in crate::homes) fn moves(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, String)>> {
    let own = moves::table.filter(moves::company_id.eq(company)).filter(moves::id.among(ids));
    own.select((moves::id, moves::number)).load(conn)
}

/// With their card and name.
pub(in crate::homes) fn representatives(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[String],
) -> QueryResult<Vec<(String, String, String)>> {
    representatives::table
        .inner_join(contacts::table.on(contacts::id.eq(representatives::contact_id)))
        .filter(representatives::company_id.eq(company))
        .filter(representatives::id.among(ids))
        .select((representatives::id, contacts::id, contacts::name))
        .load(conn)
}
