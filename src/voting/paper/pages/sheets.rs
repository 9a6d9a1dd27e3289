//! All sheets of a meeting, their giving out and printing.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{Head, label};
use crate::app::App;
use crate::clock::Moment;
use crate::db::Failure;
use crate::voting::meeting::{MeetingId, State};
use crate::voting::paper::reckoning::{self, Reckoned};
use crate::voting::paper::rows::Printing;
use crate::voting::paper::sheet::{PrintId, SheetState};
use crate::voting::paper::{PRINTS, issuing};
use crate::voting::store;
use crate::voting::store::sheets::Wanted;
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Page, Place, Query, Slice, Typed, filters, see};
use crate::{files, jobs};

/// One screen of work.
const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "voting/paper/sheets.html")]
pub(crate) struct Index {
    head: Head,
    sums: Reckoned,
    may_issue: bool,
    once: String,
    entrances: Vec<(String, String)>,
    entrance: String,
    states: Vec<(&'static str, String)>,
    state: String,
    number: String,
    filtered: bool,
    rows: Slice<Row>,
    prints: Vec<Printed>,
}

struct Row {
    id: String,
    number: i32,
    unit: String,
    entrance: String,
    state: SheetState,
    issued_at: Moment,
    why: String,
}

/// A printing in the list.
struct Printed {
    id: String,
    entrance: String,
    sheets: i32,
    at: Moment,
    done: bool,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = |state: &SheetState| Row {
            id: "0".repeat(26),
            number: 7,
            unit: "12-пәтер".into(),
            entrance: "2".into(),
            state: *state,
            issued_at: Moment::default(),
            why: String::new(),
        };
        let printed = Printed { id: "0".repeat(26), entrance: "2".into(), sheets: 72, at: Moment::default(), done: true };
        Self {
            head: Head::sample(),
            sums: Reckoned { out: 5, returned: 3, spoiled: 1, missing: 1, ..Reckoned::default() },
            may_issue: true,
            once: "once".into(),
            entrances: vec![("x".into(), "1".into())],
            entrance: String::new(),
            states: Vec::new(),
            state: String::new(),
            number: String::new(),
            filtered: false,
            rows: Slice { rows: SheetState::ALL.iter().map(row).collect(), previous: None, next: None },
            prints: vec![printed],
        }
    }
}

fn printed(of: &Printing, entrances: &[(String, String)]) -> Printed {
    let number = of.entrance_id.and_then(|id| entrances.iter().find(|(known, _)| *known == id.to_string()));
    Printed {
        id: of.id.to_string(),
        entrance: number.map(|(_, number)| number.clone()).unwrap_or_default(),
        sheets: of.sheets,
        at: of.created_at,
        done: of.done_at.is_some(),
    }
}

pub(in crate::voting) async fn index(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (reach, id, locale) = (who.reach().clone(), id.into_inner(), who.locale());
    let wanted = Wanted { state: query.word("state"), entrance: query.word("entrance"), number: query.word("number") };
    let (step, limit) = (query.step(), i64::try_from(SIZE + 1).unwrap_or(i64::MAX));
    let (meeting, sums, rows, entrances, prints) = app
        .db
        .read(move |conn| {
            let meeting = store::meetings::one(conn, &reach, id)?;
            let company = meeting.company_id;
            let entrances = store::paper_of::entrances(conn, company, meeting.building_id)?;
            let rows = store::sheets::page(conn, company, id, &wanted, &step, limit)?;
            let (sums, prints) = (reckoning::reckon(conn, company, id)?, store::sheets::prints(conn, company, id)?);
            Ok((meeting, sums, rows, entrances, prints))
        })
        .await?;
    let entrances: Vec<(String, String)> = entrances.into_iter().map(|(id, number)| (id.to_string(), number)).collect();
    let rows = Slice::cut(rows, SIZE, &query, |(sheet, _)| Place { key: sheet.number.to_string(), id: sheet.id.to_string() });
    Ok(Page(Index {
        head: Head::of(&meeting, locale),
        sums,
        may_issue: meeting.by_paper && matches!(meeting.state, State::Notified | State::Open),
        once: once::key(),
        prints: prints.iter().map(|of| printed(of, &entrances)).collect(),
        entrances,
        entrance: query.value("entrance").to_owned(),
        states: SheetState::ALL.iter().map(|s| (s.word(), crate::text::t(locale, s.key()).into_owned())).collect(),
        state: query.value("state").to_owned(),
        number: query.value("number").to_owned(),
        filtered: ["state", "entrance", "number"].iter().any(|name| !query.value(name).is_empty()),
        rows: rows.map(|(sheet, unit)| Row {
            id: sheet.id.to_string(),
            number: sheet.number,
            unit: label(locale, &unit),
            entrance: unit.entrance,
            state: sheet.state,
            issued_at: sheet.issued_at,
            why: sheet.why,
        }),
    }))
}

