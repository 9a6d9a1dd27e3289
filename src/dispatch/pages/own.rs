//! A job as the resident sees it: when somebody comes, another time, what they confide about coming in and who has opened it, calling it off.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::TimeZone;

use super::shots::{self, Shots};
use super::shown::{Happened, Used, placed, total};
use crate::app::App;
use crate::clock::Moment;
use crate::db::{Broken, Conn, Failure, Never};
use crate::dispatch::booking::{self, CHANGES};
use crate::dispatch::forms;
use crate::dispatch::job::{Step, next};
use crate::dispatch::kind::JobId;
use crate::dispatch::noting::{self, Note};
use crate::dispatch::refused::Refused as No;
use crate::dispatch::rows::{Event, Material};
use crate::dispatch::sentence::{self, Reader};
use crate::dispatch::stage::Stage;
use crate::dispatch::store;
use crate::dispatch::store::one::Placed;
use crate::dispatch::windows::WINDOW;
use crate::franchise;
use crate::notices;
use crate::requests;
use crate::text::{self, tn};
use crate::web::actor::{Acting, Resident};
use crate::web::{Error, Form, Page, Refusal, Refused, Said, Typed, filters, see};

type Answer = Result<HttpResponse, Error>;

/// Windows of a day: the day, and pairs of value and hours.
type Day = (String, Vec<(String, String)>);

#[derive(Template)]
#[template(path = "dispatch/own.html")]
pub(crate) struct Own {
    form: Form,
    pub(super) id: String,
    pub(super) version: i32,
    back: String,
    number: String,
    pub(super) title: String,
    stage_key: &'static str,
    tone: &'static str,
    next: Said,
    place: String,
    code: String,
    may_choose: bool,
    pub(super) chosen: String,
    changes: Option<String>,
    windows: Vec<Day>,
    may_confide: bool,
    /// What they have confided so far, in the fields.
    filled: Form,
    reads: Vec<(String, Moment)>,
    may_call_off: bool,
    shots: Shots,
    used: Vec<Used>,
    total: String,
    has_act: bool,
    confirmed: Option<(&'static str, String)>,
    story: Vec<Happened>,
}

impl Own {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("window", "dispatch.refused.time_taken");
        Self {
            form,
            id: "0".repeat(26),
            version: 3,
            back: "/requests".into(),
            number: "2026-000012".into(),
            title: "Кран немесе құбыр ағады".into(),
            stage_key: Stage::Accepted.key(),
            tone: Stage::Accepted.tone(),
            next: Said::new("dispatch.next.asks"),
            place: "Абай даңғылы, 12, 10-пәтер".into(),
            code: "123456".into(),
            may_choose: true,
            chosen: "20 қараша, 10:00–12:00".into(),
            changes: Some("1 рет".into()),
            windows: vec![("20 қараша".into(), vec![("2026-11-20T05:00:00".into(), "10:00–12:00".into())])],
            may_confide: true,
            filled: confided(true, &Note { key: "Консьержде".into(), pet: "Ит бар".into(), alarm: String::new() }),
            reads: vec![("Ибраев Марат".into(), Moment::default())],
            may_call_off: true,
            shots: Shots::sample(),
            used: vec![Used::sample()],
            total: "3 000,00 ₸".into(),
            has_act: true,
            confirmed: Some(("dispatch.confirmed.by_code", "Жұмабаев Е.".into())),
            story: vec![Happened::sample()],
        }
    }
}

/// What was confided, in the fields of its form.
fn confided(may_enter: bool, note: &Note) -> Form {
    let form = Form::default().with("key", &note.key).with("pet", &note.pet).with("alarm", &note.alarm);
    if may_enter { form.with("may_enter", "yes") } else { form }
}

/// All that the page is made of.
struct Seen {
    placed: Placed,
    who: String,
    windows: Vec<Moment>,
    zone: chrono_tz::Tz,
    note: Option<(bool, String)>,
    reads: Vec<(crate::who::PersonId, String, Moment)>,
    shots: Shots,
    used: Vec<Material>,
    events: Vec<Event>,
}

fn seen(conn: &mut Conn, who: &Resident, id: JobId, now: Moment) -> diesel::QueryResult<Seen> {
    let company = who.company();
    let placed = store::one::of_resident(conn, company, who.person(), id)?;
    let of = &placed.0;
    let free = next(of.stage, Step::Choose).is_ok() && (of.asks_window || of.changes < CHANGES);
    Ok(Seen {
        windows: if free { booking::free(conn, &placed, now)? } else { Vec::new() },
        who: store::one::name(conn, of.assignee_id)?,
        zone: franchise::office(conn, company, now.date())?.zone,
        note: store::notes::of(conn, company, id)?,
        reads: store::notes::reads(conn, company, id)?,
        shots: shots::of(conn, of)?,
        used: store::one::materials(conn, company, &[id])?,
        events: store::one::events(conn, company, id)?,
        placed,
    })
}

pub(super) async fn page(app: &App, who: &Resident, id: JobId, form: Form) -> Result<Own, Error> {
    let (asker, now) = (who.clone(), app.clock.now());
    let seen = app.db.read(move |conn| seen(conn, &asker, id, now)).await?;
    Ok(shown(app, who, seen, form, now))
}

