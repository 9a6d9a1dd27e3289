//! Writing an announcement: its kind, its words, for whom.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{Prose, kinds};
use crate::announcements::forms::{Draft, typed, words_typed};
use crate::announcements::kind::{AnnouncementId, Kind, State};
use crate::announcements::wording::Words;
use crate::announcements::{Refused as No, begin, correct, rewrite, store, texts, zone};
use crate::app::App;
use crate::db::Failure;
use crate::homes::{self, Place, Where, holds_key};
use crate::text::{Locale, t};
use crate::web::actor::{Acting, Editor, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};
use crate::who::Holds;

/// So many places can be ticked one by one; in a city one searches for them.
const TICKABLE: usize = 200;

#[derive(Template)]
#[template(path = "announcements/form.html")]
pub(crate) struct Edit {
    form: Form,
    title_key: &'static str,
    action: String,
    back: String,
    once: String,
    draft_name: String,
    correcting: bool,
    kinds: Vec<(&'static str, String)>,
    places: Vec<(String, String)>,
    more_places: bool,
    premises_kinds: Vec<(&'static str, String)>,
    ways: Vec<(&'static str, String)>,
    preview: Vec<Prose>,
    reaches: Option<(usize, usize)>,
    ready: Vec<(&'static str, String)>,
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("kind", "outage").with("title_kk", "Су").with("place", "company"));
        form.refuse("outage_from", No::NoOutageTime.said());
        Self {
            form,
            title_key: "announcements.form.new",
            action: "/staff/announcements".into(),
            back: "/staff/announcements".into(),
            once: "once".into(),
            draft_name: "announcement".into(),
            correcting: false,
            kinds: kinds(Locale::Kk),
            places: vec![("company".into(), "Барлығы".into()), ("building:1".into(), "Абай даңғылы, 12".into())],
            more_places: true,
            premises_kinds: premises_kinds(Locale::Kk),
            ways: ways(Locale::Kk),
            preview: vec![Prose::sample()],
            reaches: Some((214, 31)),
            ready: ready(Locale::Kk),
        }
    }
}

/// The ready texts, by the title that they have in a language.
fn ready(locale: Locale) -> Vec<(&'static str, String)> {
    texts::ALL.iter().map(|ready| (ready.slug, t(locale, ready.title).into_owned())).collect()
}

fn premises_kinds(locale: Locale) -> Vec<(&'static str, String)> {
    homes::Kind::ALL.iter().map(|kind| (kind.word(), t(locale, kind.key()).into_owned())).collect()
}

fn ways(locale: Locale) -> Vec<(&'static str, String)> {
    Holds::ALL.iter().map(|holds| (holds.word(), t(locale, holds_key(*holds)).into_owned())).collect()
}

/// What is being written.
#[derive(Clone, Copy)]
enum Writing {
    New,
    Draft(AnnouncementId),
    Correction(AnnouncementId),
}

impl Writing {
    fn title_key(self) -> &'static str {
        match self {
            Self::New => "announcements.form.new",
            Self::Draft(_) => "announcements.form.edit",
            Self::Correction(_) => "announcements.form.correct",
        }
    }

    fn back(self) -> String {
        match self {
            Self::New => "/staff/announcements".to_owned(),
            Self::Draft(id) | Self::Correction(id) => format!("/staff/announcements/{id}"),
        }
    }
}

async fn page(app: &App, who: &Staff<Editor>, form: Form, writing: Writing, find: &str) -> Result<Edit, Error> {
    let (reach, locale, find) = (who.reach().clone(), who.locale(), find.to_owned());
    let (company, whole) = (reach.company(), reach.is_whole());
    let chosen: Vec<Where> = form.values("place").iter().filter_map(|value| Where::read(value, company)).collect();
    let names = chosen.iter().map(|at| at.subject.clone()).collect();
    let found = app.db.read(move |conn| homes::places(conn, &reach, &names, &find, TICKABLE)).await?;
    let looks = form.value("act") == "preview";
    let preview = if looks { preview(&form) } else { Vec::new() };
    let reaches = if looks { Some(reaches(app, who, &form).await?) } else { None };
    Ok(Edit {
        title_key: writing.title_key(),
        action: writing.back(),
        back: writing.back(),
        once: if matches!(writing, Writing::New) { once::key() } else { String::new() },
        draft_name: match writing {
            Writing::New => "announcement".to_owned(),
            Writing::Draft(id) | Writing::Correction(id) => format!("announcement-{id}"),
        },
        correcting: matches!(writing, Writing::Correction(_)),
        kinds: kinds(locale),
        places: whole
            .then(|| (Place::Company.to_string(), t(locale, "homes.audience.company").into_owned()))
            .into_iter()
            .chain(found.places.iter().map(|place| homes::place_choice(locale, place)))
            .collect(),
        more_places: found.more,
        premises_kinds: premises_kinds(locale),
        ways: ways(locale),
        preview,
        reaches,
        ready: if matches!(writing, Writing::New) { ready(locale) } else { Vec::new() },
        form,
    })
}

/// How many people what is ticked would reach, and how many of them have no e-mail.
async fn reaches(app: &App, who: &Staff<Editor>, form: &Form) -> Result<(usize, usize), Error> {
    let (reach, now) = (who.reach().clone(), app.clock.now());
    let company = reach.company();
    let mut again = form.clone();
    match Draft::read(&mut again, company, who.zone()) {
        Some(draft) => Ok(app
            .db
            .read(move |conn| match homes::within(conn, &reach, &draft.scopes)? {
                true => homes::counted(conn, company, &draft.scopes, now),
                false => Ok((0, 0)),
            })
            .await?),
        None => Ok((0, 0)),
    }
}

fn preview(form: &Form) -> Vec<Prose> {
    let words = |locale: Locale| Words {
        title: form.value(&format!("title_{}", locale.code())).to_owned(),
        body: form.value(&format!("body_{}", locale.code())).to_owned(),
    };
    Locale::ALL
        .iter()
        .map(|locale| (*locale, words(*locale)))
        .filter(|(_, words)| !words.is_empty())
        .map(|(locale, words)| Prose::of((locale, &words)))
        .collect()
}

pub(in crate::announcements) async fn new(
    app: web::Data<App>,
    who: Staff<Editor>,
    query: Query,
) -> Result<impl Responder, Error> {
    let mut start = match texts::find(query.value("text")) {
        Some(ready) => words_typed(Typed::default().with("kind", ready.kind), &ready.wording()),
        None => Typed::default().with("kind", query.word::<Kind>("kind").unwrap_or(Kind::Info)),
    };
    // from the page of a flat or a building: written to it
    if let Some(at) = Where::read(query.value("place"), who.company()) {
        start = start.with("place", at.value());
    }
    Ok(Page(page(&app, &who, Form::of(start), Writing::New, query.value("find")).await?))
}

/// The form again: for a preview, for a search of places, or with what is wrong.
async fn again(req: &HttpRequest, app: &App, who: &Staff<Editor>, form: Form, writing: Writing) -> Result<HttpResponse, Error> {
    let (failed, find) = (form.failed(), form.value("find").to_owned());
    let page = page(app, who, form, writing, &find).await?;
    Ok(if failed { Refused(page).respond_to(req) } else { Page(page).respond_to(req) })
}

/// Whether the button was one that only looks.
fn only_looks(form: &Form) -> bool {
    matches!(form.value("act"), "preview" | "find")
}

pub(in crate::announcements) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Editor>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let draft = Draft::read(&mut form, who.company(), who.zone());
    let (Some(draft), false) = (draft, only_looks(&form)) else { return again(&req, &app, &who, form, Writing::New).await };
    let (key, author) = (form.typed().value(once::FIELD).to_owned(), who.clone());
    let begun = app
        .db
        .write(move |tx| {
            once(tx, author.person(), &key, |tx| begin(tx, &author, &draft).map(|id| format!("/staff/announcements/{id}")))
        })
        .await;
    match begun {
        Ok(to) => Ok(see(to).saying("announcements.said.draft").respond_to(&req)),
        Err(failure) => refused(&req, &app, &who, form, Writing::New, failure).await,
    }
}

