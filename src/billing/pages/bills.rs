//! The company's bills: found, looked at, printed, exported.

use actix_web::{HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::made_good;
use super::seen::{Seen, Whole, place};
use crate::app::App;
use crate::billing::bill::BillId;
use crate::billing::forms;
use crate::billing::paper::{self, Paper};
use crate::billing::store;
use crate::billing::store::about;
use crate::billing::store::reading::{self, Bill, Wanted};
use crate::money::Tiyn;
use crate::sheet::{Book, Heading, Table, Value};
use crate::text::{self, Locale, t};
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::{Error, Page, Place, Query, Slice, Step, filters, taken};

/// One screen of work.
const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "billing/bills.html")]
pub(crate) struct Index {
    q: String,
    month: String,
    months: Vec<(String, String)>,
    building: String,
    buildings: Vec<(String, String)>,
    owing: String,
    owings: Vec<(String, String)>,
    rows: Slice<Item>,
    filtered: bool,
    xlsx: String,
    csv: String,
}

/// A row of the list.
struct Item {
    id: String,
    number: String,
    place: String,
    account: String,
    opening: Tiyn,
    paid: Tiyn,
    accrued: Tiyn,
    penalty: Tiyn,
    due: Tiyn,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let item = Item {
            id: "0".repeat(26),
            number: "2026-000123".into(),
            place: "Абай даңғылы, 12, 12-пәтер".into(),
            account: "10-000123".into(),
            opening: Tiyn(100),
            paid: Tiyn(100),
            accrued: Tiyn(971_288),
            penalty: Tiyn(0),
            due: Tiyn(971_288),
        };
        let one = |value: &str, text: &str| vec![(value.to_owned(), text.to_owned())];
        Self {
            q: "10-000123".into(),
            month: "2026-11-01".into(),
            months: one("2026-11-01", "қараша 2026"),
            building: String::new(),
            buildings: one("1", "Абай даңғылы, 12"),
            owing: String::new(),
            owings: one("yes", "Бар"),
            rows: Slice { rows: vec![item], previous: None, next: Some("/staff/billing/bills?after=x".into()) },
            filtered: true,
            xlsx: "/staff/billing/bills/export.xlsx".into(),
            csv: "/staff/billing/bills/export.csv".into(),
        }
    }
}

#[derive(Template)]
#[template(path = "billing/bill.html")]
pub(crate) struct Show {
    seen: Seen,
    owners: String,
    /// Whose the month is, by days: names, from, until, their part.
    holders: Vec<(String, NaiveDate, NaiveDate, Tiyn)>,
    at: String,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let (owners, day) = ("Жұмабаев Ерлан Серікұлы".to_owned(), NaiveDate::default());
        let holders = vec![(owners.clone(), day, day, Tiyn(100)), ("Иванова Мария".into(), day, day, Tiyn(200))];
        Self { seen: Seen::sample(), owners, holders, at: "/staff/billing/bills".into() }
    }
}

fn wanted(query: &Query, last: Option<NaiveDate>) -> Wanted {
    Wanted {
        month: forms::month(query.value("month")).or(last),
        building: Some(query.value("building").to_owned()).filter(|id| !id.is_empty()),
        number: query.value("q").to_owned(),
        owing: query.value("owing") == "yes",
    }
}

pub(in crate::billing) async fn index(
    app: web::Data<App>,
    who: Staff<Accountant>,
    query: Query,
) -> Result<impl Responder, Error> {
    /// Two years of months to choose from.
    const MONTHS: i64 = 24;
    let (company, step, asked) = (who.company(), query.step(), query.clone());
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let (runs, rows, buildings, wanted) = app
        .db
        .read(move |conn| {
            let wanted = wanted(&asked, store::runs::last_posted(conn, company)?);
            let rows = reading::page(conn, company, &wanted, &step, limit)?;
            Ok((store::runs::all(conn, company, MONTHS)?, rows, about::houses(conn, company)?, wanted))
        })
        .await?;
    let locale = who.locale();
    let mut months: Vec<(String, String)> =
        runs.iter().map(|run| (run.month.to_string(), text::month_year(locale, run.month))).collect();
    months.dedup();
    let rows = Slice::cut(rows, SIZE, &query, |row| Place { key: row.sort_key.clone(), id: row.id.to_string() });
    Ok(Page(Index {
        q: wanted.number,
        month: wanted.month.map(|month| month.to_string()).unwrap_or_default(),
        months,
        building: query.value("building").to_owned(),
        buildings,
        owing: query.value("owing").to_owned(),
        owings: vec![("yes".to_owned(), t(locale, "billing.bills.owing").into_owned())],
        rows: rows.map(|row| item(locale, row)),
        filtered: ["q", "building", "owing"].iter().any(|name| !query.value(name).is_empty()),
        xlsx: query.at("/staff/billing/bills/export.xlsx"),
        csv: query.at("/staff/billing/bills/export.csv"),
    }))
}

