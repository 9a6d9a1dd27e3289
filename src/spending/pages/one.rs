//! One spending: what it is, its document, taking it back.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use crate::app::App;
use crate::billing::fund_key;
use crate::clock::Moment;
use crate::db::Failure;
use crate::files;
use crate::ledger::Fund;
use crate::money::Tiyn;
use crate::spending::store::{self, Placed as Kept};
use crate::spending::{Article, SHELF, Source, SpendingId, take_back};
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "spending/one.html")]
pub(crate) struct Show {
    id: String,
    number: String,
    address: String,
    day: NaiveDate,
    amount: Tiyn,
    article_key: &'static str,
    fund_key: &'static str,
    source_key: &'static str,
    what: String,
    decision: String,
    document: String,
    is_shown: bool,
    author: String,
    at: Moment,
    back: Option<(NaiveDate, String)>,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            number: "2026-000012".into(),
            address: "Абай даңғылы, 12".into(),
            day: NaiveDate::default(),
            amount: Tiyn(12_500_000),
            article_key: Article::Lifts.key(),
            fund_key: fund_key(Fund::Current),
            source_key: Source::Bank.key(),
            what: "Лифт арқанын ауыстыру".into(),
            decision: "Үй кеңесінің шешімі № 7".into(),
            document: "Акт № 14".into(),
            is_shown: true,
            author: "Ким Светлана".into(),
            at: Moment::default(),
            back: Some((NaiveDate::default(), "Екі рет жазылған".into())),
        }
    }

    fn of((of, address, author, back, reason): Kept) -> Self {
        Self {
            id: of.id.to_string(),
            number: of.number,
            address,
            day: of.day,
            amount: Tiyn(of.amount),
            article_key: of.article.key(),
            fund_key: fund_key(of.fund),
            source_key: of.source.key(),
            what: of.what,
            decision: of.decision,
            document: of.document,
            is_shown: of.is_shown,
            author,
            at: of.created_at,
            back: back.zip(reason),
        }
    }
}

#[derive(Template)]
#[template(path = "spending/reversal.html")]
pub(crate) struct AskReversal {
    form: Form,
    id: String,
    number: String,
    amount: Tiyn,
    once: String,
}

impl AskReversal {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("reason", "forms.refused.empty");
        let (id, number) = ("0".repeat(26), "2026-000012".into());
        Self { form, id, number, amount: Tiyn(12_500_000), once: "once".into() }
    }
}

async fn found(app: &App, who: &Staff<Accountant>, id: SpendingId) -> Result<Kept, Error> {
    let company = who.company();
    Ok(app.db.read(move |conn| store::one(conn, company, id)).await?)
}

pub(in crate::spending) async fn show(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<SpendingId>,
) -> Result<impl Responder, Error> {
    Ok(Page(Show::of(found(&app, &who, id.into_inner()).await?)))
}

pub(in crate::spending) async fn document(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<SpendingId>,
) -> Result<HttpResponse, Error> {
    let (company, subject) = (who.company(), id.to_string());
    let found = app.db.read(move |conn| files::on_shelf(conn, company, SHELF, &[subject])).await?;
    let file = found.into_values().flatten().next().ok_or(Error::NotFound)?;
    Ok(files::serve(&app.store, &file, &req).await?)
}

async fn ask(app: &App, who: &Staff<Accountant>, id: SpendingId, form: Form) -> Result<AskReversal, Error> {
    let (of, ..) = found(app, who, id).await?;
    Ok(AskReversal { form, id: id.to_string(), number: of.number, amount: Tiyn(of.amount), once: once::key() })
}

pub(in crate::spending) async fn ask_reversal(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<SpendingId>,
) -> Result<impl Responder, Error> {
    Ok(Page(ask(&app, &who, id.into_inner(), Form::default()).await?))
}

pub(in crate::spending) async fn reverse(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<SpendingId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    let reason = form.text("reason", 300);
    if form.failed() {
        return Ok(Refused(ask(&app, &who, id, form).await?).respond_to(&req));
    }
    let (key, person, by, at) = (form.value(once::FIELD).to_owned(), who.person(), who.clone(), format!("/staff/spending/{id}"));
    match app.db.write(move |tx| once(tx, person, &key, |tx| take_back(tx, &by, id, &reason).map(|()| at))).await {
        Ok(to) => Ok(see(to).saying("spending.said.reversed").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("reason", refused.said());
            Ok(Refused(ask(&app, &who, id, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
