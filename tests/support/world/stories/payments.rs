//! The owner of the first flat paid at the desk, a thousand tenge ahead.

use aula::db::Conn;
use aula::db::schema::{numbers, payment_parts, payments};
use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;

use crate::support::world::{Side, now};

impl Side {
    /// A payment for premises 1.
    pub(crate) fn payment(self) -> String {
        self.of(0x54, 1)
    }
}

/// Lays it down.
pub(crate) fn fill(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let (company, at) = (side.company(), now() - TimeDelta::days(5));
    let day: NaiveDate = "2026-11-15".parse().expect("a day");
    diesel::insert_into(payments::table)
        .values((
            (payments::id.eq(side.payment()), payments::company_id.eq(&company), payments::number.eq("2026-000001")),
            (payments::channel.eq("cash"), payments::source.eq(""), payments::external.eq(side.payment())),
            (payments::premises_id.eq(side.premises(1)), payments::day.eq(day), payments::amount.eq(100_000_i64)),
            (payments::payer.eq(side.owner().name), payments::note.eq(""), payments::author_id.eq(Some(side.manager().id()))),
            payments::created_at.eq(at),
        ))
        .execute(conn)?;
    diesel::insert_into(payment_parts::table)
        .values((
            (payment_parts::company_id.eq(&company), payment_parts::payment_id.eq(side.payment()), payment_parts::place.eq(1)),
            (payment_parts::kind.eq("advance"), payment_parts::fund.eq("current"), payment_parts::bill.eq("")),
            payment_parts::amount.eq(100_000_i64),
        ))
        .execute(conn)?;
    let counted =
        (numbers::company_id.eq(&company), numbers::series.eq("receipt"), numbers::year.eq(2026), numbers::last.eq(1_i64));
    diesel::insert_into(numbers::table).values(counted).execute(conn).map(drop)
}
