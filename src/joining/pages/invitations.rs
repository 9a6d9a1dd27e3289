//! The list of invitations, one of them, and the export.

use std::collections::HashMap;

use actix_web::{HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::clock::Moment;
use crate::db::Conn;
use crate::homes::{self, holds_key};
use crate::joining::letters::way_key;
use crate::joining::rows::{State, Way};
use crate::joining::store::lists::{Row, Wanted};
use crate::joining::{export, store};
use crate::sheet::{Book, Table};
use crate::text::{self, Locale, t};
use crate::web::actor::{Acting, People, Staff};
use crate::web::{Error, Page, Place, Query, Slice, Step, filters, taken};
use crate::who::{PersonId, Reach};

/// One screen of work.
const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "joining/invitations.html")]
pub(crate) struct Index {
    state: String,
    states: Vec<(&'static str, String)>,
    way: String,
    ways: Vec<(&'static str, String)>,
    building: String,
    buildings: Vec<(String, String)>,
    rows: Slice<Item>,
    filtered: bool,
    xlsx: String,
    csv: String,
}

/// A row as it is shown.
pub(super) struct Item {
    pub(super) id: String,
    pub(super) premises: String,
    pub(super) place: String,
    pub(super) holds_key: &'static str,
    pub(super) way_key: &'static str,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) state_key: &'static str,
    pub(super) tone: &'static str,
    pub(super) used: String,
    pub(super) author: String,
    pub(super) by_resident: bool,
    pub(super) minor: bool,
    pub(super) made: String,
    pub(super) expires: String,
}

pub(in crate::joining) fn state_key(state: State) -> &'static str {
    match state {
        State::Waiting => "joining.state.waiting",
        State::Used => "joining.state.used",
        State::Expired => "joining.state.expired",
        State::Revoked => "joining.state.revoked",
    }
}

pub(super) fn tone(state: State) -> &'static str {
    match state {
        State::Waiting => "action",
        State::Used => "good",
        State::Expired | State::Revoked => "neutral",
    }
}

pub(super) fn sample_item(state: State) -> Item {
    Item {
        id: "0".repeat(26),
        premises: "0".repeat(26),
        place: "Абай даңғылы, 12, 5-пәтер".into(),
        holds_key: "homes.holds.owner",
        way_key: way_key(Way::Mail),
        name: "Жұмабаев Ерлан".into(),
        email: "owner@demo.example".into(),
        state_key: state_key(state),
        tone: tone(state),
        used: if state == State::Used { "Жұмабаев Ерлан, 20.11.2026".into() } else { String::new() },
        author: "Серікова Айгүл".into(),
        by_resident: true,
        minor: true,
        made: "20.11.2026".into(),
        expires: "19.01.2027".into(),
    }
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            state: "waiting".into(),
            states: states(Locale::Kk),
            way: String::new(),
            ways: ways(Locale::Kk),
            building: String::new(),
            buildings: vec![("1".into(), "Абай даңғылы, 12".into())],
            rows: Slice {
                rows: State::ALL.iter().map(|state| sample_item(*state)).collect(),
                previous: None,
                next: Some("/staff/invitations?after=x".into()),
            },
            filtered: true,
            xlsx: "/staff/invitations/export.xlsx".into(),
            csv: "/staff/invitations/export.csv".into(),
        }
    }
}

fn states(locale: Locale) -> Vec<(&'static str, String)> {
    State::ALL.iter().map(|state| (state.word(), t(locale, state_key(*state)).into_owned())).collect()
}

fn ways(locale: Locale) -> Vec<(&'static str, String)> {
    Way::ALL.iter().map(|way| (way.word(), t(locale, way_key(*way)).into_owned())).collect()
}

fn wanted(query: &Query) -> Wanted {
    Wanted {
        state: query.word("state"),
        way: query.word("way"),
        building: query.word("building"),
        premises: query.word("premises"),
        run: query.word("run"),
        ..Wanted::default()
    }
}

