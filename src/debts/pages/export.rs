//! The list to take away, and the register for a notary.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;

use super::list::{Beside, wanted};
use super::{age, last_letter};
use crate::app::App;
use crate::debts::ageing::Owed;
use crate::debts::step::Step as Letter;
use crate::debts::store::debts::{Debt, Wanted};
use crate::debts::{is_ripe, store};
use crate::sheet::{Book, Heading, Table, Value};
use crate::text::{self, Locale, t};
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::{Error, Place, Query, Step, taken};

/// The columns of the list, by the key of their title.
const COLUMNS: [&str; 9] = [
    "debts.list.place",
    "homes.sheet.account",
    "debts.list.oldest",
    "debts.list.age",
    "debts.list.overdue",
    "debts.list.penalty",
    "debts.list.now",
    "debts.list.last_letter",
    "debts.list.plan",
];

/// The columns of the notary's register.
const NOTARY: [&str; 11] = [
    "debts.notary.owner",
    "homes.sheet.ident",
    "debts.list.place",
    "homes.sheet.account",
    "debts.notary.from",
    "debts.notary.until",
    "debts.list.oldest",
    "debts.list.overdue",
    "debts.list.penalty",
    "debts.paper.total",
    "debts.notary.letters",
];

/// All that are wanted, page by page.
fn all(conn: &mut crate::db::Conn, who: crate::who::CompanyId, wanted: &Wanted) -> diesel::QueryResult<Vec<Debt>> {
    const MANY: i64 = 5_000;
    let (mut all, mut step) = (Vec::new(), Step::First);
    loop {
        let rows = store::debts::page(conn, who, wanted, &step, MANY)?;
        let Some(last) = rows.last() else { return Ok(all) };
        step = Step::After(Place { key: last.oldest_due.to_string(), id: last.id.to_string() });
        all.extend(rows);
    }
}

async fn table(app: &App, who: &Staff<Accountant>, query: &Query) -> Result<Table, Error> {
    let (company, locale, today) = (who.company(), who.locale(), app.clock.today());
    let wanted = wanted(query, today);
    let (rows, beside) = app
        .db
        .read(move |conn| {
            let rows = all(conn, company, &wanted)?;
            let beside = Beside::of(conn, company, &rows)?;
            Ok((rows, beside))
        })
        .await?;
    let mut table = Table::new(t(locale, "debts.list.title"), headings(locale, &COLUMNS));
    for of in rows {
        table.push(vec![
            Value::text(of.place(locale)),
            Value::text(of.account.as_deref().unwrap_or_default()),
            Value::Date(of.oldest_due),
            Value::text(age(locale, of.oldest_due, today)),
            Value::Tiyn(of.overdue),
            Value::Tiyn(of.penalty),
            Value::Tiyn(beside.now.get(&of.premises).copied().unwrap_or_default().0),
            Value::text(last_letter(locale, beside.given(of.id))),
            Value::text(beside.plan(of.id).map(|plan| t(locale, plan.state.key())).unwrap_or_default()),
        ]);
    }
    Ok(table)
}

fn headings(locale: Locale, keys: &[&str]) -> Vec<Heading> {
    keys.iter().map(|key| Heading::new(t(locale, key))).collect()
}

pub(in crate::debts) async fn xlsx(app: web::Data<App>, who: Staff<Accountant>, query: Query) -> Result<HttpResponse, Error> {
    let table = table(&app, &who, &query).await?;
    taken::workbook(Book::new(app.clock.now()).with(table), "debtors.xlsx").await
}

pub(in crate::debts) async fn csv(app: web::Data<App>, who: Staff<Accountant>, query: Query) -> Result<HttpResponse, Error> {
    let table = table(&app, &who, &query).await?;
    taken::text_table(table, "debtors.csv").await
}

/// Debts that the law lets a notary collect, of which nothing is promised and every letter was given, with the sums of this moment.
pub(in crate::debts) async fn notary(app: web::Data<App>, who: Staff<Accountant>, query: Query) -> Result<HttpResponse, Error> {
    let (company, locale, today) = (who.company(), who.locale(), app.clock.today());
    let wanted = Wanted { due_by: Some(Letter::Warning.due_by(today)), promised: Some(false), ..wanted(&query, today) };
    let (rows, beside, owed, owners) = app
        .db
        .read(move |conn| {
            let mut rows = all(conn, company, &wanted)?;
            let beside = Beside::of(conn, company, &rows)?;
            rows.retain(|of| beside.given(of.id).iter().any(|(step, ..)| *step == Letter::Warning));
            let ids: Vec<_> = rows.iter().map(|of| of.premises).collect();
            let owed = store::debts::owed(conn, company, &ids)?;
            Ok((rows, beside, owed, store::people::owners(conn, company, &ids, today)?))
        })
        .await?;
    let mut table = Table::new(t(locale, "debts.notary.title"), headings(locale, &NOTARY));
    for of in rows {
        let Some(now) = owed.get(&of.premises).filter(|owed| is_due(owed, today)) else { continue };
        let nobody = Vec::new();
        let owners = owners.get(&of.premises).unwrap_or(&nobody);
        table.push(notary_row(locale, &of, (now, today), owners, &beside));
    }
    taken::workbook(Book::new(app.clock.now()).with(table), "notary.xlsx").await
}

fn is_due(owed: &Owed, today: NaiveDate) -> bool {
    owed.late(today).next().is_some_and(|oldest| is_ripe(oldest.due_on, today))
}

fn notary_row(
    locale: Locale,
    of: &Debt,
    (now, today): (&Owed, NaiveDate),
    owners: &[(String, Option<String>)],
    beside: &Beside,
) -> Vec<Value> {
    let names: Vec<&str> = owners.iter().map(|(name, _)| name.as_str()).collect();
    let idents: Vec<&str> = owners.iter().filter_map(|(_, ident)| ident.as_deref()).collect();
    let letters: Vec<String> = beside.given(of.id).iter().map(|of| super::letter(locale, of)).collect();
    let month = |of: Option<&crate::debts::ageing::Unpaid>| of.map(|of| text::month_year(locale, of.month)).unwrap_or_default();
    let overdue = now.overdue(today);
    vec![
        Value::text(names.join("; ")),
        Value::text(idents.join("; ")),
        Value::text(of.place(locale)),
        Value::text(of.account.as_deref().unwrap_or_default()),
        Value::text(month(now.late(today).next())),
        Value::text(month(now.late(today).last())),
        now.late(today).next().map_or(Value::Empty, |of| Value::Date(of.due_on)),
        Value::Tiyn(overdue),
        Value::Tiyn(now.penalty),
        Value::Tiyn(overdue + now.penalty),
        Value::text(letters.join("; ")),
    ]
}
