//! The desk: readings to be looked at, picture and number side by side; and who has given nothing.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::spoken::{place, title};
use crate::app::App;
use crate::db::Failure;
use crate::files;
use crate::homes::BuildingId;
use crate::meters::giving;
use crate::meters::meter::zone_key;
use crate::meters::reading::{ReadingId, Source};
use crate::meters::rows::Row;
use crate::meters::settling::figure;
use crate::meters::store::{self, meters::Placed, queue};
use crate::meters::window::{Window, before};
use crate::meters::{Refused as No, SHELF, day_at};
use crate::text::{self, Locale};
use crate::web::actor::{Acting, Metering, Staff};
use crate::web::page::own_path;
use crate::web::{Error, Form, Page, Place, Query, Refusal, Slice, Typed, filters, see};

/// One screen of work.
const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "meters/desk.html")]
pub(crate) struct Desk {
    filter: Filter,
    rows: Vec<Item>,
    waiting: i64,
    /// Those of the rows that nobody has to think about.
    plain: Vec<String>,
    at: String,
}

#[derive(Template)]
#[template(path = "meters/silent.html")]
pub(crate) struct Silent {
    filter: Filter,
    rows: Slice<Quiet>,
}

/// What both lists are filtered by.
struct Filter {
    month: String,
    months: Vec<(String, String)>,
    building: String,
    buildings: Vec<(String, String)>,
    filtered: bool,
}

/// A reading that waits.
struct Item {
    id: String,
    meter: String,
    title: String,
    place: String,
    values: Vec<(&'static str, String, String)>,
    unit_key: &'static str,
    is_far: bool,
    source_key: &'static str,
    author: String,
    taken_on: NaiveDate,
    reason: String,
    photo: bool,
}

/// A meter nobody read.
struct Quiet {
    id: String,
    title: String,
    premises: String,
    place: String,
}

impl Filter {
    fn sample() -> Self {
        let one = |value: &str, text: &str| vec![(value.to_owned(), text.to_owned())];
        Self {
            month: "2026-11-01".into(),
            months: one("2026-11-01", "қараша 2026"),
            building: String::new(),
            buildings: one("1", "Абай даңғылы, 12"),
            filtered: true,
        }
    }

    fn of(locale: Locale, query: &Query, (month, today): (NaiveDate, NaiveDate), houses: Vec<(BuildingId, String)>) -> Self {
        let months = [0, 1, 2].map(|back| before(Window::default().round(today).month, back));
        Self {
            month: month.to_string(),
            months: months.iter().map(|of| (of.to_string(), text::month_year(locale, *of))).collect(),
            building: query.value("building").to_owned(),
            buildings: houses.into_iter().map(|(id, address)| (id.to_string(), address)).collect(),
            filtered: !query.value("building").is_empty(),
        }
    }
}

impl Desk {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let item = Item {
            id: "0".repeat(26),
            meter: "0".repeat(26),
            title: "Суық су № 07-123456".into(),
            place: "Абай даңғылы, 12, 12-пәтер".into(),
            values: vec![("meters.zone.only", "125,4".into(), "120".into())],
            unit_key: "meters.unit.m3",
            is_far: true,
            source_key: Source::Link.key(),
            author: "Жұмабаев Ерлан".into(),
            taken_on: NaiveDate::default(),
            reason: "Телефонмен айтты".into(),
            photo: true,
        };
        Self { filter: Filter::sample(), rows: vec![item], waiting: 1, plain: vec!["0".repeat(26)], at: "/staff/meters".into() }
    }
}

impl Silent {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let quiet = Quiet {
            id: "0".repeat(26),
            title: "Суық су № 07-123456".into(),
            premises: "0".repeat(26),
            place: "Абай даңғылы, 12, 12-пәтер".into(),
        };
        let next = Some("/staff/meters?show=silent&after=x".into());
        Self { filter: Filter::sample(), rows: Slice { rows: vec![quiet], previous: None, next } }
    }
}

/// The month that is asked for, else the one whose window began last.
fn month_of(query: &Query, today: NaiveDate) -> NaiveDate {
    let round = Window::default().round(today);
    let begun = if round.open { round.month } else { before(round.month, 1) };
    query.value("month").parse().unwrap_or(begun)
}

pub(in crate::meters) async fn show(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Metering>,
    query: Query,
) -> Result<HttpResponse, Error> {
    let (reach, today, locale) = (who.reach().clone(), day_at(app.clock.now(), who.zone()), who.locale());
    let (month, building) = (month_of(&query, today), query.word::<BuildingId>("building"));
    if query.value("show") == "silent" {
        return Ok(Page(silent(&app, &who, &query, (month, today)).await?).respond_to(&req));
    }
    let limit = i64::try_from(SIZE).unwrap_or(i64::MAX);
    let read = app.db.read(move |conn| {
        let rows = queue::unseen(conn, &reach, month, building, limit)?;
        let ids: Vec<_> = rows.iter().map(|(row, _)| row.meter_id).collect();
        let known = store::readings::since(conn, reach.company(), &ids, Some(before(month, 13)))?;
        let shelf: Vec<String> = rows.iter().map(|(row, _)| row.id.to_string()).collect();
        let pictures = files::on_shelf(conn, reach.company(), SHELF, &shelf)?;
        let waiting = queue::unseen_count(conn, &reach, month, building)?;
        Ok((rows, known, pictures, waiting, store::meters::houses(conn, &reach)?))
    });
    let (rows, known, pictures, waiting, houses) = read.await?;
    let item = |(row, placed): &(Row, Placed)| {
        let earlier = placed.0.history(&known).before(month).1;
        item(locale, row, placed, (&earlier, pictures.contains_key(&row.id.to_string())))
    };
    Ok(Page(Desk {
        filter: Filter::of(locale, &query, (month, today), houses),
        plain: rows.iter().filter(|(row, _)| !row.is_far).map(|(row, _)| row.id.to_string()).collect(),
        rows: rows.iter().map(item).collect(),
        waiting,
        at: query.with("show", ""),
    })
    .respond_to(&req))
}

