//! Doors of banks' machines.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{biller_doors, buildings, contacts, holdings, premises};
use crate::db::{Conn, Tx};
use crate::homes::{Kind, PremisesId};
use crate::payments::biller::{Dialect, DoorId, Unknowns};
use crate::web::secrets;
use crate::who::{CompanyId, Holds};

/// A door.
#[derive(Clone, Debug, Queryable)]
pub(in crate::payments) struct Door {
    pub(in crate::payments) id: DoorId,
    pub(in crate::payments) company: CompanyId,
    pub(in crate::payments) name: String,
    pub(in crate::payments) dialect: Dialect,
    pub(in crate::payments) addresses: String,
    pub(in crate::payments) unknowns: Unknowns,
    pub(in crate::payments) checks_per_minute: i32,
    pub(in crate::payments) link: String,
    pub(in crate::payments) revoked_at: Option<Moment>,
}

macro_rules! doors {
    () => {
        biller_doors::table.select((
            biller_doors::id,
            biller_doors::company_id,
            biller_doors::name,
            biller_doors::dialect,
            biller_doors::addresses,
            biller_doors::unknowns,
            biller_doors::checks_per_minute,
            biller_doors::link,
            biller_doors::revoked_at,
        ))
    };
}

/// The door that a machine stands before: its path is known to the bank alone, and says which company is meant.
pub(in crate::payments) fn by_path(conn: &mut Conn, dialect: Dialect, path: &str) -> QueryResult<Door> {
    doors!()
        .filter(biller_doors::fingerprint.eq(secrets::fingerprint(path)))
        .filter(biller_doors::dialect.eq(dialect))
        .filter(biller_doors::revoked_at.is_null())
        .first(conn)
}

pub(in crate::payments) fn all(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<Door>> {
    doors!().filter(biller_doors::company_id.eq(company)).order(biller_doors::id).load(conn)
}

pub(in crate::payments) fn one(conn: &mut Conn, company: CompanyId, id: DoorId) -> QueryResult<Door> {
    doors!().filter(biller_doors::company_id.eq(company)).filter(biller_doors::id.eq(id)).first(conn)
}

/// What a contract with a bank says.
#[derive(Clone, Debug)]
pub(in crate::payments) struct Terms<'a> {
    pub(in crate::payments) name: &'a str,
    pub(in crate::payments) addresses: &'a str,
    pub(in crate::payments) unknowns: Unknowns,
    pub(in crate::payments) checks_per_minute: i32,
    pub(in crate::payments) link: &'a str,
}

/// Makes a door that is found by this path.
pub(in crate::payments) fn add(
    tx: &mut Tx<'_>,
    company: CompanyId,
    (id, dialect, path): (DoorId, Dialect, &str),
    of: &Terms<'_>,
) -> QueryResult<()> {
    let row = (
        (biller_doors::id.eq(id), biller_doors::company_id.eq(company), biller_doors::name.eq(of.name)),
        (biller_doors::dialect.eq(dialect), biller_doors::fingerprint.eq(secrets::fingerprint(path))),
        (biller_doors::addresses.eq(of.addresses), biller_doors::unknowns.eq(of.unknowns)),
        (biller_doors::checks_per_minute.eq(of.checks_per_minute), biller_doors::link.eq(of.link)),
        biller_doors::created_at.eq(tx.now()),
    );
    diesel::insert_into(biller_doors::table).values(row).execute(&mut **tx).map(drop)
}

pub(in crate::payments) fn set(tx: &mut Tx<'_>, company: CompanyId, id: DoorId, of: &Terms<'_>) -> QueryResult<()> {
    let mine = biller_doors::table.filter(biller_doors::company_id.eq(company)).filter(biller_doors::id.eq(id));
    let to = (
        (biller_doors::name.eq(of.name), biller_doors::addresses.eq(of.addresses), biller_doors::unknowns.eq(of.unknowns)),
        (biller_doors::checks_per_minute.eq(of.checks_per_minute), biller_doors::link.eq(of.link)),
    );
    diesel::update(mine).set(to).execute(&mut **tx).map(drop)
}

/// Shuts a door for ever; `false` when it was shut before.
pub(in crate::payments) fn revoke(tx: &mut Tx<'_>, company: CompanyId, id: DoorId) -> QueryResult<bool> {
    let open = biller_doors::table
        .filter(biller_doors::company_id.eq(company))
        .filter(biller_doors::id.eq(id))
        .filter(biller_doors::revoked_at.is_null());
    Ok(diesel::update(open).set(biller_doors::revoked_at.eq(Some(tx.now()))).execute(&mut **tx)? == 1)
}

/// The premises of an account, unless their house was handed over.
pub(in crate::payments) fn account(
    conn: &mut Conn,
    company: CompanyId,
    account: &str,
) -> QueryResult<Option<(PremisesId, Kind, String)>> {
    premises::table
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(premises::company_id.eq(company))
        .filter(premises::account.eq(Some(account)))
        .filter(buildings::handed_over_on.is_null())
        .select((premises::id, premises::kind, premises::number))
        .first(conn)
        .optional()
}

/// Who of those who own premises today is the first by name.
pub(in crate::payments) fn owner(conn: &mut Conn, company: CompanyId, of: PremisesId, today: NaiveDate) -> QueryResult<String> {
    let name: Option<String> = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(holdings::company_id.eq(company))
        .filter(holdings::premises_id.eq(of))
        .filter(holdings::holds.eq(Holds::Owner))
        .filter(holdings::since.is_null().or(holdings::since.le(today)))
        .filter(holdings::until.is_null().or(holdings::until.ge(today)))
        .order(contacts::sort_key)
        .select(contacts::name)
        .first(conn)
        .optional()?;
    Ok(name.unwrap_or_default())
}
