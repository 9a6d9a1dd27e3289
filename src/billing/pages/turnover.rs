//! The turnover sheet: every account with what was there, what was written to it and what is left, for a period; on the page in sums, in files
//! account by account. Beside it the register of accruals, premises by service.

use actix_web::{HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::books::kind_key;
use super::seen::name;
use crate::app::App;
use crate::billing::forms;
use crate::billing::store::accruals::{self, Accrued};
use crate::billing::store::tariffs::Service;
use crate::billing::store::{about, tariffs};
use crate::billing::tariff::fund_key;
use crate::homes::Kind as Premises;
use crate::ledger::{self, Fund, Kind, Personal, Sides, month};
use crate::money::Tiyn;
use crate::sheet::{Book, Heading, Table, Value, csv_excel, csv_plain};
use crate::text::{Locale, t, tv};
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::{Error, Page, Query, filters, taken};

#[derive(Template)]
#[template(path = "billing/turnover.html")]
pub(crate) struct Show {
    from: String,
    until: String,
    months: Vec<(String, String)>,
    building: String,
    buildings: Vec<(String, String)>,
    rows: Vec<Row>,
    debit: Tiyn,
    credit: Tiyn,
    /// Titles and addresses of the files.
    files: Vec<(String, String)>,
}

/// An account, or all of a kind and fund.
struct Row {
    kind_key: &'static str,
    fund_key: &'static str,
    subject: String,
    opening: Tiyn,
    debit: Tiyn,
    credit: Tiyn,
    closing: Tiyn,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = Row {
            kind_key: kind_key(Kind::Income),
            fund_key: fund_key(Fund::Current),
            subject: "Үйді күтіп ұстау".into(),
            opening: Tiyn(-100),
            debit: Tiyn(0),
            credit: Tiyn(412_345_600),
            closing: Tiyn(-412_345_700),
        };
        let month = |of: &str| (of.to_owned(), "қараша 2026".to_owned());
        Self {
            from: "2026-11-01".into(),
            until: "2026-11-01".into(),
            months: vec![month("2026-11-01")],
            building: String::new(),
            buildings: vec![("1".into(), "Абай даңғылы, 12".into())],
            rows: vec![row],
            debit: Tiyn(412_345_600),
            credit: Tiyn(412_345_600),
            files: vec![("XLSX".into(), "/staff/billing/turnover.xlsx".into())],
        }
    }
}

/// The first days of the months asked for; this month unless said, and never the wrong way round.
fn period(query: &Query, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let this = month::first(today);
    let until = forms::month(query.value("until")).map_or(this, month::first);
    let from = forms::month(query.value("from")).map_or(until, month::first);
    (from.min(until), until)
}

fn building(query: &Query) -> Option<String> {
    Some(query.value("building").to_owned()).filter(|id| !id.is_empty())
}

/// What an account is of, in words: a service's name, an article of spending.
fn subject(locale: Locale, services: &[Service], kind: Kind, of: &str) -> String {
    if kind == Kind::Expense {
        return t(locale, &format!("spending.article.{of}")).into_owned();
    }
    let service = services.iter().find(|service| service.id.to_string() == of);
    service.map_or_else(|| of.to_owned(), |service| name(locale, &service.name_kk, &service.name_ru))
}

