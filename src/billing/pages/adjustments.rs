//! What is made good: the list, one, withdrawing it.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::{adjusting, seen::name};
use crate::app::App;
use crate::billing::adjusting::{AdjustmentId, Kind};
use crate::billing::amending::{SHELF, withdraw as withdraw_one};
use crate::billing::store::adjusted::{self, Placed};
use crate::clock::Moment;
use crate::db::Failure;
use crate::files;
use crate::money::Tiyn;
use crate::text::{self, Locale, t, tv};
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::{Error, Page, Place, Query, Refusal, Routes, Slice, filters, see};

/// One screen of work.
const SIZE: usize = 50;

/// The addresses of what is made good.
pub(in crate::billing) fn routes(routes: &mut Routes<'_>) {
    use super::{prints, turnover};
    routes
        .get("/staff/billing/prints", prints::index)
        .post("/staff/billing/prints", prints::create)
        .get("/staff/billing/prints/{printing}", prints::show)
        .get("/staff/billing/prints/{printing}/{file}/bill.pdf", prints::file)
        .get("/staff/billing/turnover", turnover::show)
        .get("/staff/billing/turnover.xlsx", turnover::xlsx)
        .get("/staff/billing/turnover.csv", turnover::csv)
        .get("/staff/billing/accruals.csv", turnover::accruals_csv)
        .get("/staff/billing/adjustments", index)
        .get("/staff/billing/adjustments/new", adjusting::new)
        .post("/staff/billing/adjustments", adjusting::create)
        .post("/staff/billing/adjustments/outages", adjusting::make_good)
        .get("/staff/billing/adjustments/{adjustment}", show)
        .get("/staff/billing/adjustments/{adjustment}/document", document)
        .get("/staff/billing/adjustments/{adjustment}/withdrawal", ask_withdrawal)
        .post("/staff/billing/adjustments/{adjustment}/withdrawal", withdraw);
}

#[derive(Template)]
#[template(path = "billing/adjustments.html")]
pub(crate) struct Index {
    kind: String,
    kinds: Vec<(&'static str, String)>,
    rows: Slice<Item>,
}

/// One of them, in words.
struct Item {
    id: String,
    kind_key: &'static str,
    place: String,
    service: String,
    days: String,
    figure: String,
    document: String,
    author: String,
    at: Moment,
    withdrawn: bool,
}

fn item(locale: Locale, placed: &Placed) -> Item {
    let of = &placed.of;
    let figure = match of.kind {
        Kind::Benefit => text::percent(locale, of.percent),
        Kind::Absence => text::tn(locale, "billing.adjustment.people", u64::try_from(of.people).unwrap_or_default(), &[]),
        Kind::Moved => format!("{} → {}", of.people, of.people_after),
        Kind::Outage => {
            let minutes = of.begins_at.zip(of.ends_at).map_or(0, |(begins, ends)| (ends - begins).num_minutes());
            tv(locale, "billing.adjustment.hours", &[("hours", &text::decimal(locale, minutes * 5 / 3, 2))])
        }
    };
    let since = text::short_date(locale, of.since);
    let days = match of.until {
        Some(until) => format!("{since} – {}", text::short_date(locale, until)),
        None => tv(locale, "billing.adjustment.since", &[("day", &since)]),
    };
    let service = placed.service.as_ref().map(|(kk, ru)| name(locale, kk, ru));
    Item {
        id: of.id.to_string(),
        kind_key: of.kind.key(),
        place: placed.place(locale),
        service: service.unwrap_or_else(|| t(locale, "billing.adjustment.all_services").into_owned()),
        days,
        figure,
        document: of.document.clone(),
        author: placed.author.clone(),
        at: of.created_at,
        withdrawn: of.withdrawn_at.is_some(),
    }
}

fn sample_item(kind: Kind) -> Item {
    Item {
        id: "0".repeat(26),
        kind_key: kind.key(),
        place: "Абай даңғылы, 12, 12-пәтер".into(),
        service: "Тұрмыстық қалдықты шығару".into(),
        days: "01.11.2026 – 10.11.2026".into(),
        figure: "50,00 %".into(),
        document: "Анықтама № 12".into(),
        author: "Ким Светлана".into(),
        at: Moment::default(),
        withdrawn: kind == Kind::Moved,
    }
}

pub(super) fn kinds(locale: Locale) -> Vec<(&'static str, String)> {
    Kind::ALL.iter().map(|kind| (kind.word(), t(locale, kind.key()).into_owned())).collect()
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let rows = Kind::ALL.iter().map(|kind| sample_item(*kind)).collect();
        let next = Some("/staff/billing/adjustments?after=x".into());
        Self { kind: "absence".into(), kinds: kinds(Locale::Kk), rows: Slice { rows, previous: None, next } }
    }
}

