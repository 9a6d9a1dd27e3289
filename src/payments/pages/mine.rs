//! A resident's payments: what was paid, what it went to, and its receipt.

use actix_web::{HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::one::{paper, print};
use super::seen::{Seen, Whole};
use crate::app::App;
use crate::money::Tiyn;
use crate::payments::jobs::today;
use crate::payments::payment::{Channel, PaymentId};
use crate::payments::store::own;
use crate::web::actor::{Acting, Resident};
use crate::web::{Error, Page, Said, filters};

#[derive(Template)]
#[template(path = "payments/mine.html")]
pub(crate) struct Index {
    rows: Vec<Item>,
}

/// A payment in the list.
struct Item {
    id: String,
    number: String,
    day: NaiveDate,
    place: String,
    channel_key: &'static str,
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
            channel_key: Channel::Online.key(),
            amount: Tiyn(971_288),
            back: Some("payments.state.back".into()),
        };
        Self { rows: vec![item] }
    }
}

#[derive(Template)]
#[template(path = "payments/my_payment.html")]
pub(crate) struct Show {
    seen: Seen,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { seen: Seen::sample() }
    }
}

pub(in crate::payments) async fn index(app: web::Data<App>, who: Resident) -> Result<impl Responder, Error> {
    let (reader, today, locale) = (who.clone(), today(&app), who.locale());
    let all = app.db.read(move |conn| own::mine(conn, &reader, today)).await?;
    let rows = all.into_iter().map(|of| Item {
        id: of.id.to_string(),
        place: of.place(locale),
        back: of.back.map(|_| "payments.state.back".into()),
        number: of.number,
        day: of.day,
        channel_key: of.channel.key(),
        amount: Tiyn(of.amount),
    });
    Ok(Page(Index { rows: rows.collect() }))
}

pub(in crate::payments) async fn show(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<PaymentId>,
) -> Result<impl Responder, Error> {
    let (id, today, locale) = (id.into_inner(), today(&app), who.locale());
    let read = app.db.read(move |conn| {
        let payment = own::mine_one(conn, &who, id, today)?;
        Whole::of(conn, who.company(), payment)
    });
    Ok(Page(Show { seen: Seen::of(locale, &read.await?) }))
}

pub(in crate::payments) async fn receipt(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<PaymentId>,
) -> Result<HttpResponse, Error> {
    let (id, today) = (id.into_inner(), today(&app));
    let read = app.db.read(move |conn| {
        let payment = own::mine_one(conn, &who, id, today)?;
        paper(conn, who.company(), payment)
    });
    print(&app, read.await?).await
}