/// Gives sheets out and has them printed.
pub(in crate::voting) async fn issue(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let (entrance, key, author) = (typed.value("entrance").parse().ok(), typed.value(once::FIELD).to_owned(), who.clone());
    let issued = app.db.write(move |tx| {
        once(tx, author.person(), &key, |tx| {
            issuing::issue(tx, &author, id, entrance).map(|print| format!("/staff/votes/{id}/sheets/prints/{print}"))
        })
    });
    match issued.await {
        Ok(to) => Ok(see(to).respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            Ok(see(format!("/staff/votes/{id}/sheets")).regretting(crate::web::Refusal::said(&refused)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

#[derive(Template)]
#[template(path = "voting/paper/print.html")]
pub(crate) struct Progress {
    head: Head,
    print: Printed,
    author: String,
    running: bool,
    failed: bool,
    done: i64,
    all: i64,
    /// The numbers of the files, where there are several.
    parts: Vec<usize>,
}

impl Progress {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let print = Printed { id: "0".repeat(26), entrance: "2".into(), sheets: 72, at: Moment::default(), done: true };
        Self {
            head: Head::sample(),
            print,
            author: "Серікова Айгүл".into(),
            running: true,
            failed: true,
            done: 40,
            all: 72,
            parts: vec![1, 2],
        }
    }
}

pub(in crate::voting) async fn print(
    app: web::Data<App>,
    who: Staff<Secretary>,
    path: web::Path<(MeetingId, PrintId)>,
) -> Result<impl Responder, Error> {
    let ((id, of), reach) = (path.into_inner(), who.reach().clone());
    let (meeting, printing, author, job, entrances, files) = app
        .db
        .read(move |conn| {
            let meeting = store::meetings::one(conn, &reach, id)?;
            let company = meeting.company_id;
            let (printing, author) = store::sheets::print(conn, company, id, of)?;
            let job = printing.job_id.map(|job| jobs::of_company(conn, company, job)).transpose()?.flatten();
            let entrances = store::paper_of::entrances(conn, company, meeting.building_id)?;
            let subject = printing.id.to_string();
            let files = files::on_shelf(conn, company, PRINTS, std::slice::from_ref(&subject))?.remove(&subject);
            Ok((meeting, printing, author, job, entrances, files.map_or(0, |files| files.len())))
        })
        .await?;
    let entrances: Vec<(String, String)> = entrances.into_iter().map(|(id, number)| (id.to_string(), number)).collect();
    let failed = job.as_ref().is_some_and(|job| matches!(job.state, jobs::State::Dead | jobs::State::Dropped));
    Ok(Page(Progress {
        head: Head::of(&meeting, who.locale()),
        running: printing.done_at.is_none() && !failed,
        failed: printing.done_at.is_none() && failed,
        done: job.as_ref().map_or(0, |job| job.done_parts),
        all: job.map_or(i64::from(printing.sheets), |job| job.all_parts.max(1)),
        print: printed(&printing, &entrances),
        author,
        parts: if files > 1 { (1..=files).collect() } else { Vec::new() },
    }))
}

/// The file, or one of several: `?part=2`.
pub(in crate::voting) async fn file(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    path: web::Path<(MeetingId, PrintId)>,
    query: Query,
) -> Result<HttpResponse, Error> {
    let ((id, of), reach) = (path.into_inner(), who.reach().clone());
    let part: usize = query.word("part").unwrap_or(1);
    let found = app
        .db
        .read(move |conn| {
            let meeting = store::meetings::one(conn, &reach, id)?;
            let (printing, _) = store::sheets::print(conn, meeting.company_id, id, of)?;
            let subject = printing.id.to_string();
            files::on_shelf(conn, meeting.company_id, PRINTS, std::slice::from_ref(&subject)).map(|mut all| all.remove(&subject))
        })
        .await?;
    let file = found.into_iter().flatten().nth(part.saturating_sub(1)).ok_or(Error::NotFound)?;
    Ok(files::serve(&app.store, &file, &req).await?)
}
