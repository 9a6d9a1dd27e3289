//! Addresses by which readings are given without signing in.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{buildings, companies, meter_links, premises};
use crate::db::{Conn, Tx};
use crate::homes::{BuildingId, PremisesId};
use crate::meters::linking::LinkId;
use crate::on_each;
use crate::who::CompanyId;

/// A link with the house it is of.
#[derive(Clone, Debug, Queryable)]
pub(in crate::meters) struct Link {
    pub(in crate::meters) id: LinkId,
    pub(in crate::meters) company: CompanyId,
    pub(in crate::meters) premises: PremisesId,
    pub(in crate::meters) month: NaiveDate,
    pub(in crate::meters) building: BuildingId,
    pub(in crate::meters) zone: String,
}

macro_rules! links {
    () => {
        meter_links::table
            .inner_join(premises::table.on(premises::id.eq(meter_links::premises_id)))
            .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
            .inner_join(companies::table.on(companies::id.eq(meter_links::company_id)))
            .filter(meter_links::revoked_at.is_null())
            .filter(buildings::handed_over_on.is_null())
            .select((
                meter_links::id,
                meter_links::company_id,
                meter_links::premises_id,
                meter_links::month,
                premises::building_id,
                companies::time_zone,
            ))
    };
}

/// The link of an id that our own seal has proved, while it opens anything.
pub(in crate::meters) fn open(conn: &mut Conn, id: LinkId, now: Moment) -> QueryResult<Option<Link>> {
    links!().filter(meter_links::id.eq(id)).filter(meter_links::expires_at.gt(now)).first(conn).optional()
}

/// The link of premises for a month, if there is one that was not taken back.
pub(in crate::meters) fn of(
    conn: &mut Conn,
    company: CompanyId,
    premises: PremisesId,
    month: NaiveDate,
) -> QueryResult<Option<Link>> {
    links!()
        .filter(meter_links::company_id.eq(company))
        .filter(meter_links::premises_id.eq(premises))
        .filter(meter_links::month.eq(month))
        .first(conn)
        .optional()
}

/// Makes a link unless there is one: two who do it at once make one.
pub(in crate::meters) fn make(
    tx: &mut Tx<'_>,
    company: CompanyId,
    premises: PremisesId,
    (month, expires_at): (NaiveDate, Moment),
) -> QueryResult<()> {
    let row = (
        (meter_links::id.eq(LinkId::fresh(tx.now())), meter_links::company_id.eq(company)),
        (meter_links::premises_id.eq(premises), meter_links::month.eq(month)),
        (meter_links::expires_at.eq(expires_at), meter_links::created_at.eq(tx.now())),
    );
    on_each!(&mut **tx, c => diesel::insert_into(meter_links::table).values(row).on_conflict_do_nothing().execute(c)).map(drop)
}

/// Takes a link back; `false` when it was before.
pub(in crate::meters) fn revoke(tx: &mut Tx<'_>, company: CompanyId, id: LinkId) -> QueryResult<bool> {
    let there = meter_links::table
        .filter(meter_links::company_id.eq(company))
        .filter(meter_links::id.eq(id))
        .filter(meter_links::revoked_at.is_null());
    Ok(diesel::update(there).set(meter_links::revoked_at.eq(Some(tx.now()))).execute(&mut **tx)? == 1)
}
