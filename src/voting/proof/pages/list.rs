//! The bulletin as residents of the house read it.

use actix_web::{Responder, web};
use askama::Template;

use crate::app::App;
use crate::voting::meeting::MeetingId;
use crate::voting::proof::{bulletin::in_words, of_resident};
use crate::voting::receipt::spelt;
use crate::voting::store;
use crate::web::actor::{Acting, Resident};
use crate::web::{Error, Page, Place, Query, Slice, filters};

const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "voting/proof/bulletin.html")]
pub(crate) struct Bulletin {
    id: String,
    number: String,
    title: String,
    over: bool,
    came: i64,
    counts: i64,
    head: String,
    receipt: String,
    rows: Slice<Row>,
}

/// A ballot of the bulletin.
struct Row {
    receipt: String,
    label: String,
    way: &'static str,
    standing: &'static str,
    choices: String,
}

impl Bulletin {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = Row {
            receipt: "7YQ2-M9XA-4T0C".into(),
            label: "K7Q2-M9XA".into(),
            way: "voting.channel.portal",
            standing: "voting.standing.counts",
            choices: "1 — иә".into(),
        };
        Self {
            id: "0".repeat(26),
            number: "2026-000012".into(),
            title: "Жылдық жиналыс".into(),
            over: true,
            came: 160,
            counts: 150,
            head: "0f".repeat(32),
            receipt: String::new(),
            rows: Slice { rows: vec![row], previous: None, next: None },
        }
    }
}

pub(in crate::voting::proof) async fn show(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<MeetingId>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (reader, id, locale, now) = (who.clone(), id.into_inner(), who.locale(), app.clock.now());
    let (step, receipt) = (query.step(), spelt(query.value("receipt")));
    let wanted = receipt.clone();
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let (of, (came, counts), rows) = app
        .db
        .read(move |conn| {
            let (of, _) = of_resident(conn, &reader, id, now)?;
            let many = store::proof::many(conn, &of)?;
            let rows = store::proof::page(conn, &of, &wanted, &step, limit)?;
            Ok((of, many, rows))
        })
        .await?;
    let over = of.state.over();
    let rows = Slice::cut(rows, SIZE, &query, |(_, ballot)| Place { key: ballot.receipt.clone(), id: String::new() });
    let rows = rows.map(|(label, ballot)| Row {
        choices: if over { in_words(locale, &ballot.choices()) } else { String::new() },
        way: ballot.channel.key(),
        standing: ballot.standing.key(),
        receipt: ballot.receipt,
        label,
    });
    Ok(Page(Bulletin {
        id: id.to_string(),
        title: of.title(locale).to_owned(),
        number: of.number,
        over,
        came,
        counts,
        head: of.head_hash,
        receipt,
        rows,
    }))
}