async fn refused(
    req: &HttpRequest,
    app: &App,
    who: &Staff<Editor>,
    mut form: Form,
    writing: Writing,
    failure: Failure<No>,
) -> Result<HttpResponse, Error> {
    let Failure::Refused(no) = failure else { return Err(failure.into()) };
    form.refuse(no.field(), no.said());
    again(req, app, who, form, writing).await
}

async fn writing(app: &App, who: &Staff<Editor>, id: AnnouncementId) -> Result<(Writing, Typed), Error> {
    let reach = who.reach().clone();
    let (of, version, scopes) = app
        .db
        .read(move |conn| {
            let (of, version) = zone::one(conn, &reach, id)?;
            Ok((of, version, store::desk::scopes(conn, reach.company(), id)?))
        })
        .await?;
    let writing = match of.state {
        State::Draft => Writing::Draft(id),
        State::Published => Writing::Correction(id),
        State::Scheduled => return Err(Error::Refused(No::NotDraft.said())),
        State::Sending | State::Expired | State::Withdrawn => return Err(Error::Refused(No::NotPublished.said())),
    };
    Ok((writing, typed(&of, &version.wording(), &scopes, who.zone())))
}

pub(in crate::announcements) async fn edit(
    app: web::Data<App>,
    who: Staff<Editor>,
    id: web::Path<AnnouncementId>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (writing, typed) = writing(&app, &who, id.into_inner()).await?;
    Ok(Page(page(&app, &who, Form::of(typed), writing, query.value("find")).await?))
}

pub(in crate::announcements) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Editor>,
    id: web::Path<AnnouncementId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let (writing, held) = writing(&app, &who, id).await?;
    let mut form =
        Form::of(if matches!(writing, Writing::Correction(_)) { typed.with("kind", held.value("kind")) } else { typed });
    let draft = Draft::read(&mut form, who.company(), who.zone());
    let (Some(draft), false) = (draft, only_looks(&form)) else { return again(&req, &app, &who, form, writing).await };
    let (author, tell) = (who.clone(), form.has("tell", "yes"));
    let done = match writing {
        Writing::Correction(_) => app.db.write(move |tx| correct(tx, &author, id, &draft, tell)).await,
        Writing::New | Writing::Draft(_) => app.db.write(move |tx| rewrite(tx, &author, id, &draft)).await,
    };
    let said =
        if matches!(writing, Writing::Correction(_)) { "announcements.said.corrected" } else { "announcements.said.draft" };
    match done {
        Ok(()) => Ok(see(format!("/staff/announcements/{id}")).saying(said).respond_to(&req)),
        Err(failure) => refused(&req, &app, &who, form, writing, failure).await,
    }
}
