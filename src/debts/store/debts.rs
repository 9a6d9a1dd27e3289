//! Debts: opened, looked at again, closed, found.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::billing;
use crate::db::schema::{buildings, debt_plans, debts, premises};
use crate::db::{BATCH, Conn, Listed, Tx, sum};
use crate::debts::DebtId;
use crate::debts::ageing::Owed;
use crate::debts::plan::State;
use crate::homes::{BuildingId, Kind, PremisesId};
use crate::ledger;
use crate::on_each;
use crate::text::{Locale, tv};
use crate::web::Step;
use crate::who::CompanyId;

/// A debt with its place, as it was when it was last looked at. Sums in tiyn.
#[derive(Clone, Debug, Queryable)]
pub(in crate::debts) struct Debt {
    pub(in crate::debts) id: DebtId,
    pub(in crate::debts) premises: PremisesId,
    pub(in crate::debts) oldest_due: NaiveDate,
    pub(in crate::debts) overdue: i64,
    pub(in crate::debts) penalty: i64,
    pub(in crate::debts) is_open: bool,
    pub(in crate::debts) address: String,
    pub(in crate::debts) kind: Kind,
    pub(in crate::debts) door: String,
    pub(in crate::debts) account: Option<String>,
}

impl Debt {
    /// Where its premises are, as people say it.
    pub(in crate::debts) fn place(&self, locale: Locale) -> String {
        format!("{}, {}", self.address, tv(locale, self.kind.label_key(), &[("number", &self.door)]))
    }
}

macro_rules! debts {
    ($company:expr) => {
        debts::table
            .inner_join(premises::table.on(premises::id.eq(debts::premises_id)))
            .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
            .filter(debts::company_id.eq($company))
            .filter(premises::company_id.eq($company))
            .select((
                debts::id,
                debts::premises_id,
                debts::oldest_due,
                debts::overdue,
                debts::penalty,
                debts::is_open,
                buildings::address,
                premises::kind,
                premises::number,
                premises::account,
            ))
    };
}

/// A debt of the company, open or not.
pub(in crate::debts) fn one(conn: &mut Conn, company: CompanyId, id: DebtId) -> QueryResult<Debt> {
    debts!(company).filter(debts::id.eq(id)).first(conn)
}

/// Which debts the desk wants.
#[derive(Clone, Debug, Default)]
pub(in crate::debts) struct Wanted {
    pub(in crate::debts) building: Option<String>,
    /// Due on this day or earlier.
    pub(in crate::debts) due_by: Option<NaiveDate>,
    /// Whether something is promised; broken promises are none.
    pub(in crate::debts) promised: Option<bool>,
}

