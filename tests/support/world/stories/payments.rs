//! The owner of the first flat paid at the desk, a thousand tenge ahead, and stands before the sandbox's page to pay as much again.

use aula::db::Conn;
use aula::db::schema::{numbers, payment_channels, payment_orders, payment_parts, payments, sandbox_checkouts};
use aula::web::secrets;
use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;

use crate::payments_online;
use crate::support::people::SECRET;
use crate::support::world::{Side, now};

impl Side {
    /// A payment for premises 1.
    pub(crate) fn payment(self) -> String {
        self.of(0x54, 1)
    }
    /// The contract with the sandbox.
    pub(crate) fn channel(self) -> String {
        self.of(0x55, 1)
    }
    /// An order that waits for its payment.
    pub(crate) fn order(self) -> String {
        self.of(0x56, 1)
    }
    /// The sandbox's page for it.
    pub(crate) fn checkout(self) -> String {
        self.of(0x57, 1)
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
    diesel::insert_into(numbers::table).values(counted).execute(conn)?;
    online(conn, side)
}

fn online(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let (company, at) = (side.company(), now() - TimeDelta::minutes(5));
    let key = aula::config::Secret::new(SECRET);
    let secret = secrets::locked(&key, "payment channel", &side.channel(), payments_online::SECRET).expect("a locked secret");
    diesel::insert_into(payment_channels::table)
        .values((
            (payment_channels::id.eq(side.channel()), payment_channels::company_id.eq(&company)),
            (payment_channels::kind.eq("sandbox"), payment_channels::merchant.eq(""), payment_channels::secret.eq(secret)),
            (payment_channels::host.eq(""), payment_channels::is_on.eq(true), payment_channels::created_at.eq(at)),
        ))
        .execute(conn)?;
    let back = format!("http://127.0.0.1:8080/pay/{}", side.order());
    diesel::insert_into(payment_orders::table)
        .values((
            (payment_orders::id.eq(side.order()), payment_orders::company_id.eq(&company)),
            (payment_orders::channel_id.eq(side.channel()), payment_orders::premises_id.eq(side.premises(1))),
            (payment_orders::bill_id.eq(side.bill()), payment_orders::person_id.eq(side.owner().id())),
            (payment_orders::amount.eq(100_000_i64), payment_orders::state.eq("pending")),
            (payment_orders::goes_to.eq(format!("/pay/sandbox/{}", side.checkout())), payment_orders::created_at.eq(at)),
        ))
        .execute(conn)?;
    diesel::insert_into(sandbox_checkouts::table)
        .values((
            (sandbox_checkouts::id.eq(side.checkout()), sandbox_checkouts::company_id.eq(&company)),
            (sandbox_checkouts::channel_id.eq(side.channel()), sandbox_checkouts::order_id.eq(side.order())),
            (sandbox_checkouts::amount.eq(100_000_i64), sandbox_checkouts::about.eq("№ 2026-000001")),
            (sandbox_checkouts::back.eq(back), sandbox_checkouts::state.eq("open"), sandbox_checkouts::created_at.eq(at)),
            sandbox_checkouts::call.eq(format!("http://127.0.0.1:8080/api/payments/{}", side.channel())),
        ))
        .execute(conn)
        .map(drop)
}
