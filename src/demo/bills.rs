//! Three months of bills in the demo's company: most have paid, two have not for long, and the present month waits for the accountant.

use std::collections::{HashMap, HashSet};

use anyhow::Context;
use chrono::{Days, NaiveDate};
use diesel::prelude::*;

use super::chance::Chance;
use crate::app::App;
use crate::billing::{self, Basis, NewService, Rate, Rates};
use crate::db::schema::{contacts, holdings, premises};
use crate::db::{Broken, Never, Tx};
use crate::debts;
use crate::homes::PremisesId;
use crate::ledger::{self, Fund, month};
use crate::meters::Resource;
use crate::money::Tiyn;
use crate::payments::{self, Channel, Incoming};
use crate::who::{CompanyId, PersonId};

/// How many have not paid anything yet.
const DEBTORS: i64 = 2;

fn service(
    names: (&'static str, &'static str),
    (fund, basis): (Fund, Basis),
    (flats, commercial, spaces): (i64, i64, i64),
    decision: (&'static str, NaiveDate),
) -> NewService {
    NewService {
        names,
        fund,
        basis,
        metered: (None, 0),
        rates: Rates { flats: Rate(flats), commercial: Rate(commercial), spaces: Rate(spaces) },
        decision,
    }
}

/// What is charged by meters, at one rate for flats.
fn metered(
    names: (&'static str, &'static str),
    basis: Basis,
    resource: Resource,
    rate: i64,
    norm: i64,
    decision: (&'static str, NaiveDate),
) -> NewService {
    NewService { metered: (Some(resource), norm), ..service(names, (Fund::Current, basis), (rate, 0, 0), decision) }
}

/// What the houses pay for.
fn services() -> Vec<NewService> {
    let on = |month, day| NaiveDate::from_ymd_opt(2025, month, day).unwrap_or_default();
    let meeting = ("Меншік иелері жиналысының № 3 хаттамасы", on(12, 14));
    let council = ("Үй кеңесінің шешімі № 7, қызмет көрсету шарты", on(12, 20));
    let (current, area, unit) = (Fund::Current, Basis::Area, Basis::Unit);
    vec![
        service(("Үйді күтіп ұстау", "Содержание дома"), (current, area), (450_000, 750_000, 180_000), meeting),
        service(("Лифтіге қызмет көрсету", "Обслуживание лифтов"), (current, area), (125_000, 0, 0), council),
        service(("Тұрмыстық қалдықты шығару", "Вывоз отходов"), (current, unit), (13_500_000, 42_000_000, 0), council),
        service(("Домофон", "Домофон"), (current, unit), (3_500_000, 0, 0), council),
        service(("Бейнебақылау", "Видеонаблюдение"), (current, unit), (4_500_000, 4_500_000, 1_500_000), council),
        metered(("Суық су", "Холодная вода"), Basis::Meter, Resource::ColdWater, 1_250_000, 4_500, council),
        metered(
            ("Суық су, үйге ортақ", "Холодная вода на общедомовые нужды"),
            Basis::Common,
            Resource::ColdWater,
            1_250_000,
            4_500,
            council,
        ),
        service(("Күрделі жөндеу", "Капитальный ремонт"), (Fund::Accumulative, area), (216_250, 216_250, 216_250), meeting),
    ]
}

/// Charges the three months before this one, and pays them as people do.
///
/// # Errors
/// When the database fails.
pub(super) async fn fill(app: &App, company: CompanyId, accountant: PersonId) -> anyhow::Result<()> {
    let today = app.clock.today();
    let this = month::first(today);
    let months = [3, 2, 1].map(|back| this.checked_sub_months(chrono::Months::new(back)).unwrap_or(this));
    let since = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or(this).min(this);
    // one by one: lines stand on bills in the order in which services came to be
    for of in services() {
        let settled =
            app.db.write::<_, Never>(move |tx| Ok(billing::settle_service(tx, (company, accountant), &of, since)?)).await;
        settled.map_err(Broken::from)?;
    }
    let key = app.config.secret.clone();
    let sandbox = app.db.write(move |tx| payments::settle_sandbox(tx, company, &key)).await;
    sandbox.map_err(|error| anyhow::anyhow!("{error:?}")).context("the sandbox")?;
    let mut chance = Chance::new(0xB111);
    for of in months {
        billing::settle_month(app, (company, accountant), of, month::last(of)).await?;
        let seed = chance.draw();
        let paid = app.db.write(move |tx| pay(tx, (company, accountant), of, today, &mut Chance::new(seed))).await;
        paid.map_err(|error| anyhow::anyhow!("{error:?}")).with_context(|| format!("paying {of}"))?;
    }
    super::bank::fill(app, company, accountant).await?;
    super::house_money::fill(app, company, accountant).await?;
    debts::look_at_once(app, company).await?;
    let note = "Иесімен телефон арқылы келісілді: үш бөлікке";
    let settled = app.db.write(move |tx| debts::settle(tx, (company, accountant), note)).await;
    settled.map_err(|error| anyhow::anyhow!("{error:?}")).context("the debts")
}

/// Most pay what they owe some day of the next month, two never: by transfer, in their bank's application, at the desk.
fn pay(
    tx: &mut Tx<'_>,
    (company, accountant): (CompanyId, PersonId),
    of: NaiveDate,
    today: NaiveDate,
    chance: &mut Chance,
) -> Result<(), crate::db::Failure<payments::Refused>> {
    let ids: Vec<PremisesId> = premises::table
        .filter(premises::company_id.eq(company))
        .order(premises::sort_key)
        .select(premises::id)
        .load(&mut **tx)?;
    // whoever came into the register last
    let debtors: Vec<PremisesId> = holdings::table
        .filter(holdings::company_id.eq(company))
        .filter(holdings::share_of.is_null())
        .order(holdings::id.desc())
        .select(holdings::premises_id)
        .limit(DEBTORS)
        .load(&mut **tx)?;
    let owed = ledger::of_premises(tx, company, &ids)?;
    let payers = payers(tx, company)?;
    // whoever signs in to the demo finds a bill to pay
    let of_guests = of_guests(tx, company)?;
    let is_last = month::next(of) == month::first(today);
    for id in ids {
        let Some(balances) = owed.get(&id).filter(|_| !debtors.contains(&id)) else { continue };
        // of the last month's bills half are not paid yet
        if is_last && (of_guests.contains(&id) || chance.percent(55)) {
            continue;
        }
        let day = month::next(of)
            .checked_add_days(Days::new(u64::try_from(chance.between(0, 20)).unwrap_or_default()))
            .unwrap_or(of)
            .min(today);
        let amount = Tiyn(balances.iter().map(|balance| balance.amount.0).sum());
        let channel = match chance.between(0, 9) {
            0 => Channel::Cash,
            1..=3 => Channel::Bank,
            _ => Channel::Biller,
        };
        if amount > Tiyn::ZERO {
            let incoming = Incoming {
                channel,
                source: String::new(),
                external: format!("{}{:06}", day.format("%Y%m%d"), chance.between(0, 999_999)),
                premises: id,
                day,
                amount,
                payer: payers.get(&id).cloned().unwrap_or_else(|| "—".to_owned()),
                note: String::new(),
                person: None,
            };
            payments::settle(tx, company, (channel == Channel::Cash).then_some(accountant), &incoming)?;
        }
    }
    Ok(())
}

/// Somebody who owns each of the premises, by name.
fn payers(tx: &mut Tx<'_>, company: CompanyId) -> QueryResult<HashMap<PremisesId, String>> {
    let all: Vec<(PremisesId, String)> = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(holdings::company_id.eq(company))
        .filter(holdings::until.is_null())
        .select((holdings::premises_id, contacts::name))
        .load(&mut **tx)?;
    Ok(all.into_iter().collect())
}

/// What the accounts of the demo own.
fn of_guests(tx: &mut Tx<'_>, company: CompanyId) -> QueryResult<HashSet<PremisesId>> {
    let all: Vec<PremisesId> = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(holdings::company_id.eq(company))
        .filter(holdings::until.is_null())
        .filter(contacts::person_id.is_not_null())
        .select(holdings::premises_id)
        .load(&mut **tx)?;
    Ok(all.into_iter().collect())
}