pub(in crate::billing) async fn show(app: web::Data<App>, who: Staff<Accountant>, query: Query) -> Result<impl Responder, Error> {
    const MONTHS: usize = 36;
    let (company, locale, today) = (who.company(), who.locale(), app.clock.today());
    let (from, until) = period(&query, today);
    let (all, services, buildings) = app
        .db
        .read(move |conn| {
            let all = ledger::general(conn, company, (from, month::last(until)))?;
            Ok((all, tariffs::services(conn, company)?, about::houses(conn, company)?))
        })
        .await?;
    let sum = |of: fn(&Sides) -> i64| Tiyn(all.iter().map(|(.., sides)| of(sides)).sum());
    let (debit, credit) = (sum(|sides| sides.debit), sum(|sides| sides.credit));
    let row = |(kind, fund, of, sides): &(Kind, Fund, String, Sides)| Row {
        kind_key: kind_key(*kind),
        fund_key: fund_key(*fund),
        subject: subject(locale, &services, *kind, of),
        opening: Tiyn(sides.opening),
        debit: Tiyn(sides.debit),
        credit: Tiyn(sides.credit),
        closing: Tiyn(sides.closing()),
    };
    let months = std::iter::successors(Some(month::first(today)), |of| Some(month::previous(*of))).take(MONTHS);
    let file = |title: &str, path: &str, dialect: &str| {
        let at = query.at(path);
        let joint = if at.contains('?') { '&' } else { '?' };
        let at = if dialect.is_empty() { at } else { format!("{at}{joint}dialect={dialect}") };
        (format!("{}: {}", t(locale, title), if dialect.is_empty() { "XLSX".to_owned() } else { format!("CSV, {dialect}") }), at)
    };
    let (turnover, accruals) = ("billing.turnover.title", "billing.accruals.title");
    Ok(Page(Show {
        from: from.to_string(),
        until: until.to_string(),
        months: months.map(|of| (of.to_string(), crate::text::month_year(locale, of))).collect(),
        building: query.value("building").to_owned(),
        buildings,
        rows: all.iter().map(row).collect(),
        debit,
        credit,
        files: vec![
            file(turnover, "/staff/billing/turnover.xlsx", ""),
            file(turnover, "/staff/billing/turnover.csv", "excel"),
            file(turnover, "/staff/billing/turnover.csv", "rfc4180"),
            file(accruals, "/staff/billing/accruals.csv", "excel"),
            file(accruals, "/staff/billing/accruals.csv", "rfc4180"),
        ],
    }))
}

/// Where premises are: address, what they are, account.
fn place(locale: Locale, address: &str, kind: Premises, door: &str, account: Option<&str>) -> [Value; 3] {
    let label = tv(locale, kind.label_key(), &[("number", door)]);
    [Value::text(address), Value::text(label), Value::text(account.unwrap_or_default())]
}

fn table(locale: Locale, title: &str, keys: &[&str]) -> Table {
    Table::new(t(locale, title), keys.iter().map(|key| Heading::new(t(locale, key))).collect())
}

/// Account by account.
fn personal(locale: Locale, all: &[Personal]) -> Table {
    let mut table = table(
        locale,
        "billing.turnover.title",
        &[
            "billing.service.house",
            "billing.bills.place",
            "homes.sheet.account",
            "billing.books.account",
            "billing.service.fund",
            "billing.turnover.opening",
            "billing.books.debit",
            "billing.books.credit",
            "billing.turnover.closing",
        ],
    );
    for of in all {
        let mut row = place(locale, &of.address, of.premises, &of.door, of.account.as_deref()).to_vec();
        row.push(Value::text(t(locale, kind_key(of.kind))));
        row.push(Value::text(t(locale, fund_key(of.fund))));
        row.extend([of.sides.opening, of.sides.debit, of.sides.credit, of.sides.closing()].map(Value::Tiyn));
        table.push(row);
    }
    table
}

/// Premises by service.
fn accruals_table(locale: Locale, all: &[Accrued], services: &[Service]) -> Table {
    let mut table = table(
        locale,
        "billing.accruals.title",
        &[
            "billing.service.house",
            "billing.bills.place",
            "homes.sheet.account",
            "billing.bill.service",
            "billing.service.fund",
            "billing.bill.accrued",
            "billing.accruals.made_good",
            "billing.accruals.sum",
        ],
    );
    for of in all {
        let (address, _, kind, door, account) = &of.place;
        let service = services.iter().find(|service| service.id == of.service);
        let mut row = place(locale, address, *kind, door, account.as_deref()).to_vec();
        row.push(Value::text(service.map(|of| name(locale, &of.name_kk, &of.name_ru)).unwrap_or_default()));
        row.push(Value::text(service.map(|of| t(locale, fund_key(of.fund))).unwrap_or_default()));
        row.extend([of.charged, of.made_good, of.charged + of.made_good].map(Value::Tiyn));
        table.push(row);
    }
    table
}

