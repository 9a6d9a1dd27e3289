//! A technician's day: what is to be done, in its order; what can be taken; what comes later.

use actix_web::{Responder, web};
use askama::Template;
use chrono::TimeZone;

use super::arrivals::Day;
use super::shown::{Card, deed};
use crate::app::App;
use crate::dispatch::rows::Job;
use crate::dispatch::sentence::Reader;
use crate::dispatch::stage::Stage;
use crate::dispatch::store::one::Placed;
use crate::dispatch::{doing, store};
use crate::franchise;
use crate::web::actor::{Acting, Technician};
use crate::web::{Error, Page, filters};

#[derive(Template)]
#[template(path = "dispatch/today.html")]
pub(crate) struct Today {
    day: chrono::NaiveDate,
    device: Option<Day>,
    /// What was done without a network and waits for their word: its id, the job's number, what it is.
    asked: Vec<(String, String, String)>,
    now: Vec<Card>,
    offers: Vec<Card>,
    later: Vec<Card>,
    done: Vec<Card>,
}

impl Today {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            day: chrono::NaiveDate::default(),
            device: Some(Day::sample()),
            asked: vec![("0".repeat(26), "2026-000012".into(), "Жұмыс бітті".into())],
            now: vec![Card::sample()],
            offers: vec![Card::sample()],
            later: vec![Card::sample()],
            done: vec![Card::sample()],
        }
    }
}

/// The order of a day: what one is at, then by the clock, then what has no time.
fn order(of: &Job) -> (bool, bool, Option<crate::clock::Moment>, crate::dispatch::kind::JobId) {
    let at_it = matches!(of.stage, Stage::OnSite | Stage::OnTheWay);
    (!at_it, of.starts_at.is_none(), of.starts_at, of.id)
}

pub(in crate::dispatch) async fn show(app: web::Data<App>, who: Technician) -> Result<impl Responder, Error> {
    let (asker, now) = (who.clone(), app.clock.now());
    let (mut mine, offers, asked, zone) = app
        .db
        .read(move |conn| {
            let zone = franchise::office(conn, asker.company(), now.date())?.zone;
            let today = zone.from_utc_datetime(&now).date_naive();
            let hands = doing::hands(conn, &asker, now)?;
            let mine = store::round::of(conn, asker.company(), asker.person(), today)?;
            let asked = store::deeds::waiting(conn, asker.company(), asker.person())?;
            Ok((mine, store::round::on_offer(conn, &hands)?, asked, zone))
        })
        .await?;
    let reader = Reader { locale: who.locale(), zone, now };
    let today = zone.from_utc_datetime(&now).date_naive();
    mine.sort_by_key(|(of, _)| order(of));
    let cards = |fits: &dyn Fn(&Job) -> bool| -> Vec<Card> {
        mine.iter().filter(|(of, _)| fits(of)).map(|placed: &Placed| Card::of(reader, placed, "")).collect()
    };
    let is_today =
        |of: &Job| of.is_open && (of.day.is_some_and(|day| day <= today) || matches!(of.stage, Stage::OnSite | Stage::OnTheWay));
    let named = |(of, number): (store::deeds::Deed, String)| (of.id.to_string(), number, deed(reader.locale, &of.what()));
    Ok(Page(Today {
        day: today,
        device: Day::of(&who, zone, now),
        asked: asked.into_iter().map(named).collect(),
        now: cards(&is_today),
        offers: offers.iter().map(|placed| Card::of(reader, placed, "")).collect(),
        later: cards(&|of| of.is_open && !is_today(of)),
        done: cards(&|of| !of.is_open),
    }))
}
