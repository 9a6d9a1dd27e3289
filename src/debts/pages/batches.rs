//! Letters: who waits for which, printed together, the file.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::steps;
use crate::app::App;
use crate::clock::Moment;
use crate::db::Failure;
use crate::debts::batch::{BatchId, Printed};
use crate::debts::forms::BatchDraft;
use crate::debts::step::Step;
use crate::debts::store::letters::Batch;
use crate::debts::{MOST_LETTERS, store, write_letters};
use crate::files::{self, Shelf};
use crate::text::Locale;
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

/// Where the files of batches stand.
pub(in crate::debts) const SHELF: Shelf = Shelf("debts.letters");

/// How many batches are shown.
const BATCHES: i64 = 50;

#[derive(Template)]
#[template(path = "debts/batches.html")]
pub(crate) struct Index {
    form: Form,
    steps: Vec<(&'static str, String)>,
    buildings: Vec<(String, String)>,
    /// How many wait for each step.
    waiting: Vec<(&'static str, i64)>,
    most: i64,
    rows: Vec<Item>,
    once: String,
}

/// A batch in the list.
struct Item {
    id: String,
    step_key: &'static str,
    state: Printed,
    letters: i64,
    author: String,
    at: Moment,
}

fn item(of: Batch) -> Item {
    Item {
        id: of.id.to_string(),
        step_key: of.step.key(),
        state: of.state,
        letters: of.letters,
        author: of.author,
        at: of.created_at,
    }
}

fn sample_item(state: Printed) -> Item {
    Item {
        id: "0".repeat(26),
        step_key: Step::Demand.key(),
        state,
        letters: 12,
        author: "Ким Светлана".into(),
        at: Moment::default(),
    }
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("step", "debts.refused.nobody");
        Self {
            form,
            steps: steps(Locale::Kk),
            buildings: vec![("1".into(), "Абай даңғылы, 12".into())],
            waiting: Step::ALL.iter().map(|step| (step.key(), 12)).collect(),
            most: MOST_LETTERS,
            rows: Printed::ALL.iter().map(|state| sample_item(*state)).collect(),
            once: "once".into(),
        }
    }
}

#[derive(Template)]
#[template(path = "debts/batch.html")]
pub(crate) struct Show {
    item: Item,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { item: sample_item(Printed::Done) }
    }

    fn running(&self) -> bool {
        self.item.state == Printed::Printing
    }
}

async fn page(app: &App, who: &Staff<Accountant>, form: Form) -> Result<Index, Error> {
    let (company, today) = (who.company(), app.clock.today());
    let (waiting, buildings, rows) = app
        .db
        .read(move |conn| {
            let mut waiting = Vec::new();
            for step in Step::ALL {
                let many = store::letters::count_waiting(conn, company, (*step, step.due_by(today)), None)?;
                waiting.push((step.key(), many));
            }
            Ok((waiting, store::names::houses(conn, company)?, store::letters::batches(conn, company, BATCHES)?))
        })
        .await?;
    Ok(Index {
        form,
        steps: steps(who.locale()),
        buildings,
        waiting,
        most: MOST_LETTERS,
        rows: rows.into_iter().map(item).collect(),
        once: once::key(),
    })
}

pub(in crate::debts) async fn index(app: web::Data<App>, who: Staff<Accountant>) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, Form::of(Typed::default().with("step", Step::Reminder))).await?))
}

pub(in crate::debts) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let Some(draft) = BatchDraft::read(&mut form) else {
        return Ok(Refused(page(&app, &who, form).await?).respond_to(&req));
    };
    let (key, person, by) = (form.value(once::FIELD).to_owned(), who.person(), who.clone());
    let written = app
        .db
        .write(move |tx| {
            once(tx, person, &key, |tx| write_letters(tx, &by, &draft).map(|id| format!("/staff/debts/letters/{id}")))
        })
        .await;
    match written {
        Ok(to) => Ok(see(to).respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("step", refused.said());
            Ok(Refused(page(&app, &who, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::debts) async fn show(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<BatchId>,
) -> Result<impl Responder, Error> {
    let (company, id) = (who.company(), id.into_inner());
    Ok(Page(Show { item: item(app.db.read(move |conn| store::letters::batch(conn, company, id)).await?) }))
}

/// The file, for the accountant.
pub(in crate::debts) async fn file(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<BatchId>,
) -> Result<HttpResponse, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let subject = id.to_string();
    let found = app
        .db
        .read(move |conn| {
            store::letters::batch(conn, company, id)?;
            files::on_shelf(conn, company, SHELF, std::slice::from_ref(&subject)).map(|mut all| all.remove(&subject))
        })
        .await?;
    let file = found.into_iter().flatten().next().ok_or(Error::NotFound)?;
    Ok(files::serve(&app.store, &file, &req).await?)
}
