//! A rope of the lift was paid for in October, and residents may see the act.

use aula::db::Conn;
use aula::db::schema::{numbers, spendings};
use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;

use crate::support::world::{Side, now};

impl Side {
    /// What the first house paid for.
    pub(crate) fn spending(self) -> String {
        self.of(0x5b, 1)
    }
}

/// Lays it down.
pub(crate) fn fill(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let (company, day): (_, NaiveDate) = (side.company(), "2026-10-20".parse().expect("a day"));
    diesel::insert_into(spendings::table)
        .values((
            (spendings::id.eq(side.spending()), spendings::company_id.eq(&company), spendings::number.eq("2026-000001")),
            (spendings::building_id.eq(side.building(1)), spendings::fund.eq("current"), spendings::article.eq("lifts")),
            (spendings::source.eq("bank"), spendings::day.eq(day), spendings::amount.eq(50_000_i64)),
            (spendings::what.eq("Лифт арқаны"), spendings::decision.eq("Үй кеңесі № 2"), spendings::document.eq("Акт № 14")),
            (spendings::is_shown.eq(true), spendings::author_id.eq(side.manager().id())),
            spendings::created_at.eq(now() - TimeDelta::days(30)),
        ))
        .execute(conn)?;
    let counted =
        (numbers::company_id.eq(&company), numbers::series.eq("spending"), numbers::year.eq(2026), numbers::last.eq(1_i64));
    diesel::insert_into(numbers::table).values(counted).execute(conn).map(drop)
}