/// All accounts of the company by kind, fund and service.
fn general(locale: Locale, all: &[(Kind, Fund, String, Sides)], services: &[Service]) -> Table {
    let mut table = table(
        locale,
        "billing.books.trial",
        &[
            "billing.books.account",
            "billing.service.fund",
            "billing.bill.service",
            "billing.turnover.opening",
            "billing.books.debit",
            "billing.books.credit",
            "billing.turnover.closing",
        ],
    );
    for (kind, fund, of, sides) in all {
        let mut row = vec![Value::text(t(locale, kind_key(*kind))), Value::text(t(locale, fund_key(*fund)))];
        row.push(Value::text(subject(locale, services, *kind, of)));
        row.extend([sides.opening, sides.debit, sides.credit, sides.closing()].map(Value::Tiyn));
        table.push(row);
    }
    table
}

pub(in crate::billing) async fn xlsx(app: web::Data<App>, who: Staff<Accountant>, query: Query) -> Result<HttpResponse, Error> {
    let (company, locale, of, now) = (who.company(), who.locale(), building(&query), app.clock.now());
    let (from, until) = period(&query, app.clock.today());
    let (mine, all, accrued, services) = app
        .db
        .read(move |conn| {
            let span = (from, month::last(until));
            let mine = ledger::personal(conn, company, of.as_deref(), span)?;
            let accrued = accruals::of_months(conn, company, of.as_deref(), (from, until))?;
            Ok((mine, ledger::general(conn, company, span)?, accrued, tariffs::services(conn, company)?))
        })
        .await?;
    let book = Book::new(now).with(personal(locale, &mine)).with(accruals_table(locale, &accrued, &services));
    taken::workbook(book.with(general(locale, &all, &services)), "turnover.xlsx").await
}

/// For a double click in Excel, or for machines (RFC 4180).
fn written(table: &Table, dialect: &str) -> Vec<u8> {
    if dialect == "rfc4180" { csv_plain(table) } else { csv_excel(table) }
}

pub(in crate::billing) async fn csv(app: web::Data<App>, who: Staff<Accountant>, query: Query) -> Result<HttpResponse, Error> {
    let (company, locale, of) = (who.company(), who.locale(), building(&query));
    let (from, until) = period(&query, app.clock.today());
    let span = (from, month::last(until));
    let mine = app.db.read(move |conn| ledger::personal(conn, company, of.as_deref(), span)).await?;
    let dialect = query.value("dialect").to_owned();
    let bytes = web::block(move || written(&personal(locale, &mine), &dialect)).await?;
    Ok(taken::file(bytes, taken::TEXT_TABLE, "turnover.csv"))
}

pub(in crate::billing) async fn accruals_csv(
    app: web::Data<App>,
    who: Staff<Accountant>,
    query: Query,
) -> Result<HttpResponse, Error> {
    let (company, locale, of) = (who.company(), who.locale(), building(&query));
    let span = period(&query, app.clock.today());
    let (accrued, services) = app
        .db
        .read(move |conn| {
            let accrued = accruals::of_months(conn, company, of.as_deref(), span)?;
            Ok((accrued, tariffs::services(conn, company)?))
        })
        .await?;
    let dialect = query.value("dialect").to_owned();
    let bytes = web::block(move || written(&accruals_table(locale, &accrued, &services), &dialect)).await?;
    Ok(taken::file(bytes, taken::TEXT_TABLE, "accruals.csv"))
}