fn item(locale: Locale, of: Bill) -> Item {
    Item {
        id: of.id.to_string(),
        place: place(locale, &of),
        number: of.number,
        account: of.account.unwrap_or_default(),
        opening: Tiyn(of.opening),
        paid: Tiyn(of.paid),
        accrued: Tiyn(of.accrued),
        penalty: Tiyn(of.penalty),
        due: Tiyn(of.due),
    }
}

/// The columns of the export, by the key of their title.
const COLUMNS: [&str; 9] = [
    "billing.bill.number",
    "billing.bills.place",
    "homes.sheet.account",
    "billing.bill.month",
    "billing.bill.opening",
    "billing.bill.paid",
    "billing.bill.accrued",
    "billing.bill.penalty",
    "billing.bill.due",
];

async fn table(app: &App, who: &Staff<Accountant>, query: &Query) -> Result<Table, Error> {
    const MANY: i64 = 5_000;
    let (company, asked, locale) = (who.company(), query.clone(), who.locale());
    let all = app
        .db
        .read(move |conn| {
            let wanted = wanted(&asked, store::runs::last_posted(conn, company)?);
            let (mut all, mut step) = (Vec::new(), Step::First);
            loop {
                let rows = reading::page(conn, company, &wanted, &step, MANY)?;
                let Some(last) = rows.last() else { return Ok(all) };
                step = Step::After(Place { key: last.sort_key.clone(), id: last.id.to_string() });
                all.extend(rows);
            }
        })
        .await?;
    let headings = COLUMNS.iter().map(|key| Heading::new(t(locale, key))).collect();
    let mut table = Table::new(t(locale, "billing.bills.title"), headings);
    for of in all {
        table.push(vec![
            Value::text(&of.number),
            Value::text(place(locale, &of)),
            Value::text(of.account.as_deref().unwrap_or_default()),
            Value::text(of.month.format("%Y-%m").to_string()),
            Value::Tiyn(of.opening),
            Value::Tiyn(of.paid),
            Value::Tiyn(of.accrued),
            Value::Tiyn(of.penalty),
            Value::Tiyn(of.due),
        ]);
    }
    Ok(table)
}

pub(in crate::billing) async fn xlsx(app: web::Data<App>, who: Staff<Accountant>, query: Query) -> Result<HttpResponse, Error> {
    taken::workbook(Book::new(app.clock.now()).with(table(&app, &who, &query).await?), "bills.xlsx").await
}

pub(in crate::billing) async fn csv(app: web::Data<App>, who: Staff<Accountant>, query: Query) -> Result<HttpResponse, Error> {
    taken::text_table(table(&app, &who, &query).await?, "bills.csv").await
}

pub(in crate::billing) async fn show(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<BillId>,
) -> Result<impl Responder, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let today = app.clock.today();
    let (whole, owners, holders) = app
        .db
        .read(move |conn| {
            let bill = reading::one(conn, company, id)?;
            let owners = about::owners(conn, company, bill.premises, today)?;
            let holders = made_good::holders(conn, company, &bill)?;
            Ok((Whole::of(conn, company, bill, None)?, owners, holders))
        })
        .await?;
    let seen = Seen::of(who.locale(), &whole, today);
    Ok(Page(Show { seen, owners: owners.join(", "), holders, at: "/staff/billing/bills".into() }))
}

/// A bill's paper, with the names of those who pay or, for public places, without.
pub(super) async fn print(app: &App, paper: Paper) -> Result<HttpResponse, Error> {
    let now = app.clock.now();
    let name = format!("bill-{}.pdf", paper.whole.bill.number);
    let bytes = web::block(move || paper::draw(&paper, now)).await?;
    let bytes = bytes.map_err(|e| Error::Broken(anyhow::anyhow!("{e:?}")))?;
    Ok(taken::document(bytes, &name))
}

async fn paper_of(app: &App, who: &Staff<Accountant>, id: BillId, named: bool) -> Result<HttpResponse, Error> {
    let company = who.company();
    let today = app.clock.today();
    let paper = app
        .db
        .read(move |conn| {
            let bill = reading::one(conn, company, id)?;
            let names = if named { about::owners(conn, company, bill.premises, today)? } else { Vec::new() };
            Ok(Paper { sender: about::sender(conn, company)?, names, named, whole: Whole::of(conn, company, bill, None)? })
        })
        .await?;
    print(app, paper).await
}

pub(in crate::billing) async fn pdf(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<BillId>,
) -> Result<HttpResponse, Error> {
    paper_of(&app, &who, id.into_inner(), true).await
}

pub(in crate::billing) async fn public_pdf(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<BillId>,
) -> Result<HttpResponse, Error> {
    paper_of(&app, &who, id.into_inner(), false).await
}
