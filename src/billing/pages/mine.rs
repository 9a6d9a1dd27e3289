//! A resident's own bills.

use actix_web::{HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::bills::print;
use super::seen::{Seen, Whole, place, sentence};
use crate::app::App;
use crate::billing::bill::BillId;
use crate::billing::paper::Paper;
use crate::billing::store::{about, own};
use crate::money::Tiyn;
use crate::web::actor::{Acting, Resident};
use crate::web::{Error, Page, Said, filters};
use crate::who::Holds;

#[derive(Template)]
#[template(path = "billing/mine.html")]
pub(crate) struct Index {
    newest: Vec<Newest>,
    rows: Vec<Item>,
}

/// The newest bill of some premises.
struct Newest {
    id: String,
    place: String,
    month: NaiveDate,
    sentence: Said,
    urgent: bool,
}

/// A bill in the list.
struct Item {
    id: String,
    place: String,
    month: NaiveDate,
    due_on: NaiveDate,
    due: Tiyn,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let (id, place, month) = ("0".repeat(26), "Абай даңғылы, 12, 12-пәтер".to_owned(), NaiveDate::default());
        let sentence = Said::new("billing.said.due").with("sum", "9 712,88 ₸").with("day", "25 желтоқсан");
        Self {
            newest: vec![Newest { id: id.clone(), place: place.clone(), month, sentence, urgent: true }],
            rows: vec![Item { id, place, month, due_on: month, due: Tiyn(971_288) }],
        }
    }
}

#[derive(Template)]
#[template(path = "billing/my_bill.html")]
pub(crate) struct Show {
    seen: Seen,
    at: String,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { seen: Seen::sample(), at: "/bills".into() }
    }
}

pub(in crate::billing) async fn index(app: web::Data<App>, who: Resident) -> Result<impl Responder, Error> {
    let today = app.clock.today();
    let (locale, reader) = (who.locale(), who.clone());
    let (bills, owed) = app.db.read(move |conn| own::mine(conn, &reader, today)).await?;
    let mut seen = std::collections::HashSet::new();
    let newest = bills.iter().filter(|bill| seen.insert(bill.premises)).map(|bill| {
        let owed = owed.get(&bill.premises).copied().unwrap_or_default();
        let (sentence, tone) = sentence(locale, owed, bill, today);
        Newest { id: bill.id.to_string(), place: place(locale, bill), month: bill.month, sentence, urgent: tone == "danger" }
    });
    let newest = newest.collect();
    let rows = bills.iter().map(|bill| Item {
        id: bill.id.to_string(),
        place: place(locale, bill),
        month: bill.month,
        due_on: bill.due_on,
        due: Tiyn(bill.due),
    });
    Ok(Page(Index { newest, rows: rows.collect() }))
}

pub(in crate::billing) async fn show(app: web::Data<App>, who: Resident, id: web::Path<BillId>) -> Result<impl Responder, Error> {
    let (locale, id) = (who.locale(), id.into_inner());
    let today = app.clock.today();
    let whole = app
        .db
        .read(move |conn| {
            let (bill, _, since) = own::mine_one(conn, &who, id, today)?;
            Whole::of(conn, who.company(), bill, since)
        })
        .await?;
    Ok(Page(Show { seen: Seen::of(locale, &whole, today), at: "/bills".into() }))
}

async fn paper_of(app: &App, who: Resident, id: BillId, named: bool) -> Result<HttpResponse, Error> {
    let today = app.clock.today();
    let paper = app
        .db
        .read(move |conn| {
            let (bill, holds, since) = own::mine_one(conn, &who, id, today)?;
            // whoever rents pays the bill and learns nothing else of the owner
            let named = named && holds == Holds::Owner;
            let names = if named { about::owners(conn, who.company(), bill.premises, today)? } else { Vec::new() };
            let sender = about::sender(conn, who.company())?;
            Ok(Paper { sender, names, named, whole: Whole::of(conn, who.company(), bill, since)? })
        })
        .await?;
    print(app, paper).await
}

pub(in crate::billing) async fn pdf(app: web::Data<App>, who: Resident, id: web::Path<BillId>) -> Result<HttpResponse, Error> {
    paper_of(&app, who, id.into_inner(), true).await
}

pub(in crate::billing) async fn public_pdf(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<BillId>,
) -> Result<HttpResponse, Error> {
    paper_of(&app, who, id.into_inner(), false).await
}
