//! What was paid for, by the newest.

use actix_web::{Responder, web};
use askama::Template;
use chrono::NaiveDate;

use crate::app::App;
use crate::billing::fund_key;
use crate::ledger::Fund;
use crate::money::Tiyn;
use crate::spending::store::{self, Placed as Kept};
use crate::web::actor::{Accountant, Staff};
use crate::web::{Error, Page, Place, Query, Slice, filters};

/// One screen of work.
const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "spending/list.html")]
pub(crate) struct Index {
    building: String,
    buildings: Vec<(String, String)>,
    rows: Slice<Item>,
}

/// A row of the list.
struct Item {
    id: String,
    number: String,
    day: NaiveDate,
    address: String,
    article_key: &'static str,
    fund_key: &'static str,
    what: String,
    amount: Tiyn,
    back: bool,
}

fn item((of, address, _, back, _): Kept) -> Item {
    Item {
        id: of.id.to_string(),
        number: of.number,
        day: of.day,
        address,
        article_key: of.article.key(),
        fund_key: fund_key(of.fund),
        what: of.what,
        amount: Tiyn(of.amount),
        back: back.is_some(),
    }
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let item = Item {
            id: "0".repeat(26),
            number: "2026-000012".into(),
            day: NaiveDate::default(),
            address: "Абай даңғылы, 12".into(),
            article_key: "spending.article.lifts",
            fund_key: fund_key(Fund::Current),
            what: "Лифт арқанын ауыстыру".into(),
            amount: Tiyn(12_500_000),
            back: true,
        };
        Self {
            building: "1".into(),
            buildings: vec![("1".into(), "Абай даңғылы, 12".into())],
            rows: Slice { rows: vec![item], previous: None, next: Some("/staff/spending?after=x".into()) },
        }
    }
}

pub(in crate::spending) async fn index(
    app: web::Data<App>,
    who: Staff<Accountant>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (company, step, building) = (who.company(), query.step(), query.value("building").to_owned());
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let wanted = Some(building.clone()).filter(|id| !id.is_empty());
    let (rows, buildings) = app
        .db
        .read(move |conn| {
            let rows = store::page(conn, company, wanted.as_deref(), &step, limit)?;
            Ok((rows, store::houses(conn, company, None)?))
        })
        .await?;
    let rows = Slice::cut(rows, SIZE, &query, |row| Place { key: String::new(), id: row.0.id.to_string() });
    Ok(Page(Index { building, buildings, rows: rows.map(item) }))
}
