//! Writing down what was paid for, with its document.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{articles, funds};
use crate::app::App;
use crate::db::Failure;
use crate::files::{Limits, NotKept};
use crate::ledger::Fund;
use crate::spending::forms::Draft;
use crate::spending::{Article, Refused as No, Source, spend, store};
use crate::text::{Locale, t};
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::once::{self, once};
use crate::web::upload::Upload;
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "spending/form.html")]
pub(crate) struct New {
    form: Form,
    buildings: Vec<(String, String)>,
    funds: Vec<(&'static str, String)>,
    articles: Vec<(&'static str, String)>,
    sources: Vec<(&'static str, String)>,
    once: String,
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("amount", "money.refused.too_large");
        Self::of(Locale::Kk, form, vec![("1".into(), "Абай даңғылы, 12".into())])
    }

    fn of(locale: Locale, form: Form, buildings: Vec<(String, String)>) -> Self {
        let sources = Source::ALL.iter().map(|of| (of.word(), t(locale, of.key()).into_owned())).collect();
        Self { form, buildings, funds: funds(locale), articles: articles(locale), sources, once: once::key() }
    }
}

async fn page(app: &App, who: &Staff<Accountant>, form: Form) -> Result<New, Error> {
    let company = who.company();
    let buildings = app.db.read(move |conn| store::houses(conn, company, None)).await?;
    Ok(New::of(who.locale(), form, buildings))
}

pub(in crate::spending) async fn new(app: web::Data<App>, who: Staff<Accountant>) -> Result<impl Responder, Error> {
    let typed = Typed::default().with("fund", Fund::Current).with("source", Source::Bank).with("article", Article::Repair);
    Ok(Page(page(&app, &who, Form::of(typed.with("day", app.clock.today()))).await?))
}

pub(in crate::spending) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(upload.typed);
    let draft = Draft::read(&mut form, app.clock.today());
    let mut kept = None;
    match upload.files.into_iter().find(|file| file.field == "file") {
        None => form.refuse("file", "spending.refused.file"),
        Some(sent) => match app.store.take(sent.bytes, sent.name, Limits::PAPER).await {
            Ok(file) => kept = Some(file),
            Err(NotKept::Refused(refused)) => form.refuse("file", refused.said()),
            Err(NotKept::Broken(broken)) => return Err(broken.into()),
        },
    }
    let (Some(draft), Some(file), false) = (draft, kept, form.failed()) else {
        return Ok(Refused(page(&app, &who, form).await?).respond_to(&req));
    };
    let (key, person, by) = (form.value(once::FIELD).to_owned(), who.person(), who.clone());
    let written = app
        .db
        .write(move |tx| once(tx, person, &key, |tx| spend(tx, &by, &draft, &file).map(|id| format!("/staff/spending/{id}"))));
    match written.await {
        Ok(to) => Ok(see(to).saying("spending.said.written").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse(if refused == No::HandedOver { "building" } else { "day" }, refused.said());
            Ok(Refused(page(&app, &who, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
