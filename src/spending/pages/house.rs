//! A house's money in a year, as residents and staff read it.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::{Datelike, NaiveDate};

use crate::app::App;
use crate::billing::fund_key;
use crate::db::Conn;
use crate::files;
use crate::homes::BuildingId;
use crate::ledger::{self, Fund};
use crate::money::Tiyn;
use crate::spending::store::{self, Spending};
use crate::spending::year::{Line, by_article, months};
use crate::spending::{SHELF, SpendingId};
use crate::web::actor::{Accountant, Resident, Staff};
use crate::web::{Error, Page, Query, filters};
use crate::who::CompanyId;

/// So many years can be chosen.
const YEARS: i32 = 5;

/// A fund of a month: what was there, came, went, is left.
type Funds = Vec<(&'static str, Tiyn, Tiyn, Tiyn, Tiyn)>;

/// All that the page shows.
struct Seen {
    house: String,
    houses: Vec<(String, String)>,
    address: String,
    year: String,
    years: Vec<(String, String)>,
    today: NaiveDate,
    /// What is left now, by fund.
    balances: Vec<(&'static str, Tiyn)>,
    collected: Tiyn,
    spent: Tiyn,
    months: Vec<(NaiveDate, Funds)>,
    articles: Vec<(&'static str, Tiyn)>,
    rows: Vec<Row>,
}

/// Something that was paid for.
struct Row {
    id: String,
    day: NaiveDate,
    article_key: &'static str,
    fund_key: &'static str,
    what: String,
    decision: String,
    document: String,
    is_shown: bool,
    amount: Tiyn,
}

fn row(of: &Spending) -> Row {
    Row {
        id: of.id.to_string(),
        day: of.day,
        article_key: of.article.key(),
        fund_key: fund_key(of.fund),
        what: of.what.clone(),
        decision: of.decision.clone(),
        document: of.document.clone(),
        is_shown: of.is_shown,
        amount: Tiyn(of.amount),
    }
}

fn shown(fund: Fund, line: Line) -> (&'static str, Tiyn, Tiyn, Tiyn, Tiyn) {
    (fund_key(fund), Tiyn(line.opening), Tiyn(line.collected), Tiyn(line.spent), Tiyn(line.closing()))
}

impl Seen {
    fn sample() -> Self {
        let day = NaiveDate::default();
        let fund = |sum| (fund_key(Fund::Current), Tiyn(sum), Tiyn(200), Tiyn(50), Tiyn(sum + 150));
        Self {
            house: "1".into(),
            houses: vec![("1".into(), "Абай даңғылы, 12".into()), ("2".into(), "Абай даңғылы, 14".into())],
            address: "Абай даңғылы, 12".into(),
            year: "2026".into(),
            years: vec![("2026".into(), "2026".into())],
            today: day,
            balances: Fund::ALL.iter().map(|fund| (fund_key(*fund), Tiyn(1_234_500))).collect(),
            collected: Tiyn(200),
            spent: Tiyn(50),
            months: vec![(day, vec![fund(100)])],
            articles: vec![("spending.article.lifts", Tiyn(50))],
            rows: vec![Row {
                id: "0".repeat(26),
                day,
                article_key: "spending.article.lifts",
                fund_key: fund_key(Fund::Current),
                what: "Лифт арқанын ауыстыру".into(),
                decision: "Үй кеңесінің шешімі № 7".into(),
                document: "Орындалған жұмыс актісі № 14".into(),
                is_shown: true,
                amount: Tiyn(50),
            }],
        }
    }

    /// Reads it: of one of these houses, the first where none or another is asked for. `None` where there is none.
    fn of(
        conn: &mut Conn,
        company: CompanyId,
        houses: Vec<(String, String)>,
        (asked, year, today): (&str, Option<i32>, NaiveDate),
    ) -> diesel::QueryResult<Option<Self>> {
        let chosen = houses.iter().find(|(id, _)| id == asked).or_else(|| houses.first()).cloned();
        let Some((house, address)) = chosen else { return Ok(None) };
        let Ok(id) = house.parse::<BuildingId>() else { return Ok(None) };
        let years: Vec<i32> = (0..YEARS).map(|back| today.year() - back).collect();
        let year = year.filter(|year| years.contains(year)).unwrap_or(today.year());
        let until = NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(today).min(today);
        let collected = ledger::collected(conn, company, id, until)?;
        let all = store::of_house(conn, company, id, until)?;
        let went: Vec<_> = all.iter().map(|of| (of.fund, of.day, of.amount)).collect();
        let months = months(year, today, &collected, &went);
        let this: Vec<&Spending> = all.iter().filter(|of| of.day.year() == year).collect();
        let last = months.last().map(|(_, lines)| lines.clone()).unwrap_or_default();
        let sum = |of: fn(&Line) -> i64| Tiyn(months.iter().flat_map(|(_, lines)| lines).map(|(_, line)| of(line)).sum());
        let named = |of: i32| (of.to_string(), of.to_string());
        Ok(Some(Self {
            house,
            houses,
            address,
            year: year.to_string(),
            years: years.into_iter().map(named).collect(),
            today: until,
            balances: last.iter().map(|(fund, line)| (fund_key(*fund), Tiyn(line.closing()))).collect(),
            collected: sum(|line| line.collected),
            spent: sum(|line| line.spent),
            articles: by_article(this.iter().map(|of| (of.article, of.amount)))
                .into_iter()
                .map(|(article, sum)| (article.key(), Tiyn(sum)))
                .collect(),
            rows: this.iter().map(|of| row(of)).collect(),
            months: months
                .iter()
                .rev()
                .map(|(of, lines)| {
                    let moved = lines.iter().filter(|(_, line)| *line != Line::default());
                    (*of, moved.map(|(fund, line)| shown(*fund, *line)).collect())
                })
                .collect(),
        }))
    }
}

#[derive(Template)]
#[template(path = "spending/mine.html")]
pub(crate) struct Mine {
    seen: Option<Seen>,
    at: &'static str,
}

impl Mine {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { seen: Some(Seen::sample()), at: "/house-money" }
    }
}

#[derive(Template)]
#[template(path = "spending/house.html")]
pub(crate) struct ForStaff {
    seen: Option<Seen>,
    at: &'static str,
}

impl ForStaff {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { seen: Some(Seen::sample()), at: "/staff/spending" }
    }
}

fn buildings(who: &Resident) -> Vec<String> {
    let mut all: Vec<String> = who.homes().iter().map(|home| home.building.clone()).collect();
    all.sort();
    all.dedup();
    all
}

pub(in crate::spending) async fn mine(app: web::Data<App>, who: Resident, query: Query) -> Result<impl Responder, Error> {
    let (company, today) = (who.company(), app.clock.today());
    let (of, asked, year) = (buildings(&who), query.value("house").to_owned(), query.word("year"));
    let seen = app
        .db
        .read(move |conn| {
            let houses = if of.is_empty() { Vec::new() } else { store::houses(conn, company, Some(&of))? };
            Seen::of(conn, company, houses, (&asked, year, today))
        })
        .await?;
    Ok(Page(Mine { seen, at: "/house-money" }))
}

pub(in crate::spending) async fn for_staff(
    app: web::Data<App>,
    who: Staff<Accountant>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (company, today) = (who.company(), app.clock.today());
    let (asked, year) = (query.value("house").to_owned(), query.word("year"));
    let seen = app
        .db
        .read(move |conn| {
            let houses = store::houses(conn, company, None)?;
            Seen::of(conn, company, houses, (&asked, year, today))
        })
        .await?;
    Ok(Page(ForStaff { seen, at: "/staff/spending" }))
}

/// A document of one's own house, where nobody is named in it.
pub(in crate::spending) async fn document(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    id: web::Path<SpendingId>,
) -> Result<HttpResponse, Error> {
    let (company, id, of) = (who.company(), id.into_inner(), buildings(&who));
    let found = app
        .db
        .read(move |conn| {
            let (spending, _, _, back, _) = store::one(conn, company, id)?;
            if !spending.is_shown || back.is_some() || !of.contains(&spending.building_id.to_string()) {
                return Ok(None);
            }
            Ok(files::on_shelf(conn, company, SHELF, &[id.to_string()])?.into_values().flatten().next())
        })
        .await?;
    Ok(files::serve(&app.store, &found.ok_or(Error::NotFound)?, &req).await?)
}
