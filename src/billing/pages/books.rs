//! The books: the trial balance, and closing of months.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use crate::app::App;
use crate::billing::tariff::fund_key;
use crate::clock::Moment;
use crate::db::Failure;
use crate::ledger::{self, Fund, Kind, month};
use crate::money::Tiyn;
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Page, Query, Refusal, Typed, filters, see};

/// How many closed months are shown.
const CLOSINGS: i64 = 24;

#[derive(Template)]
#[template(path = "billing/books.html")]
pub(crate) struct Show {
    rows: Vec<Row>,
    debit: Tiyn,
    credit: Tiyn,
    /// The month that can be closed, if one can.
    open: Option<NaiveDate>,
    closings: Vec<Closed>,
}

#[derive(Template)]
#[template(path = "billing/closing.html")]
pub(crate) struct AskClosing {
    month: NaiveDate,
    once: String,
}

impl AskClosing {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { month: NaiveDate::default(), once: "once".into() }
    }
}

/// A kind of account of a fund.
struct Row {
    kind_key: &'static str,
    fund_key: &'static str,
    debit: Tiyn,
    credit: Tiyn,
}

/// A closed month.
struct Closed {
    month: NaiveDate,
    entries: i64,
    turnover: Tiyn,
    by: String,
    at: Moment,
}

pub(super) fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Receivable => "billing.account.receivable",
        Kind::PenaltyDue => "billing.account.penalty_due",
        Kind::Advance => "billing.account.advance",
        Kind::Bank => "billing.account.bank",
        Kind::Cash => "billing.account.cash",
        Kind::Unidentified => "billing.account.unidentified",
        Kind::Income => "billing.account.income",
        Kind::PenaltyIncome => "billing.account.penalty_income",
        Kind::Vendor => "billing.account.vendor",
        Kind::Expense => "billing.account.expense",
    }
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let rows = Kind::ALL.iter().zip(Fund::ALL.iter().cycle());
        let row = |(kind, fund): (&Kind, &Fund)| Row {
            kind_key: kind_key(*kind),
            fund_key: fund_key(*fund),
            debit: Tiyn(100),
            credit: Tiyn(0),
        };
        Self {
            rows: rows.map(row).collect(),
            debit: Tiyn(100),
            credit: Tiyn(100),
            open: Some(NaiveDate::default()),
            closings: vec![Closed {
                month: NaiveDate::default(),
                entries: 320,
                turnover: Tiyn(412_345_600),
                by: "Ким Светлана".into(),
                at: Moment::default(),
            }],
        }
    }
}

pub(in crate::billing) async fn show(app: web::Data<App>, who: Staff<Accountant>) -> Result<impl Responder, Error> {
    let company = who.company();
    let today = app.clock.today();
    let (trial, until, closings) = app
        .db
        .read(move |conn| {
            let until = ledger::closed_until(conn, company)?;
            Ok((ledger::trial(conn, company)?, until, ledger::closings(conn, company, CLOSINGS)?))
        })
        .await?;
    let rows: Vec<Row> = trial
        .iter()
        .filter(|row| row.amount != Tiyn::ZERO)
        .map(|row| Row {
            kind_key: kind_key(row.kind),
            fund_key: fund_key(row.fund),
            debit: Tiyn(row.amount.0.max(0)),
            credit: Tiyn(row.amount.0.min(0).saturating_neg()),
        })
        .collect();
    let sum = |of: fn(&Row) -> Tiyn| Tiyn(rows.iter().map(|row| of(row).0).sum());
    let open = Some(month::previous(today)).filter(|of| until.is_none_or(|until| *of > until));
    let closings = closings.into_iter().map(|of| Closed {
        month: of.month,
        entries: of.entries,
        turnover: Tiyn(of.turnover),
        by: of.by,
        at: of.at,
    });
    Ok(Page(Show { debit: sum(|row| row.debit), credit: sum(|row| row.credit), rows, open, closings: closings.collect() }))
}

/// Which month is meant: the one that the page named, or the last that is over.
fn meant(app: &App, query: &Query) -> (NaiveDate, NaiveDate) {
    let today = app.clock.today();
    (query.word("month").map_or_else(|| month::previous(today), month::first), today)
}

pub(in crate::billing) async fn ask_closing(app: web::Data<App>, _: Staff<Accountant>, query: Query) -> impl Responder {
    Page(AskClosing { month: meant(&app, &query).0, once: once::key() })
}

pub(in crate::billing) async fn close(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    query: Query,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    const AT: &str = "/staff/billing/books";
    let (of, today) = meant(&app, &query);
    let (key, person) = (typed.value(once::FIELD).to_owned(), who.person());
    let closed =
        app.db.write(move |tx| once(tx, person, &key, |tx| ledger::close(tx, &who, of, today).map(|()| AT.to_owned()))).await;
    match closed {
        Ok(to) => Ok(see(to).saying("billing.said.closed").respond_to(&req)),
        Err(Failure::Refused(refused)) => Ok(see(AT).regretting(refused.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}
