//! Answering, step by step without a script: what was typed before travels along in the form, the server decides what is asked next, and at
//! the end everything is looked over once more. Nothing is kept before it is sent.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::asking::Asking;
use super::said;
use crate::app::App;
use crate::db::Failure;
use crate::homes;
use crate::surveys::answer::{Sheet, steps};
use crate::surveys::answering::{self, Asked};
use crate::surveys::forms::answers;
use crate::surveys::kind::{Per, SurveyId};
use crate::surveys::question::Question;
use crate::surveys::rows::Survey;
use crate::surveys::{Refused as No, store};
use crate::text::{Locale, tv};
use crate::web::actor::{Acting, Resident};
use crate::web::identify::Home;
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "surveys/answer.html")]
pub(crate) struct Ask {
    form: Form,
    id: String,
    title: String,
    /// For which premises, where each answers by itself.
    home_name: String,
    anonymous: bool,
    step: usize,
    all: usize,
    questions: Vec<Asking>,
    carried: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "surveys/check.html")]
pub(crate) struct Check {
    id: String,
    title: String,
    home_name: String,
    anonymous: bool,
    /// The step of the last question.
    step: usize,
    answers: Vec<Answered>,
    carried: Vec<(String, String)>,
}

/// What was answered, to be looked over.
struct Answered {
    step: usize,
    question: String,
    lines: Vec<String>,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("q1", "1"));
        form.refuse("q2", "surveys.refused.required");
        Self {
            form,
            id: "0".repeat(26),
            title: "Балалар алаңы".into(),
            home_name: "Абай даңғылы, 12, 12-пәтер".into(),
            anonymous: true,
            step: 1,
            all: 3,
            questions: Asking::samples(),
            carried: vec![("q9".into(), "иә".into())],
        }
    }
}

impl Check {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let answered = |lines: &[&str]| Answered {
            step: 0,
            question: "Аулада не қажет?".into(),
            lines: lines.iter().map(ToString::to_string).collect(),
        };
        Self {
            id: "0".repeat(26),
            title: "Балалар алаңы".into(),
            home_name: String::new(),
            anonymous: true,
            step: 1,
            answers: vec![answered(&["Орындық", "Ағаш"]), answered(&[])],
            carried: vec![("q1".into(), "1".into())],
        }
    }
}

/// A home as people name it.
pub(super) fn home_name(locale: Locale, home: &Home) -> String {
    let kind = home.kind.parse().unwrap_or(homes::Kind::Flat);
    format!("{}, {}", home.address, tv(locale, kind.label_key(), &[("number", &home.number)]))
}

/// Whoever is in the middle of answering: the survey, for which home, and what was typed so far.
struct Going<'a> {
    of: &'a Survey,
    home: &'a Home,
    locale: Locale,
    steps: Vec<Vec<u16>>,
    form: Form,
}

impl<'a> Going<'a> {
    fn new(of: &'a Survey, home: &'a Home, locale: Locale, typed: Typed) -> Self {
        Self { of, home, locale, steps: steps(&of.questions), form: Form::of(typed) }
    }

    /// All that can be read of what was typed.
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::default();
        for question in self.of.questions.all() {
            let mut alone = Form::of(self.form.typed().clone());
            if let Some(answer) = answers::read(&mut alone, question, self.locale).filter(|_| !alone.failed()) {
                sheet.put(question.code, answer);
            }
        }
        sheet
    }

    /// The questions of a step that are asked, what was typed being so.
    fn asked(&self, step: usize) -> Vec<&'a Question> {
        let codes = self.steps.get(step).map_or(&[][..], Vec::as_slice);
        self.sheet().asked(&self.of.questions).into_iter().filter(|question| codes.contains(&question.code)).collect()
    }

    /// The next step after one in which something is asked.
    fn after(&self, step: usize) -> Option<usize> {
        (step + 1..self.steps.len()).find(|step| !self.asked(*step).is_empty())
    }

    /// The last step before one in which something is asked.
    fn before(&self, step: usize) -> Option<usize> {
        (0..step.min(self.steps.len())).rev().find(|step| !self.asked(*step).is_empty())
    }

    /// Notes what is wrong with the answers of a step; whether nothing is.
    fn is_right(&mut self, step: usize) -> bool {
        for question in self.asked(step) {
            answers::read(&mut self.form, question, self.locale);
        }
        !self.form.failed()
    }

    /// What was typed into other steps.
    fn carried(&self, shown: &[&Question]) -> Vec<(String, String)> {
        let mut all = vec![("home".to_owned(), self.home.premises.clone())];
        for question in self.of.questions.all().iter().filter(|question| !shown.iter().any(|other| other.code == question.code)) {
            all.extend(self.form.typed().fields(|name| answers::is_of(name, question.code)));
        }
        all
    }

    fn home_name(&self) -> String {
        if self.of.per == Per::Unit { home_name(self.locale, self.home) } else { String::new() }
    }

    fn ask(self, step: usize) -> Ask {
        let shown = self.asked(step);
        Ask {
            id: self.of.id.to_string(),
            title: said::title(self.locale, self.of),
            home_name: self.home_name(),
            anonymous: self.of.anonymous,
            step,
            all: self.steps.len(),
            questions: shown.iter().map(|question| Asking::of(self.locale, question)).collect(),
            carried: self.carried(&shown),
            form: self.form,
        }
    }

    fn check(self) -> Check {
        let sheet = self.sheet();
        let answered = |question: &Question| Answered {
            step: self.steps.iter().position(|step| step.contains(&question.code)).unwrap_or_default(),
            question: question.words.for_reader(self.locale).to_owned(),
            lines: sheet.get(question.code).map(|given| said::answer(self.locale, question, given)).unwrap_or_default(),
        };
        Check {
            id: self.of.id.to_string(),
            title: said::title(self.locale, self.of),
            home_name: self.home_name(),
            anonymous: self.of.anonymous,
            step: self.before(self.steps.len()).unwrap_or_default(),
            answers: sheet.asked(&self.of.questions).into_iter().map(answered).collect(),
            carried: self.carried(&[]),
        }
    }
}

