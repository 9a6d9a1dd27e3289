//! The company's payments: found, counted, exported.

use actix_web::{HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::seen::sentence;
use crate::app::App;
use crate::money::Tiyn;
use crate::payments::payment::Channel;
use crate::payments::store::reading::{self, Payment, Wanted};
use crate::sheet::{Book, Heading, Table, Value};
use crate::text::{Locale, t};
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::{Error, Page, Place, Query, Said, Slice, Step, filters, taken};

/// One screen of work.
const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "payments/list.html")]
pub(crate) struct Index {
    q: String,
    channel: String,
    channels: Vec<(&'static str, String)>,
    from: String,
    until: String,
    state: String,
    states: Vec<(&'static str, String)>,
    totals: Vec<Total>,
    rows: Slice<Item>,
    filtered: bool,
    xlsx: String,
    csv: String,
}

/// What came by one way.
struct Total {
    key: &'static str,
    many: i64,
    amount: Tiyn,
}

/// A row of the list.
struct Item {
    id: String,
    number: String,
    day: NaiveDate,
    place: String,
    account: String,
    channel_key: &'static str,
    payer: String,
    amount: Tiyn,
    back: Option<Said>,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let item = Item {
            id: "0".repeat(26),
            number: "2026-000123".into(),
            day: NaiveDate::default(),
            place: "Абай даңғылы, 12, 12-пәтер".into(),
            account: "10-000123".into(),
            channel_key: Channel::Cash.key(),
            payer: "Жұмабаев Ерлан Серікұлы".into(),
            amount: Tiyn(971_288),
            back: Some("payments.state.back".into()),
        };
        Self {
            q: "10-000123".into(),
            channel: "cash".into(),
            channels: channels(Locale::Kk),
            from: "2026-11-01".into(),
            until: String::new(),
            state: String::new(),
            states: states(Locale::Kk),
            totals: Channel::ALL.iter().map(|of| Total { key: of.key(), many: 3, amount: Tiyn(100) }).collect(),
            rows: Slice { rows: vec![item], previous: None, next: Some("/staff/payments?after=x".into()) },
            filtered: true,
            xlsx: "/staff/payments/export.xlsx".into(),
            csv: "/staff/payments/export.csv".into(),
        }
    }
}

fn channels(locale: Locale) -> Vec<(&'static str, String)> {
    Channel::ALL.iter().map(|of| (of.word(), t(locale, of.key()).into_owned())).collect()
}

fn states(locale: Locale) -> Vec<(&'static str, String)> {
    vec![("back", t(locale, "payments.state.back").into_owned())]
}

fn wanted(query: &Query) -> Wanted {
    Wanted {
        channel: query.word("channel"),
        from: query.word("from"),
        until: query.word("until"),
        named: query.value("q").to_owned(),
        returned: query.value("state") == "back",
    }
}

pub(in crate::payments) async fn index(
    app: web::Data<App>,
    who: Staff<Accountant>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (company, step, wanted, locale) = (who.company(), query.step(), wanted(&query), who.locale());
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let read = app
        .db
        .read(move |conn| Ok((reading::page(conn, company, &wanted, &step, limit)?, reading::totals(conn, company, &wanted)?)));
    let (rows, mut totals) = read.await?;
    totals.sort_by_key(|(channel, ..)| *channel);
    let rows = Slice::cut(rows, SIZE, &query, |row| Place { key: row.day.to_string(), id: row.id.to_string() });
    Ok(Page(Index {
        q: query.value("q").to_owned(),
        channel: query.value("channel").to_owned(),
        channels: channels(locale),
        from: query.value("from").to_owned(),
        until: query.value("until").to_owned(),
        state: query.value("state").to_owned(),
        states: states(locale),
        totals: totals
            .into_iter()
            .map(|(channel, many, amount)| Total { key: channel.key(), many, amount: Tiyn(amount.unwrap_or_default()) })
            .collect(),
        rows: rows.map(|row| item(locale, row)),
        filtered: ["q", "channel", "from", "until", "state"].iter().any(|name| !query.value(name).is_empty()),
        xlsx: query.at("/staff/payments/export.xlsx"),
        csv: query.at("/staff/payments/export.csv"),
    }))
}

fn item(locale: Locale, of: Payment) -> Item {
    Item {
        id: of.id.to_string(),
        place: of.place(locale),
        back: of.back.map(|_| "payments.state.back".into()),
        number: of.number,
        day: of.day,
        account: of.account.unwrap_or_default(),
        channel_key: of.channel.key(),
        payer: of.payer,
        amount: Tiyn(of.amount),
    }
}

/// The columns of the register, by the key of their title.
const COLUMNS: [&str; 9] = [
    "payments.list.number",
    "payments.list.day",
    "payments.list.place",
    "homes.sheet.account",
    "payments.list.channel",
    "payments.list.external",
    "payments.list.payer",
    "payments.list.amount",
    "payments.list.state",
];

async fn table(app: &App, who: &Staff<Accountant>, query: &Query) -> Result<Table, Error> {
    const MANY: i64 = 5_000;
    let (company, wanted, locale) = (who.company(), wanted(query), who.locale());
    let all = app
        .db
        .read(move |conn| {
            let (mut all, mut step) = (Vec::new(), Step::First);
            loop {
                let rows = reading::page(conn, company, &wanted, &step, MANY)?;
                let Some(last) = rows.last() else { return Ok(all) };
                step = Step::After(Place { key: last.day.to_string(), id: last.id.to_string() });
                all.extend(rows);
            }
        })
        .await?;
    let headings = COLUMNS.iter().map(|key| Heading::new(t(locale, key))).collect();
    let mut table = Table::new(t(locale, "payments.list.title"), headings);
    for of in all {
        table.push(vec![
            Value::text(&of.number),
            Value::Date(of.day),
            Value::text(of.place(locale)),
            Value::text(of.account.as_deref().unwrap_or_default()),
            Value::text(t(locale, of.channel.key())),
            Value::text(if of.channel == Channel::Cash { "" } else { of.external.as_str() }),
            Value::text(&of.payer),
            Value::Tiyn(of.amount),
            Value::text(sentence(locale, &of).0.in_words(locale)),
        ]);
    }
    Ok(table)
}

pub(in crate::payments) async fn xlsx(app: web::Data<App>, who: Staff<Accountant>, query: Query) -> Result<HttpResponse, Error> {
    taken::workbook(Book::new(app.clock.now()).with(table(&app, &who, &query).await?), "payments.xlsx").await
}

pub(in crate::payments) async fn csv(app: web::Data<App>, who: Staff<Accountant>, query: Query) -> Result<HttpResponse, Error> {
    taken::text_table(table(&app, &who, &query).await?, "payments.csv").await
}
