//! The list that staff work through.

use actix_web::{HttpResponse, Responder, web};
use askama::Template;

use super::{said, states};
use crate::app::App;
use crate::sheet::{Book, Heading, Table, Value};
use crate::surveys::kind::State;
use crate::surveys::rows::Survey;
use crate::surveys::store::desk::{self, Wanted};
use crate::text::{self, Locale, fold, t};
use crate::web::actor::{Acting, Anyone, Staff};
use crate::web::{Error, Page, Place, Query, Slice, Step, filters, taken};
use crate::who::Duty;

const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "surveys/desk.html")]
pub(crate) struct Desk {
    q: String,
    state: String,
    states: Vec<(&'static str, String)>,
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
    anonymous: bool,
    state_key: &'static str,
    state_tone: &'static str,
    questions: usize,
    opened: String,
    closes: String,
}

impl Desk {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = Row {
            id: "0".repeat(26),
            number: "2026-000012".into(),
            title: "Балалар алаңы".into(),
            anonymous: true,
            state_key: State::Open.key(),
            state_tone: State::Open.tone(),
            questions: 5,
            opened: "20.11.2026".into(),
            closes: "30.11.2026".into(),
        };
        Self {
            q: String::new(),
            state: String::new(),
            states: states(Locale::Kk),
            filtered: false,
            may_write: true,
            xlsx: "/staff/surveys/export.xlsx".into(),
            csv: "/staff/surveys/export.csv".into(),
            rows: Slice { rows: vec![row], previous: None, next: None },
        }
    }
}

/// Whoever may ask people.
pub(super) fn may_write<D: crate::web::actor::Entrusted>(who: &Staff<D>) -> bool {
    who.may(Duty::Editor) || who.may(Duty::Secretary)
}

fn wanted(query: &Query) -> Wanted {
    Wanted { state: query.word("state"), text: fold(query.value("q")) }
}

fn row(locale: Locale, zone: chrono_tz::Tz, of: Survey) -> Row {
    let day = |moment: Option<crate::clock::Moment>| {
        moment.map(|at| text::short_date(locale, at.and_utc().with_timezone(&zone).date_naive())).unwrap_or_default()
    };
    Row {
        id: of.id.to_string(),
        title: said::title(locale, &of),
        anonymous: of.anonymous,
        state_key: of.state.key(),
        state_tone: of.state.tone(),
        questions: of.questions.all().len(),
        opened: day(of.opened_at),
        closes: day(of.closed_at.or(of.closes_at)),
        number: of.number,
    }
}

pub(in crate::surveys) async fn list(app: web::Data<App>, who: Staff<Anyone>, query: Query) -> Result<impl Responder, Error> {
    let (wanted, company, step) = (wanted(&query), who.company(), query.step());
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let rows = app.db.read(move |conn| desk::page(conn, company, &wanted, &step, limit)).await?;
    let (locale, zone) = (who.locale(), who.zone());
    let rows = Slice::cut(rows, SIZE, &query, |of| Place { key: String::new(), id: of.id.to_string() });
    Ok(Page(Desk {
        q: query.value("q").to_owned(),
        state: query.value("state").to_owned(),
        states: states(locale),
        filtered: ["q", "state"].iter().any(|name| !query.value(name).is_empty()),
        may_write: may_write(&who),
        xlsx: query.at("/staff/surveys/export.xlsx"),
        csv: query.at("/staff/surveys/export.csv"),
        rows: rows.map(|of| row(locale, zone, of)),
    }))
}

/// All surveys that the filters want, as a table.
async fn table(app: &App, who: &Staff<Anyone>, query: &Query) -> Result<Table, Error> {
    const MANY: i64 = 1_000;
    let (wanted, company) = (wanted(query), who.company());
    let all = app.db.read(move |conn| {
        let (mut all, mut step) = (Vec::new(), Step::First);
        loop {
            let rows = desk::page(conn, company, &wanted, &step, MANY)?;
            let Some(last) = rows.last() else { return Ok(all) };
            step = Step::After(Place { key: String::new(), id: last.id.to_string() });
            all.extend(rows);
        }
    });
    let (locale, zone) = (who.locale(), who.zone());
    let titles = ["number", "subject", "state", "anonymous", "questions", "opened", "closes"];
    let headings = titles.iter().map(|title| Heading::new(t(locale, &format!("surveys.desk.{title}")))).collect();
    let mut table = Table::new(t(locale, "surveys.desk.title"), headings);
    for of in all.await? {
        let row = row(locale, zone, of);
        let yes = if row.anonymous { t(locale, "surveys.desk.yes").into_owned() } else { String::new() };
        let mut cells: Vec<Value> = [row.number, row.title, t(locale, row.state_key).into_owned(), yes].map(Value::text).into();
        cells.push(Value::Whole(i64::try_from(row.questions).unwrap_or_default()));
        cells.extend([row.opened, row.closes].map(Value::text));
        table.push(cells);
    }
    Ok(table)
}

pub(in crate::surveys) async fn xlsx(app: web::Data<App>, who: Staff<Anyone>, query: Query) -> Result<HttpResponse, Error> {
    let book = Book::new(app.clock.now()).with(table(&app, &who, &query).await?);
    taken::workbook(book, "survey-list.xlsx").await
}

pub(in crate::surveys) async fn csv(app: web::Data<App>, who: Staff<Anyone>, query: Query) -> Result<HttpResponse, Error> {
    taken::text_table(table(&app, &who, &query).await?, "survey-list.csv").await
}
