//! The register of a company, whole.

use diesel::prelude::*;

use crate::audit;
use crate::clock::{self, Moment};
use crate::db::Conn;
use crate::db::schema::{buildings, contacts, entrances, holdings, premises};
use crate::homes::import::register::Register;
use crate::homes::rows::{Building, Contact, Entrance, Holding, Premises};
use crate::who::CompanyId;

/// Everything that a sheet may speak of, with whoever holds premises on the day of `now`.
pub(in crate::homes::import) fn register(conn: &mut Conn, company: CompanyId, now: Moment) -> QueryResult<Register> {
    let today = clock::today(now);
    Ok(Register {
        company,
        buildings: buildings::table
            .filter(buildings::company_id.eq(company))
            .order(buildings::id)
            .select(Building::as_select())
            .load(conn)?,
        away: buildings::table
            .filter(buildings::company_id.eq(company))
            .filter(buildings::handed_over_on.is_not_null())
            .select(buildings::id)
            .load(conn)?
            .into_iter()
            .collect(),
        entrances: entrances::table
            .filter(entrances::company_id.eq(company))
            .order(entrances::id)
            .select(Entrance::as_select())
            .load(conn)?,
        premises: premises::table
            .filter(premises::company_id.eq(company))
            .order(premises::id)
            .select(Premises::as_select())
            .load(conn)?,
        contacts: contacts::table
            .filter(contacts::company_id.eq(company))
            .filter(contacts::merged_into.is_null())
            .order(contacts::id)
            .select(Contact::as_select())
            .load(conn)?,
        holdings: holdings::table
            .filter(holdings::company_id.eq(company))
            .filter(holdings::until.is_null().or(holdings::until.ge(today)))
            .order(holdings::id)
            .select(Holding::as_select())
            .load(conn)?,
        head: audit::head(conn, Some(company))?,
    })
}
