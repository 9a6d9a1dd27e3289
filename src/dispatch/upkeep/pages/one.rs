//! A plan: when it comes round, what is checked, how its days went; and ending it.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::list::{every, next, place};
use crate::app::App;
use crate::db::Failure;
use crate::dispatch::forms;
use crate::dispatch::kind::PlanId;
use crate::dispatch::stage::Stage;
use crate::dispatch::store as jobs;
use crate::dispatch::store::plans as store;
use crate::dispatch::upkeep::planning;
use crate::web::actor::{Acting, Dispatcher, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

/// A day that was: the day, the job, its number, how far it is, the tone, and whether it was missed.
type Day = (NaiveDate, String, String, &'static str, &'static str, bool);

#[derive(Template)]
#[template(path = "dispatch/plan.html")]
pub(crate) struct Show {
    id: String,
    title: String,
    place: String,
    text: String,
    every: String,
    who: String,
    ahead: i32,
    is_over: bool,
    next: Vec<NaiveDate>,
    /// What is checked, with its norm.
    lines: Vec<(String, String)>,
    days: Vec<Day>,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            title: "Лифтті ай сайын қарау".into(),
            place: "Абай даңғылы, 12".into(),
            text: "Есіктер, жарық, байланыс".into(),
            every: "Ай сайын".into(),
            who: "Ибраев Марат".into(),
            ahead: 14,
            is_over: false,
            next: vec![NaiveDate::default()],
            lines: vec![("Қысым".into(), "2–6 бар".into()), ("Люк жабық".into(), String::new())],
            days: vec![(
                NaiveDate::default(),
                "0".repeat(26),
                "2026-000012".into(),
                Stage::Offered.key(),
                Stage::Offered.tone(),
                true,
            )],
        }
    }
}

pub(in crate::dispatch) async fn show(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<PlanId>,
) -> Result<impl Responder, Error> {
    let (id, asker, today, locale) = (id.into_inner(), who.clone(), app.clock.today(), who.locale());
    let (placed, rounds, name) = app
        .db
        .read(move |conn| {
            let placed = store::one(conn, asker.reach(), id)?;
            let rounds = store::rounds(conn, asker.company(), id)?;
            let name = jobs::one::name(conn, placed.0.assignee_id)?;
            Ok((placed, rounds, name))
        })
        .await?;
    let mut coming = next(&placed, today);
    coming.truncate(6);
    let day = |(_, day, job, number, stage, is_open): store::Round| {
        (day, job.to_string(), number, stage.key(), stage.tone(), is_open && day < today)
    };
    let of = &placed.0;
    Ok(Page(Show {
        id: of.id.to_string(),
        title: of.title.clone(),
        place: place(locale, &placed),
        text: of.text.clone(),
        every: every(locale, &placed),
        who: name,
        ahead: of.ahead,
        is_over: of.is_over,
        next: coming,
        lines: of.checklist().into_iter().map(|line| (line.what.clone(), line.norm())).collect(),
        days: rounds.into_iter().map(day).collect(),
    }))
}

#[derive(Template)]
#[template(path = "dispatch/plan_end.html")]
pub(crate) struct End {
    form: Form,
    id: String,
    version: i32,
    title: String,
    place: String,
}

impl End {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let (title, place) = ("Лифтті ай сайын қарау".into(), "Абай даңғылы, 12".into());
        Self { form: Form::default(), id: "0".repeat(26), version: 2, title, place }
    }
}

async fn ending(app: &App, who: &Staff<Dispatcher>, id: PlanId, form: Form) -> Result<End, Error> {
    let (reach, locale) = (who.reach().clone(), who.locale());
    let placed = app.db.read(move |conn| store::one(conn, &reach, id)).await?;
    let of = &placed.0;
    Ok(End { form, id: of.id.to_string(), version: of.version, title: of.title.clone(), place: place(locale, &placed) })
}

pub(in crate::dispatch) async fn ask_end(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<PlanId>,
) -> Result<impl Responder, Error> {
    Ok(Page(ending(&app, &who, id.into_inner(), Form::default()).await?))
}

pub(in crate::dispatch) async fn end(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<PlanId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    let (version, author) = (forms::version(&form), who.clone());
    match app.db.write(move |tx| planning::end(tx, &author, (id, version)).map(drop)).await {
        Ok(()) => Ok(see(format!("/staff/plans/{id}")).saying("dispatch.said.plan_ended").respond_to(&req)),
        Err(Failure::Refused(no)) => {
            form.refuse("", no.said());
            Ok(Refused(ending(&app, &who, id, form.without("version")).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
