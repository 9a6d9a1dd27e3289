//! Banks and terminals that take money for the company: the doors by which their machines come, what they told on a day, what was odd.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::{Days, NaiveDate};

use crate::app::App;
use crate::clock::Moment;
use crate::money::Tiyn;
use crate::payments::biller::{Dialect, DoorId, Unknowns, Verdict};
use crate::payments::forms::DoorDraft;
use crate::payments::store::answers::{self, Answer, Incident};
use crate::payments::store::doors::{self, Door};
use crate::payments::store::parked;
use crate::payments::store::registers::{self, Kept};
use crate::payments::{Refused as No, opening};
use crate::text::{Locale, t};
use crate::web::actor::{Accountant, Acting, Recent, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Query, Refused, Said, Typed, filters, secrets, see};

/// How many accounts a bank may ask for in a minute, unless its contract says otherwise.
const CHECKS: i32 = 600;
/// How many registers and odd things a page shows.
const MOST: i64 = 30;

#[derive(Template)]
#[template(path = "payments/doors.html")]
pub(crate) struct Index {
    rows: Vec<Item>,
    waiting: i64,
}

/// A door in the list.
struct Item {
    id: String,
    name: String,
    key: &'static str,
    is_open: bool,
}

#[derive(Template)]
#[template(path = "payments/door_form.html")]
pub(crate) struct Edit {
    form: Form,
    /// The door that is changed; empty for a new one.
    id: String,
    dialects: Vec<(&'static str, String)>,
    unknowns: Vec<(&'static str, String)>,
    once: String,
}

#[derive(Template)]
#[template(path = "payments/door.html")]
pub(crate) struct Show {
    form: Form,
    id: String,
    name: String,
    key: &'static str,
    is_open: bool,
    path: String,
    addresses: String,
    unknowns_key: &'static str,
    checks: i32,
    link: String,
    day: NaiveDate,
    rows: Vec<Told>,
    total: Tiyn,
    incidents: Vec<(Moment, String, String, Tiyn)>,
    registers: Vec<Brought>,
}

/// What was told on a day.
struct Told {
    txn: String,
    account: String,
    amount: Tiyn,
    verdict_key: &'static str,
    tone: &'static str,
    href: Option<String>,
}

/// A register that was brought.
struct Brought {
    id: String,
    day: NaiveDate,
    file: String,
    lines: i64,
    total: Tiyn,
    author: String,
}

fn verdict(of: Verdict) -> (&'static str, &'static str) {
    match of {
        Verdict::Credited => ("payments.told.credited", "good"),
        Verdict::Parked => ("payments.told.parked", "needs"),
        Verdict::Refused => ("payments.told.refused", "danger"),
    }
}

impl Told {
    fn of(of: Answer) -> Self {
        let (verdict_key, tone) = verdict(of.verdict);
        let payment = of.payment.map(|id| format!("/staff/payments/{id}"));
        let href = payment.or_else(|| of.parked.map(|id| format!("/staff/payments/parked/{id}")));
        Self { txn: of.txn, account: of.account, amount: Tiyn(of.amount), verdict_key, tone, href }
    }
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row =
            |of: &Dialect| Item { id: "0".repeat(26), name: "Kaspi".into(), key: of.key(), is_open: *of == Dialect::KaspiJson };
        Self { rows: Dialect::ALL.iter().map(row).collect(), waiting: 2 }
    }
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("addresses", "payments.refused.addresses");
        Self::of(Locale::Kk, form, None)
    }

    fn of(locale: Locale, form: Form, id: Option<DoorId>) -> Self {
        let dialects = Dialect::ALL.iter().map(|of| (of.word(), t(locale, of.key()).into_owned())).collect();
        let unknowns = Unknowns::ALL.iter().map(|of| (of.word(), t(locale, of.key()).into_owned())).collect();
        Self { form, id: id.map(|id| id.to_string()).unwrap_or_default(), dialects, unknowns, once: once::key() }
    }

    /// Where the form goes.
    fn action(&self) -> String {
        if self.id.is_empty() { "/staff/payments/doors".into() } else { format!("/staff/payments/doors/{}", self.id) }
    }
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("file", "payments.register.torn");
        let told = |of: &Verdict| {
            let (verdict_key, tone) = verdict(*of);
            let href = Some("/staff/payments".to_owned());
            Told { txn: "1234567".into(), account: "10-000123".into(), amount: Tiyn(20_000), verdict_key, tone, href }
        };
        let (file, author) = ("QIWI_17_202602021.csv".into(), "Ким Светлана".into());
        let day = NaiveDate::default();
        Self {
            form,
            id: "0".repeat(26),
            name: "Kaspi".into(),
            key: Dialect::KaspiJson.key(),
            is_open: true,
            path: "/api/biller/kaspi-json/…".into(),
            addresses: "194.187.247.0/24".into(),
            unknowns_key: Unknowns::Park.key(),
            checks: CHECKS,
            link: "https://kaspi.kz/pay/Alatau?service_id=7&1234={account}&amount={amount}".into(),
            day,
            rows: Verdict::ALL.iter().map(told).collect(),
            total: Tiyn(20_000),
            incidents: vec![(Moment::default(), "1234567".into(), "10-000124".into(), Tiyn(1))],
            registers: vec![Brought { id: "1".repeat(26), day, file, lines: 3, total: Tiyn(60_000), author }],
        }
    }

    fn of(door: Door, day: NaiveDate, form: Form, (told, incidents, kept): Found) -> Self {
        let taken = told.iter().filter(|of| of.verdict != Verdict::Refused).map(|of| Tiyn(of.amount));
        let total = Tiyn::total(taken).unwrap_or(Tiyn(i64::MAX));
        let register = |of: Kept| Brought {
            id: of.id.to_string(),
            day: of.day,
            file: of.file_name,
            lines: of.lines,
            total: Tiyn(of.total),
            author: of.author,
        };
        Self {
            form,
            id: door.id.to_string(),
            name: door.name,
            key: door.dialect.key(),
            is_open: door.revoked_at.is_none(),
            path: format!("/api/biller/{}/…", door.dialect),
            addresses: door.addresses.split_whitespace().collect::<Vec<_>>().join(", "),
            unknowns_key: door.unknowns.key(),
            checks: door.checks_per_minute,
            link: door.link,
            day,
            rows: told.into_iter().map(Told::of).collect(),
            total,
            incidents: incidents.into_iter().map(|(at, txn, account, amount)| (at, txn, account, Tiyn(amount))).collect(),
            registers: kept.into_iter().map(register).collect(),
        }
    }
}

