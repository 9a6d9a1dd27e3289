//! Writing a survey: what it is called, for whom it is, how its answers are counted and shown.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::Choices;
use crate::app::App;
use crate::db::Failure;
use crate::homes::{self, Place, Where};
use crate::surveys::forms::{Draft, typed};
use crate::surveys::kind::{State, SurveyId};
use crate::surveys::{Refused as No, begin, rewrite, zone};
use crate::text::{Locale, t};
use crate::web::actor::{Acting, Staff, Surveyor};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};

/// So many places can be ticked one by one; in a city one searches for them.
const TICKABLE: usize = 200;

#[derive(Template)]
#[template(path = "surveys/form.html")]
pub(crate) struct Edit {
    form: Form,
    title_key: &'static str,
    action: String,
    once: String,
    draft_name: String,
    places: Vec<(String, String)>,
    more_places: bool,
    choices: Choices,
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("title_kk", "Алаң").with("place", "company").with("per", "person"));
        form.refuse("weight", No::WeightTells.said());
        Self {
            form,
            title_key: "surveys.form.new",
            action: "/staff/surveys".into(),
            once: "once".into(),
            draft_name: "survey".into(),
            places: vec![("company".into(), "Барлығы".into()), ("building:1".into(), "Абай даңғылы, 12".into())],
            more_places: true,
            choices: Choices::of(Locale::Kk),
        }
    }
}

async fn page(app: &App, who: &Staff<Surveyor>, form: Form, id: Option<SurveyId>, find: &str) -> Result<Edit, Error> {
    let (reach, locale, find) = (who.reach().clone(), who.locale(), find.to_owned());
    let (company, whole) = (reach.company(), reach.is_whole());
    let names = form.values("place").iter().filter_map(|value| Where::read(value, company)).map(|at| at.subject).collect();
    let found = app.db.read(move |conn| homes::places(conn, &reach, &names, &find, TICKABLE)).await?;
    let everybody = whole.then(|| (Place::Company.to_string(), t(locale, "homes.audience.company").into_owned()));
    Ok(Edit {
        title_key: if id.is_none() { "surveys.form.new" } else { "surveys.form.edit" },
        action: id.map_or_else(|| "/staff/surveys".to_owned(), |id| format!("/staff/surveys/{id}")),
        once: if id.is_none() { once::key() } else { String::new() },
        draft_name: id.map_or_else(|| "survey".to_owned(), |id| format!("survey-{id}")),
        places: everybody.into_iter().chain(found.places.iter().map(|place| homes::place_choice(locale, place))).collect(),
        more_places: found.more,
        choices: Choices::of(locale),
        form,
    })
}

pub(in crate::surveys) async fn new(app: web::Data<App>, who: Staff<Surveyor>, query: Query) -> Result<impl Responder, Error> {
    let mut start = Typed::default();
    for (name, value) in [("per", "person"), ("weight", "one"), ("breakdown", "none"), ("shown_to", "participants")] {
        start = start.with(name, value);
    }
    // from the page of a flat or a building: of its people
    if let Some(at) = Where::read(query.value("place"), who.company()) {
        start = start.with("place", at.value());
    }
    Ok(Page(page(&app, &who, Form::of(start), None, query.value("find")).await?))
}

/// The form again: for a search of places, or with what is wrong.
async fn again(
    req: &HttpRequest,
    app: &App,
    who: &Staff<Surveyor>,
    form: Form,
    id: Option<SurveyId>,
) -> Result<HttpResponse, Error> {
    let (failed, find) = (form.failed(), form.value("find").to_owned());
    let page = page(app, who, form, id, &find).await?;
    Ok(if failed { Refused(page).respond_to(req) } else { Page(page).respond_to(req) })
}

async fn refused(
    req: &HttpRequest,
    app: &App,
    who: &Staff<Surveyor>,
    mut form: Form,
    id: Option<SurveyId>,
    failure: Failure<No>,
) -> Result<HttpResponse, Error> {
    let Failure::Refused(no) = failure else { return Err(failure.into()) };
    form.refuse(no.field(), no.said());
    again(req, app, who, form, id).await
}

pub(in crate::surveys) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Surveyor>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    if form.value("act") == "find" {
        return again(&req, &app, &who, form, None).await;
    }
    let Some(draft) = Draft::read(&mut form, who.company(), who.zone()) else { return again(&req, &app, &who, form, None).await };
    let (key, author) = (form.typed().value(once::FIELD).to_owned(), who.clone());
    let begun = app.db.write(move |tx| {
        once(tx, author.person(), &key, |tx| begin(tx, &author, &draft).map(|id| format!("/staff/surveys/{id}")))
    });
    match begun.await {
        Ok(to) => Ok(see(to).saying("surveys.said.draft").respond_to(&req)),
        Err(failure) => refused(&req, &app, &who, form, None, failure).await,
    }
}

pub(in crate::surveys) async fn edit(
    app: web::Data<App>,
    who: Staff<Surveyor>,
    id: web::Path<SurveyId>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (id, reach) = (id.into_inner(), who.reach().clone());
    let (of, scopes) = app.db.read(move |conn| zone::with_scopes(conn, &reach, id)).await?;
    if of.state != State::Draft {
        return Err(Error::Refused(No::NotDraft.said()));
    }
    let form = Form::of(typed(&of, &scopes, who.zone()));
    Ok(Page(page(&app, &who, form, Some(id), query.value("find")).await?))
}

pub(in crate::surveys) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Surveyor>,
    id: web::Path<SurveyId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, reach) = (id.into_inner(), who.reach().clone());
    app.db.read(move |conn| zone::one(conn, &reach, id)).await?;
    let mut form = Form::of(typed);
    if form.value("act") == "find" {
        return again(&req, &app, &who, form, Some(id)).await;
    }
    let draft = Draft::read(&mut form, who.company(), who.zone());
    let Some(draft) = draft else { return again(&req, &app, &who, form, Some(id)).await };
    let author = who.clone();
    match app.db.write(move |tx| rewrite(tx, &author, id, &draft)).await {
        Ok(()) => Ok(see(format!("/staff/surveys/{id}")).saying("surveys.said.draft").respond_to(&req)),
        Err(failure) => refused(&req, &app, &who, form, Some(id), failure).await,
    }
}
