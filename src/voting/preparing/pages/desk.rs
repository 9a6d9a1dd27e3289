//! The list of meetings, and the same as a table to take along.

use actix_web::{HttpResponse, Responder, web};
use askama::Template;
use chrono_tz::Tz;

use crate::app::App;
use crate::homes::{self, PlaceName};
use crate::sheet::{Book, Heading, Table, Value};
use crate::text::{self, Locale, t};
use crate::voting::meeting::State;
use crate::voting::rows::Meeting;
use crate::voting::store::{self, desk::Wanted};
use crate::web::actor::{Acting, Anyone, Secretary, Staff};
use crate::web::{Error, Page, Place, Query, Slice, Step, filters, taken};
use crate::who::{Duty, Reach};

const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "voting/preparing/desk.html")]
pub(crate) struct Desk {
    q: String,
    state: String,
    states: Vec<(&'static str, String)>,
    building: String,
    buildings: Vec<(String, String)>,
    filtered: bool,
    may_write: bool,
    xlsx: String,
    csv: String,
    rows: Slice<Row>,
}

struct Row {
    id: String,
    number: String,
    title: String,
    address: String,
    state_key: &'static str,
    state_tone: &'static str,
    format_key: &'static str,
    when: String,
}

impl Desk {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = Row {
            id: "0".repeat(26),
            number: "2026-000012".into(),
            title: "Смета мен лифт".into(),
            address: "Абай даңғылы, 12".into(),
            state_key: State::Notified.key(),
            state_tone: State::Notified.tone(),
            format_key: crate::voting::Format::Absentee.key(),
            when: "26 қараша – 5 желтоқсан".into(),
        };
        Self {
            q: String::new(),
            state: String::new(),
            states: states(Locale::Kk),
            building: String::new(),
            buildings: vec![("1".into(), "Абай даңғылы, 12".into())],
            filtered: false,
            may_write: true,
            xlsx: "/x".into(),
            csv: "/c".into(),
            rows: Slice { rows: vec![row], previous: None, next: None },
        }
    }
}

fn states(locale: Locale) -> Vec<(&'static str, String)> {
    State::ALL.iter().map(|state| (state.word(), t(locale, state.key()).into_owned())).collect()
}

/// The buildings within reach, to choose from.
pub(super) fn buildings(conn: &mut crate::db::Conn, reach: &Reach) -> diesel::QueryResult<Vec<(String, String)>> {
    let places = homes::places(conn, reach, &std::collections::HashSet::new(), "", usize::MAX)?.places;
    let building = |place| match place {
        PlaceName::Building(id, address) => Some((id.to_string(), address)),
        _ => None,
    };
    Ok(places.into_iter().filter_map(building).collect())
}

fn wanted(query: &Query) -> Wanted {
    Wanted { state: query.word("state"), building: query.value("building").parse().ok(), text: query.value("q").to_owned() }
}

/// From when until when votes are taken, in words.
fn when(locale: Locale, of: &Meeting, zone: Tz) -> String {
    of.opens_at.zip(of.closes_at).map(|(from, until)| text::span(locale, from, until, zone)).unwrap_or_default()
}

pub(in crate::voting) async fn list(app: web::Data<App>, who: Staff<Anyone>, query: Query) -> Result<impl Responder, Error> {
    let (reach, step, wanted) = (who.reach().clone(), query.step(), wanted(&query));
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let (rows, buildings, zone) = app
        .db
        .read(move |conn| {
            let rows = store::desk::page(conn, &reach, &wanted, &step, limit)?;
            let zone = store::preparing::host(conn, reach.company())?.zone();
            Ok((rows, buildings(conn, &reach)?, zone))
        })
        .await?;
    let locale = who.locale();
    let rows = Slice::cut(rows, SIZE, &query, |(of, _)| Place { key: String::new(), id: of.id.to_string() });
    Ok(Page(Desk {
        q: query.value("q").to_owned(),
        state: query.value("state").to_owned(),
        states: states(locale),
        building: query.value("building").to_owned(),
        buildings,
        filtered: ["q", "state", "building"].iter().any(|name| !query.value(name).is_empty()),
        may_write: who.may(Duty::Secretary),
        xlsx: query.at("/staff/votes/export.xlsx"),
        csv: query.at("/staff/votes/export.csv"),
        rows: rows.map(|(of, address)| Row {
            id: of.id.to_string(),
            title: if of.title(locale).is_empty() {
                t(locale, "voting.desk.untitled").into_owned()
            } else {
                of.title(locale).to_owned()
            },
            when: when(locale, &of, zone),
            state_key: of.state.key(),
            state_tone: of.state.tone(),
            format_key: of.format.key(),
            number: of.number,
            address,
        }),
    }))
}

/// The whole list as the filters have it.
async fn table(app: &App, who: &Staff<Secretary>, query: &Query) -> Result<Table, Error> {
    const MANY: i64 = 2_000;
    let (reach, wanted) = (who.reach().clone(), wanted(query));
    let (rows, zone) = app
        .db
        .read(move |conn| {
            let zone = store::preparing::host(conn, reach.company())?.zone();
            let (mut all, mut step) = (Vec::new(), Step::First);
            loop {
                let rows = store::desk::page(conn, &reach, &wanted, &step, MANY)?;
                let Some((last, _)) = rows.last() else { return Ok((all, zone)) };
                step = Step::After(Place { key: String::new(), id: last.id.to_string() });
                all.extend(rows);
            }
        })
        .await?;
    let locale = who.locale();
    let heads = ["voting.desk.number", "voting.desk.subject", "voting.desk.building", "voting.desk.format", "voting.desk.state"];
    let ends = ["voting.form.opens_at", "voting.form.closes_at", "voting.form.chair", "voting.form.secretary"];
    let mut table =
        Table::new(t(locale, "voting.desk.title"), heads.iter().chain(&ends).map(|key| Heading::new(t(locale, key))).collect());
    for (of, address) in rows {
        let at = |moment: Option<crate::clock::Moment>| moment.map(|at| text::date_time(locale, at, zone)).unwrap_or_default();
        let cells = [
            of.number.clone(),
            of.title(locale).to_owned(),
            address,
            t(locale, of.format.key()).into_owned(),
            t(locale, of.state.key()).into_owned(),
            at(of.opens_at),
            at(of.closes_at),
            of.chair,
            of.secretary,
        ];
        table.push(cells.into_iter().map(Value::text).collect());
    }
    Ok(table)
}

pub(in crate::voting) async fn xlsx(app: web::Data<App>, who: Staff<Secretary>, query: Query) -> Result<HttpResponse, Error> {
    taken::workbook(Book::new(app.clock.now()).with(table(&app, &who, &query).await?), "meetings.xlsx").await
}

pub(in crate::voting) async fn csv(app: web::Data<App>, who: Staff<Secretary>, query: Query) -> Result<HttpResponse, Error> {
    taken::text_table(table(&app, &who, &query).await?, "meetings.csv").await
}