/// One page of open debts, the oldest first. A place in the list is a day and an id.
pub(in crate::debts) fn page(
    conn: &mut Conn,
    company: CompanyId,
    wanted: &Wanted,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<Debt>> {
    let mut query = debts!(company).filter(debts::is_open.eq(true)).limit(limit).into_boxed();
    if let Some(building) = &wanted.building {
        query = query.filter(premises::building_id.eq(building.clone()));
    }
    if let Some(due_by) = wanted.due_by {
        query = query.filter(debts::oldest_due.le(due_by));
    }
    let promised = debt_plans::table
        .filter(debt_plans::company_id.eq(company))
        .filter(debt_plans::state.eq(State::Open))
        .select(debt_plans::debt_id);
    query = match wanted.promised {
        Some(true) => query.filter(debts::id.eq_any(promised)),
        Some(false) => query.filter(debts::id.ne_all(promised)),
        None => query,
    };
    let day = |key: &str| key.parse::<NaiveDate>().unwrap_or_default();
    query = match step {
        Step::First => query.order((debts::oldest_due.asc(), debts::id.asc())),
        Step::After(at) => query
            .filter(debts::oldest_due.ge(day(&at.key)))
            .filter(debts::oldest_due.gt(day(&at.key)).or(debts::id.gt(at.id.clone())))
            .order((debts::oldest_due.asc(), debts::id.asc())),
        Step::Before(at) => query
            .filter(debts::oldest_due.le(day(&at.key)))
            .filter(debts::oldest_due.lt(day(&at.key)).or(debts::id.lt(at.id.clone())))
            .order((debts::oldest_due.desc(), debts::id.desc())),
    };
    query.load(conn)
}

/// Open debts by the day on which the oldest charge was due: how many, how much is overdue.
pub(in crate::debts) fn by_age(
    conn: &mut Conn,
    company: CompanyId,
    building: Option<&str>,
) -> QueryResult<Vec<(NaiveDate, i64, Option<i64>)>> {
    let mut query = debts::table
        .inner_join(premises::table.on(premises::id.eq(debts::premises_id)))
        .filter(debts::company_id.eq(company))
        .filter(debts::is_open.eq(true))
        .group_by(debts::oldest_due)
        .select((debts::oldest_due, diesel::dsl::count_star(), sum(debts::overdue)))
        .into_boxed();
    if let Some(building) = building {
        query = query.filter(premises::building_id.eq(building.to_owned()));
    }
    query.load(conn)
}

/// The day on which debts were last looked at.
pub(in crate::debts) fn seen_on(conn: &mut Conn, company: CompanyId) -> QueryResult<Option<NaiveDate>> {
    let mine = debts::table.filter(debts::company_id.eq(company)).filter(debts::is_open.eq(true));
    mine.select(diesel::dsl::max(debts::seen_on)).first(conn)
}

/// The company's own houses; of those that were handed over others ask.
pub(in crate::debts) fn houses(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<BuildingId>> {
    buildings::table
        .filter(buildings::company_id.eq(company))
        .filter(buildings::handed_over_on.is_null())
        .order(buildings::id)
        .select(buildings::id)
        .load(conn)
}

/// The premises of a house.
pub(in crate::debts) fn premises_of(conn: &mut Conn, company: CompanyId, of: BuildingId) -> QueryResult<Vec<PremisesId>> {
    premises::table
        .filter(premises::company_id.eq(company))
        .filter(premises::building_id.eq(of))
        .order(premises::id)
        .select(premises::id)
        .load(conn)
}

/// What these premises owe, month by month, by the books.
pub(in crate::debts) fn owed(conn: &mut Conn, company: CompanyId, ids: &[PremisesId]) -> QueryResult<HashMap<PremisesId, Owed>> {
    let mut by_premises: HashMap<PremisesId, Vec<ledger::Movement>> = ids.iter().map(|id| (*id, Vec::new())).collect();
    for moved in ledger::movements(conn, company, ids)? {
        if let Some(all) = moved.premises.and_then(|id| by_premises.get_mut(&id)) {
            all.push(moved);
        }
    }
    Ok(by_premises.into_iter().map(|(id, all)| (id, Owed::of(&all, billing::due_on))).collect())
}

/// A debt as it is kept: id, due day of the oldest charge, overdue, penalty.
pub(in crate::debts) type Kept = (DebtId, NaiveDate, i64, i64);

/// The open debts of these premises.
pub(in crate::debts) fn open_of(
    conn: &mut Conn,
    company: CompanyId,
    ids: &[PremisesId],
) -> QueryResult<HashMap<PremisesId, Kept>> {
    let mut all = HashMap::new();
    for some in ids.chunks(256) {
        let rows: Vec<(PremisesId, Kept)> = debts::table
            .filter(debts::company_id.eq(company))
            .filter(debts::premises_id.among(some))
            .filter(debts::is_open.eq(true))
            .select((debts::premises_id, (debts::id, debts::oldest_due, debts::overdue, debts::penalty)))
            .load(conn)?;
        all.extend(rows);
    }
    Ok(all)
}

/// Opens debts: premises, due day of the oldest charge, overdue, penalty. Of two who open the same one, one does.
pub(in crate::debts) fn open(
    tx: &mut Tx<'_>,
    company: CompanyId,
    all: &[(PremisesId, NaiveDate, i64, i64)],
    today: NaiveDate,
) -> QueryResult<()> {
    let now = tx.now();
    let rows: Vec<_> = all
        .iter()
        .map(|(premises, oldest_due, overdue, penalty)| {
            (
                (debts::id.eq(DebtId::fresh(now)), debts::company_id.eq(company), debts::premises_id.eq(*premises)),
                (debts::oldest_due.eq(*oldest_due), debts::overdue.eq(*overdue), debts::penalty.eq(*penalty)),
                (debts::seen_on.eq(today), debts::is_open.eq(true), debts::opened_on.eq(today)),
            )
        })
        .collect();
    for some in rows.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(debts::table).values(some).on_conflict_do_nothing().execute(c))?;
    }
    Ok(())
}

/// Writes down what a debt is now.
pub(in crate::debts) fn change(tx: &mut Tx<'_>, company: CompanyId, (id, oldest_due, overdue, penalty): Kept) -> QueryResult<()> {
    let mine = debts::table.filter(debts::company_id.eq(company)).filter(debts::id.eq(id));
    let set = (debts::oldest_due.eq(oldest_due), debts::overdue.eq(overdue), debts::penalty.eq(penalty));
    diesel::update(mine).set(set).execute(&mut **tx).map(drop)
}

/// These are paid.
pub(in crate::debts) fn close(tx: &mut Tx<'_>, company: CompanyId, ids: &[DebtId], today: NaiveDate) -> QueryResult<()> {
    for some in ids.chunks(256) {
        let mine = debts::table.filter(debts::company_id.eq(company)).filter(debts::id.among(some));
        let set = (debts::is_open.eq(false), debts::closed_on.eq(Some(today)), debts::overdue.eq(0), debts::seen_on.eq(today));
        diesel::update(mine).set(set).execute(&mut **tx)?;
    }
    Ok(())
}

/// All open debts of these premises were looked at today.
pub(in crate::debts) fn seen(tx: &mut Tx<'_>, company: CompanyId, ids: &[PremisesId], today: NaiveDate) -> QueryResult<()> {
    for some in ids.chunks(256) {
        let mine = debts::table
            .filter(debts::company_id.eq(company))
            .filter(debts::premises_id.among(some))
            .filter(debts::is_open.eq(true));
        diesel::update(mine).set(debts::seen_on.eq(today)).execute(&mut **tx)?;
    }
    Ok(())
}
