//! One run: how far it is, what it came to, and what can be done about it.

use std::collections::{HashMap, HashSet};

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::seen::name;
use crate::app::App;
use crate::billing::forms;
use crate::billing::run::{RunId, State};
use crate::billing::store::{self, runs::Run, tariffs::Service};
use crate::billing::{ask_posting, ask_undo as ask_taking_back, begin, can_undo};
use crate::db::Failure;
use crate::homes::{self, PlaceName};
use crate::money::Tiyn;
use crate::text::{Locale, tv};
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Page, Refusal, Typed, filters, see};

#[derive(Template)]
#[template(path = "billing/run.html")]
pub(crate) struct Show {
    id: String,
    month: NaiveDate,
    state_key: &'static str,
    tone: &'static str,
    author: String,
    at: crate::clock::Moment,
    /// What is being done, while it is.
    running_key: &'static str,
    done: i64,
    all: i64,
    failed: String,
    counted: bool,
    rehearsed: bool,
    posted: bool,
    can_undo: bool,
    differs: bool,
    bills: i64,
    accrued: Tiyn,
    change: String,
    penalty: Tiyn,
    due: Tiyn,
    services: Vec<(String, Tiyn)>,
    adjusted: Vec<(&'static str, i64, Tiyn)>,
    changes: Vec<(String, String, Tiyn, Tiyn)>,
    odd: Vec<(String, String, &'static str)>,
    all_odd: i64,
    once: String,
}

#[derive(Template)]
#[template(path = "billing/undo.html")]
pub(crate) struct AskUndo {
    id: String,
    month: NaiveDate,
    bills: i64,
    accrued: Tiyn,
    once: String,
}

impl AskUndo {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { id: "0".repeat(26), month: NaiveDate::default(), bills: 320, accrued: Tiyn(412_345_600), once: "once".into() }
    }
}

pub(super) fn state_key(state: State) -> &'static str {
    match state {
        State::Rehearsing => "billing.state.rehearsing",
        State::Rehearsed => "billing.state.rehearsed",
        State::Posting => "billing.state.posting",
        State::Posted => "billing.state.posted",
        State::Undoing => "billing.state.undoing",
        State::Undone => "billing.state.undone",
        State::Failed => "billing.state.failed",
    }
}

pub(super) fn tone(state: State) -> &'static str {
    match state {
        State::Rehearsing | State::Posting | State::Undoing => "action",
        State::Rehearsed => "needs",
        State::Posted => "good",
        State::Undone => "neutral",
        State::Failed => "danger",
    }
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            month: NaiveDate::default(),
            state_key: state_key(State::Rehearsed),
            tone: tone(State::Rehearsed),
            author: "Ким Светлана".into(),
            at: crate::clock::Moment::default(),
            running_key: "billing.running.posting",
            done: 120,
            all: 320,
            failed: "Тариф жоқ".into(),
            counted: true,
            rehearsed: true,
            posted: true,
            can_undo: true,
            differs: true,
            bills: 320,
            accrued: Tiyn(412_345_600),
            change: "+1,20 %".into(),
            penalty: Tiyn(12_345),
            due: Tiyn(512_345_600),
            services: vec![("Үйді күтіп ұстау".into(), Tiyn(200_000_000))],
            adjusted: vec![("billing.adjustment.absence", 3, Tiyn(-45_000))],
            changes: vec![("1".repeat(26), "Абай даңғылы, 12, 12-пәтер".into(), Tiyn(100), Tiyn(200))],
            odd: vec![("1".repeat(26), "Абай даңғылы, 12, 12-пәтер".into(), "billing.odd.no_area")],
            all_odd: 3,
            once: "once".into(),
        }
    }

    fn of(locale: Locale, run: Run, services: &[Service], places: &HashMap<String, String>, can_undo: bool) -> Self {
        let report = run.report;
        let place = |id: &homes::PremisesId| places.get(&id.to_string()).cloned().unwrap_or_default();
        let named = |id| services.iter().find(|of| of.id == id).map(|of| name(locale, &of.name_kk, &of.name_ru));
        let by_service = report.services.iter().filter_map(|(id, sum)| Some((named(*id)?, Tiyn(*sum))));
        Self {
            id: run.id.to_string(),
            month: run.month,
            state_key: state_key(run.state),
            tone: tone(run.state),
            author: run.author,
            at: run.created_at,
            running_key: match run.state {
                State::Rehearsing => "billing.running.rehearsing",
                State::Posting => "billing.running.posting",
                State::Undoing => "billing.running.undoing",
                _ => "",
            },
            done: run.done,
            all: run.all,
            failed: report.failed.as_ref().map(|said| said.in_words(locale)).unwrap_or_default(),
            counted: matches!(run.state, State::Rehearsed | State::Posted | State::Undone),
            rehearsed: run.state == State::Rehearsed,
            posted: run.state == State::Posted,
            can_undo,
            differs: report.differs,
            bills: report.bills,
            accrued: Tiyn(report.accrued),
            change: change(locale, report.accrued_before, report.accrued),
            penalty: Tiyn(report.penalty),
            due: Tiyn(report.due),
            services: by_service.collect(),
            adjusted: report.adjusted.iter().map(|(kind, many, sum)| (kind.key(), *many, Tiyn(*sum))).collect(),
            changes: report
                .changes
                .iter()
                .map(|(id, before, now)| (id.to_string(), place(id), Tiyn(*before), Tiyn(*now)))
                .collect(),
            odd: report.odd.iter().map(|(id, odd)| (id.to_string(), place(id), odd.key())).collect(),
            all_odd: report.all_odd,
            once: once::key(),
        }
    }
}

