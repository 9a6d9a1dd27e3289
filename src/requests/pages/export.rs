//! The queue as a spreadsheet: what the filters leave, in the order of the screen.

use actix_web::{HttpResponse, web};

use super::desk::wanted;
use crate::app::App;
use crate::requests::category;
use crate::requests::store;
use crate::requests::store::desk::Found;
use crate::sheet::{Book, Heading, Table, Value};
use crate::text::{Locale, short_date, t, tv};
use crate::web::actor::{Acting, Dispatcher, Staff};
use crate::web::{Error, Place, Query, Step, taken};

/// The most lines of one file.
const MOST: usize = 20_000;
/// So many are read at once.
const PIECE: i64 = 2_000;

const COLUMNS: [&str; 13] = [
    "requests.desk.number",
    "requests.desk.came",
    "requests.form.category",
    "requests.new.matter",
    "requests.desk.what",
    "requests.desk.house",
    "requests.sheet.flat",
    "requests.sheet.who",
    "requests.sheet.phone",
    "requests.desk.state",
    "requests.desk.due",
    "requests.desk.assignee",
    "requests.sheet.closed",
];

fn row(locale: Locale, zone: chrono_tz::Tz, (of, address, premises, assignee, _): &Found) -> Vec<Value> {
    let day = |at: Option<crate::clock::Moment>| {
        let local = at.map(|at| at.and_utc().with_timezone(&zone).naive_local());
        local.map(|at| format!("{} {}", short_date(locale, at.date()), at.format("%H:%M"))).unwrap_or_default()
    };
    let flat = premises.as_ref().map(|(kind, number)| tv(locale, kind.label_key(), &[("number", number)]));
    let words = [
        of.number.clone(),
        day(Some(of.created_at)),
        category::name(locale, &of.category),
        t(locale, of.matter.key()).into_owned(),
        of.text.clone(),
        address.clone(),
        flat.unwrap_or_default(),
        of.name.clone(),
        of.phone.clone(),
        t(locale, of.state.key()).into_owned(),
        day(of.answer_due.into_iter().chain(of.work_due).min()),
        assignee.clone().unwrap_or_default(),
        day(of.closed_at),
    ];
    words.into_iter().map(Value::text).collect()
}

async fn table(app: &App, who: &Staff<Dispatcher>, query: &Query) -> Result<Table, Error> {
    let (asker, wanted, now) = (who.clone(), wanted(query), app.clock.now());
    let found = app
        .db
        .read(move |conn| {
            let mut all: Vec<Found> = Vec::new();
            let mut step = Step::First;
            while all.len() < MOST {
                let some = store::desk::page(conn, asker.reach(), asker.person(), &wanted, (&step, PIECE), now)?;
                let Some(last) = some.last() else { break };
                step = Step::After(Place { key: String::new(), id: last.0.id.to_string() });
                all.extend(some);
            }
            Ok(all)
        })
        .await?;
    let (locale, zone) = (who.locale(), who.zone());
    Ok(web::block(move || {
        let headings = COLUMNS.iter().map(|key| Heading::new(t(locale, key))).collect();
        let mut table = Table::new(t(locale, "requests.desk.title"), headings);
        found.iter().for_each(|line| table.push(row(locale, zone, line)));
        table
    })
    .await?)
}

pub(in crate::requests) async fn xlsx(app: web::Data<App>, who: Staff<Dispatcher>, query: Query) -> Result<HttpResponse, Error> {
    taken::workbook(Book::new(app.clock.now()).with(table(&app, &who, &query).await?), "requests.xlsx").await
}

pub(in crate::requests) async fn csv(app: web::Data<App>, who: Staff<Dispatcher>, query: Query) -> Result<HttpResponse, Error> {
    taken::text_table(table(&app, &who, &query).await?, "requests.csv").await
}
