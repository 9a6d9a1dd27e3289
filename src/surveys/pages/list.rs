//! A resident's surveys: what waits, what they have answered, what came of those that are over.

use actix_web::{Responder, web};
use askama::Template;

use super::said;
use crate::app::App;
use crate::surveys::kind::State;
use crate::surveys::standing::Standing;
use crate::surveys::store::readers;
use crate::surveys::{open_standings, standings};
use crate::text::{self, Locale, tv};
use crate::web::actor::{Acting, Resident};
use crate::web::{Error, Page, Place, Query, Slice, filters};

const SIZE: usize = 20;

#[derive(Template)]
#[template(path = "surveys/list.html")]
pub(crate) struct List {
    past: bool,
    current_href: String,
    past_href: String,
    waiting: Vec<Row>,
    answered: Vec<Row>,
    over: Slice<Row>,
}

struct Row {
    id: String,
    title: String,
    sentence: String,
    state_key: &'static str,
    tone: &'static str,
    took_part: bool,
    anonymous: bool,
}

impl List {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = |state: State| Row {
            id: "0".repeat(26),
            title: "Балалар алаңы".into(),
            sentence: "30 қарашаға дейін".into(),
            state_key: state.key(),
            tone: state.tone(),
            took_part: state == State::Closed,
            anonymous: true,
        };
        Self {
            past: false,
            current_href: "/surveys".into(),
            past_href: "/surveys?show=past".into(),
            waiting: vec![row(State::Open)],
            answered: vec![row(State::Open)],
            over: Slice { rows: vec![row(State::Closed)], previous: None, next: None },
        }
    }
}

fn row(locale: Locale, zone: chrono_tz::Tz, of: Standing) -> Row {
    let at = |moment: Option<crate::clock::Moment>| moment.map(|m| text::date_time(locale, m, zone)).unwrap_or_default();
    let sentence = match of.survey.state {
        State::Draft | State::Open => tv(locale, "surveys.list.until", &[("when", &at(of.survey.closes_at))]),
        State::Closed | State::Withdrawn => tv(locale, "surveys.list.ended", &[("when", &at(of.survey.closed_at))]),
    };
    Row {
        id: of.survey.id.to_string(),
        title: said::title(locale, &of.survey),
        sentence,
        state_key: of.survey.state.key(),
        tone: of.survey.state.tone(),
        took_part: of.took_part,
        anonymous: of.survey.anonymous,
    }
}

pub(in crate::surveys) async fn show(app: web::Data<App>, who: Resident, query: Query) -> Result<impl Responder, Error> {
    let past = query.value("show") == "past";
    let (reader, step) = (who.clone(), query.step());
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let (open, over) = app
        .db
        .read(move |conn| {
            if !past {
                return Ok((open_standings(conn, &reader)?, Vec::new()));
            }
            let over = readers::over(conn, &reader, &step, limit)?;
            Ok((Vec::new(), standings(conn, &reader, over)?))
        })
        .await?;
    let (locale, zone) = (who.locale(), who.zone());
    let over = Slice::cut(over, SIZE, &query, |of| Place { key: String::new(), id: of.survey.id.to_string() });
    let (waiting, answered): (Vec<_>, Vec<_>) = open.into_iter().partition(|of| of.waiting > 0);
    Ok(Page(List {
        past,
        current_href: query.with("show", ""),
        past_href: query.with("show", "past"),
        waiting: waiting.into_iter().map(|of| row(locale, zone, of)).collect(),
        answered: answered.into_iter().map(|of| row(locale, zone, of)).collect(),
        over: over.map(|of| row(locale, zone, of)),
    }))
}
