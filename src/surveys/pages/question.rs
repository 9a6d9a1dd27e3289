//! One question of a draft.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::said;
use crate::app::App;
use crate::db::Failure;
use crate::surveys::forms::question::{read, typed as typed_question};
use crate::surveys::kind::{State, SurveyId};
use crate::surveys::question::{Kind, Question, Range};
use crate::surveys::questions::{QUESTIONS, Questions};
use crate::surveys::rows::Survey;
use crate::surveys::{Refused as No, no, reask, zone};
use crate::text::{Locale, t};
use crate::web::actor::{Acting, Staff, Surveyor};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "surveys/question.html")]
pub(crate) struct Edit {
    form: Form,
    id: String,
    survey: String,
    title_key: &'static str,
    action: String,
    once: String,
    kind: &'static str,
    kind_key: &'static str,
    has_options: bool,
    has_ends: bool,
    ranges: Vec<(&'static str, String)>,
    /// Answers to questions before that may lead to this one: value, words.
    leading: Vec<(String, String)>,
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("words_kk", "Не керек?"));
        form.refuse("options_ru", "surveys.refused.lines_differ");
        Self {
            form,
            id: "0".repeat(26),
            survey: "Балалар алаңы".into(),
            title_key: "surveys.question.new",
            action: "/staff/surveys/1/questions".into(),
            once: "once".into(),
            kind: Kind::Multiple.word(),
            kind_key: Kind::Multiple.key(),
            has_options: true,
            has_ends: true,
            ranges: ranges(),
            leading: vec![("1:1".into(), "1. Керек пе? — Иә".into())],
        }
    }
}

fn ranges() -> Vec<(&'static str, String)> {
    Range::ALL.iter().map(|range| (range.word(), format!("{}–{}", range.values().start(), range.values().end()))).collect()
}

/// The answers that may lead to a question.
fn leading(locale: Locale, questions: &Questions, code: u16) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (place, before) in questions.before(code) {
        for answer in before.leading() {
            let says = if before.kind == Kind::Scale { answer.to_string() } else { said::option(locale, before, answer) };
            all.push((format!("{}:{answer}", before.code), format!("{place}. {} — {says}", before.words.for_reader(locale))));
        }
    }
    all
}

/// A new question of a kind, or one that is there.
#[derive(Clone, Copy)]
enum Writing {
    New(Kind),
    Old(u16, Kind),
}

impl Writing {
    fn kind(self) -> Kind {
        match self {
            Self::New(kind) | Self::Old(_, kind) => kind,
        }
    }

    /// The code; 0 for one that has none yet.
    fn code(self) -> u16 {
        match self {
            Self::New(_) => 0,
            Self::Old(code, _) => code,
        }
    }
}

fn page(locale: Locale, of: &Survey, form: Form, writing: Writing) -> Edit {
    let kind = writing.kind();
    let base = format!("/staff/surveys/{}/questions", of.id);
    Edit {
        form,
        id: of.id.to_string(),
        survey: said::title(locale, of),
        title_key: if writing.code() == 0 { "surveys.question.new" } else { "surveys.question.edit" },
        action: if writing.code() == 0 { base } else { format!("{base}/{}", writing.code()) },
        once: if writing.code() == 0 { once::key() } else { String::new() },
        kind: kind.word(),
        kind_key: kind.key(),
        has_options: kind.has_options(),
        has_ends: kind.has_ends(),
        ranges: ranges(),
        leading: leading(locale, &of.questions, writing.code()),
    }
}

async fn draft(app: &App, who: &Staff<Surveyor>, id: SurveyId) -> Result<Survey, Error> {
    let reach = who.reach().clone();
    let of = app.db.read(move |conn| zone::one(conn, &reach, id)).await?;
    if of.state == State::Draft { Ok(of) } else { Err(Error::Refused(No::NotDraft.said())) }
}

fn find(of: &Survey, code: u16) -> Result<&Question, Error> {
    of.questions.find(code).map(|(_, question)| question).ok_or(Error::NotFound)
}

pub(in crate::surveys) async fn new(
    app: web::Data<App>,
    who: Staff<Surveyor>,
    id: web::Path<SurveyId>,
    query: Query,
) -> Result<impl Responder, Error> {
    let of = draft(&app, &who, id.into_inner()).await?;
    let kind = query.word("kind").unwrap_or(Kind::Single);
    let form = Form::of(Typed::default().with("kind", kind).with("range", Range::Five));
    Ok(Page(page(who.locale(), &of, form, Writing::New(kind))))
}

