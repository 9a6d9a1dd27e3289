//! One import: how far it is, what it would write, what it has written.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::imports::{state_key, tone};
use crate::app::App;
use crate::clock::Moment;
use crate::files;
use crate::homes::import::{
    self, By, Changed, ImportId, REFUSED, RefusedRow, Report, Row, Shown, State, Tally, Warned, sentence,
};
use crate::jobs;
use crate::text::{Locale, t};
use crate::web::actor::{Acting, Register, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Page, Said, filters, see};

#[derive(Template)]
#[template(path = "homes/import.html")]
pub(crate) struct Show {
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
    once: String,
    told: Told,
}

/// A report in the reader's language.
#[derive(Default)]
struct Told {
    rows: Tally,
    refused_rows: usize,
    tallies: Vec<(&'static str, Tally)>,
    entrances: usize,
    new_buildings: Vec<String>,
    changes: Vec<Line>,
    more_changes: usize,
    refused: Vec<(usize, Vec<String>)>,
    more_refused: usize,
    warnings: Vec<(String, usize, String)>,
    unknown: String,
    guessed: Vec<(String, String)>,
    not_taken: String,
    differs: bool,
}

/// A change.
struct Line {
    row: usize,
    subject: String,
    column: String,
    before: String,
    after: String,
}

impl Told {
    fn of(locale: Locale, report: &Report) -> Self {
        let column = |id: &str| t(locale, import::title_key(id)).into_owned();
        let change = |change: &Changed| Line {
            row: change.row,
            subject: change.subject.in_words(locale),
            column: column(&change.column),
            before: change.before.in_words(locale),
            after: change.after.in_words(locale),
        };
        let refused =
            |row: &RefusedRow| (row.row, row.reasons.iter().map(|(title, said)| sentence(locale, title.clone(), said)).collect());
        let names = |ids: &[String]| ids.iter().map(|id| format!("«{id}»")).collect::<Vec<_>>().join(", ");
        Self {
            rows: report.rows,
            refused_rows: report.refused_rows,
            tallies: vec![
                ("homes.import.things.buildings", report.buildings),
                ("homes.import.things.premises", report.premises),
                ("homes.import.things.people", report.people),
                ("homes.import.things.holdings", report.holdings),
            ],
            entrances: report.entrances,
            new_buildings: report.new_buildings.clone(),
            changes: report.changes.iter().map(change).collect(),
            more_changes: report.all_changes.saturating_sub(report.changes.len()),
            refused: report.refused.iter().map(refused).collect(),
            more_refused: report.refused_rows.saturating_sub(report.refused.len()),
            warnings: report.warnings.iter().map(|warned| warning(locale, warned)).collect(),
            unknown: names(&report.unknown),
            guessed: report.guessed.iter().map(|(title, id)| (title.clone(), column(id))).collect(),
            not_taken: names(&report.not_taken.iter().map(|id| column(id)).collect::<Vec<_>>()),
            differs: report.differs,
        }
    }
}

fn warning(locale: Locale, warned: &Warned) -> (String, usize, String) {
    let mut rows: Vec<String> = warned.rows.iter().map(ToString::to_string).collect();
    if warned.count > rows.len() {
        rows.push("…".to_owned());
    }
    (t(locale, &warned.key).into_owned(), warned.count, rows.join(", "))
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let subject = Said::new("homes.import.subject.flat").with("address", "Абай даңғылы, 12").with("number", "12");
        let changed = Changed { row: 4, subject, column: "area".into(), before: Shown::Nothing, after: Shown::Area(6140) };
        let reason = (Some("Площадь".to_owned()), Said::new("sheet.cell.not_a_number"));
        let report = Report {
            rows: Tally { new: 72, changed: 3, unchanged: 40 },
            refused_rows: 51,
            buildings: Tally { new: 1, changed: 0, unchanged: 2 },
            entrances: 4,
            new_buildings: vec!["Абай даңғылы, 12".into()],
            changes: vec![changed],
            all_changes: 3,
            refused: vec![RefusedRow { row: 5, reasons: vec![reason] }],
            warnings: vec![Warned { key: "homes.import.warning.recovered".into(), count: 9, rows: vec![7, 8] }],
            unknown: vec!["Примечание".into()],
            guessed: vec![("Площадь кв.м".into(), "area".into())],
            not_taken: vec!["balance".into()],
            differs: true,
            ..Report::default()
        };
        Self {
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
            once: "once".into(),
            told: Told::of(Locale::Kk, &report),
        }
    }

    fn of(locale: Locale, row: &Row, dead: bool) -> Self {
        let running_key = match row.state {
            _ if dead => "",
            State::Uploaded | State::Rehearsing => "homes.import.running.rehearsing",
            State::Importing if row.done == row.all && row.all > 0 => "homes.import.running.writing",
            State::Importing => "homes.import.running.importing",
            _ => "",
        };
        let failed = match &row.report.failed {
            Some(said) => said.in_words(locale),
            None if dead => t(locale, "homes.import.refused.stopped").into_owned(),
            None => String::new(),
        };
        let report = &row.report;
        Self {
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
            counted: matches!(row.state, State::Rehearsed | State::Done),
            rehearsed: row.state == State::Rehearsed,
            nothing_new: report.rows.new == 0 && report.rows.changed == 0,
            once: once::key(),
            told: Told::of(locale, report),
        }
    }
}

pub(in crate::homes) async fn show(
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<ImportId>,
) -> Result<impl Responder, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let (row, job) = app
        .db
        .read(move |conn| {
            let row = import::one(conn, company, id)?;
            let job = row.report.job.map(|job| jobs::of_company(conn, company, job)).transpose()?.flatten();
            Ok((row, job))
        })
        .await?;
    let under_way = matches!(row.state, State::Uploaded | State::Rehearsing | State::Importing);
    let dead = under_way && job.is_some_and(|job| job.state == jobs::State::Dead);
    Ok(Page(Show::of(who.locale(), &row, dead)))
}

pub(in crate::homes) async fn run(
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<ImportId>,
    typed: crate::web::Typed,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let (key, person, by) = (typed.value(once::FIELD).to_owned(), who.person(), By::staff(&who));
    let to = app
        .db
        .write(move |tx| once(tx, person, &key, |tx| import::ask(tx, &by, id).map(|()| format!("/staff/homes/imports/{id}"))))
        .await?;
    Ok(see(to))
}

/// The workbook of refused rows.
pub(in crate::homes) async fn refused(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<ImportId>,
) -> Result<HttpResponse, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let subject = id.to_string();
    let found = app
        .db
        .read(move |conn| {
            import::one(conn, company, id)?;
            files::on_shelf(conn, company, REFUSED, std::slice::from_ref(&subject)).map(|mut all| all.remove(&subject))
        })
        .await?;
    let file = found.into_iter().flatten().next().ok_or(Error::NotFound)?;
    files::serve(&app.store, &file, &req).await.map_err(|broken| Error::Broken(anyhow::Error::new(broken)))
}
