//! The register, as the electorate is taken from it.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::Conn;
use crate::db::schema::{contacts, entrances, holdings, premises};
use crate::homes::{BuildingId, Contact, Holding, Premises, PremisesId};
use crate::who::{CompanyId, Holds};

/// The premises of a building with the number of their entrance, in order.
pub(in crate::voting) fn premises_of(
    conn: &mut Conn,
    company: CompanyId,
    building: BuildingId,
) -> QueryResult<Vec<(Premises, Option<String>)>> {
    premises::table
        .left_join(entrances::table.on(entrances::id.nullable().eq(premises::entrance_id)))
        .filter(premises::company_id.eq(company))
        .filter(premises::building_id.eq(building))
        .order((premises::sort_key, premises::id))
        .select((Premises::as_select(), entrances::number.nullable()))
        .load(conn)
}

/// Who owns the premises of a building on a day, with their cards.
pub(in crate::voting) fn owners_of(
    conn: &mut Conn,
    company: CompanyId,
    building: BuildingId,
    on: NaiveDate,
) -> QueryResult<HashMap<PremisesId, Vec<(Holding, Contact)>>> {
    let rows: Vec<(Holding, Contact)> = holdings::table
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(premises::company_id.eq(company))
        .filter(premises::building_id.eq(building))
        .filter(holdings::holds.eq(Holds::Owner))
        .filter(holdings::since.is_null().or(holdings::since.le(on)))
        .filter(holdings::until.is_null().or(holdings::until.ge(on)))
        .order((contacts::sort_key, contacts::id))
        .select((Holding::as_select(), Contact::as_select()))
        .load(conn)?;
    let mut all: HashMap<PremisesId, Vec<(Holding, Contact)>> = HashMap::new();
    for (holding, contact) in rows {
        all.entry(holding.premises_id).or_default().push((holding, contact));
    }
    Ok(all)
}
