//! What was done without a network while the job was changed here: both stand beside one another, and the person says what counts.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::shown::{Happened, deed, placed};
use crate::app::App;
use crate::clock::Moment;
use crate::db::{Conn, Failure};
use crate::dispatch::deed::{Clock, DeedId, Outcome};
use crate::dispatch::rows::Event;
use crate::dispatch::sentence::{self, Reader};
use crate::dispatch::stage::Stage;
use crate::dispatch::store::deeds::Deed;
use crate::dispatch::store::one::Placed;
use crate::dispatch::{LATE, arriving, forms, store};
use crate::files;
use crate::franchise;
use crate::requests;
use crate::text;
use crate::web::actor::{Acting, Technician};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};
use crate::who::Reach;

type Answer = Result<HttpResponse, Error>;

#[derive(Template)]
#[template(path = "dispatch/late.html")]
pub(crate) struct Late {
    form: Form,
    id: String,
    job: String,
    version: i32,
    number: String,
    title: String,
    place: String,
    /// Whether the job is still theirs: then what was done can count.
    mine: bool,
    stage_key: &'static str,
    tone: &'static str,
    when: String,
    /// What was done, when, what was typed, and how many pictures came with it.
    did: String,
    at: String,
    words: Vec<String>,
    shots: usize,
    since: Vec<Happened>,
}

impl Late {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            form: Form::default(),
            id: "0".repeat(26),
            job: "0".repeat(26),
            version: 4,
            number: "2026-000012".into(),
            title: "Кран немесе құбыр ағады".into(),
            place: "Абай даңғылы, 12, 10-пәтер".into(),
            mine: true,
            stage_key: Stage::Accepted.key(),
            tone: Stage::Accepted.tone(),
            when: "20 қараша, 10:00–12:00".into(),
            did: "Орнында".into(),
            at: "20 қараша, 10:40".into(),
            words: vec!["Кран 1/2, 2".into()],
            shots: 1,
            since: vec![Happened::sample()],
        }
    }
}

/// All that the page is made of.
struct Seen {
    deed: Deed,
    placed: Placed,
    zone: chrono_tz::Tz,
    shots: usize,
    events: Vec<Event>,
}

fn seen(conn: &mut Conn, who: &Technician, id: DeedId, now: Moment) -> diesel::QueryResult<Seen> {
    let company = who.company();
    let deed = store::deeds::one(conn, company, who.person(), id)?;
    Ok(Seen {
        placed: store::one::within(conn, &Reach::whole(company), deed.job_id)?,
        zone: franchise::office(conn, company, now.date())?.zone,
        shots: waiting(conn, &deed)?,
        events: store::one::events(conn, company, deed.job_id)?,
        deed,
    })
}

/// How many pictures wait with it.
fn waiting(conn: &mut Conn, of: &Deed) -> diesel::QueryResult<usize> {
    let there = files::on_shelf(conn, of.company_id, LATE, &[of.id.to_string()])?;
    Ok(there.into_values().map(|all| all.len()).sum())
}

async fn page(app: &App, who: &Technician, id: DeedId, form: Form) -> Result<Late, Error> {
    let (asker, now) = (who.clone(), app.clock.now());
    let seen = app.db.read(move |conn| seen(conn, &asker, id, now)).await?;
    Ok(shown(who, seen, form, now))
}

fn shown(who: &Technician, seen: Seen, form: Form, now: Moment) -> Late {
    let (locale, (of, at)) = (who.locale(), &seen.placed);
    let reader = Reader { locale, zone: seen.zone, now };
    let fields = seen.deed.typed();
    let value = |wanted: &str| fields.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str());
    let words = ["name", "quantity", "price", "words"].map(value).into_iter().filter(|value| !value.is_empty());
    // of a job that is somebody else's now they read no more than what it was about
    let mine = of.assignee_id == Some(who.person());
    let is_later = |event: &Event| event.created_at > seen.deed.done_at;
    let events = if mine { seen.events } else { Vec::new() };
    Late {
        id: seen.deed.id.to_string(),
        job: of.id.to_string(),
        version: of.version,
        number: of.number.clone(),
        title: requests::category_name(locale, &of.category),
        place: if mine { placed(locale, of, at) } else { at.address.clone() },
        mine,
        stage_key: of.stage.key(),
        tone: of.stage.tone(),
        when: if mine { sentence::when(reader, of) } else { String::new() },
        did: deed(locale, &seen.deed.what()),
        at: text::date_time(locale, seen.deed.done_at, seen.zone),
        words: words.map(str::to_owned).collect(),
        shots: seen.shots,
        since: events.into_iter().filter(is_later).map(|event| Happened::of(reader, event)).collect(),
        form,
    }
}

pub(in crate::dispatch) async fn show(
    app: web::Data<App>,
    who: Technician,
    id: web::Path<DeedId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, id.into_inner(), Form::default()).await?))
}

pub(in crate::dispatch) async fn settle(
    req: HttpRequest,
    app: web::Data<App>,
    who: Technician,
    id: web::Path<DeedId>,
    typed: Typed,
) -> Answer {
    let (id, mut form, asker) = (id.into_inner(), Form::of(typed), who.clone());
    let (of, shots) = app
        .db
        .read(move |conn| {
            let of = store::deeds::one(conn, asker.company(), asker.person(), id)?;
            let shots = waiting(conn, &of)?;
            Ok((of, shots))
        })
        .await?;
    let job = of.job_id;
    let done = match form.value("counts") {
        "no" => {
            let author = who.clone();
            app.db.write(move |tx| arriving::leave(tx, &author, &of)).await.map(|()| Outcome::Left)
        }
        "yes" => {
            let mut typed = Form::of(of.typed().into_iter().collect()).without("version").with("version", form.value("version"));
            let Some(mut sent) = forms::sent(&mut typed, of.kind).filter(|_| !typed.failed()) else {
                // what was typed without a network is refused as it would be with one
                typed.errors().iter().for_each(|wrong| form.refuse("", wrong.said.clone()));
                return Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req));
            };
            sent.basis.clock = Clock { done: Some(of.done_at), sent: Some(app.clock.now()) };
            let (config, author) = (app.config.clone(), who.clone());
            let done = app.db.write(move |tx| arriving::take_up(tx, &config, &author, (&of, &sent), shots)).await;
            done.map(|()| Outcome::Taken)
        }
        _ => {
            form.refuse("", "forms.refused.choice");
            return Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req));
        }
    };
    match done {
        Ok(Outcome::Taken) => Ok(see(format!("/jobs/{job}")).saying("dispatch.said.taken_up").respond_to(&req)),
        Ok(_) => Ok(see("/jobs").saying("dispatch.said.left_out").respond_to(&req)),
        Err(Failure::Refused(no)) => {
            form.refuse("", no.said());
            Ok(Refused(page(&app, &who, id, form.without("version")).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