/// The windows by day.
fn days(reader: Reader, all: &[Moment]) -> Vec<Day> {
    let mut days: Vec<(chrono::NaiveDate, Day)> = Vec::new();
    for window in all {
        let wall = reader.zone.from_utc_datetime(window).naive_local();
        let hours = format!("{}–{}", text::time(wall.time()), text::time((wall + WINDOW).time()));
        let choice = (window.format("%Y-%m-%dT%H:%M:%S").to_string(), hours);
        match days.last_mut().filter(|(day, _)| *day == wall.date()) {
            Some((_, (_, choices))) => choices.push(choice),
            None => {
                let said =
                    format!("{}, {}", text::weekday(reader.locale, wall.date()), text::day_month(reader.locale, wall.date()));
                days.push((wall.date(), (said, vec![choice])));
            }
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}

fn shown(app: &App, who: &Resident, seen: Seen, form: Form, now: Moment) -> Own {
    let (of, at) = &seen.placed;
    let reader = Reader { locale: who.locale(), zone: seen.zone, now };
    let left = u64::try_from(CHANGES - of.changes).unwrap_or_default();
    let told = of.window_at.is_some() && !of.asks_window;
    let note = seen.note.as_ref().map(|(_, locked)| noting::open_note(&app.config, of.id, locked)).unwrap_or_default();
    let may_choose = next(of.stage, Step::Choose).is_ok();
    Own {
        id: of.id.to_string(),
        version: of.version,
        back: of.request_id.map_or_else(|| "/requests".to_owned(), |id| format!("/requests/{id}")),
        number: of.number.clone(),
        title: requests::category_name(reader.locale, &of.category),
        stage_key: of.stage.key(),
        tone: of.stage.tone(),
        next: sentence::next(reader, of, &seen.who),
        place: placed(reader.locale, of, at),
        // it is read out at the door, and not before
        code: if of.stage == Stage::OnSite && of.confirmed_as.is_none() { of.code.clone() } else { String::new() },
        chosen: if told { sentence::when(reader, of) } else { String::new() },
        changes: (told && may_choose).then(|| tn(reader.locale, "dispatch.own.left", left, &[])),
        windows: days(reader, &seen.windows),
        may_choose,
        may_confide: of.stage.is_ahead() || of.stage == Stage::OnTheWay,
        filled: confided(seen.note.as_ref().is_some_and(|(may_enter, _)| *may_enter), &note),
        reads: seen.reads.into_iter().map(|(_, name, at)| (text::short_name(&name), at)).collect(),
        may_call_off: next(of.stage, Step::CallOff).is_ok(),
        shots: seen.shots,
        used: seen.used.iter().map(|one| Used::of(reader.locale, one)).collect(),
        total: total(&seen.used).print(reader.locale),
        has_act: matches!(of.stage, Stage::Done | Stage::Verified),
        confirmed: of.confirmed_as.map(|way| (way.key(), of.confirmed_by.clone())),
        story: seen.events.into_iter().map(|event| Happened::of(reader, event)).collect(),
        form,
    }
}

/// Notes that it was read: outside of the request, since reading a page writes nothing.
fn note_read(app: &App, who: &Resident, subject: String) {
    let (db, person) = (app.db.clone(), who.person());
    actix_web::rt::spawn(async move {
        let noted = db.write::<_, Never>(move |tx| Ok(notices::mark_read(tx, person, &subject)?)).await;
        if let Err(failure) = noted {
            tracing::warn!("that news of a job was read was not noted: {}", Broken::from(failure));
        }
    });
}

pub(in crate::dispatch) async fn show(app: web::Data<App>, who: Resident, id: web::Path<JobId>) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let page = page(&app, &who, id, Form::default()).await?;
    if who.identity().unread > 0 {
        note_read(
            &app,
            &who,
            page.back.rsplit('/').next().filter(|part| part.len() == 26).map_or_else(|| id.to_string(), str::to_owned),
        );
    }
    Ok(Page(page))
}

/// Back to the job, or the page again with what is wrong.
pub(super) async fn answered(
    req: &HttpRequest,
    app: &App,
    who: &Resident,
    id: JobId,
    mut form: Form,
    (done, said): (Result<(), Failure<No>>, &'static str),
) -> Answer {
    match done {
        Ok(()) => Ok(see(format!("/requests/jobs/{id}")).saying(said).respond_to(req)),
        Err(Failure::Refused(no)) => {
            form.refuse(no.field(), no.said());
            Ok(Refused(page(app, who, id, form.without("version")).await?).respond_to(req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::dispatch) async fn choose(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    id: web::Path<JobId>,
    typed: Typed,
) -> Answer {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    let Ok(window) = form.value("window").parse::<Moment>() else {
        // an empty choice is said on the page; of a job that is not theirs there is no page
        form.refuse("window", "forms.refused.choice");
        return Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req));
    };
    let (config, author, version) = (app.config.clone(), who.clone(), forms::version(&form));
    let done = app.db.write(move |tx| booking::choose(tx, &config, &author, (id, version), window).map(drop)).await;
    answered(&req, &app, &who, id, form, (done, "dispatch.said.timed")).await
}

pub(in crate::dispatch) async fn confide(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    id: web::Path<JobId>,
    typed: Typed,
) -> Answer {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    let Some((may_enter, note)) = forms::note(&mut form) else {
        return Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req));
    };
    let locked = noting::lock_note(&app.config, id, &note)?;
    let author = who.clone();
    let done = app.db.write(move |tx| noting::confide(tx, &author, id, (may_enter, &locked))).await;
    answered(&req, &app, &who, id, form, (done, "dispatch.said.confided")).await
}