/// By how much a sum grew, in words; empty where there is nothing to compare with.
fn change(locale: Locale, before: i64, now: i64) -> String {
    let hundredths = i128::from(now - before) * 10_000;
    match hundredths.checked_div(i128::from(before)).and_then(|part| i64::try_from(part).ok()) {
        Some(part) => tv(
            locale,
            "billing.run.change",
            &[("percent", &format!("{}{}", if part > 0 { "+" } else { "" }, crate::text::percent(locale, part)))],
        ),
        None => String::new(),
    }
}

pub(super) fn labels(locale: Locale, named: Vec<PlaceName>) -> HashMap<String, String> {
    named
        .into_iter()
        .map(|place| {
            let id = place.id();
            match place {
                PlaceName::Premises(_, address, kind, number) => {
                    (id, format!("{address}, {}", tv(locale, kind.label_key(), &[("number", &number)])))
                }
                PlaceName::Complex(_, name) | PlaceName::Building(_, name) | PlaceName::Entrance(_, name, _) => (id, name),
            }
        })
        .collect()
}

pub(in crate::billing) async fn show(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<RunId>,
) -> Result<impl Responder, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let (run, services, named, can_undo) = app
        .db
        .read(move |conn| {
            let run = store::runs::one(conn, company, id)?;
            let of_changes = run.report.changes.iter().map(|(id, _, _)| id.to_string());
            let ids: HashSet<String> = of_changes.chain(run.report.odd.iter().map(|(id, _)| id.to_string())).collect();
            let can_undo = can_undo(conn, company, &run)?.is_ok();
            Ok((run, store::tariffs::services(conn, company)?, homes::named(conn, company, &ids)?, can_undo))
        })
        .await?;
    let places = labels(who.locale(), named);
    Ok(Page(Show::of(who.locale(), run, &services, &places, can_undo)))
}

pub(in crate::billing) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let today = app.clock.today();
    let Some(month) = forms::month(typed.value("month")) else { return Err(Error::Unreadable) };
    let (key, person) = (typed.value(once::FIELD).to_owned(), who.person());
    let begun = app
        .db
        .write(move |tx| once(tx, person, &key, |tx| Ok(format!("/staff/billing/runs/{}", begin(tx, &who, month, today)?))))
        .await;
    answer(&req, begun, "/staff/billing".into())
}

/// On to where it goes; what is refused is said where one was.
fn answer(
    req: &HttpRequest,
    done: Result<String, Failure<crate::billing::Refused>>,
    back: String,
) -> Result<HttpResponse, Error> {
    match done {
        Ok(to) => Ok(see(to).respond_to(req)),
        Err(Failure::Refused(refused)) => Ok(see(back).regretting(refused.said()).respond_to(req)),
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::billing) async fn post(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<RunId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, key, person) = (id.into_inner(), typed.value(once::FIELD).to_owned(), who.person());
    let at = format!("/staff/billing/runs/{id}");
    let to = at.clone();
    let asked = app.db.write(move |tx| once(tx, person, &key, |tx| ask_posting(tx, &who, id).map(|()| to))).await;
    answer(&req, asked, at)
}

pub(in crate::billing) async fn ask_undo(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<RunId>,
) -> Result<HttpResponse, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let (run, allowed) = app
        .db
        .read(move |conn| {
            let run = store::runs::one(conn, company, id)?;
            let allowed = can_undo(conn, company, &run)?;
            Ok((run, allowed))
        })
        .await?;
    if let Err(refused) = allowed {
        return Ok(see(format!("/staff/billing/runs/{id}")).regretting(refused.said()).respond_to(&req));
    }
    let (bills, accrued) = (run.report.bills, Tiyn(run.report.accrued));
    Ok(Page(AskUndo { id: id.to_string(), month: run.month, bills, accrued, once: once::key() }).respond_to(&req))
}

pub(in crate::billing) async fn undo(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<RunId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, key, person) = (id.into_inner(), typed.value(once::FIELD).to_owned(), who.person());
    let at = format!("/staff/billing/runs/{id}");
    let to = at.clone();
    let asked = app.db.write(move |tx| once(tx, person, &key, |tx| ask_taking_back(tx, &who, id).map(|()| to))).await;
    answer(&req, asked, at)
}
