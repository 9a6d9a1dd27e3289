//! A job as dispatchers see it: who does it and when, what happened, whether it is good.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::{TimeDelta, TimeZone};

use super::giving::{hands, preset};
use super::new::lengths;
use super::round::took;
use super::shots::{self, Shots};
use super::shown::{Again, Happened, Used, placed, total};
use crate::app::App;
use crate::clock::Moment;
use crate::db::{Conn, Failure};
use crate::dispatch::forms::{self, LINE};
use crate::dispatch::job::{Step, next};
use crate::dispatch::kind::JobId;
use crate::dispatch::refused::Refused as No;
use crate::dispatch::rows::{Event, Job, Material};
use crate::dispatch::sentence::{self, Reader};
use crate::dispatch::stage::Stage;
use crate::dispatch::store::one::Placed;
use crate::dispatch::store::planned::Check;
use crate::dispatch::upkeep::pages::Checked;
use crate::dispatch::{directing, store};
use crate::requests;
use crate::team::{self, Crew, FirmId};
use crate::text::Locale;
use crate::web::actor::{Acting, Dispatcher, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Said, Typed, filters, see};

type Answer = Result<HttpResponse, Error>;

#[derive(Template)]
#[template(path = "dispatch/work.html")]
pub(crate) struct Work {
    form: Form,
    pub(super) id: String,
    pub(super) version: i32,
    pub(super) number: String,
    pub(super) title: String,
    stage_key: &'static str,
    tone: &'static str,
    next: Said,
    place: String,
    text: String,
    name: String,
    phone: String,
    assignee: String,
    pub(super) when: String,
    request: Option<String>,
    building: String,
    may_offer: bool,
    may_check: bool,
    may_cancel: bool,
    has_act: bool,
    hands: Vec<(String, String)>,
    lasts: Vec<(String, String)>,
    shots: Shots,
    checks: Vec<Checked>,
    /// Where what is outside its norm becomes a request; empty while nothing is.
    follow_up: String,
    used: Vec<Used>,
    total: String,
    confirmed: Option<(&'static str, String)>,
    spent: (String, String),
    again: Vec<Again>,
    story: Vec<Happened>,
}

impl Work {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("to", "dispatch.refused.nobody");
        Self {
            form,
            id: "0".repeat(26),
            version: 3,
            number: "2026-000012".into(),
            title: "Кран немесе құбыр ағады".into(),
            stage_key: Stage::Done.key(),
            tone: Stage::Done.tone(),
            next: Said::new("dispatch.next.loose"),
            place: "Абай даңғылы, 12, 10-пәтер".into(),
            text: "Ас үйде кран ағып тұр".into(),
            name: "Жұмабаев Ерлан".into(),
            phone: "+77010000001".into(),
            assignee: "Ибраев Марат".into(),
            when: "20 қараша, 10:00–12:00".into(),
            request: Some("0".repeat(26)),
            building: "0".repeat(26),
            may_offer: true,
            may_check: true,
            may_cancel: true,
            has_act: true,
            hands: vec![("1".into(), "Ибраев Марат".into())],
            lasts: lengths(Locale::Kk),
            shots: Shots::sample(),
            checks: vec![Checked::sample()],
            follow_up: "/staff/requests/new".into(),
            used: vec![Used::sample()],
            total: "3 000,00 ₸".into(),
            confirmed: Some(("dispatch.confirmed.by_name", "Жұмабаев Е.".into())),
            spent: ("20 минут".into(), "1 сағат".into()),
            again: vec![Again::sample()],
            story: vec![Happened::sample()],
        }
    }
}

/// All that the page is made of.
pub(super) struct Seen {
    pub(super) placed: Placed,
    pub(super) crew: Vec<Crew>,
    pub(super) firms: Vec<(FirmId, String)>,
    phone: String,
    pub(super) zone: chrono_tz::Tz,
    shots: Shots,
    checks: Vec<Check>,
    used: Vec<Material>,
    again: Vec<Job>,
    used_before: Vec<Material>,
    events: Vec<Event>,
}

fn seen(conn: &mut Conn, who: &Staff<Dispatcher>, id: JobId, now: Moment) -> diesel::QueryResult<Seen> {
    let company = who.company();
    let placed = store::one::within(conn, who.reach(), id)?;
    let again = store::one::repeats(conn, &placed.0, now - TimeDelta::days(365))?;
    let before: Vec<JobId> = again.iter().map(|one| one.id).collect();
    Ok(Seen {
        crew: team::crew(conn, company, now.date())?,
        firms: team::firms(conn, company)?,
        phone: match placed.0.person_id.filter(|_| placed.0.phone.is_empty()) {
            Some(person) => store::one::phone(conn, company, person)?,
            None => placed.0.phone.clone(),
        },
        zone: crate::franchise::office(conn, company, now.date())?.zone,
        shots: shots::of(conn, &placed.0)?,
        checks: store::plans::checks(conn, company, id)?,
        used: store::one::materials(conn, company, &[id])?,
        used_before: if before.is_empty() { Vec::new() } else { store::one::materials(conn, company, &before)? },
        events: store::one::events(conn, company, id)?,
        placed,
        again,
    })
}

pub(super) async fn page(app: &App, who: &Staff<Dispatcher>, id: JobId, form: Form) -> Result<Work, Error> {
    let (asker, now) = (who.clone(), app.clock.now());
    let seen = app.db.read(move |conn| seen(conn, &asker, id, now)).await?;
    Ok(shown(who, seen, form, now))
}

