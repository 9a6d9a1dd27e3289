//! The first flat owes since September: a reminder was printed.

use aula::db::Conn;
use aula::db::schema::{debt_batches, debt_letters, debts};
use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;

use crate::support::world::{Side, now};

impl Side {
    /// The debt of premises 1.
    pub(crate) fn debt(self) -> String {
        self.of(0x58, 1)
    }
    /// Letters that were printed.
    pub(crate) fn batch(self) -> String {
        self.of(0x59, 1)
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// Lays it down.
pub(crate) fn fill(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let (company, at) = (side.company(), now() - TimeDelta::days(10));
    diesel::insert_into(debts::table)
        .values((
            (debts::id.eq(side.debt()), debts::company_id.eq(&company), debts::premises_id.eq(side.premises(1))),
            (debts::oldest_due.eq(day("2026-10-25")), debts::overdue.eq(307_000_i64), debts::penalty.eq(0_i64)),
            (debts::seen_on.eq(day("2026-11-10")), debts::is_open.eq(true), debts::opened_on.eq(day("2026-10-26"))),
        ))
        .execute(conn)?;
    diesel::insert_into(debt_batches::table)
        .values((
            (debt_batches::id.eq(side.batch()), debt_batches::company_id.eq(&company), debt_batches::step.eq("reminder")),
            (debt_batches::state.eq("done"), debt_batches::letters.eq(1_i64)),
            (debt_batches::author_id.eq(side.manager().id()), debt_batches::created_at.eq(at)),
            debt_batches::ended_at.eq(Some(at)),
        ))
        .execute(conn)?;
    diesel::insert_into(debt_letters::table)
        .values((
            (debt_letters::company_id.eq(&company), debt_letters::debt_id.eq(side.debt()), debt_letters::step.eq("reminder")),
            (debt_letters::batch_id.eq(side.batch()), debt_letters::number.eq("2026-000001")),
            (debt_letters::overdue.eq(307_000_i64), debt_letters::penalty.eq(0_i64), debt_letters::months.eq("[]")),
            debt_letters::made_on.eq(day("2026-11-10")),
        ))
        .execute(conn)?;
    use aula::db::schema::numbers;
    let counted =
        (numbers::company_id.eq(&company), numbers::series.eq("debt_letter"), numbers::year.eq(2026), numbers::last.eq(1_i64));
    diesel::insert_into(numbers::table).values(counted).execute(conn).map(drop)
}
