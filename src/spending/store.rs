//! Every query of spending.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{buildings, people, spending_reversals, spendings};
use crate::db::{Conn, Listed, Tx, taken};
use crate::homes::BuildingId;
use crate::ledger::Fund;
use crate::spending::article::{Article, Source, SpendingId};
use crate::web::Step;
use crate::who::{CompanyId, PersonId};

/// Something that was paid for, as it is kept. In tiyn.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = spendings)]
pub(super) struct Spending {
    pub(super) id: SpendingId,
    pub(super) company_id: CompanyId,
    pub(super) number: String,
    pub(super) building_id: BuildingId,
    pub(super) fund: Fund,
    pub(super) article: Article,
    pub(super) source: Source,
    pub(super) day: NaiveDate,
    pub(super) amount: i64,
    pub(super) what: String,
    pub(super) decision: String,
    pub(super) document: String,
    pub(super) is_shown: bool,
    pub(super) author_id: PersonId,
    pub(super) created_at: Moment,
}

/// One with its house, who wrote it, and when and why it was taken back.
pub(super) type Placed = (Spending, String, String, Option<NaiveDate>, Option<String>);

pub(super) fn add(tx: &mut Tx<'_>, of: &Spending) -> QueryResult<usize> {
    diesel::insert_into(spendings::table).values(of).execute(&mut **tx)
}

/// Notes that it was none; `false` when that was noted before.
pub(super) fn reverse(
    tx: &mut Tx<'_>,
    (company, author): (CompanyId, PersonId),
    id: SpendingId,
    (day, reason): (NaiveDate, &str),
) -> QueryResult<bool> {
    let row = (
        (spending_reversals::company_id.eq(company), spending_reversals::spending_id.eq(id)),
        (spending_reversals::day.eq(day), spending_reversals::reason.eq(reason)),
        (spending_reversals::author_id.eq(author), spending_reversals::created_at.eq(tx.now())),
    );
    match diesel::insert_into(spending_reversals::table).values(row).execute(&mut **tx) {
        Err(error) if taken(&error) => Ok(false),
        done => done.map(|_| true),
    }
}

macro_rules! placed {
    ($company:expr) => {
        spendings::table
            .inner_join(buildings::table.on(buildings::id.eq(spendings::building_id)))
            .inner_join(people::table.on(people::id.eq(spendings::author_id)))
            .left_join(spending_reversals::table.on(
                spending_reversals::company_id.eq(spendings::company_id).and(spending_reversals::spending_id.eq(spendings::id)),
            ))
            .filter(spendings::company_id.eq($company))
            .select((
                Spending::as_select(),
                buildings::address,
                people::name,
                spending_reversals::day.nullable(),
                spending_reversals::reason.nullable(),
            ))
    };
}

pub(super) fn one(conn: &mut Conn, company: CompanyId, id: SpendingId) -> QueryResult<Placed> {
    placed!(company).filter(spendings::id.eq(id)).first(conn)
}

/// One page of them, the newest first.
pub(super) fn page(
    conn: &mut Conn,
    company: CompanyId,
    building: Option<&str>,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<Placed>> {
    let mut query = placed!(company).limit(limit).into_boxed();
    if let Some(building) = building {
        query = query.filter(spendings::building_id.eq(building.to_owned()));
    }
    query = match step {
        Step::First => query.order(spendings::id.desc()),
        Step::After(at) => query.filter(spendings::id.lt(at.id.clone())).order(spendings::id.desc()),
        Step::Before(at) => query.filter(spendings::id.gt(at.id.clone())).order(spendings::id.asc()),
    };
    query.load(conn)
}

/// All that a house's money was spent on until a day and that stands, the newest first.
pub(super) fn of_house(conn: &mut Conn, company: CompanyId, of: BuildingId, until: NaiveDate) -> QueryResult<Vec<Spending>> {
    let back =
        spending_reversals::table.filter(spending_reversals::company_id.eq(company)).select(spending_reversals::spending_id);
    spendings::table
        .filter(spendings::company_id.eq(company))
        .filter(spendings::building_id.eq(of))
        .filter(spendings::day.le(until))
        .filter(spendings::id.ne_all(back))
        .order((spendings::day.desc(), spendings::id.desc()))
        .select(Spending::as_select())
        .load(conn)
}

/// Houses by address, all of the company's or these.
pub(super) fn houses(conn: &mut Conn, company: CompanyId, of: Option<&[String]>) -> QueryResult<Vec<(String, String)>> {
    const MOST: i64 = 300;
    let mut query = buildings::table
        .filter(buildings::company_id.eq(company))
        .order((buildings::sort_key, buildings::id))
        .limit(MOST)
        .select((buildings::id, buildings::address))
        .into_boxed();
    if let Some(of) = of {
        query = query.filter(buildings::id.among(of));
    }
    query.load(conn)
}

/// What they are called in the trail: id and number.
pub(super) fn names(conn: &mut Conn, company: CompanyId, ids: &[String]) -> QueryResult<Vec<(String, String)>> {
    let mine = spendings::table.filter(spendings::company_id.eq(company)).filter(spendings::id.among(ids));
    mine.select((spendings::id, spendings::number)).load(conn)
}
