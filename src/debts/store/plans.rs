//! Promises and instalment plans.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{debt_plan_parts, debt_plans, debts, people};
use crate::db::{Conn, Listed, Tx};
use crate::debts::DebtId;
use crate::debts::plan::{Part, PlanId, State};
use crate::homes::PremisesId;
use crate::on_each;
use crate::who::{CompanyId, PersonId};

/// A plan. Sums in tiyn.
#[derive(Clone, Debug, Queryable)]
pub(in crate::debts) struct Plan {
    pub(in crate::debts) id: PlanId,
    pub(in crate::debts) debt: DebtId,
    pub(in crate::debts) premises: PremisesId,
    pub(in crate::debts) state: State,
    pub(in crate::debts) amount: i64,
    pub(in crate::debts) credited_before: i64,
    pub(in crate::debts) note: String,
    pub(in crate::debts) author: String,
    pub(in crate::debts) agreed_on: NaiveDate,
    pub(in crate::debts) ended_on: Option<NaiveDate>,
}

/// A plan that is to be written down.
#[derive(Clone, Debug)]
pub(in crate::debts) struct NewPlan<'a> {
    pub(in crate::debts) id: PlanId,
    pub(in crate::debts) debt: DebtId,
    pub(in crate::debts) amount: i64,
    pub(in crate::debts) credited_before: i64,
    pub(in crate::debts) note: &'a str,
    pub(in crate::debts) author: PersonId,
}

/// Writes a plan with its parts; the unique index says no where one is open.
pub(in crate::debts) fn add(
    tx: &mut Tx<'_>,
    company: CompanyId,
    of: &NewPlan<'_>,
    parts: &[Part],
    today: NaiveDate,
) -> QueryResult<()> {
    let row = (
        (debt_plans::id.eq(of.id), debt_plans::company_id.eq(company), debt_plans::debt_id.eq(of.debt)),
        (debt_plans::state.eq(State::Open), debt_plans::amount.eq(of.amount)),
        (debt_plans::credited_before.eq(of.credited_before), debt_plans::note.eq(of.note)),
        (debt_plans::author_id.eq(of.author), debt_plans::agreed_on.eq(today)),
    );
    diesel::insert_into(debt_plans::table).values(row).execute(&mut **tx)?;
    let rows: Vec<_> = (1..)
        .zip(parts)
        .map(|(place, part): (i32, &Part)| {
            (
                (debt_plan_parts::company_id.eq(company), debt_plan_parts::plan_id.eq(of.id)),
                (debt_plan_parts::place.eq(place), debt_plan_parts::due_on.eq(part.due_on)),
                debt_plan_parts::amount.eq(part.amount),
            )
        })
        .collect();
    on_each!(&mut **tx, c => diesel::insert_into(debt_plan_parts::table).values(&rows).execute(c)).map(drop)
}

macro_rules! plans {
    ($company:expr) => {
        debt_plans::table
            .inner_join(debts::table.on(debts::id.eq(debt_plans::debt_id)))
            .inner_join(people::table.on(people::id.eq(debt_plans::author_id)))
            .filter(debt_plans::company_id.eq($company))
            .select((
                debt_plans::id,
                debt_plans::debt_id,
                debts::premises_id,
                debt_plans::state,
                debt_plans::amount,
                debt_plans::credited_before,
                debt_plans::note,
                people::name,
                debt_plans::agreed_on,
                debt_plans::ended_on,
            ))
    };
}

/// The plans of these debts, the newest first.
pub(in crate::debts) fn of_debts(conn: &mut Conn, company: CompanyId, ids: &[DebtId]) -> QueryResult<HashMap<DebtId, Vec<Plan>>> {
    let mut all: HashMap<DebtId, Vec<Plan>> = HashMap::new();
    for some in ids.chunks(256) {
        let rows: Vec<Plan> = plans!(company).filter(debt_plans::debt_id.among(some)).order(debt_plans::id.desc()).load(conn)?;
        for of in rows {
            all.entry(of.debt).or_default().push(of);
        }
    }
    Ok(all)
}

/// What is promised of these premises and watched.
pub(in crate::debts) fn open_of(conn: &mut Conn, company: CompanyId, ids: &[PremisesId]) -> QueryResult<Vec<Plan>> {
    let mut all = Vec::new();
    for some in ids.chunks(256) {
        let open = plans!(company).filter(debts::premises_id.among(some)).filter(debt_plans::state.eq(State::Open));
        all.extend(open.load::<Plan>(conn)?);
    }
    Ok(all)
}

/// The parts of these plans, in their order.
pub(in crate::debts) fn parts(conn: &mut Conn, company: CompanyId, ids: &[PlanId]) -> QueryResult<HashMap<PlanId, Vec<Part>>> {
    let mut all: HashMap<PlanId, Vec<Part>> = HashMap::new();
    for some in ids.chunks(256) {
        let rows: Vec<(PlanId, NaiveDate, i64)> = debt_plan_parts::table
            .filter(debt_plan_parts::company_id.eq(company))
            .filter(debt_plan_parts::plan_id.among(some))
            .order((debt_plan_parts::plan_id, debt_plan_parts::place))
            .select((debt_plan_parts::plan_id, debt_plan_parts::due_on, debt_plan_parts::amount))
            .load(conn)?;
        for (plan, due_on, amount) in rows {
            all.entry(plan).or_default().push(Part { due_on, amount });
        }
    }
    Ok(all)
}

/// An open plan comes to its end; `false` when it was at one.
pub(in crate::debts) fn end(tx: &mut Tx<'_>, company: CompanyId, id: PlanId, to: State, today: NaiveDate) -> QueryResult<bool> {
    let mine = debt_plans::table
        .filter(debt_plans::company_id.eq(company))
        .filter(debt_plans::id.eq(id))
        .filter(debt_plans::state.eq(State::Open));
    let set = (debt_plans::state.eq(to), debt_plans::ended_on.eq(Some(today)));
    Ok(diesel::update(mine).set(set).execute(&mut **tx)? == 1)
}
