//! Letters and the batches they are printed in.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{buildings, debt_batches, debt_letters, debt_plans, debts, people, premises};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::debts::batch::{BatchId, Printed};
use crate::debts::plan::State::Open;
use crate::debts::step::Step;
use crate::debts::{DebtId, ageing::Unpaid};
use crate::homes::{Kind, PremisesId};
use crate::on_each;
use crate::who::{CompanyId, PersonId};

/// A letter as it is written down.
#[derive(Clone, Debug)]
pub(in crate::debts) struct NewLetter {
    pub(in crate::debts) debt: DebtId,
    pub(in crate::debts) number: String,
    pub(in crate::debts) penalty: i64,
    pub(in crate::debts) months: Vec<Unpaid>,
}

/// A batch as pages show it.
#[derive(Clone, Debug, Queryable)]
pub(in crate::debts) struct Batch {
    pub(in crate::debts) id: BatchId,
    pub(in crate::debts) step: Step,
    pub(in crate::debts) state: Printed,
    pub(in crate::debts) letters: i64,
    pub(in crate::debts) author: String,
    pub(in crate::debts) created_at: Moment,
}

/// A letter with its place, as it is drawn. Sums in tiyn.
#[derive(Clone, Debug, Queryable)]
pub(in crate::debts) struct Letter {
    pub(in crate::debts) premises: PremisesId,
    pub(in crate::debts) number: String,
    pub(in crate::debts) overdue: i64,
    pub(in crate::debts) penalty: i64,
    months: String,
    pub(in crate::debts) made_on: NaiveDate,
    pub(in crate::debts) address: String,
    pub(in crate::debts) kind: Kind,
    pub(in crate::debts) door: String,
    pub(in crate::debts) account: Option<String>,
}

impl Letter {
    pub(in crate::debts) fn months(&self) -> Vec<Unpaid> {
        serde_json::from_str(&self.months).unwrap_or_default()
    }
}

/// Writes a batch with its letters.
pub(in crate::debts) fn add(
    tx: &mut Tx<'_>,
    (company, author): (CompanyId, PersonId),
    (id, step): (BatchId, Step),
    all: &[NewLetter],
    today: NaiveDate,
) -> QueryResult<()> {
    let batch = (
        (debt_batches::id.eq(id), debt_batches::company_id.eq(company), debt_batches::step.eq(step)),
        (debt_batches::state.eq(Printed::Printing), debt_batches::letters.eq(i64::try_from(all.len()).unwrap_or(i64::MAX))),
        (debt_batches::author_id.eq(author), debt_batches::created_at.eq(tx.now())),
    );
    diesel::insert_into(debt_batches::table).values(batch).execute(&mut **tx)?;
    let text = |months: &[Unpaid]| {
        serde_json::to_string(months).map_err(|error| diesel::result::Error::SerializationError(Box::new(error)))
    };
    let mut rows = Vec::with_capacity(all.len());
    for of in all {
        rows.push((
            (debt_letters::company_id.eq(company), debt_letters::debt_id.eq(of.debt), debt_letters::step.eq(step)),
            (debt_letters::batch_id.eq(id), debt_letters::number.eq(&of.number), debt_letters::made_on.eq(today)),
            (
                debt_letters::overdue.eq(of.months.iter().map(|month| month.amount).sum::<i64>()),
                debt_letters::penalty.eq(of.penalty),
                debt_letters::months.eq(text(&of.months)?),
            ),
        ));
    }
    for some in rows.chunks(BATCH) {
        on_each!(&mut **tx, c => diesel::insert_into(debt_letters::table).values(some).execute(c))?;
    }
    Ok(())
}

macro_rules! batches {
    ($company:expr) => {
        debt_batches::table
            .inner_join(people::table.on(people::id.eq(debt_batches::author_id)))
            .filter(debt_batches::company_id.eq($company))
            .select((
                debt_batches::id,
                debt_batches::step,
                debt_batches::state,
                debt_batches::letters,
                people::name,
                debt_batches::created_at,
            ))
    };
}

/// The last batches, the newest first.
pub(in crate::debts) fn batches(conn: &mut Conn, company: CompanyId, limit: i64) -> QueryResult<Vec<Batch>> {
    batches!(company).order(debt_batches::id.desc()).limit(limit).load(conn)
}

pub(in crate::debts) fn batch(conn: &mut Conn, company: CompanyId, id: BatchId) -> QueryResult<Batch> {
    batches!(company).filter(debt_batches::id.eq(id)).first(conn)
}

