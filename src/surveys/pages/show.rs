//! A survey as staff see it: what it asks, for whom, how far it is; and as those who are asked will see it.

use actix_web::{Responder, web};
use askama::Template;

use super::asking::Asking;
use super::desk::may_write;
use super::question::kinds;
use super::said;
use crate::app::App;
use crate::homes;
use crate::markup::Markup;
use crate::surveys::kind::{State, SurveyId};
use crate::surveys::question::{Kind, Question};
use crate::surveys::rows::Survey;
use crate::surveys::{ready, store, zone};
use crate::text::{self, Locale, t};
use crate::web::actor::{Acting, Anyone, Staff};
use crate::web::{Error, Form, Page, Refusal, Said, filters};

#[derive(Template)]
#[template(path = "surveys/show.html")]
pub(crate) struct Show {
    id: String,
    number: String,
    title: String,
    state_key: &'static str,
    state_tone: &'static str,
    next: String,
    withdrawn_why: String,
    intro: String,
    author: String,
    audience: Vec<String>,
    closes: String,
    asked: i64,
    took_part: i64,
    settings: Vec<String>,
    questions: Vec<Item>,
    kinds: Vec<(&'static str, String)>,
    missing: Option<Said>,
    results: bool,
    may_write: bool,
    draft: bool,
    open: bool,
    closed: bool,
}

/// A question in the list.
struct Item {
    code: u16,
    words: String,
    kind_key: &'static str,
    required: bool,
    options: Vec<String>,
    condition: String,
    /// Whether there is nothing above, and nothing below.
    edges: (bool, bool),
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let item = |code| Item {
            code,
            words: "Аулада не қажет?".into(),
            kind_key: Kind::Single.key(),
            required: true,
            options: vec!["Орындық".into(), "Ағаш".into()],
            condition: "1-сұраққа «Иә» деп жауап бергендерге".into(),
            edges: (code == 1, code == 2),
        };
        Self {
            id: "0".repeat(26),
            number: "2026-000012".into(),
            title: "Балалар алаңы".into(),
            state_key: State::Draft.key(),
            state_tone: State::Draft.tone(),
            next: "Бұл — жоба".into(),
            withdrawn_why: "Қате".into(),
            intro: "<p>Құрметті тұрғындар!</p>".into(),
            author: "Айгүл".into(),
            audience: vec!["Абай даңғылы, 12".into()],
            closes: "30 қараша".into(),
            asked: 120,
            took_part: 61,
            settings: vec!["Жауаптар аты-жөнсіз сақталады.".into()],
            questions: vec![item(1), item(2)],
            kinds: kinds(Locale::Kk),
            missing: Some(crate::surveys::Refused::NoEnd.said()),
            results: true,
            may_write: true,
            draft: true,
            open: true,
            closed: true,
        }
    }
}

fn items(locale: Locale, of: &Survey) -> Vec<Item> {
    let last = of.questions.all().len().saturating_sub(1);
    let item = |(at, question): (usize, &Question)| Item {
        code: question.code,
        words: question.words.for_reader(locale).to_owned(),
        kind_key: question.kind.key(),
        required: question.required,
        options: match question.kind {
            Kind::Scale | Kind::Matrix => {
                let rows = question.options.iter().map(|words| words.for_reader(locale).to_owned());
                rows.chain(std::iter::once(said::ends(locale, question))).collect()
            }
            _ => {
                let other = question.other.then(|| t(locale, "surveys.answer.something_else").into_owned());
                question.options.iter().map(|words| words.for_reader(locale).to_owned()).chain(other).collect()
            }
        },
        condition: said::condition(locale, &of.questions, question),
        edges: (at == 0, at == last),
    };
    of.questions.all().iter().enumerate().map(item).collect()
}

/// How answers are counted and shown, a sentence each.
fn settings(locale: Locale, of: &Survey) -> Vec<String> {
    let anonymous = if of.anonymous { "surveys.promise.anonymous" } else { "surveys.promise.named" };
    let keys = [anonymous, of.per.key(), of.weight.key(), of.breakdown.key(), of.shown_to.key()];
    keys.into_iter().map(|key| t(locale, key).into_owned()).collect()
}

pub(in crate::surveys) async fn show(
    app: web::Data<App>,
    who: Staff<Anyone>,
    id: web::Path<SurveyId>,
) -> Result<impl Responder, Error> {
    let (id, reach, now) = (id.into_inner(), who.reach().clone(), app.clock.now());
    let (of, scopes, places, author, took_part) = app
        .db
        .read(move |conn| {
            let (of, scopes) = zone::with_scopes(conn, &reach, id)?;
            let subjects = scopes.iter().map(|scope| scope.subject.clone()).collect();
            let places = homes::named(conn, of.company_id, &subjects)?;
            let author = store::desk::author(conn, &of)?;
            let took_part = store::desk::took_part(conn, of.company_id, id)?;
            Ok((of, scopes, places, author, took_part))
        })
        .await?;
    let (locale, zone) = (who.locale(), who.zone());
    let draft = of.state == State::Draft;
    Ok(Page(Show {
        id: of.id.to_string(),
        number: of.number.clone(),
        title: said::title(locale, &of),
        state_key: of.state.key(),
        state_tone: of.state.tone(),
        next: said::next(locale, zone, &of),
        withdrawn_why: of.withdrawn_why.clone().unwrap_or_default(),
        intro: Markup::parse(of.intro().for_reader(locale)).html(),
        author,
        audience: homes::audience_in_words(locale, &scopes, &places),
        closes: of.closes_at.map(|at| text::date_time(locale, at, zone)).unwrap_or_default(),
        asked: of.asked,
        took_part,
        settings: settings(locale, &of),
        questions: items(locale, &of),
        kinds: kinds(locale),
        missing: if draft { ready::check(&of, &scopes, now).err().map(|no| no.said()) } else { None },
        results: ready::results_shown(&of, u64::try_from(took_part).unwrap_or_default()),
        may_write: may_write(&who),
        draft,
        open: of.state == State::Open,
        closed: of.state == State::Closed,
    }))
}

#[derive(Template)]
#[template(path = "surveys/preview.html")]
pub(crate) struct Preview {
    form: Form,
    id: String,
    title: String,
    intro: String,
    promises: Vec<String>,
    questions: Vec<(Asking, String)>,
}

impl Preview {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            form: Form::default(),
            id: "0".repeat(26),
            title: "Балалар алаңы".into(),
            intro: "<p>Құрметті тұрғындар!</p>".into(),
            promises: vec!["Жауабыңыз аты-жөніңізсіз сақталады.".into()],
            questions: Asking::samples().into_iter().map(|asking| (asking, "1-сұраққа «Иә»".into())).collect(),
        }
    }
}

/// All questions at once, with when each is asked.
pub(in crate::surveys) async fn preview(
    app: web::Data<App>,
    who: Staff<Anyone>,
    id: web::Path<SurveyId>,
) -> Result<impl Responder, Error> {
    let (id, reach, locale) = (id.into_inner(), who.reach().clone(), who.locale());
    let of = app.db.read(move |conn| zone::one(conn, &reach, id)).await?;
    let asking = |question: &Question| (Asking::of(locale, question), said::condition(locale, &of.questions, question));
    Ok(Page(Preview {
        form: Form::default(),
        id: id.to_string(),
        title: said::title(locale, &of),
        intro: Markup::parse(of.intro().for_reader(locale)).html(),
        promises: said::promises(locale, &of),
        questions: of.questions.all().iter().map(asking).collect(),
    }))
}
