//! What the company promises for each category, and what it offers.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::{Days, NaiveDate};

use crate::app::App;
use crate::db::Failure;
use crate::requests::category::{self, Category};
use crate::requests::terms::{self, Promise, Urgency};
use crate::requests::{forms, promising, store};
use crate::text::{Locale, t, tn};
use crate::web::actor::{Acting, Admin, Staff};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};

/// The minutes of a working day, for saying long terms.
const DAY: i32 = 480;

#[derive(Template)]
#[template(path = "requests/promises.html")]
pub(crate) struct Promises {
    groups: Vec<(String, Vec<Row>)>,
}

/// A category with what counts for it today.
struct Row {
    code: &'static str,
    name: String,
    urgency_key: &'static str,
    urgent: bool,
    first_answer: String,
    resolution: String,
    own: bool,
    hidden: bool,
}

#[derive(Template)]
#[template(path = "requests/promise.html")]
pub(crate) struct One {
    form: Form,
    code: &'static str,
    name: String,
    hidden: bool,
    rows: Vec<(NaiveDate, String, String, String)>,
}

impl Promises {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = Row {
            code: "lift_stuck",
            name: "Лифтіде адам қалып қойды".into(),
            urgency_key: Urgency::Emergency.key(),
            urgent: true,
            first_answer: "15 минут".into(),
            resolution: "2 сағат".into(),
            own: true,
            hidden: true,
        };
        Self { groups: vec![("Лифт".into(), vec![row])] }
    }
}

impl One {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("since", "2026-12-01"));
        form.refuse("first_answer", "forms.refused.empty");
        Self {
            form,
            code: "lift_stuck",
            name: "Лифтіде адам қалып қойды".into(),
            hidden: false,
            rows: vec![(NaiveDate::default(), "15 минут".into(), "2 сағат".into(), "Шарт".into())],
        }
    }
}

/// A term in words: whole working days, hours, or minutes.
pub(super) fn span(locale: Locale, minutes: i32, around_the_clock: bool) -> String {
    let count = |n: i32| u64::try_from(n).unwrap_or_default();
    if !around_the_clock && minutes >= DAY && minutes % DAY == 0 {
        return tn(locale, "requests.span.days", count(minutes / DAY), &[]);
    }
    if minutes >= 60 && minutes % 60 == 0 {
        return tn(locale, "requests.span.hours", count(minutes / 60), &[]);
    }
    tn(locale, "requests.span.minutes", count(minutes), &[])
}

fn row(locale: Locale, of: &'static Category, own: &[Promise], hidden: bool, today: NaiveDate) -> Row {
    let counting = terms::counting(of, own, today);
    let term = counting.term;
    Row {
        code: of.code,
        name: of.name(locale),
        urgency_key: of.urgency.key(),
        urgent: of.urgency == Urgency::Emergency,
        first_answer: span(locale, term.first_answer, term.around_the_clock),
        resolution: span(locale, term.resolution, term.around_the_clock),
        own: own.iter().any(|promise| promise.since <= today),
        hidden,
    }
}

/// All categories, or one of them with all that was ever promised for it.
pub(in crate::requests) async fn show(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Admin>,
    query: Query,
) -> Result<HttpResponse, Error> {
    if let Some(of) = category::find(query.value("category")) {
        let tomorrow = app.clock.today().checked_add_days(Days::new(1)).unwrap_or_default();
        let form = Form::of(Typed::default().with("since", tomorrow));
        return Ok(Page(one(&app, &who, of, form).await?).respond_to(&req));
    }
    let (company, locale, today) = (who.company(), who.locale(), app.clock.today());
    let (own, hidden) =
        app.db.read(move |conn| Ok((store::terms::all(conn, company)?, store::terms::hidden(conn, company)?))).await?;
    let none = Vec::new();
    let mut groups: Vec<(String, Vec<Row>)> = Vec::new();
    for of in category::all() {
        let trade = t(locale, of.trade.key()).into_owned();
        let row = row(locale, of, own.get(of.code).unwrap_or(&none), hidden.contains(of.code), today);
        match groups.iter_mut().find(|(name, _)| *name == trade) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((trade, vec![row])),
        }
    }
    Ok(Page(Promises { groups }).respond_to(&req))
}

async fn one(app: &App, who: &Staff<Admin>, of: &'static Category, form: Form) -> Result<One, Error> {
    let (company, locale) = (who.company(), who.locale());
    let (own, hidden) =
        app.db.read(move |conn| Ok((store::terms::of(conn, company, of.code)?, store::terms::hidden(conn, company)?))).await?;
    let said = |promise: Promise| {
        let term = promise.term;
        let spans = [term.first_answer, term.resolution].map(|minutes| span(locale, minutes, term.around_the_clock));
        let [first, all] = spans;
        (promise.since, first, all, terms::ground(locale, &promise.ground))
    };
    let mut rows: Vec<_> = own.iter().cloned().map(said).collect();
    rows.reverse();
    // what ships with the portal stands beneath what the company says itself
    rows.push(said(terms::counting(of, &[], NaiveDate::MAX)));
    Ok(One { form, code: of.code, name: of.name(locale), hidden: hidden.contains(of.code), rows })
}

pub(in crate::requests) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Admin>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let of = category::find(form.value("category")).ok_or(Error::NotFound)?;
    let Some(promise) = forms::promise(&mut form, app.clock.today()) else {
        return Ok(Refused(one(&app, &who, of, form).await?).respond_to(&req));
    };
    let author = who.clone();
    match app.db.write(move |tx| promising::promise(tx, &author, of, &promise)).await {
        Ok(()) => {
            Ok(see(format!("/staff/requests/terms?category={}", of.code)).saying("requests.said.promised").respond_to(&req))
        }
        Err(Failure::Refused(no)) => {
            form.refuse(no.field(), no.said());
            Ok(Refused(one(&app, &who, of, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::requests) async fn offer(app: web::Data<App>, who: Staff<Admin>, typed: Typed) -> Result<impl Responder, Error> {
    let of = category::find(typed.value("category")).ok_or(Error::NotFound)?;
    let offered = typed.value("offered") == "yes";
    app.db.write(move |tx| promising::offer(tx, &who, of, offered)).await?;
    let said = if offered { "requests.said.offered" } else { "requests.said.hidden" };
    Ok(see(format!("/staff/requests/terms?category={}", of.code)).saying(said))
}
