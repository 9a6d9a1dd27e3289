//! A bank that residents pay through: connected at a path that everybody may know here, with what it told of yesterday and a register that differs from
//! it in each of the three ways, and with money for an account in which somebody typed a letter instead of a digit.

use anyhow::Context;
use chrono::Days;
use diesel::prelude::*;

use crate::app::App;
use crate::db::schema::premises;
use crate::homes::Kind;
use crate::money::Tiyn;
use crate::payments::{self, PastBank, ToldPayment};
use crate::who::{CompanyId, PersonId};

/// How many told of a payment, and one that only the register has.
const ACCOUNTS: i64 = 5;
/// What the register has more of the second payment.
const MORE: i64 = 10_000;

/// Connects the bank.
///
/// # Errors
/// When the database fails.
pub(super) async fn fill(app: &App, company: CompanyId, accountant: PersonId) -> anyhow::Result<()> {
    let yesterday = app.clock.today().checked_sub_days(Days::new(1)).unwrap_or_default();
    let accounts: Vec<Option<String>> = app
        .db
        .read(move |conn| {
            let flats = premises::table.filter(premises::company_id.eq(company)).filter(premises::kind.eq(Kind::Flat));
            let known = flats.filter(premises::account.is_not_null());
            known.order(premises::sort_key.desc()).limit(ACCOUNTS).select(premises::account).load(conn)
        })
        .await?;
    let payment =
        |(nth, account): (i64, String)| (format!("88412{:05}", 70_000 + nth * 137), account, Tiyn(1_250_000 + nth * 118_450));
    let mut all: Vec<ToldPayment> = (1..).zip(accounts.into_iter().flatten()).map(payment).collect();
    let Some(unheard) = all.pop() else { return Ok(()) };
    let mut told = all;
    if let Some((_, account, _)) = told.last_mut() {
        *account = account.replacen('0', "O", 1);
    }
    let mut register = told.clone();
    if let Some((_, _, amount)) = register.get_mut(1) {
        amount.0 += MORE;
    }
    if register.len() > 2 {
        register.remove(0);
    }
    register.push(unheard);
    let of = PastBank {
        name: "Kaspi",
        path: "demo-kaspi",
        addresses: "127.0.0.1\n::1",
        link: "https://kaspi.kz/pay/AlatauDemo?service_id=0000&0000={account}&amount={amount}",
        day: yesterday,
        told,
        file: format!("QIWI_0000_{}1.csv", app.clock.today().format("%Y%m%d")),
        register,
    };
    let done = app.db.write(move |tx| payments::settle_bank(tx, (company, accountant), &of)).await;
    done.map_err(|error| anyhow::anyhow!("{error:?}")).context("the bank")
}
