//! The register of meters: found, looked at, exported.

use actix_web::{HttpResponse, Responder, web};
use askama::Template;
use chrono::{Days, NaiveDate};

use super::spoken::{houses_of, place, resources, title};
use crate::app::App;
use crate::meters::day_at;
use crate::meters::meter::Resource;
use crate::meters::registering::same_serial;
use crate::meters::settling::figure;
use crate::meters::store::{self, meters::Placed, meters::Wanted};
use crate::sheet::{Book, Heading, Table, Value};
use crate::text::{self, Locale, t};
use crate::web::actor::{Acting, Metering, Staff};
use crate::web::{Error, Page, Place, Query, Slice, Step, filters, taken};

/// One screen of work.
const SIZE: usize = 50;
/// Whose verification ends within so many days is due.
const DUE: u64 = 60;

#[derive(Template)]
#[template(path = "meters/register.html")]
pub(crate) struct Index {
    q: String,
    building: String,
    buildings: Vec<(String, String)>,
    resource: String,
    resources: Vec<(String, String)>,
    kind: String,
    kinds: Vec<(String, String)>,
    due: String,
    dues: Vec<(String, String)>,
    rows: Slice<Item>,
    filtered: bool,
    xlsx: String,
    csv: String,
}

/// A row of the register.
struct Item {
    id: String,
    title: String,
    place: String,
    premises: Option<String>,
    zones: i32,
    installed_on: NaiveDate,
    verified: Option<(NaiveDate, bool)>,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let item = |over| Item {
            id: "0".repeat(26),
            title: "Суық су № 07-123456".into(),
            place: "Абай даңғылы, 12, 12-пәтер".into(),
            premises: Some("0".repeat(26)),
            zones: 2,
            installed_on: NaiveDate::default(),
            verified: Some((NaiveDate::default(), over)),
        };
        let one = |value: &str, text: &str| vec![(value.to_owned(), text.to_owned())];
        Self {
            q: "07".into(),
            building: String::new(),
            buildings: one("1", "Абай даңғылы, 12"),
            resource: String::new(),
            resources: resources(Locale::Kk),
            kind: String::new(),
            kinds: one("own", "Жеке"),
            due: String::new(),
            dues: one("yes", "Иә"),
            rows: Slice {
                rows: vec![item(true), item(false)],
                previous: None,
                next: Some("/staff/meters/register?after=x".into()),
            },
            filtered: true,
            xlsx: "/staff/meters/register/export.xlsx".into(),
            csv: "/staff/meters/register/export.csv".into(),
        }
    }
}

fn wanted(query: &Query, today: NaiveDate) -> Wanted {
    Wanted {
        building: query.word("building"),
        resource: query.word::<Resource>("resource"),
        common: match query.value("kind") {
            "common" => Some(true),
            "own" => Some(false),
            _ => None,
        },
        due_by: (query.value("due") == "yes").then(|| today.checked_add_days(Days::new(DUE)).unwrap_or(today)),
        serial: same_serial(query.value("q")),
    }
}

pub(in crate::meters) async fn index(app: web::Data<App>, who: Staff<Metering>, query: Query) -> Result<impl Responder, Error> {
    let (reach, step, locale) = (who.reach().clone(), query.step(), who.locale());
    let today = day_at(app.clock.now(), who.zone());
    let wanted = wanted(&query, today);
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let read = app
        .db
        .read(move |conn| Ok((store::meters::page(conn, &reach, &wanted, &step, limit)?, store::meters::houses(conn, &reach)?)));
    let (rows, houses) = read.await?;
    let rows = Slice::cut(rows, SIZE, &query, |row| Place { key: row.1.1.clone(), id: row.0.id.to_string() });
    let word = |value: &str, key| (value.to_owned(), t(locale, key).into_owned());
    Ok(Page(Index {
        q: query.value("q").to_owned(),
        building: query.value("building").to_owned(),
        buildings: houses_of(houses),
        resource: query.value("resource").to_owned(),
        resources: resources(locale),
        kind: query.value("kind").to_owned(),
        kinds: vec![word("own", "meters.kind.own"), word("common", "meters.kind.common")],
        due: query.value("due").to_owned(),
        dues: vec![word("yes", "meters.register.due_soon")],
        rows: rows.map(|row| item(locale, &row, today)),
        filtered: ["q", "building", "resource", "kind", "due"].iter().any(|name| !query.value(name).is_empty()),
        xlsx: query.at("/staff/meters/register/export.xlsx"),
        csv: query.at("/staff/meters/register/export.csv"),
    }))
}

fn item(locale: Locale, (of, (address, _), entrance, premises): &Placed, today: NaiveDate) -> Item {
    Item {
        id: of.id.to_string(),
        title: title(locale, of.resource, &of.serial),
        place: place(locale, address, entrance.as_ref(), premises.as_ref()),
        premises: of.premises_id.map(|id| id.to_string()),
        zones: of.zones,
        installed_on: of.installed_on,
        verified: of.verified_until.map(|until| (until, until < today)),
    }
}

/// The columns of the export, by the key of their title.
const COLUMNS: [&str; 10] = [
    "meters.form.resource",
    "meters.form.serial",
    "meters.list.place",
    "meters.form.place",
    "meters.form.zones",
    "meters.form.digits",
    "meters.form.installed",
    "meters.form.verified",
    "meters.form.first",
    "meters.one.act",
];

fn row(locale: Locale, (of, (address, _), entrance, premises): &Placed) -> Vec<Value> {
    let day = |day: Option<NaiveDate>| Value::text(day.map(|day| text::short_date(locale, day)).unwrap_or_default());
    let first: Vec<String> = of.first().iter().take(of.zones()).map(|value| figure(locale, *value)).collect();
    vec![
        Value::text(t(locale, of.resource.key())),
        Value::text(&of.serial),
        Value::text(place(locale, address, entrance.as_ref(), premises.as_ref())),
        Value::text(&of.place),
        Value::Whole(of.zones.into()),
        Value::Whole(of.digits.into()),
        day(Some(of.installed_on)),
        day(of.verified_until),
        Value::text(first.join(" / ")),
        Value::text(&of.act),
    ]
}

async fn table(app: &App, who: &Staff<Metering>, query: &Query) -> Result<Table, Error> {
    const MANY: i64 = 5_000;
    let (reach, locale) = (who.reach().clone(), who.locale());
    let wanted = wanted(query, day_at(app.clock.now(), who.zone()));
    let read = app.db.read(move |conn| {
        let (mut all, mut step) = (Vec::new(), Step::First);
        loop {
            let rows = store::meters::page(conn, &reach, &wanted, &step, MANY)?;
            let Some(last) = rows.last() else { return Ok(all) };
            step = Step::After(Place { key: last.1.1.clone(), id: last.0.id.to_string() });
            all.extend(rows);
        }
    });
    let all = read.await?;
    let mut table =
        Table::new(t(locale, "meters.register.title"), COLUMNS.iter().map(|key| Heading::new(t(locale, key))).collect());
    all.iter().for_each(|of| table.push(row(locale, of)));
    Ok(table)
}

pub(in crate::meters) async fn xlsx(app: web::Data<App>, who: Staff<Metering>, query: Query) -> Result<HttpResponse, Error> {
    taken::workbook(Book::new(app.clock.now()).with(table(&app, &who, &query).await?), "meters.xlsx").await
}

pub(in crate::meters) async fn csv(app: web::Data<App>, who: Staff<Metering>, query: Query) -> Result<HttpResponse, Error> {
    taken::text_table(table(&app, &who, &query).await?, "meters.csv").await
}