/// The form of a new request with what is outside its norm in its fields; nothing while nothing is.
fn follow_up(locale: Locale, of: &Job, checks: &[Check]) -> String {
    let outside = checks.iter().filter(|check| check.is_outside()).map(|check| Checked::of(locale, check));
    let said: Vec<String> = outside.map(|one| format!("{}: {} ({})", one.what, one.found, one.norm)).collect();
    if said.is_empty() {
        return String::new();
    }
    let text = format!("№ {}\n{}", of.number, said.join("\n"));
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("building", &of.building_id.to_string()).append_pair("category", &of.category).append_pair("text", &text);
    format!("/staff/requests/new?{}", query.finish())
}

fn shown(who: &Staff<Dispatcher>, seen: Seen, form: Form, now: Moment) -> Work {
    let form = preset(form, &seen);
    let (of, at) = &seen.placed;
    let reader = Reader { locale: who.locale(), zone: seen.zone, now };
    let assignee =
        seen.crew.iter().find(|one| Some(one.person) == of.assignee_id).map(|one| one.name.clone()).unwrap_or_default();
    Work {
        id: of.id.to_string(),
        version: of.version,
        number: of.number.clone(),
        title: requests::category_name(reader.locale, &of.category),
        stage_key: of.stage.key(),
        tone: of.stage.tone(),
        next: sentence::for_staff(reader, of, &assignee),
        place: placed(reader.locale, of, at),
        text: of.text.clone(),
        name: of.name.clone(),
        phone: seen.phone.clone(),
        when: sentence::when(reader, of),
        request: of.request_id.map(|id| id.to_string()),
        building: of.building_id.to_string(),
        may_offer: next(of.stage, Step::Offer).is_ok(),
        may_check: of.stage == Stage::Done,
        may_cancel: next(of.stage, Step::Cancel).is_ok(),
        has_act: matches!(of.stage, Stage::OnSite | Stage::Done | Stage::Verified),
        hands: hands(&seen),
        lasts: lengths(reader.locale),
        follow_up: follow_up(reader.locale, of, &seen.checks),
        checks: seen.checks.iter().map(|one| Checked::of(reader.locale, one)).collect(),
        used: seen.used.iter().map(|one| Used::of(reader.locale, one)).collect(),
        total: total(&seen.used).print(reader.locale),
        confirmed: of.confirmed_as.map(|way| (way.key(), of.confirmed_by.clone())),
        spent: took(reader.locale, &seen.events, of.done_at.unwrap_or(now)),
        again: Again::all(seen.again, &seen.used_before),
        shots: seen.shots,
        story: seen.events.into_iter().map(|event| Happened::of(reader, event)).collect(),
        assignee,
        form,
    }
}

pub(in crate::dispatch) async fn show(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<JobId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, id.into_inner(), Form::default()).await?))
}

/// A job within reach, or none: before what was sent is looked at.
pub(super) async fn there(app: &App, who: &Staff<Dispatcher>, id: JobId) -> Result<chrono_tz::Tz, Error> {
    let (reach, day) = (who.reach().clone(), app.clock.now().date());
    let zone = app.db.read(move |conn| {
        store::one::within(conn, &reach, id)?;
        Ok(crate::franchise::office(conn, reach.company(), day)?.zone)
    });
    Ok(zone.await?)
}

pub(super) async fn answered(
    req: &HttpRequest,
    app: &App,
    who: &Staff<Dispatcher>,
    id: JobId,
    mut form: Form,
    (done, said): (Result<(), Failure<No>>, &'static str),
) -> Answer {
    match done {
        Ok(()) => Ok(see(format!("/staff/jobs/{id}")).saying(said).respond_to(req)),
        Err(Failure::Refused(no)) => {
            form.refuse(no.field(), no.said());
            Ok(Refused(page(app, who, id, form.without("version")).await?).respond_to(req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::dispatch) async fn offer(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<JobId>,
    typed: Typed,
) -> Answer {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    let zone = there(&app, &who, id).await?;
    let today = zone.from_utc_datetime(&app.clock.now()).date_naive();
    let Some(plan) = forms::plan(&mut form, zone, today) else {
        return Ok(Refused(page(&app, &who, id, form.without("version")).await?).respond_to(&req));
    };
    let (config, author, version) = (app.config.clone(), who.clone(), forms::version(&form));
    let done = app.db.write(move |tx| directing::offer(tx, &config, &author, (id, version), &plan).map(drop)).await;
    // from the board one comes back to the board
    if done.is_ok() && form.value("back").starts_with("/staff/board") {
        return Ok(see(crate::web::own_path(form.value("back"))).saying("dispatch.said.offered").respond_to(&req));
    }
    answered(&req, &app, &who, id, form, (done, "dispatch.said.offered")).await
}

pub(in crate::dispatch) async fn verify(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<JobId>,
    typed: Typed,
) -> Answer {
    let (id, form) = (id.into_inner(), Form::of(typed));
    there(&app, &who, id).await?;
    let (config, author, version) = (app.config.clone(), who.clone(), forms::version(&form));
    let done = app.db.write(move |tx| directing::check(tx, &config, &author, (id, version), None).map(drop)).await;
    answered(&req, &app, &who, id, form, (done, "dispatch.said.verified")).await
}

pub(in crate::dispatch) async fn give_back(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<JobId>,
    typed: Typed,
) -> Answer {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    there(&app, &who, id).await?;
    let (wrong, version) = (form.text("wrong", LINE), forms::version(&form));
    if form.failed() {
        return Ok(Refused(page(&app, &who, id, form.without("version")).await?).respond_to(&req));
    }
    let (config, author) = (app.config.clone(), who.clone());
    let done = app.db.write(move |tx| directing::check(tx, &config, &author, (id, version), Some(&wrong)).map(drop)).await;
    answered(&req, &app, &who, id, form, (done, "dispatch.said.returned")).await
}