pub(in crate::payments) async fn index(app: web::Data<App>, who: Staff<Accountant>) -> Result<impl Responder, Error> {
    let company = who.company();
    let (all, waiting) = app.db.read(move |conn| Ok((doors::all(conn, company)?, parked::waiting(conn, company)?))).await?;
    let row = |of: Door| Item { id: of.id.to_string(), name: of.name, key: of.dialect.key(), is_open: of.revoked_at.is_none() };
    Ok(Page(Index { rows: all.into_iter().map(row).collect(), waiting }))
}

pub(in crate::payments) async fn new(who: Recent<Staff<Accountant>>) -> impl Responder {
    let typed = Typed::default().with("dialect", Dialect::KaspiJson).with("unknowns", Unknowns::Refuse).with("checks", CHECKS);
    Page(Edit::of(who.locale(), Form::of(typed), None))
}

pub(in crate::payments) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Recent<Staff<Accountant>>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let Some(draft) = DoorDraft::read(&mut form, None) else {
        return Ok(Refused(Edit::of(who.locale(), form, None)).respond_to(&req));
    };
    let (key, person, path) = (form.value(once::FIELD).to_owned(), who.person(), secrets::random_text());
    let address = format!("{}/api/biller/{}/{path}", app.config.base_url, draft.dialect);
    let made = app.db.write::<_, No>(move |tx| {
        once(tx, person, &key, |tx| opening::open(tx, &who, &path, &draft).map(|id| format!("/staff/payments/doors/{id}")))
    });
    Ok(see(made.await?).saying(Said::new("payments.said.door_opened").with("address", address)).respond_to(&req))
}

type Found = (Vec<Answer>, Vec<Incident>, Vec<Kept>);

/// The page of a door, of a day; with the form for a register as it was typed, if it was.
pub(super) async fn page(
    app: &App,
    who: &Staff<Accountant>,
    id: DoorId,
    day: Option<NaiveDate>,
    form: Option<Form>,
) -> Result<Show, Error> {
    let (company, today) = (who.company(), app.clock.today());
    let day = day.unwrap_or(today);
    let read = app.db.read(move |conn| {
        let door = doors::one(conn, company, id)?;
        let told = answers::of_day(conn, company, id, day)?;
        let odd = answers::incidents(conn, company, id, MOST)?;
        Ok((door, (told, odd, registers::of_door(conn, company, id, MOST)?)))
    });
    let (door, found) = read.await?;
    // registers come in the morning and are of the day before
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    let form = form.unwrap_or_else(|| Form::of(Typed::default().with("of", yesterday)));
    Ok(Show::of(door, day, form, found))
}

pub(in crate::payments) async fn show(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<DoorId>,
    query: Query,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, id.into_inner(), query.word("day"), None).await?))
}

pub(in crate::payments) async fn edit(
    req: HttpRequest,
    app: web::Data<App>,
    who: Recent<Staff<Accountant>>,
    id: web::Path<DoorId>,
) -> Result<HttpResponse, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let of = app.db.read(move |conn| doors::one(conn, company, id)).await?;
    let typed = Typed::default().with("name", &of.name).with("addresses", &of.addresses).with("link", &of.link);
    let typed = typed.with("unknowns", of.unknowns).with("checks", of.checks_per_minute);
    Ok(Page(Edit::of(who.locale(), Form::of(typed), Some(id))).respond_to(&req))
}

pub(in crate::payments) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Recent<Staff<Accountant>>,
    id: web::Path<DoorId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let of = app.db.read(move |conn| doors::one(conn, company, id)).await?;
    let mut form = Form::of(typed);
    let Some(draft) = DoorDraft::read(&mut form, Some(of.dialect)) else {
        return Ok(Refused(Edit::of(who.locale(), form, Some(id))).respond_to(&req));
    };
    let done = app.db.write(move |tx| opening::change(tx, &who, id, &draft)).await;
    Ok(see(format!("/staff/payments/doors/{id}")).after(done, "payments.said.door_changed")?.respond_to(&req))
}
