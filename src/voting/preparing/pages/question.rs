//! Writing a question: what is decided and by whom, in both languages, what it would cost, what speaks for it and against it.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::questions::found;
use super::{Head, prepared};
use crate::app::App;
use crate::db::Failure;
use crate::text::{Locale, t, tv};
use crate::voting::item::item_key;
use crate::voting::law;
use crate::voting::meeting::MeetingId;
use crate::voting::preparing::forms::{ARGUMENT, QuestionDraft, TITLE, decides, question_typed};
use crate::voting::preparing::prepared::Prepared;
use crate::voting::preparing::{Refused as No, agenda, library};
use crate::voting::question::{Formula, QuestionId};
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "voting/preparing/question.html")]
pub(crate) struct Edit {
    head: Head,
    form: Form,
    /// Of which question; empty for a new one.
    id: String,
    once: String,
    decides: Vec<(String, String)>,
    entrances: Vec<(String, String)>,
    formulas: Vec<(&'static str, String)>,
    /// Ready texts: name in addresses, title.
    ready: Vec<(&'static str, String)>,
    title_limit: usize,
    argument_limit: usize,
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("decides", "6:homes").with("title_kk", "Смета"));
        form.refuse("title_kk", "forms.refused.empty");
        Self {
            head: Head::sample(),
            form,
            id: String::new(),
            once: "once".into(),
            decides: options(Locale::Kk, chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default()),
            entrances: vec![("1".into(), "1".into())],
            formulas: formulas(Locale::Kk),
            ready: ready(Locale::Kk),
            title_limit: TITLE,
            argument_limit: ARGUMENT,
        }
    }
}

fn formulas(locale: Locale) -> Vec<(&'static str, String)> {
    Formula::ALL.iter().map(|formula| (formula.word(), t(locale, formula.key()).into_owned())).collect()
}

fn ready(locale: Locale) -> Vec<(&'static str, String)> {
    let title = |ready: &library::Ready| if locale == Locale::Kk { ready.title.0 } else { ready.title.1 };
    library::all().iter().map(|ready| (ready.slug, format!("{}. {}", ready.item, title(ready)))).collect()
}

/// All that the law of a day lets a meeting decide, each with whose votes it asks for and what carries it.
fn options(locale: Locale, on: chrono::NaiveDate) -> Vec<(String, String)> {
    let option = |law: &law::Law| {
        let fraction = format!("{}/{}", law.rule.over.0, law.rule.over.1);
        let item = law.item.to_string();
        let holes = [
            ("item", item.as_str()),
            ("name", &t(locale, item_key(law.item))),
            ("roll", &t(locale, law.roll.key())),
            ("fraction", &fraction),
            ("base", &t(locale, law.rule.base.key())),
            ("article", law.article),
        ];
        (decides(law.item, law.roll), tv(locale, "voting.question.option", &holes))
    };
    law::rules(on).map(option).collect()
}

fn edit_page(locale: Locale, of: &Prepared, form: Form, id: Option<QuestionId>) -> Edit {
    Edit {
        head: Head::of(locale, of),
        form,
        id: id.map(|id| id.to_string()).unwrap_or_default(),
        once: if id.is_none() { once::key() } else { String::new() },
        decides: options(locale, of.law_of()),
        entrances: of.entrances.iter().map(|door| (door.id.to_string(), door.number.clone())).collect(),
        formulas: formulas(locale),
        ready: if id.is_none() { ready(locale) } else { Vec::new() },
        title_limit: TITLE,
        argument_limit: ARGUMENT,
    }
}

/// The form of a draft's question.
async fn page(app: &App, who: &Staff<Secretary>, id: MeetingId, form: Form, question: Option<QuestionId>) -> Result<Edit, Error> {
    let of = prepared(app, who, id).await?;
    if !of.meeting.state.open_to_change() {
        return Err(Error::Refused(No::NotDraft.said()));
    }
    Ok(edit_page(who.locale(), &of, form, question))
}

pub(in crate::voting) async fn new(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    query: Query,
) -> Result<impl Responder, Error> {
    let start = match library::find(query.value("text")) {
        Some(ready) => Typed::default()
            .with("decides", decides(ready.item, ready.roll))
            .with("formula", ready.formula)
            .with("title_kk", ready.title.0)
            .with("title_ru", ready.title.1)
            .with("text_kk", ready.text.0)
            .with("text_ru", ready.text.1),
        None => Typed::default().with("formula", Formula::None),
    };
    Ok(Page(page(&app, &who, id.into_inner(), Form::of(start), None).await?))
}

pub(in crate::voting) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let mut form = Form::of(typed);
    let Some(draft) = QuestionDraft::read(&mut form) else {
        return Ok(Refused(page(&app, &who, id, form, None).await?).respond_to(&req));
    };
    let (author, key) = (who.clone(), form.value(once::FIELD).to_owned());
    let added = app
        .db
        .write(move |tx| {
            once(tx, author.person(), &key, |tx| {
                agenda::add(tx, &author, id, &draft).map(|_| format!("/staff/votes/{id}/questions"))
            })
        })
        .await;
    match added {
        Ok(to) => Ok(see(to).saying("voting.said.question").respond_to(&req)),
        Err(failure) => refused(&req, &app, &who, id, form, None, failure).await,
    }
}

async fn refused(
    req: &HttpRequest,
    app: &App,
    who: &Staff<Secretary>,
    id: MeetingId,
    mut form: Form,
    question: Option<QuestionId>,
    failure: Failure<No>,
) -> Result<HttpResponse, Error> {
    let Failure::Refused(no) = failure else { return Err(failure.into()) };
    form.refuse(if no == No::NoEntrance { "entrance" } else { "decides" }, no.said());
    Ok(Refused(page(app, who, id, form, question).await?).respond_to(req))
}

pub(in crate::voting) async fn edit(
    app: web::Data<App>,
    who: Staff<Secretary>,
    path: web::Path<(MeetingId, QuestionId)>,
) -> Result<impl Responder, Error> {
    let (id, question) = path.into_inner();
    let (of, arguments) = found(&app, &who, id, question).await?;
    Ok(Page(page(&app, &who, id, Form::of(question_typed(&of, &arguments)), Some(question)).await?))
}

pub(in crate::voting) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    path: web::Path<(MeetingId, QuestionId)>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, question) = path.into_inner();
    found(&app, &who, id, question).await?;
    let mut form = Form::of(typed);
    let Some(draft) = QuestionDraft::read(&mut form) else {
        return Ok(Refused(page(&app, &who, id, form, Some(question)).await?).respond_to(&req));
    };
    let author = who.clone();
    match app.db.write(move |tx| agenda::change(tx, &author, id, question, &draft)).await {
        Ok(()) => Ok(see(format!("/staff/votes/{id}/questions")).saying("voting.said.question").respond_to(&req)),
        Err(failure) => refused(&req, &app, &who, id, form, Some(question), failure).await,
    }
}
