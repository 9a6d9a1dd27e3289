//! The desk of money of which nobody knows for whom it is: listed, looked at, assigned with a reason, taken back.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use crate::app::App;
use crate::db::Failure;
use crate::homes::{self, PremisesId};
use crate::money::Tiyn;
use crate::payments::forms::AssignDraft;
use crate::payments::parking::{self, ParkedId};
use crate::payments::payment::Channel;
use crate::payments::store::about::{self, place};
use crate::payments::store::parked::{self, Parked};
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Place, Query, Refusal, Refused, Slice, Typed, filters, see};

/// One screen of work.
const SIZE: usize = 50;
/// How many premises a search shows.
const FOUND: i64 = 20;

#[derive(Template)]
#[template(path = "payments/parked.html")]
pub(crate) struct Index {
    /// Whether what was assigned is shown, instead of what waits.
    assigned: bool,
    rows: Slice<Seen>,
}

/// Money that waits, or waited.
#[derive(Clone, Debug)]
struct Seen {
    id: String,
    external: String,
    account: String,
    amount: Tiyn,
    day: NaiveDate,
    payer: String,
    note: String,
    channel_key: &'static str,
    payment: Option<String>,
    assigned_on: Option<NaiveDate>,
}

#[derive(Template)]
#[template(path = "payments/parked_one.html")]
pub(crate) struct Show {
    form: Form,
    seen: Seen,
    q: String,
    /// What the search found: id, place, account.
    found: Vec<(String, String, String)>,
    /// The premises that were chosen: id, place.
    chosen: Option<(String, String)>,
    once: String,
}

#[derive(Template)]
#[template(path = "payments/parked_undo.html")]
pub(crate) struct Undo {
    form: Form,
    seen: Seen,
    once: String,
}

impl Seen {
    fn of(of: Parked) -> Self {
        Self {
            id: of.id.to_string(),
            external: of.external,
            account: of.account,
            amount: Tiyn(of.amount),
            day: of.day,
            payer: of.payer,
            note: of.note,
            channel_key: of.channel.key(),
            payment: of.payment.map(|id| id.to_string()),
            assigned_on: of.assigned_on,
        }
    }

    fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            external: "1234567".into(),
            account: "10-00O123".into(),
            amount: Tiyn(971_288),
            day: NaiveDate::default(),
            payer: "Kaspi".into(),
            note: "Қараша".into(),
            channel_key: Channel::Biller.key(),
            payment: Some("1".repeat(26)),
            assigned_on: Some(NaiveDate::default()),
        }
    }
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let next = Some("/staff/payments/parked?after=x".into());
        Self { assigned: false, rows: Slice { rows: vec![Seen::sample()], previous: None, next } }
    }
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("reason", "forms.refused.empty");
        let (id, place) = ("2".repeat(26), "Абай даңғылы, 12, 12-пәтер".to_owned());
        let seen = Seen { payment: None, assigned_on: None, ..Seen::sample() };
        let found = vec![(id.clone(), place.clone(), "10-000123".into())];
        Self { form, seen, q: "12".into(), found, chosen: Some((id, place)), once: "once".into() }
    }
}

impl Undo {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("reason", "forms.refused.empty");
        Self { form, seen: Seen::sample(), once: "once".into() }
    }
}

pub(in crate::payments) async fn index(
    app: web::Data<App>,
    who: Staff<Accountant>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (company, step, assigned) = (who.company(), query.step(), query.value("show") == "assigned");
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let rows = app.db.read(move |conn| parked::page(conn, company, assigned, &step, limit)).await?;
    let rows = Slice::cut(rows, SIZE, &query, |row| Place { key: row.day.to_string(), id: row.id.to_string() });
    Ok(Page(Index { assigned, rows: rows.map(Seen::of) }))
}

async fn page(
    app: &App,
    who: &Staff<Accountant>,
    id: ParkedId,
    (query, chosen): (&str, Option<PremisesId>),
    form: Form,
) -> Result<Show, Error> {
    let (company, reach, typed, locale) = (who.company(), who.reach().clone(), query.to_owned(), who.locale());
    let read = app.db.read(move |conn| {
        let of = parked::one(conn, company, id)?;
        let Some(chosen) = chosen else { return Ok((of, homes::look_up(conn, &reach, &typed, FOUND)?, None)) };
        Ok((of, Vec::new(), Some(about::place_of(conn, company, chosen)?)))
    });
    let (of, found, chosen) = read.await?;
    let found = found
        .into_iter()
        .map(|of| (of.id.to_string(), place(locale, &of.address, of.kind, &of.number), of.account.unwrap_or_default()));
    Ok(Show {
        form,
        seen: Seen::of(of),
        q: query.to_owned(),
        found: found.collect(),
        chosen: chosen.map(|of| (of.id.to_string(), of.place(locale))),
        once: once::key(),
    })
}

pub(in crate::payments) async fn show(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<ParkedId>,
    query: Query,
) -> Result<impl Responder, Error> {
    let looked = (query.value("q"), query.word("premises"));
    Ok(Page(page(&app, &who, id.into_inner(), looked, Form::default()).await?))
}

pub(in crate::payments) async fn assign(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<ParkedId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let mut form = Form::of(typed);
    let chosen = form.value("premises").parse().ok();
    let Some(draft) = AssignDraft::read(&mut form) else {
        return Ok(Refused(page(&app, &who, id, ("", chosen), form).await?).respond_to(&req));
    };
    let (key, person, by) = (form.value(once::FIELD).to_owned(), who.person(), who.clone());
    let done = app.db.write(move |tx| {
        once(tx, person, &key, |tx| parking::assign(tx, &by, id, &draft).map(|payment| format!("/staff/payments/{payment}")))
    });
    match done.await {
        Ok(to) => Ok(see(to).saying("payments.said.parked_assigned").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            Ok(see(format!("/staff/payments/parked/{id}")).regretting(refused.said()).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

async fn undoing(app: &App, who: &Staff<Accountant>, id: ParkedId, form: Form) -> Result<Undo, Error> {
    let company = who.company();
    let of = app.db.read(move |conn| parked::one(conn, company, id)).await?;
    Ok(Undo { form, seen: Seen::of(of), once: once::key() })
}

pub(in crate::payments) async fn ask(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<ParkedId>,
) -> Result<impl Responder, Error> {
    Ok(Page(undoing(&app, &who, id.into_inner(), Form::default()).await?))
}

pub(in crate::payments) async fn undo(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<ParkedId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let mut form = Form::of(typed);
    let reason = form.text("reason", 500);
    if form.failed() {
        return Ok(Refused(undoing(&app, &who, id, form).await?).respond_to(&req));
    }
    let (key, person, by, at) =
        (form.value(once::FIELD).to_owned(), who.person(), who.clone(), format!("/staff/payments/parked/{id}"));
    let to = at.clone();
    match app.db.write(move |tx| once(tx, person, &key, |tx| parking::undo(tx, &by, id, &reason).map(|()| to))).await {
        Ok(to) => Ok(see(to).saying("payments.said.parked_released").respond_to(&req)),
        Err(Failure::Refused(refused)) => Ok(see(at).regretting(refused.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}
