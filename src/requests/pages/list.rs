//! A resident's requests: one's own, and the open ones of the house.

use actix_web::{Responder, web};
use askama::Template;

use crate::app::App;
use crate::clock::{self, Moment};
use crate::franchise;
use crate::requests::category;
use crate::requests::rows::Request;
use crate::requests::sentence::{self, Reader};
use crate::requests::state::Stage;
use crate::requests::store;
use crate::text::{self, Locale};
use crate::web::actor::{Acting, Resident};
use crate::web::{Error, Page, Place, Query, Said, Slice, filters};

const SIZE: usize = 20;

#[derive(Template)]
#[template(path = "requests/list.html")]
pub(crate) struct List {
    house: bool,
    outside: Option<Said>,
    rows: Slice<Row>,
}

/// A request in a list.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) state_key: &'static str,
    pub(super) tone: &'static str,
    pub(super) next: Said,
    pub(super) when: String,
    pub(super) joined: u64,
    pub(super) unread: bool,
    pub(super) asks: bool,
}

impl Row {
    pub(super) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            number: "2026-000123".into(),
            title: "Кіреберісте жарық жоқ".into(),
            text: "2-қабатта шам жанбайды".into(),
            state_key: Stage::InWork.key(),
            tone: Stage::InWork.tone(),
            next: Said::new("requests.next.new_plain"),
            when: "кеше".into(),
            joined: 3,
            unread: true,
            asks: true,
        }
    }

    /// As somebody reads it; `answered` is when staff last wrote, `read` when the reader last looked.
    pub(super) fn of(reader: Reader, of: &Request, who: Option<&str>, answered: Option<Moment>, read: Option<Moment>) -> Self {
        Self {
            id: of.id.to_string(),
            number: of.number.clone(),
            title: category::name(reader.locale, &of.category),
            text: of.text.chars().take(160).collect(),
            state_key: of.state.key(),
            tone: of.state.tone(),
            next: sentence::next(reader, of, who, None),
            when: text::when(reader.locale, of.created_at, reader.now, reader.zone),
            joined: u64::try_from(of.joined).unwrap_or_default(),
            unread: answered.is_some_and(|at| read.is_none_or(|read| read < at)),
            asks: of.state == Stage::Done,
        }
    }
}

impl List {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            house: false,
            outside: Some(Said::new("requests.outside").with("phone", "+7 727 000 00 01")),
            rows: Slice { rows: vec![Row::sample()], previous: None, next: Some("/requests?after=x".into()) },
        }
    }
}

pub(in crate::requests) fn reader(locale: Locale, zone: chrono_tz::Tz, now: Moment) -> Reader {
    Reader { locale, zone, now }
}

pub(in crate::requests) async fn show(app: web::Data<App>, who: Resident, query: Query) -> Result<impl Responder, Error> {
    let house = query.value("show") == "house";
    let (asker, step, now) = (who.clone(), query.step(), app.clock.now());
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let (rows, names, answers, reads, office) = app
        .db
        .read(move |conn| {
            let rows = if house {
                store::house::of_house(conn, &asker, &step, limit)?
            } else {
                store::house::mine(conn, &asker, &step, limit)?
            };
            let ids: Vec<_> = rows.iter().map(|of| of.id).collect();
            let people: Vec<_> = rows.iter().filter_map(|of| of.assignee_id).collect();
            let names = if people.is_empty() { Default::default() } else { store::one::names(conn, &people)? };
            let (answers, reads) = if house {
                Default::default()
            } else {
                (store::thread::last_answers(conn, &ids)?, store::house::reads(conn, asker.person(), &ids)?)
            };
            Ok((rows, names, answers, reads, franchise::office(conn, asker.company(), clock::today(now))?))
        })
        .await?;
    let reader = reader(who.locale(), who.zone(), now);
    let rows = Slice::cut(rows, SIZE, &query, |of| Place { key: String::new(), id: of.id.to_string() });
    Ok(Page(List {
        house,
        outside: sentence::outside(&office, now),
        rows: rows.map(|of| {
            let who = of.assignee_id.and_then(|person| names.get(&person)).map(String::as_str);
            let mut row = Row::of(reader, &of, who, answers.get(&of.id).copied(), reads.get(&of.id).copied());
            row.asks &= !house;
            row
        }),
    }))
}
