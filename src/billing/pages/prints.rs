//! Bills for the printer: asked for, how far they are, their files.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use crate::app::App;
use crate::billing::forms;
use crate::billing::paper::printing::{PrintId, SHELF, State, ask};
use crate::billing::store::prints::Print;
use crate::billing::store::{about, prints, runs};
use crate::clock::Moment;
use crate::db::Failure;
use crate::files::{self, FileId};
use crate::homes::BuildingId;
use crate::text;
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

/// How many printings are shown.
const PRINTS: i64 = 30;
/// Two years of months to choose from.
const MONTHS: i64 = 24;

#[derive(Template)]
#[template(path = "billing/prints.html")]
pub(crate) struct Index {
    form: Form,
    months: Vec<(String, String)>,
    buildings: Vec<(String, String)>,
    rows: Vec<Item>,
    once: String,
}

/// A printing in the list.
struct Item {
    id: String,
    month: NaiveDate,
    address: String,
    is_named: bool,
    state: State,
    done: i64,
    all: i64,
    author: String,
    at: Moment,
}

fn item(of: Print) -> Item {
    Item {
        id: of.id.to_string(),
        month: of.month,
        address: of.address.unwrap_or_default(),
        is_named: of.is_named,
        state: of.state,
        done: of.done,
        all: of.all,
        author: of.author,
        at: of.created_at,
    }
}

fn sample_item(state: State) -> Item {
    Item {
        id: "0".repeat(26),
        month: NaiveDate::default(),
        address: String::new(),
        is_named: state == State::Done,
        state,
        done: 120,
        all: 320,
        author: "Ким Светлана".into(),
        at: Moment::default(),
    }
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("month", "billing.refused.month");
        Self {
            form,
            months: vec![("2026-11-01".into(), "қараша 2026".into())],
            buildings: vec![("1".into(), "Абай даңғылы, 12".into())],
            rows: State::ALL.iter().map(|state| sample_item(*state)).collect(),
            once: "once".into(),
        }
    }
}

#[derive(Template)]
#[template(path = "billing/print.html")]
pub(crate) struct Show {
    item: Item,
    /// Its files: id, name, bytes.
    files: Vec<(String, String, u64)>,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let file = ("0".repeat(26), "Абай даңғылы, 12, 1-кіреберіс.pdf".to_owned(), 1_200_000);
        Self { item: sample_item(State::Drawing), files: vec![file] }
    }

    fn running(&self) -> bool {
        self.item.state == State::Drawing
    }
}

async fn page(app: &App, who: &Staff<Accountant>, form: Form) -> Result<Index, Error> {
    let (company, locale) = (who.company(), who.locale());
    let (runs, buildings, rows) = app
        .db
        .read(move |conn| {
            let runs = runs::all(conn, company, MONTHS)?;
            Ok((runs, about::houses(conn, company)?, prints::all(conn, company, PRINTS)?))
        })
        .await?;
    let posted = runs.iter().filter(|run| run.state == crate::billing::run::State::Posted);
    let months: Vec<(String, String)> = posted.map(|run| (run.month.to_string(), text::month_year(locale, run.month))).collect();
    Ok(Index { form, months, buildings, rows: rows.into_iter().map(item).collect(), once: once::key() })
}

pub(super) async fn index(app: web::Data<App>, who: Staff<Accountant>) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, Form::of(Typed::default().with("variant", "named"))).await?))
}

pub(super) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let month = forms::month(form.value("month"));
    if month.is_none() {
        form.refuse("month", "billing.refused.month");
    }
    let building = form.value("building").to_owned();
    let house: Option<BuildingId> = building.parse().ok();
    if house.is_none() && !building.is_empty() {
        form.refuse("building", "forms.refused.choice");
    }
    let (Some(month), false) = (month, form.failed()) else {
        return Ok(Refused(page(&app, &who, form).await?).respond_to(&req));
    };
    let is_named = form.value("variant") != "public";
    let (key, person, by) = (form.value(once::FIELD).to_owned(), who.person(), who.clone());
    let asked = app.db.write(move |tx| {
        once(tx, person, &key, |tx| ask(tx, &by, (month, house, is_named)).map(|id| format!("/staff/billing/prints/{id}")))
    });
    match asked.await {
        Ok(to) => Ok(see(to).respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("month", refused.said());
            Ok(Refused(page(&app, &who, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(super) async fn show(app: web::Data<App>, who: Staff<Accountant>, id: web::Path<PrintId>) -> Result<impl Responder, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let (print, files) = app
        .db
        .read(move |conn| Ok((prints::one(conn, company, id)?, files::on_shelf(conn, company, SHELF, &[id.to_string()])?)))
        .await?;
    let file = |of: files::FileRow| (of.id.to_string(), of.name, u64::try_from(of.bytes).unwrap_or_default());
    Ok(Page(Show { item: item(print), files: files.into_values().flatten().map(file).collect() }))
}

pub(super) async fn file(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    path: web::Path<(PrintId, FileId)>,
) -> Result<HttpResponse, Error> {
    let (company, (id, file)) = (who.company(), path.into_inner());
    let found = app.db.read(move |conn| files::find(conn, company, SHELF, &id.to_string(), file)).await?;
    Ok(files::serve(&app.store, &found.ok_or(Error::NotFound)?, &req).await?)
}