/// Who has given nothing.
async fn silent(
    app: &App,
    who: &Staff<Metering>,
    query: &Query,
    (month, today): (NaiveDate, NaiveDate),
) -> Result<Silent, Error> {
    let (reach, step, building, locale) = (who.reach().clone(), query.step(), query.word("building"), who.locale());
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let read = app.db.read(move |conn| {
        let rows = queue::silent(conn, &reach, month, building, (&step, limit))?;
        Ok((rows, store::meters::houses(conn, &reach)?))
    });
    let (rows, houses) = read.await?;
    let rows = Slice::cut(rows, SIZE, query, |row| Place { key: row.5.clone(), id: row.0.id.to_string() });
    let filter = Filter::of(locale, query, (month, today), houses);
    Ok(Silent { filter, rows: rows.map(|row| quiet(locale, &row)) })
}

fn quiet(locale: Locale, (meter, address, premises, kind, number, _): &queue::Silent) -> Quiet {
    Quiet {
        id: meter.id.to_string(),
        title: title(locale, meter.resource, &meter.serial),
        premises: premises.to_string(),
        place: place(locale, address, None, Some(&(*kind, number.clone()))),
    }
}

fn item(
    locale: Locale,
    row: &Row,
    (meter, (address, _), entrance, premises): &Placed,
    (earlier, photo): (&[i64; 4], bool),
) -> Item {
    let zones = meter.zones();
    let values = row.shown().into_iter().zip(earlier).enumerate().take(zones);
    Item {
        id: row.id.to_string(),
        meter: meter.id.to_string(),
        title: title(locale, meter.resource, &meter.serial),
        place: place(locale, address, entrance.as_ref(), premises.as_ref()),
        values: values.map(|(zone, (now, was))| (zone_key(zones, zone), figure(locale, now), figure(locale, *was))).collect(),
        unit_key: meter.resource.unit_key(),
        is_far: row.is_far,
        source_key: row.source.key(),
        author: row.author.clone(),
        taken_on: row.taken_on,
        reason: row.reason.clone(),
        photo,
    }
}

/// What was said of one reading: accepted, or rejected with a reason.
pub(in crate::meters) async fn judge(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Metering>,
    id: web::Path<ReadingId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    let to = own_path(form.value("at")).to_owned();
    let to = if to.starts_with("/staff/meters") { to } else { "/staff/meters".to_owned() };
    let reach = who.reach().clone();
    app.db.read(move |conn| store::readings::one(conn, &reach, id)).await?;
    let accepted = form.has("verdict", "accepted");
    let reason = if accepted { String::new() } else { form.text("reason", 200) };
    if form.failed() {
        return Ok(see(to).regretting("meters.refused.why").respond_to(&req));
    }
    let config = app.config.clone();
    let done = app.db.write(move |tx| giving::judge(tx, &who, &config, id, (accepted, &reason))).await;
    let said = if accepted { "meters.said.accepted" } else { "meters.said.rejected" };
    match done {
        Ok(()) => Ok(see(to).saying(said).respond_to(&req)),
        Err(Failure::Refused(refused)) => Ok(see(to).regretting(refused.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}

/// Accepts several at once; what somebody else looked at meanwhile stays as they said.
pub(in crate::meters) async fn accept_all(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Metering>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let ids: Vec<ReadingId> = typed.values("reading").iter().filter_map(|id| id.parse().ok()).take(SIZE).collect();
    let (to, config) = (own_path(typed.value("at")).to_owned(), app.config.clone());
    let to = if to.starts_with("/staff/meters") { to } else { "/staff/meters".to_owned() };
    for id in ids {
        let (who, config) = (who.clone(), config.clone());
        match app.db.write(move |tx| giving::judge(tx, &who, &config, id, (true, ""))).await {
            Ok(()) | Err(Failure::Refused(No::Judged)) => {}
            Err(Failure::Refused(refused)) => return Ok(see(to).regretting(refused.said()).respond_to(&req)),
            Err(broken) => return Err(broken.into()),
        }
    }
    Ok(see(to).saying("meters.said.accepted_all").respond_to(&req))
}

/// The picture of a reading.
pub(in crate::meters) async fn photo(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Metering>,
    id: web::Path<ReadingId>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let found = app.db.read(move |conn| {
        store::readings::one(conn, who.reach(), id)?;
        Ok(files::on_shelf(conn, who.company(), SHELF, &[id.to_string()])?.into_values().flatten().next())
    });
    Ok(files::serve(&app.store, &found.await?.ok_or(Error::NotFound)?, &req).await?)
}
