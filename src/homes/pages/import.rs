//! One import: how far it is, what it would write, what it has written.

mod in_words;
pub(in crate::homes) mod undo;

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::imports::{state_key, tone};
use crate::app::App;
use crate::clock::Moment;
use crate::db::Failure;
use crate::files;
use crate::homes::forms::day;
use crate::homes::import::{self, By, Choice, DIFF, ImportId, REFUSED, Row, State};
use crate::jobs;
use crate::text::{Locale, t};
use crate::web::actor::{Acting, Register, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Said, Typed, filters, see};
use in_words::Told;

#[derive(Template)]
#[template(path = "homes/import.html")]
pub(crate) struct Show {
    form: Form,
    id: String,
    file: String,
    author: String,
    at: Moment,
    state_key: &'static str,
    tone: &'static str,
    /// What is being done, while it is.
    running_key: &'static str,
    done: i64,
    all: i64,
    /// Why nothing came of it.
    failed: String,
    /// The sheet and what stood in it are gone.
    forgotten: bool,
    /// There are counts to show.
    counted: bool,
    rehearsed: bool,
    nothing_new: bool,
    /// Until when it can be undone, if it can.
    undo_until: Option<Moment>,
    /// It was, so what is told of it is past.
    undone: bool,
    once: String,
    told: Told,
    /// Whose layout said which column is which.
    sender: String,
    /// Where one can say it oneself, while nothing is written.
    columns_href: String,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("ending", "yes").with("until", "2026-11-20"));
        form.refuse("looked", Said::new("homes.import.refused.not_looked").with("count", 2));
        Self {
            form,
            id: "0".repeat(26),
            file: "Абай 12.xlsx".into(),
            author: "Серікова Айгүл".into(),
            at: Moment::default(),
            state_key: state_key(State::Rehearsed),
            tone: tone(State::Rehearsed),
            running_key: "homes.import.running.importing",
            done: 40,
            all: 166,
            failed: t(Locale::Kk, "sheet.refused.broken").into_owned(),
            forgotten: true,
            counted: true,
            rehearsed: true,
            nothing_new: false,
            undo_until: Some(Moment::default()),
            undone: true,
            once: "once".into(),
            told: Told::sample(),
            sender: "ЕРЦ".into(),
            columns_href: format!("/staff/homes/imports/{}/columns", "0".repeat(26)),
        }
    }

    fn of((locale, now): (Locale, Moment), row: &Row, dead: bool, form: Form) -> Self {
        let running_key = match row.state {
            _ if dead => "",
            State::Uploaded | State::Rehearsing => "homes.import.running.rehearsing",
            State::Importing if row.done == row.all && row.all > 0 => "homes.import.running.writing",
            State::Importing => "homes.import.running.importing",
            State::Undoing => "homes.import.running.undoing",
            _ => "",
        };
        let failed = match &row.report.failed {
            Some(said) => said.in_words(locale),
            None if dead => t(locale, "homes.import.refused.stopped").into_owned(),
            None => String::new(),
        };
        let report = &row.report;
        Self {
            form,
            id: row.id.to_string(),
            file: row.file_name.clone(),
            author: row.author.clone(),
            at: row.created_at,
            state_key: state_key(if dead { State::Failed } else { row.state }),
            tone: tone(if dead { State::Failed } else { row.state }),
            running_key,
            done: row.done,
            all: row.all,
            failed,
            forgotten: row.forgotten,
            counted: matches!(row.state, State::Rehearsed | State::Done | State::Undoing | State::Undone),
            rehearsed: row.state == State::Rehearsed,
            nothing_new: report.rows.new == 0 && report.rows.changed == 0 && report.all_missing == 0,
            undo_until: import::undo::until(row).filter(|until| now <= *until),
            undone: row.state == State::Undone,
            once: once::key(),
            told: Told::of(locale, report),
            sender: report.head.as_ref().map(|head| head.sender.clone()).unwrap_or_default(),
            columns_href: if report.head.is_some() && matches!(row.state, State::Rehearsed | State::Unreadable) {
                format!("/staff/homes/imports/{}/columns", row.id)
            } else {
                String::new()
            },
        }
    }
}

/// The import as it is, with what was typed about it.
async fn page(app: &App, who: &Staff<Register>, id: ImportId, form: Form) -> Result<Show, Error> {
    let company = who.company();
    let (row, job) = app
        .db
        .read(move |conn| {
            let row = import::one(conn, company, id)?;
            let job = row.report.job.map(|job| jobs::of_company(conn, company, job)).transpose()?.flatten();
            Ok((row, job))
        })
        .await?;
    let under_way = matches!(row.state, State::Uploaded | State::Rehearsing | State::Importing | State::Undoing);
    let dead = under_way && job.is_some_and(|job| job.state == jobs::State::Dead);
    Ok(Show::of((who.locale(), app.clock.now()), &row, dead, form))
}

pub(in crate::homes) async fn show(
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<ImportId>,
) -> Result<impl Responder, Error> {
    // until when somebody held is nearly always until today
    let form = Form::of(Typed::default().with("until", app.clock.today()));
    Ok(Page(page(&app, &who, id.into_inner(), form).await?))
}

/// What the form says of the import.
fn choice(form: &mut Form) -> Option<Choice> {
    let ends = form.has("ending", "yes");
    let until = if ends { day(form, "until") } else { None };
    if ends && form.value("until").is_empty() {
        form.refuse("until", "forms.refused.empty");
    }
    (!form.failed()).then(|| Choice { ending: until, looked: form.has("looked", "yes") })
}

pub(in crate::homes) async fn run(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<ImportId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let mut form = Form::of(typed);
    let Some(choice) = choice(&mut form) else { return Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req)) };
    let (key, person, by) = (form.value(once::FIELD).to_owned(), who.person(), By::staff(&who));
    let asked = app
        .db
        .write(move |tx| {
            once(tx, person, &key, |tx| import::ask(tx, &by, id, choice).map(|()| format!("/staff/homes/imports/{id}")))
        })
        .await;
    match asked {
        Ok(to) => Ok(see(to).respond_to(&req)),
        Err(Failure::Refused(import::Refused::NotRehearsed)) => {
            let said = import::Refused::NotRehearsed.said();
            Ok(see(format!("/staff/homes/imports/{id}")).regretting(said).respond_to(&req))
        }
        Err(Failure::Refused(refused)) => {
            let field = if matches!(refused, import::Refused::NotLooked(_)) { "looked" } else { "until" };
            form.refuse(field, refused.said());
            Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

/// The workbook of refused rows.
pub(in crate::homes) async fn refused(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<ImportId>,
) -> Result<HttpResponse, Error> {
    workbook(&req, &app, &who, id.into_inner(), REFUSED).await
}

/// The workbook of all changes.
pub(in crate::homes) async fn changes(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<ImportId>,
) -> Result<HttpResponse, Error> {
    workbook(&req, &app, &who, id.into_inner(), DIFF).await
}

async fn workbook(
    req: &HttpRequest,
    app: &App,
    who: &Staff<Register>,
    id: ImportId,
    shelf: files::Shelf,
) -> Result<HttpResponse, Error> {
    let (company, subject) = (who.company(), id.to_string());
    let found = app
        .db
        .read(move |conn| {
            import::one(conn, company, id)?;
            files::on_shelf(conn, company, shelf, std::slice::from_ref(&subject)).map(|mut all| all.remove(&subject))
        })
        .await?;
    let file = found.into_iter().flatten().next().ok_or(Error::NotFound)?;
    files::serve(&app.store, &file, req).await.map_err(|broken| Error::Broken(anyhow::Error::new(broken)))
}
