//! Debts by age: the oldest first.

use std::collections::HashMap;

use actix_web::{Responder, web};
use askama::Template;
use chrono::{Days, NaiveDate};

use super::{age, last_letter};
use crate::app::App;
use crate::db::Never;
use crate::debts::ageing::AGES;
use crate::debts::jobs::Look;
use crate::debts::plan::State;
use crate::debts::store::debts::{Debt, Wanted};
use crate::debts::store::{self, letters::Given, plans::Plan};
use crate::debts::{DebtId, is_ripe};
use crate::jobs::enqueue;
use crate::ledger;
use crate::money::Tiyn;
use crate::text::{Locale, tn};
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::{Error, Page, Place, Query, Slice, filters, see};

/// One screen of work.
const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "debts/list.html")]
pub(crate) struct Index {
    building: String,
    buildings: Vec<(String, String)>,
    older: String,
    ages: Vec<(String, String)>,
    promised: String,
    promises: Vec<(&'static str, String)>,
    /// From how many days on, how many debts, how much, and where they are listed.
    tiles: Vec<(String, String, String, String)>,
    seen_on: Option<NaiveDate>,
    rows: Slice<Item>,
    filtered: bool,
    xlsx: String,
    csv: String,
    notary: String,
}

/// A row of the list.
struct Item {
    id: String,
    place: String,
    account: String,
    oldest_due: NaiveDate,
    age: String,
    overdue: Tiyn,
    penalty: Tiyn,
    /// What is owed at this moment, of whichever bills.
    now: Tiyn,
    letter: String,
    plan: Option<State>,
    ripe: bool,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let item = Item {
            id: "0".repeat(26),
            place: "Абай даңғылы, 12, 12-пәтер".into(),
            account: "10-000123".into(),
            oldest_due: NaiveDate::default(),
            age: "55 күн".into(),
            overdue: Tiyn(1_971_288),
            penalty: Tiyn(12_300),
            now: Tiyn(2_971_288),
            letter: "Ескерту № 2026-000012".into(),
            plan: Some(State::Open),
            ripe: true,
        };
        Self {
            building: String::new(),
            buildings: vec![("1".into(), "Абай даңғылы, 12".into())],
            older: "30".into(),
            ages: ages(Locale::Kk),
            promised: String::new(),
            promises: promises(Locale::Kk),
            tiles: vec![("30 күннен бері".into(), "12".into(), "19 712,88 ₸".into(), "/staff/debts?older=30".into())],
            seen_on: Some(NaiveDate::default()),
            rows: Slice { rows: vec![item], previous: None, next: Some("/staff/debts?after=x".into()) },
            filtered: true,
            xlsx: "/staff/debts/export.xlsx".into(),
            csv: "/staff/debts/export.csv".into(),
            notary: "/staff/debts/notary.xlsx".into(),
        }
    }
}

fn from_days(locale: Locale, days: i64) -> String {
    tn(locale, "debts.list.from", u64::try_from(days).unwrap_or_default(), &[])
}

fn ages(locale: Locale) -> Vec<(String, String)> {
    AGES.iter().map(|days| (days.to_string(), from_days(locale, *days))).collect()
}

fn promises(locale: Locale) -> Vec<(&'static str, String)> {
    let word = |key| crate::text::t(locale, key).into_owned();
    vec![("yes", word("debts.list.promised")), ("no", word("debts.list.not_promised"))]
}

/// The last due day of what has been overdue for so many days.
pub(super) fn due_by(today: NaiveDate, days: i64) -> NaiveDate {
    today.checked_sub_days(Days::new(u64::try_from(days).unwrap_or_default())).unwrap_or(today)
}

pub(super) fn wanted(query: &Query, today: NaiveDate) -> Wanted {
    Wanted {
        building: Some(query.value("building").to_owned()).filter(|id| !id.is_empty()),
        due_by: query.word::<i64>("older").filter(|days| AGES.contains(days)).map(|days| due_by(today, days)),
        promised: match query.value("promised") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
    }
}

/// What stands beside debts: letters, what is promised, what is owed now.
pub(super) struct Beside {
    pub(super) given: HashMap<DebtId, Vec<Given>>,
    pub(super) plans: HashMap<DebtId, Vec<Plan>>,
    pub(super) now: HashMap<crate::homes::PremisesId, Tiyn>,
}