pub(in crate::surveys) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Surveyor>,
    id: web::Path<SurveyId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let of = draft(&app, &who, id).await?;
    let mut form = Form::of(typed);
    let kind = form.value("kind").parse().unwrap_or(Kind::Single);
    let Some(question) = read(&mut form, kind, 0, &of.questions) else {
        return Ok(Refused(page(who.locale(), &of, form, Writing::New(kind))).respond_to(&req));
    };
    let (key, author) = (form.typed().value(once::FIELD).to_owned(), who.clone());
    let added =
        app.db.write(move |tx| {
            once(tx, author.person(), &key, |tx| {
                reask(tx, &author, id, |all| {
                    if all.all().len() < QUESTIONS { Ok(all.add(question)) } else { no(No::TooManyQuestions) }
                })?;
                Ok(format!("/staff/surveys/{id}"))
            })
        });
    match added.await {
        Ok(to) => Ok(see(to).saying("surveys.said.question").respond_to(&req)),
        Err(failure) => refused(&req, &who, &of, form, Writing::New(kind), failure),
    }
}

fn refused(
    req: &HttpRequest,
    who: &Staff<Surveyor>,
    of: &Survey,
    mut form: Form,
    writing: Writing,
    failure: Failure<No>,
) -> Result<HttpResponse, Error> {
    let Failure::Refused(no) = failure else { return Err(failure.into()) };
    form.refuse(no.field(), no.said());
    Ok(Refused(page(who.locale(), of, form, writing)).respond_to(req))
}

pub(in crate::surveys) async fn edit(
    app: web::Data<App>,
    who: Staff<Surveyor>,
    path: web::Path<(SurveyId, u16)>,
) -> Result<impl Responder, Error> {
    let (id, code) = path.into_inner();
    let of = draft(&app, &who, id).await?;
    let question = find(&of, code)?;
    Ok(Page(page(who.locale(), &of, Form::of(typed_question(question)), Writing::Old(code, question.kind))))
}

pub(in crate::surveys) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Surveyor>,
    path: web::Path<(SurveyId, u16)>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, code) = path.into_inner();
    let of = draft(&app, &who, id).await?;
    let writing = Writing::Old(code, find(&of, code)?.kind);
    let mut form = Form::of(typed);
    let Some(question) = read(&mut form, writing.kind(), code, &of.questions) else {
        return Ok(Refused(page(who.locale(), &of, form, writing)).respond_to(&req));
    };
    let author = who.clone();
    let saved = app.db.write(move |tx| reask(tx, &author, id, |all| there(all.replace(question)))).await;
    match saved {
        Ok(()) => Ok(see(format!("/staff/surveys/{id}")).saying("surveys.said.question").respond_to(&req)),
        Err(failure) => refused(&req, &who, &of, form, writing, failure),
    }
}

/// A question that is not there any more was taken away by somebody else.
fn there(done: bool) -> Result<(), Failure<No>> {
    if done { Ok(()) } else { no(No::ChangedMeanwhile) }
}

pub(in crate::surveys) async fn shift(
    app: web::Data<App>,
    who: Staff<Surveyor>,
    path: web::Path<(SurveyId, u16)>,
    typed: Typed,
) -> Result<impl Responder, Error> {
    let (id, code) = path.into_inner();
    find(&draft(&app, &who, id).await?, code)?;
    let up = typed.value("to") == "up";
    // at an end there is nowhere to go: nothing is changed then
    app.db.write(move |tx| reask(tx, &who, id, |all| Ok(all.shift(code, up)))).await?;
    Ok(see(format!("/staff/surveys/{id}#q{code}")))
}

pub(in crate::surveys) async fn remove(
    app: web::Data<App>,
    who: Staff<Surveyor>,
    path: web::Path<(SurveyId, u16)>,
) -> Result<impl Responder, Error> {
    let (id, code) = path.into_inner();
    find(&draft(&app, &who, id).await?, code)?;
    app.db.write(move |tx| reask(tx, &who, id, |all| there(all.remove(code)))).await?;
    Ok(see(format!("/staff/surveys/{id}")).saying("surveys.said.removed"))
}

/// The kinds, to begin a question of each.
pub(super) fn kinds(locale: Locale) -> Vec<(&'static str, String)> {
    Kind::ALL.iter().map(|kind| (kind.word(), t(locale, kind.key()).into_owned())).collect()
}