/// Rows with the names of those who came in by them.
pub(super) fn load(
    conn: &mut Conn,
    reach: &Reach,
    wanted: &Wanted,
    step: &Step,
    limit: i64,
    now: Moment,
) -> diesel::QueryResult<(Vec<Row>, HashMap<PersonId, String>)> {
    let rows = store::lists::page(conn, reach, wanted, step, limit, now)?;
    let people: Vec<PersonId> = rows.iter().filter_map(|(of, _, _)| of.used_by).collect();
    let names = store::houses::names(conn, &people)?;
    Ok((rows, names))
}

pub(super) fn item(
    locale: Locale,
    zone: chrono_tz::Tz,
    now: Moment,
    names: &HashMap<PersonId, String>,
    (of, place, author): Row,
) -> Item {
    let day = |at: Moment| text::short_date(locale, chrono::TimeZone::from_utc_datetime(&zone, &at).date_naive());
    let by = of.used_by.and_then(|person| names.get(&person)).cloned().unwrap_or_default();
    let state = of.state(now);
    Item {
        id: of.id.to_string(),
        premises: place.id.to_string(),
        place: place.label(locale),
        holds_key: holds_key(of.holds),
        way_key: way_key(of.way),
        name: of.name.clone().unwrap_or_default(),
        email: of.email.clone().unwrap_or_default(),
        state_key: state_key(state),
        tone: tone(state),
        used: of.used_at.map(|at| format!("{by}, {}", day(at))).unwrap_or_default(),
        author,
        by_resident: of.by_resident,
        minor: of.minor,
        made: day(of.created_at),
        expires: day(of.expires_at),
    }
}

pub(in crate::joining) async fn index(app: web::Data<App>, who: Staff<People>, query: Query) -> Result<impl Responder, Error> {
    let (reach, now, wanted, step) = (who.reach().clone(), app.clock.now(), wanted(&query), query.step());
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let ((rows, names), places) = app
        .db
        .read(move |conn| {
            let places = homes::places(conn, &reach, &Default::default(), "", 200)?;
            Ok((load(conn, &reach, &wanted, &step, limit, now)?, places))
        })
        .await?;
    let buildings = places.places.into_iter().filter_map(|place| match place {
        homes::PlaceName::Building(id, address) => Some((id.to_string(), address)),
        _ => None,
    });
    let (locale, zone) = (who.locale(), who.zone());
    let rows = Slice::cut(rows, SIZE, &query, |(of, _, _)| Place { key: String::new(), id: of.id.to_string() });
    Ok(Page(Index {
        state: query.value("state").to_owned(),
        states: states(locale),
        way: query.value("way").to_owned(),
        ways: ways(locale),
        building: query.value("building").to_owned(),
        buildings: if places.more { Vec::new() } else { buildings.collect() },
        rows: rows.map(|row| item(locale, zone, now, &names, row)),
        filtered: ["state", "way", "building", "premises", "run"].iter().any(|name| !query.value(name).is_empty()),
        xlsx: query.at("/staff/invitations/export.xlsx"),
        csv: query.at("/staff/invitations/export.csv"),
    }))
}

/// Everything that the filters leave.
async fn all(app: &App, who: &Staff<People>, query: &Query) -> Result<Table, Error> {
    const MANY: i64 = 5_000;
    let (reach, now, wanted, locale, zone) = (who.reach().clone(), app.clock.now(), wanted(query), who.locale(), who.zone());
    let (rows, names) = app
        .db
        .read(move |conn| {
            let (mut all, mut people, mut step) = (Vec::new(), HashMap::new(), Step::First);
            loop {
                let (rows, names) = load(conn, &reach, &wanted, &step, MANY, now)?;
                let Some((last, _, _)) = rows.last() else { return Ok((all, people)) };
                step = Step::After(Place { key: String::new(), id: last.id.to_string() });
                people.extend(names);
                all.extend(rows);
            }
        })
        .await?;
    Ok(web::block(move || export::table(locale, &rows, &names, now, zone)).await?)
}

pub(in crate::joining) async fn xlsx(app: web::Data<App>, who: Staff<People>, query: Query) -> Result<HttpResponse, Error> {
    taken::workbook(Book::new(app.clock.now()).with(all(&app, &who, &query).await?), "invitations.xlsx").await
}

pub(in crate::joining) async fn csv(app: web::Data<App>, who: Staff<People>, query: Query) -> Result<HttpResponse, Error> {
    taken::text_table(all(&app, &who, &query).await?, "invitations.csv").await
}
