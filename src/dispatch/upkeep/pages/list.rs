//! All plans, and what was missed.

use std::collections::HashMap;

use actix_web::{Responder, web};
use askama::Template;
use chrono::NaiveDate;

use crate::app::App;
use crate::dispatch::stage::Stage;
use crate::dispatch::store::plans::{self as store, Placed};
use crate::dispatch::upkeep::rule::{Every, days};
use crate::text::{Locale, t, tv};
use crate::web::actor::{Acting, Dispatcher, Staff};
use crate::web::{Error, Page, Query, filters};

/// A plan in the list.
pub(in crate::dispatch) struct Row {
    id: String,
    title: String,
    place: String,
    every: String,
    next: Option<NaiveDate>,
    missed: usize,
}

/// What was not done on its day: the day, the job, its number, its plan's title, how far it is.
type Missed = (NaiveDate, String, String, String, &'static str);

#[derive(Template)]
#[template(path = "dispatch/plans.html")]
pub(crate) struct Plans {
    is_over: bool,
    rows: Vec<Row>,
    missed: Vec<Missed>,
}

impl Plans {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = Row {
            id: "0".repeat(26),
            title: "Лифтті ай сайын қарау".into(),
            place: "Абай даңғылы, 12, 1-кіреберіс".into(),
            every: "Ай сайын".into(),
            next: Some(NaiveDate::default()),
            missed: 1,
        };
        let missed = (NaiveDate::default(), "0".repeat(26), "2026-000012".into(), row.title.clone(), Stage::Offered.key());
        Self { is_over: false, rows: vec![row], missed: vec![missed] }
    }
}

/// Where it is, with the device.
pub(super) fn place(locale: Locale, (of, address, entrance): &Placed) -> String {
    let mut parts = vec![address.clone()];
    parts.extend(entrance.as_ref().map(|number| tv(locale, "dispatch.place.entrance", &[("number", number)])));
    parts.extend(Some(of.device.clone()).filter(|device| !device.is_empty()));
    parts.join(", ")
}

/// How often, in words; a rule of their own as it stands.
pub(super) fn every(locale: Locale, (of, ..): &Placed) -> String {
    match Every::of(&of.rule, of.starts_on) {
        Every::Own => of.rule.clone(),
        every => t(locale, every.key()).into_owned(),
    }
}

/// The next days on which it comes round.
pub(super) fn next((of, ..): &Placed, today: NaiveDate) -> Vec<NaiveDate> {
    let until = today.checked_add_months(chrono::Months::new(25)).unwrap_or(today);
    if of.is_over { Vec::new() } else { days(&of.rule, of.starts_on, (today, until)) }
}

pub(in crate::dispatch) async fn show(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (asker, today, locale) = (who.clone(), app.clock.today(), who.locale());
    let is_over = query.value("show") == "over";
    let (all, missed) = app
        .db
        .read(move |conn| Ok((store::all(conn, asker.reach(), is_over)?, store::missed(conn, asker.reach(), today)?)))
        .await?;
    let titles: HashMap<_, _> = all.iter().map(|placed| (placed.0.id, placed.0.title.as_str())).collect();
    let many = |placed: &Placed| missed.iter().filter(|(plan, ..)| *plan == placed.0.id).count();
    let row = |placed: &Placed| Row {
        id: placed.0.id.to_string(),
        title: placed.0.title.clone(),
        place: place(locale, placed),
        every: every(locale, placed),
        next: next(placed, today).first().copied(),
        missed: many(placed),
    };
    let said = |(plan, day, job, number, stage, _): &store::Round| {
        let title = titles.get(plan).copied().unwrap_or_default();
        (*day, job.to_string(), number.clone(), title.to_owned(), stage.key())
    };
    Ok(Page(Plans { is_over, rows: all.iter().map(row).collect(), missed: missed.iter().map(said).collect() }))
}
