//! The ballot: looked at once more, then cast. What was chosen travels in the form.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::proving::{Proved, mail_code, prove};
use super::scene::Scene;
use super::show::page;
use crate::app::App;
use crate::db::Failure;
use crate::text::{self, t, tv};
use crate::voting::arriving::Refused as NotTaken;
use crate::voting::booth::forms::{named, read};
use crate::voting::booth::sheaf::Sheaf;
use crate::voting::booth::{No, cast_all, words};
use crate::voting::choice::Choice;
use crate::voting::meeting::MeetingId;
use crate::web::actor::{Acting, Recent, Resident};
use crate::web::limits::Limits;
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refused, Typed, filters, see};

/// The most fields of a ballot that are carried along.
const MOST: usize = 2_000;

#[derive(Template)]
#[template(path = "voting/booth/review.html")]
pub(in crate::voting::booth) struct Review {
    id: String,
    title: String,
    closes: String,
    /// For which units: what they say to each question.
    sheaves: Vec<(String, Vec<(String, String)>)>,
    fields: Vec<(String, String)>,
    once: String,
    /// Whether they must show that it is they; whether by an app's code too; whether a letter can go out, and whether one has.
    asks: bool,
    second: bool,
    has_mail: bool,
    sent: bool,
    form: Form,
}

impl Review {
    /// As the tests look at it.
    pub(in crate::voting::booth) fn sample() -> Self {
        let mut form = Form::of(Typed::default());
        form.refuse("letter", "voting.booth.refused.code");
        Self {
            id: "0".repeat(26),
            title: "Жылдық жиналыс".into(),
            closes: "25 қараша, 14:00".into(),
            sheaves: vec![("12-пәтер".into(), vec![("1. Жарна".into(), "Иә".into())])],
            fields: vec![("mine-1".into(), "for".into())],
            once: "once".into(),
            asks: true,
            second: true,
            has_mail: true,
            sent: true,
            form,
        }
    }
}

/// Whoever comes by the address alone is shown the meeting.
pub(in crate::voting::booth) async fn ask(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    // a meeting that is not theirs is not there, by this address either
    Scene::of(&app, &who, *id).await?;
    Ok(see(format!("/votes/{id}")))
}

/// What a sheaf says, in words.
fn said(scene: &Scene, who: &Resident, form: &Form, sheaf: &Sheaf) -> Option<(String, Vec<(String, String)>)> {
    let locale = who.locale();
    let mut answers = Vec::new();
    for question in scene.questions.iter().filter(|question| sheaf.asks(question)) {
        let choice: Choice = form.value(&sheaf.field(question)).parse().ok()?;
        answers.push((format!("{}. {}", question.place, question.title(locale)), t(locale, choice.key()).into_owned()));
    }
    let units = words::labels(locale, &sheaf.voices);
    let power = sheaf.voices.iter().find_map(|voice| voice.power.map(|(_, until)| (voice.name.as_str(), until)));
    let units = match power {
        Some((owner, until)) => {
            let until = text::date(locale, until);
            tv(locale, "voting.booth.note.power", &[("unit", &units), ("owner", owner), ("until", &until)])
        }
        None => units,
    };
    Some((units, answers))
}

fn review(scene: &Scene, who: &Resident, form: Form, sheaves: &[Sheaf], (has_mail, sent): (bool, bool)) -> Review {
    let locale = who.locale();
    let names: Vec<String> =
        sheaves.iter().flat_map(|sheaf| scene.questions.iter().map(|question| sheaf.field(question))).collect();
    let carried = ["apart", "again", "unit"].into_iter().map(str::to_owned).chain(names);
    let fields =
        carried.flat_map(|name| form.values(&name).into_iter().map(|value| (name.clone(), value.to_owned())).collect::<Vec<_>>());
    let key = form.value(once::FIELD);
    Review {
        id: scene.of.id.to_string(),
        title: scene.of.title(locale).to_owned(),
        closes: scene.of.closes_at.map(|at| text::date_time(locale, at, who.zone())).unwrap_or_default(),
        sheaves: sheaves.iter().filter_map(|sheaf| said(scene, who, &form, sheaf)).collect(),
        fields: fields.take(MOST).collect(),
        once: if key.is_empty() { once::key() } else { key.to_owned() },
        asks: Recent::of(who.clone(), scene.now).is_err(),
        second: who.identity().second_factor,
        has_mail,
        sent,
        form: form.without("letter").without("code"),
    }
}

pub(in crate::voting::booth) async fn cast(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    session: Session,
    who: Resident,
    id: web::Path<MeetingId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    // a vote is cast by nobody else, whatever they were granted
    if who.identity().visit.is_some() {
        return Err(Error::Closed("errors.visit.closed".into()));
    }
    let (key, person) = (typed.value(once::FIELD).to_owned(), who.person());
    if typed.has("step", "cast") && !key.is_empty() {
        let key = key.clone();
        if let Some(done) = app.db.read(move |conn| once::answered(conn, person, &key)).await? {
            return Ok(see(done).respond_to(&req));
        }
    }
    let scene = Scene::of(&app, &who, id.into_inner()).await?;
    let mut form = Form::of(typed);
    let (sheaves, again) = (named(&form, &scene.voices, &scene.questions), form.has("again", "yes"));
    if form.has("step", "back") {
        return Ok(Page(page(&scene, &who, form, &sheaves, again)).respond_to(&req));
    }
    if !scene.takes_votes() {
        form.refuse("", NotTaken::NotOpen.said_to(who.reader()));
        return Ok(Refused(page(&scene, &who, form, &[], again)).respond_to(&req));
    }
    let Some(picks) = read(&mut form, &sheaves, &scene.questions) else {
        return Ok(Refused(page(&scene, &who, form, &sheaves, again)).respond_to(&req));
    };
    let mail = super::proving::has_mail(&app, &who).await?;
    if form.has("step", "code") {
        limits.knock(&req)?;
        let sent = mail && mail_code(&app, &who, &scene.of, &mut form).await?;
        let page = review(&scene, &who, form, &sheaves, (mail, sent));
        return Ok(if sent { Page(page).respond_to(&req) } else { Refused(page).respond_to(&req) });
    }
    if !form.has("step", "cast") {
        return Ok(Page(review(&scene, &who, form, &sheaves, (mail, false))).respond_to(&req));
    }
    let sure = match prove(&req, &app, &limits, &session, &who, &scene.of, &mut form).await? {
        Proved::Sure(sure) => sure,
        Proved::Not => {
            let sent = !form.value("letter").is_empty();
            return Ok(Refused(review(&scene, &who, form, &sheaves, (mail, sent))).respond_to(&req));
        }
    };
    let (config, of) = (app.config.clone(), scene.of.clone());
    let done = app.db.write(move |tx| {
        once(tx, person, &key, |tx| {
            cast_all(tx, &sure, &config, &of, &picks)?;
            Ok::<_, Failure<No>>(format!("/votes/{}/receipt", of.id))
        })
    });
    match done.await {
        Ok(to) => Ok(see(to).saying("voting.booth.said.cast").respond_to(&req)),
        Err(Failure::Refused(no)) => {
            form.refuse("", no.said_to(who.reader()));
            let scene = Scene::of(&app, &who, scene.of.id).await?;
            let sheaves = if scene.takes_votes() { sheaves } else { Vec::new() };
            Ok(Refused(page(&scene, &who, form, &sheaves, again)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