/// A line that came of it: bill, its number and month, service, month that was made good, how much.
type Came = (String, String, NaiveDate, String, NaiveDate, Tiyn);

#[derive(Template)]
#[template(path = "billing/adjustment.html")]
pub(crate) struct Show {
    item: Item,
    has_file: bool,
    came: Vec<Came>,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let day = NaiveDate::default();
        let came = ("0".repeat(26), "2026-000123".into(), day, "Домофон".into(), day, Tiyn(-15_000));
        Self { item: sample_item(Kind::Absence), has_file: true, came: vec![came] }
    }
}

#[derive(Template)]
#[template(path = "billing/adjustment_withdrawal.html")]
pub(crate) struct AskWithdrawal {
    item: Item,
}

impl AskWithdrawal {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { item: sample_item(Kind::Absence) }
    }
}

async fn index(app: web::Data<App>, who: Staff<Accountant>, query: Query) -> Result<impl Responder, Error> {
    let (company, locale, step, kind) = (who.company(), who.locale(), query.step(), query.word("kind"));
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let rows = app.db.read(move |conn| adjusted::page(conn, company, kind, &step, limit)).await?;
    let rows = Slice::cut(rows, SIZE, &query, |row| Place { key: String::new(), id: row.of.id.to_string() });
    let kind = query.value("kind").to_owned();
    Ok(Page(Index { kind, kinds: kinds(locale), rows: rows.map(|row| item(locale, &row)) }))
}

async fn show(app: web::Data<App>, who: Staff<Accountant>, id: web::Path<AdjustmentId>) -> Result<impl Responder, Error> {
    /// Of a whole house there are many.
    const LINES: i64 = 300;
    let (company, id, locale) = (who.company(), id.into_inner(), who.locale());
    let (placed, came, files) = app
        .db
        .read(move |conn| {
            let placed = adjusted::one(conn, company, id)?;
            let files = files::on_shelf(conn, company, SHELF, &[id.to_string()])?;
            Ok((placed, adjusted::came_of(conn, company, id, LINES)?, files))
        })
        .await?;
    let came = came.into_iter().map(|(bill, number, in_month, (kk, ru), of, amount)| {
        (bill.to_string(), number, in_month, name(locale, &kk, &ru), of, Tiyn(amount))
    });
    Ok(Page(Show { item: item(locale, &placed), has_file: !files.is_empty(), came: came.collect() }))
}

async fn document(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<AdjustmentId>,
) -> Result<HttpResponse, Error> {
    let (company, subject) = (who.company(), id.to_string());
    let found = app.db.read(move |conn| files::on_shelf(conn, company, SHELF, &[subject])).await?;
    let file = found.into_values().flatten().next().ok_or(Error::NotFound)?;
    Ok(files::serve(&app.store, &file, &req).await?)
}

async fn ask_withdrawal(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<AdjustmentId>,
) -> Result<impl Responder, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let placed = app.db.read(move |conn| adjusted::one(conn, company, id)).await?;
    Ok(Page(AskWithdrawal { item: item(who.locale(), &placed) }))
}

async fn withdraw(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<AdjustmentId>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let at = format!("/staff/billing/adjustments/{id}");
    match app.db.write(move |tx| withdraw_one(tx, &who, id)).await {
        Ok(()) => Ok(see(at).saying("billing.said.adjustment_withdrawn").respond_to(&req)),
        Err(Failure::Refused(refused)) => Ok(see(at).regretting(refused.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}
