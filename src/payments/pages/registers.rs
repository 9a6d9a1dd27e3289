//! The register of a bank's day: brought, compared with what its machine told us, and what only the bank knows of written down.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::doors as page_of;
use crate::app::App;
use crate::clock::Moment;
use crate::db::Failure;
use crate::money::Tiyn;
use crate::payments::biller::{DoorId, Fault, Line, Mismatch, Odd, Register, RegisterId, Verdict};
use crate::payments::matching;
use crate::payments::store::registers::{self, Brought, Kept};
use crate::payments::store::{about, doors};
use crate::sheet::{Book, Heading, Table, Value};
use crate::text::{Locale, t};
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::once::{self, once};
use crate::web::upload::{SentFile, Upload};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, secrets, see, taken};

#[derive(Template)]
#[template(path = "payments/register.html")]
pub(crate) struct Show {
    id: String,
    door: String,
    name: String,
    day: NaiveDate,
    file: String,
    lines: i64,
    total: Tiyn,
    author: String,
    at: Moment,
    rows: Vec<Row>,
}

/// A payment in which the bank and the books differ.
struct Row {
    key: &'static str,
    tone: &'static str,
    txn: String,
    account: String,
    ours: Option<Tiyn>,
    theirs: Option<Tiyn>,
    /// A person can write it down.
    can: bool,
}

#[derive(Template)]
#[template(path = "payments/register_payment.html")]
pub(crate) struct Ask {
    form: Form,
    id: String,
    txn: String,
    account: String,
    amount: Tiyn,
    day: NaiveDate,
    /// Where the premises of the account are; nobody knows it when it is empty.
    place: String,
    once: String,
}

impl From<Odd> for Row {
    fn from(of: Odd) -> Self {
        let tone = if of.kind == Mismatch::OtherSum { "danger" } else { "needs" };
        let can = of.kind == Mismatch::NotOurs;
        Self { key: of.kind.key(), tone, txn: of.txn, account: of.account, ours: of.ours, theirs: of.theirs, can }
    }
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let odd = |kind: &Mismatch| Odd {
            kind: *kind,
            txn: "1234567".into(),
            account: "10-000123".into(),
            ours: (*kind != Mismatch::NotOurs).then_some(Tiyn(20_000)),
            theirs: (*kind != Mismatch::NotTheirs).then_some(Tiyn(20_100)),
        };
        Self {
            id: "0".repeat(26),
            door: "1".repeat(26),
            name: "Kaspi".into(),
            day: NaiveDate::default(),
            file: "QIWI_17_202602021.csv".into(),
            lines: 3,
            total: Tiyn(60_000),
            author: "Ким Светлана".into(),
            at: Moment::default(),
            rows: Mismatch::ALL.iter().map(|kind| Row::from(odd(kind))).collect(),
        }
    }
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("reason", "forms.refused.empty");
        Self {
            form,
            id: "0".repeat(26),
            txn: "1234567".into(),
            account: "10-000123".into(),
            amount: Tiyn(20_000),
            day: NaiveDate::default(),
            place: "Абай даңғылы, 12, 12-пәтер".into(),
            once: "once".into(),
        }
    }
}

/// A register that is brought, once it was read; what is wrong with it stands at the form.
async fn read(form: &mut Form, door: DoorId, file: Option<SentFile>, today: NaiveDate) -> Result<Option<Brought>, Error> {
    let day: Option<NaiveDate> = form.value("of").parse().ok().filter(|day| *day <= today);
    if day.is_none() {
        form.refuse("of", "payments.refused.day");
    }
    if file.is_none() {
        form.refuse("file", "forms.refused.empty");
    }
    let (Some(day), Some(file)) = (day, file) else { return Ok(None) };
    let file_name: String = file.name.chars().filter(|c| !c.is_control()).take(200).collect();
    let digest = secrets::fingerprint_of(&file.bytes);
    match web::block(move || Register::read(&file.bytes, &file.name, day)).await? {
        Ok(register) => Ok(Some(Brought { door, day, file_name, digest, register })),
        Err(fault) => {
            form.refuse(if fault == Fault::OtherDay { "of" } else { "file" }, fault.said());
            Ok(None)
        }
    }
}