/// Ends a batch that is being printed; `false` when somebody else has ended it.
pub(in crate::debts) fn finish(tx: &mut Tx<'_>, company: CompanyId, id: BatchId, to: Printed) -> QueryResult<bool> {
    let mine = debt_batches::table
        .filter(debt_batches::company_id.eq(company))
        .filter(debt_batches::id.eq(id))
        .filter(debt_batches::state.eq(Printed::Printing));
    let set = (debt_batches::state.eq(to), debt_batches::ended_at.eq(Some(tx.now())));
    Ok(diesel::update(mine).set(set).execute(&mut **tx)? == 1)
}

/// The letters of a batch, in the order of their numbers.
pub(in crate::debts) fn of_batch(conn: &mut Conn, company: CompanyId, id: BatchId) -> QueryResult<Vec<Letter>> {
    debt_letters::table
        .inner_join(debts::table.on(debts::id.eq(debt_letters::debt_id)))
        .inner_join(premises::table.on(premises::id.eq(debts::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(debt_letters::company_id.eq(company))
        .filter(debt_letters::batch_id.eq(id))
        .order(debt_letters::number)
        .select((
            debts::premises_id,
            debt_letters::number,
            debt_letters::overdue,
            debt_letters::penalty,
            debt_letters::months,
            debt_letters::made_on,
            buildings::address,
            premises::kind,
            premises::number,
            premises::account,
        ))
        .load(conn)
}

/// A letter that was given: step, number, day, batch.
pub(in crate::debts) type Given = (Step, String, NaiveDate, BatchId);

/// The letters of these debts, the earlier step first.
pub(in crate::debts) fn given(conn: &mut Conn, company: CompanyId, ids: &[DebtId]) -> QueryResult<HashMap<DebtId, Vec<Given>>> {
    let mut all: HashMap<DebtId, Vec<Given>> = HashMap::new();
    for some in ids.chunks(256) {
        let rows: Vec<(DebtId, Given)> = debt_letters::table
            .filter(debt_letters::company_id.eq(company))
            .filter(debt_letters::debt_id.among(some))
            .order((debt_letters::made_on, debt_letters::number))
            .select((
                debt_letters::debt_id,
                (debt_letters::step, debt_letters::number, debt_letters::made_on, debt_letters::batch_id),
            ))
            .load(conn)?;
        for (debt, of) in rows {
            all.entry(debt).or_default().push(of);
        }
    }
    Ok(all)
}

macro_rules! waiting_query {
    ($company:expr, $step:expr, $due_by:expr, $building:expr) => {{
        let given = |step: Step| {
            debt_letters::table
                .filter(debt_letters::company_id.eq($company))
                .filter(debt_letters::step.eq(step))
                .select(debt_letters::debt_id)
        };
        let promised = debt_plans::table
            .filter(debt_plans::company_id.eq($company))
            .filter(debt_plans::state.eq(Open))
            .select(debt_plans::debt_id);
        let mut query = debts::table
            .inner_join(premises::table.on(premises::id.eq(debts::premises_id)))
            .filter(debts::company_id.eq($company))
            .filter(premises::company_id.eq($company))
            .filter(debts::is_open.eq(true))
            .filter(debts::oldest_due.le($due_by))
            .filter(debts::id.ne_all(promised))
            .filter(debts::id.ne_all(given($step)))
            .into_boxed();
        if let Some(before) = $step.before() {
            query = query.filter(debts::id.eq_any(given(before)));
        }
        if let Some(building) = $building {
            query = query.filter(premises::building_id.eq(building.to_owned()));
        }
        query
    }};
}

/// Open debts that are old enough for a step, had the one before it and not this one, and of which nothing is promised; the oldest first.
pub(in crate::debts) fn waiting(
    conn: &mut Conn,
    company: CompanyId,
    (step, due_by): (Step, NaiveDate),
    building: Option<&str>,
    limit: i64,
) -> QueryResult<Vec<(DebtId, PremisesId)>> {
    waiting_query!(company, step, due_by, building)
        .select((debts::id, debts::premises_id))
        .order((debts::oldest_due, debts::id))
        .limit(limit)
        .load(conn)
}

/// How many of them there are.
pub(in crate::debts) fn count_waiting(
    conn: &mut Conn,
    company: CompanyId,
    (step, due_by): (Step, NaiveDate),
    building: Option<&str>,
) -> QueryResult<i64> {
    waiting_query!(company, step, due_by, building).select(diesel::dsl::count_star()).first(conn)
}