impl Beside {
    pub(super) fn of(conn: &mut crate::db::Conn, company: crate::who::CompanyId, rows: &[Debt]) -> diesel::QueryResult<Self> {
        let ids: Vec<DebtId> = rows.iter().map(|of| of.id).collect();
        let homes: Vec<_> = rows.iter().map(|of| of.premises).collect();
        let balances = ledger::of_premises(conn, company, &homes)?;
        let sum = |all: Vec<ledger::Balance>| Tiyn(all.iter().map(|of| of.amount.0).sum());
        Ok(Self {
            given: store::letters::given(conn, company, &ids)?,
            plans: store::plans::of_debts(conn, company, &ids)?,
            now: balances.into_iter().map(|(id, all)| (id, sum(all))).collect(),
        })
    }

    pub(super) fn given(&self, id: DebtId) -> &[Given] {
        self.given.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The newest plan.
    pub(super) fn plan(&self, id: DebtId) -> Option<&Plan> {
        self.plans.get(&id).and_then(|all| all.first())
    }
}

pub(in crate::debts) async fn index(app: web::Data<App>, who: Staff<Accountant>, query: Query) -> Result<impl Responder, Error> {
    let (company, step, today, locale) = (who.company(), query.step(), app.clock.today(), who.locale());
    let (wanted, limit) = (wanted(&query, today), i64::try_from(SIZE + 1).unwrap_or(i64::MAX));
    let (rows, beside, by_age, buildings, seen_on) = app
        .db
        .read(move |conn| {
            let rows = store::debts::page(conn, company, &wanted, &step, limit)?;
            let beside = Beside::of(conn, company, &rows)?;
            let by_age = store::debts::by_age(conn, company, wanted.building.as_deref())?;
            Ok((rows, beside, by_age, store::names::houses(conn, company)?, store::debts::seen_on(conn, company)?))
        })
        .await?;
    let rows = Slice::cut(rows, SIZE, &query, |row| Place { key: row.oldest_due.to_string(), id: row.id.to_string() });
    let tile = |days: &i64| {
        let old = by_age.iter().filter(|(due, ..)| *due <= due_by(today, *days));
        let (many, sum) = old.fold((0, 0), |(many, sum), (_, n, of)| (many + n, sum + of.unwrap_or_default()));
        let figure = crate::text::number(locale, many);
        (from_days(locale, *days), figure, Tiyn(sum).print(locale), query.with("older", &days.to_string()))
    };
    Ok(Page(Index {
        building: query.value("building").to_owned(),
        buildings,
        older: query.value("older").to_owned(),
        ages: ages(locale),
        promised: query.value("promised").to_owned(),
        promises: promises(locale),
        tiles: AGES.iter().map(tile).collect(),
        seen_on,
        rows: rows.map(|row| item(locale, row, &beside, today)),
        filtered: ["building", "older", "promised"].iter().any(|name| !query.value(name).is_empty()),
        xlsx: query.at("/staff/debts/export.xlsx"),
        csv: query.at("/staff/debts/export.csv"),
        notary: query.at("/staff/debts/notary.xlsx"),
    }))
}

fn item(locale: Locale, of: Debt, beside: &Beside, today: NaiveDate) -> Item {
    Item {
        id: of.id.to_string(),
        place: of.place(locale),
        oldest_due: of.oldest_due,
        age: age(locale, of.oldest_due, today),
        overdue: Tiyn(of.overdue),
        penalty: Tiyn(of.penalty),
        now: beside.now.get(&of.premises).copied().unwrap_or_default(),
        letter: last_letter(locale, beside.given(of.id)),
        plan: beside.plan(of.id).map(|plan| plan.state),
        ripe: is_ripe(of.oldest_due, today),
        account: of.account.unwrap_or_default(),
    }
}

/// Has the books looked through now.
pub(in crate::debts) async fn look(app: web::Data<App>, who: Staff<Accountant>) -> Result<impl Responder, Error> {
    let company = who.company();
    let asked = app.db.write::<_, Never>(move |tx| Ok(enqueue(tx, &Look { company })?)).await;
    asked.map_err(crate::db::Broken::from)?;
    Ok(see("/staff/debts").saying("debts.said.looking"))
}