pub(in crate::payments) async fn bring(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<DoorId>,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    let (company, door, today) = (who.company(), id.into_inner(), app.clock.today());
    app.db.read(move |conn| doors::one(conn, company, door)).await?;
    let mut form = Form::of(upload.typed);
    let file = upload.files.into_iter().find(|file| file.field == "file");
    let Some(brought) = read(&mut form, door, file, today).await? else {
        return Ok(Refused(page_of::page(&app, &who, door, None, Some(form)).await?).respond_to(&req));
    };
    let by = who.clone();
    match app.db.write(move |tx| matching::bring(tx, &by, &brought)).await {
        Ok(id) => Ok(see(format!("/staff/payments/registers/{id}")).saying("payments.said.register_brought").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("file", refused.said());
            Ok(Refused(page_of::page(&app, &who, door, None, Some(form)).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

/// A register, the name of its door, and in what it differs from the books.
async fn found(app: &App, who: &Staff<Accountant>, id: RegisterId) -> Result<(Kept, String, Vec<Odd>), Error> {
    let company = who.company();
    let read = app.db.read(move |conn| {
        let of = registers::one(conn, company, id)?;
        let odd = matching::differences(conn, company, &of)?;
        Ok((doors::one(conn, company, of.door)?.name, of, odd))
    });
    let (name, of, odd) = read.await?;
    Ok((of, name, odd))
}

pub(in crate::payments) async fn show(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<RegisterId>,
) -> Result<impl Responder, Error> {
    let (of, name, odd) = found(&app, &who, id.into_inner()).await?;
    Ok(Page(Show {
        id: of.id.to_string(),
        door: of.door.to_string(),
        name,
        day: of.day,
        file: of.file_name,
        lines: of.lines,
        total: Tiyn(of.total),
        author: of.author,
        at: of.at,
        rows: odd.into_iter().map(Row::from).collect(),
    }))
}

fn table(locale: Locale, odd: Vec<Odd>) -> Table {
    let titles = [
        "payments.register.mismatch",
        "payments.list.external",
        "homes.sheet.account",
        "payments.register.ours",
        "payments.register.theirs",
    ];
    let headings = titles.iter().map(|key| Heading::new(t(locale, key))).collect();
    let mut table = Table::new(t(locale, "payments.register.odd"), headings);
    let sum = |of: Option<Tiyn>| of.map_or(Value::Empty, |sum| Value::Tiyn(sum.0));
    for of in odd {
        let kind = Value::text(t(locale, of.kind.key()));
        table.push(vec![kind, Value::text(of.txn), Value::text(of.account), sum(of.ours), sum(of.theirs)]);
    }
    table
}

pub(in crate::payments) async fn xlsx(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<RegisterId>,
) -> Result<HttpResponse, Error> {
    let (_, _, odd) = found(&app, &who, id.into_inner()).await?;
    taken::workbook(Book::new(app.clock.now()).with(table(who.locale(), odd)), "register.xlsx").await
}

pub(in crate::payments) async fn csv(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<RegisterId>,
) -> Result<HttpResponse, Error> {
    let (_, _, odd) = found(&app, &who, id.into_inner()).await?;
    taken::text_table(table(who.locale(), odd), "register.csv").await
}

async fn asking(app: &App, who: &Staff<Accountant>, id: RegisterId, txn: &str, form: Form) -> Result<Ask, Error> {
    let (company, locale, txn) = (who.company(), who.locale(), txn.to_owned());
    let read = app.db.read(move |conn| {
        let of = registers::line(conn, company, id, &txn)?;
        let spot = match doors::account(conn, company, &of.account)? {
            Some((premises, ..)) => Some(about::place_of(conn, company, premises)?),
            None => None,
        };
        Ok((of, spot))
    });
    let (Line { txn, account, amount, day }, spot) = read.await?;
    let place = spot.map(|spot| spot.place(locale)).unwrap_or_default();
    Ok(Ask { form, id: id.to_string(), txn, account, amount, day, place, once: once::key() })
}

/// A register and the number of a payment in it; a number that no line can hold is not found.
fn line_of(path: web::Path<(RegisterId, String)>) -> Result<(RegisterId, String), Error> {
    let (id, txn) = path.into_inner();
    if txn.chars().any(char::is_control) { Err(Error::NotFound) } else { Ok((id, txn)) }
}

pub(in crate::payments) async fn ask(
    app: web::Data<App>,
    who: Staff<Accountant>,
    path: web::Path<(RegisterId, String)>,
) -> Result<impl Responder, Error> {
    let (id, txn) = line_of(path)?;
    Ok(Page(asking(&app, &who, id, &txn, Form::default()).await?))
}

pub(in crate::payments) async fn write(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    path: web::Path<(RegisterId, String)>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, txn) = line_of(path)?;
    let mut form = Form::of(typed);
    let reason = form.text("reason", 500);
    if form.failed() {
        return Ok(Refused(asking(&app, &who, id, &txn, form).await?).respond_to(&req));
    }
    let (key, person, by, to) =
        (form.value(once::FIELD).to_owned(), who.person(), who.clone(), format!("/staff/payments/registers/{id}"));
    let at = to.clone();
    let done = app.db.write(move |tx| {
        once(tx, person, &key, |tx| {
            let verdict = matching::write_down(tx, &by, id, &txn, &reason)?;
            Ok(if verdict == Verdict::Parked { "/staff/payments/parked".to_owned() } else { to })
        })
    });
    match done.await {
        Ok(to) => Ok(see(to).saying("payments.said.written_down").respond_to(&req)),
        Err(Failure::Refused(refused)) => Ok(see(at).regretting(refused.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}