/// Whoever may answer now, and for which home.
fn may<'a>(asked: &'a Asked, who: &Resident, chosen: &str, now: crate::clock::Moment) -> Result<(&'a Home, String), Error> {
    let home = asked.home(who, chosen).ok_or_else(|| Error::Refused(No::NotAsked.said()))?;
    let unit = asked.unit(who, home);
    if !asked.survey.is_open(now) {
        return Err(Error::Refused(No::NotOpen.said()));
    }
    match asked.done(&unit) {
        None => Ok((home, unit)),
        Some(true) if asked.survey.changeable(now) => Ok((home, unit)),
        Some(_) => Err(Error::Refused(No::Answered.said())),
    }
}

pub(in crate::surveys) async fn ask(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<SurveyId>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (id, reader, now) = (id.into_inner(), who.clone(), app.clock.now());
    let asked = app.db.read(move |conn| answering::asked(conn, &reader, id)).await?;
    let (home, unit) = may(&asked, &who, query.value("home"), now)?;
    let before = match asked.done(&unit) {
        Some(_) => app.db.read(move |conn| store::answers::of_unit(conn, id, &unit)).await?,
        None => None,
    };
    let questions = &asked.survey.questions;
    let typed = before.map(|row| answers::typed(&row.answers, questions.all())).unwrap_or_default();
    Ok(Page(Going::new(&asked.survey, home, who.locale(), typed).ask(0)))
}

pub(in crate::surveys) async fn go(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    id: web::Path<SurveyId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, reader, now) = (id.into_inner(), who.clone(), app.clock.now());
    let asked = app.db.read(move |conn| answering::asked(conn, &reader, id)).await?;
    let back = format!("/surveys/{id}");
    let (home, _) = match may(&asked, &who, typed.value("home"), now) {
        Ok(may) => may,
        // sent twice, or sent too late: the page of the survey says how it stands
        Err(Error::Refused(said)) => return Ok(see(back).regretting(said).respond_to(&req)),
        Err(error) => return Err(error),
    };
    let (step, act) = (typed.value("step").parse().unwrap_or(0usize), typed.value("go").to_owned());
    let mut going = Going::new(&asked.survey, home, who.locale(), typed);
    let to: Option<usize> = act.strip_prefix("to:").and_then(|step| step.parse().ok());
    if let Some(to) = to.or_else(|| (act == "back").then(|| going.before(step).unwrap_or_default())) {
        return Ok(Page(going.ask(to.min(step))).respond_to(&req));
    }
    if act != "send" {
        if !going.is_right(step) {
            return Ok(Refused(going.ask(step)).respond_to(&req));
        }
        return Ok(match going.after(step) {
            Some(next) => Page(going.ask(next)).respond_to(&req),
            None => Page(going.check()).respond_to(&req),
        });
    }
    if let Some(wrong) = (0..going.steps.len()).find(|step| !going.is_right(*step)) {
        return Ok(Refused(going.ask(wrong)).respond_to(&req));
    }
    let sheet = going.sheet().settled(&asked.survey.questions);
    if sheet.is_empty() {
        going.form.refuse("", "surveys.refused.nothing");
        return Ok(Refused(going.ask(0)).respond_to(&req));
    }
    let premises = home.premises.clone();
    match app.db.write(move |tx| answering::answer(tx, &who, id, &premises, sheet)).await {
        Ok(()) => Ok(see(back).saying("surveys.said.answered").respond_to(&req)),
        Err(Failure::Refused(no)) => Ok(see(back).regretting(no.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}
