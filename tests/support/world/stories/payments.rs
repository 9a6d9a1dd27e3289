//! The owner of the first flat paid at the desk, a thousand tenge ahead, and stands before the sandbox's page to pay as much again.

use aula::db::Conn;
use aula::db::schema::{
    biller_doors, biller_register_lines, biller_registers, numbers, payment_channels, payment_orders, payment_parked,
    payment_parts, payments, sandbox_checkouts,
};
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
    /// A bank that is connected.
    pub(crate) fn biller(self) -> String {
        self.of(0x58, 1)
    }
    /// The secret part of its path.
    pub(crate) fn door(self) -> String {
        format!("the-door-of-the-{self:?}").to_lowercase()
    }
    /// Money of which nobody knows for whom it is.
    pub(crate) fn parked(self) -> String {
        self.of(0x59, 1)
    }
    /// What the bank says it took the day before yesterday.
    pub(crate) fn register(self) -> String {
        self.of(0x5a, 1)
    }
    /// A payment that stands in it, and nowhere else.
    pub(crate) fn txn(self) -> String {
        if self == Self::First { "1234567" } else { "7654321" }.to_owned()
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
    online(conn, side)?;
    bank(conn, side)
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

/// A bank is connected, has told of money for an account that is none, and has sent a register with a payment that it did not tell of.
fn bank(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let (company, at) = (side.company(), now() - TimeDelta::days(2));
    let day: NaiveDate = "2026-11-18".parse().expect("a day");
    diesel::insert_into(biller_doors::table)
        .values((
            (biller_doors::id.eq(side.biller()), biller_doors::company_id.eq(&company), biller_doors::name.eq("Kaspi")),
            (biller_doors::dialect.eq("kaspi-json"), biller_doors::fingerprint.eq(secrets::fingerprint(&side.door()))),
            (biller_doors::addresses.eq("194.187.247.152"), biller_doors::unknowns.eq("refuse"), biller_doors::link.eq("")),
            (biller_doors::checks_per_minute.eq(5), biller_doors::created_at.eq(at)),
        ))
        .execute(conn)?;
    diesel::insert_into(payment_parked::table)
        .values((
            (payment_parked::id.eq(side.parked()), payment_parked::company_id.eq(&company), payment_parked::channel.eq("biller")),
            (
                payment_parked::source.eq(side.biller()),
                payment_parked::external.eq("777"),
                payment_parked::account.eq("10-00O777"),
            ),
            (payment_parked::amount.eq(50_000_i64), payment_parked::day.eq(day), payment_parked::payer.eq("Kaspi")),
            (payment_parked::note.eq(""), payment_parked::times.eq(0), payment_parked::created_at.eq(at)),
        ))
        .execute(conn)?;
    diesel::insert_into(biller_registers::table)
        .values((
            (biller_registers::id.eq(side.register()), biller_registers::company_id.eq(&company)),
            (biller_registers::door_id.eq(side.biller()), biller_registers::day.eq(day), biller_registers::file_name.eq("r.csv")),
            (biller_registers::digest.eq("a digest"), biller_registers::lines.eq(1_i64), biller_registers::total.eq(20_000_i64)),
            (biller_registers::author_id.eq(side.manager().id()), biller_registers::created_at.eq(at)),
        ))
        .execute(conn)?;
    diesel::insert_into(biller_register_lines::table)
        .values((
            (biller_register_lines::company_id.eq(&company), biller_register_lines::register_id.eq(side.register())),
            (biller_register_lines::door_id.eq(side.biller()), biller_register_lines::txn.eq(side.txn())),
            (biller_register_lines::account.eq("10-000777"), biller_register_lines::amount.eq(20_000_i64)),
            biller_register_lines::day.eq(day),
        ))
        .execute(conn)
        .map(drop)
}
