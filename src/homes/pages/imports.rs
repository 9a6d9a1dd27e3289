//! Imports: all that were, the upload of another, the empty sheet.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::clock::Moment;
use crate::db::Never;
use crate::homes::export;
use crate::homes::import::{self, By, Row, State};
use crate::sheet::Book;
use crate::web::actor::{Acting, Register, Staff};
use crate::web::once::{self, once};
use crate::web::upload::Upload;
use crate::web::{Error, Form, Page, Place, Query, Refused, Slice, filters, see, taken};

/// One screen of work.
const SIZE: usize = 30;

#[derive(Template)]
#[template(path = "homes/imports.html")]
pub(crate) struct Index {
    form: Form,
    once: String,
    rows: Slice<Item>,
}

/// An import in the list.
struct Item {
    id: String,
    file: String,
    author: String,
    at: Moment,
    state_key: &'static str,
    tone: &'static str,
    counted: bool,
    new: usize,
    changed: usize,
    refused: usize,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("file", "homes.import.refused.no_file");
        let item = |state: State, counted| Item {
            id: "0".repeat(26),
            file: "Абай 12.xlsx".into(),
            author: "Серікова Айгүл".into(),
            at: Moment::default(),
            state_key: state_key(state),
            tone: tone(state),
            counted,
            new: 72,
            changed: 3,
            refused: 1,
        };
        let rows = State::ALL.iter().map(|state| item(*state, matches!(state, State::Rehearsed | State::Done))).collect();
        Self {
            form,
            once: "once".into(),
            rows: Slice { rows, previous: None, next: Some("/staff/homes/imports?after=x".into()) },
        }
    }
}

pub(super) fn state_key(state: State) -> &'static str {
    match state {
        State::Uploaded => "homes.import.state.uploaded",
        State::Rehearsing => "homes.import.state.rehearsing",
        State::Rehearsed => "homes.import.state.rehearsed",
        State::Importing => "homes.import.state.importing",
        State::Done => "homes.import.state.done",
        State::Failed => "homes.import.state.failed",
        State::Unreadable => "homes.import.state.unreadable",
        State::Undoing => "homes.import.state.undoing",
        State::Undone => "homes.import.state.undone",
    }
}

pub(super) fn tone(state: State) -> &'static str {
    match state {
        State::Uploaded | State::Rehearsing | State::Importing | State::Undoing => "action",
        State::Rehearsed => "needs",
        State::Done => "good",
        State::Undone => "neutral",
        State::Failed | State::Unreadable => "danger",
    }
}

fn item(row: Row) -> Item {
    Item {
        id: row.id.to_string(),
        file: row.file_name,
        author: row.author,
        at: row.created_at,
        state_key: state_key(row.state),
        tone: tone(row.state),
        counted: matches!(row.state, State::Rehearsed | State::Importing | State::Done | State::Undoing | State::Undone),
        new: row.report.rows.new,
        changed: row.report.rows.changed,
        refused: row.report.refused_rows,
    }
}

async fn page(app: &App, who: &Staff<Register>, query: &Query, form: Form) -> Result<Index, Error> {
    let (company, step) = (who.company(), query.step());
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let rows = app.db.read(move |conn| import::list(conn, company, &step, limit)).await?;
    let rows = Slice::cut(rows, SIZE, query, |row| Place { key: String::new(), id: row.id.to_string() });
    Ok(Index { form, once: once::key(), rows: rows.map(item) })
}

pub(in crate::homes) async fn index(app: web::Data<App>, who: Staff<Register>, query: Query) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, &query, Form::default()).await?))
}

pub(in crate::homes) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Register>,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(upload.typed);
    let kept = match upload.files.into_iter().find(|file| file.field == "file") {
        None => Err("homes.import.refused.no_file".into()),
        Some(file) => {
            import::keep(&app, file.name, file.bytes).await.map_err(|broken| Error::Broken(anyhow::Error::new(broken)))?
        }
    };
    let kept = match kept {
        Ok(kept) => kept,
        Err(said) => {
            form.refuse("file", said);
            return Ok(Refused(page(&app, &who, &Query::default(), form).await?).respond_to(&req));
        }
    };
    let (key, person, by) = (form.typed().value(once::FIELD).to_owned(), who.person(), By::staff(&who));
    let begun = app.db.write::<_, Never>(move |tx| {
        once(tx, person, &key, |tx| Ok(format!("/staff/homes/imports/{}", import::begin(tx, &by, &kept)?)))
    });
    Ok(see(begun.await?).respond_to(&req))
}

/// The sheet's header alone, in the reader's language: to be filled in.
pub(in crate::homes) async fn template(app: web::Data<App>, who: Staff<Register>) -> Result<HttpResponse, Error> {
    taken::workbook(Book::new(app.clock.now()).with(export::table(who.locale(), &[])), "residents.xlsx").await
}
