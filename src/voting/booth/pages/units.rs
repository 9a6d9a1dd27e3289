//! How each unit voted, for the owners of the house and nobody else (art. 42(10)).

use actix_web::{Responder, web};
use askama::Template;

use super::scene::sees_votes;
use crate::app::App;
use crate::text::t;
use crate::voting::booth::{booth_store, buildings_of, words};
use crate::voting::choice::Choice;
use crate::voting::meeting::MeetingId;
use crate::voting::store;
use crate::web::actor::{Acting, Resident};
use crate::web::{Error, Page, Place, Query, Slice, filters};

const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "voting/booth/units.html")]
pub(in crate::voting::booth) struct Units {
    id: String,
    title: String,
    address: String,
    entrance: String,
    entrances: Vec<(String, String)>,
    questions: Vec<(i32, String)>,
    rows: Slice<Row>,
}

/// A unit and what it said.
struct Row {
    unit: String,
    entrance: String,
    owner: String,
    channel_key: Option<&'static str>,
    /// To each question; empty where nothing was said or the unit is not asked.
    said: Vec<String>,
}

impl Units {
    /// As the tests look at it.
    pub(in crate::voting::booth) fn sample() -> Self {
        let row = Row {
            unit: "12-пәтер".into(),
            entrance: "1".into(),
            owner: "Жұмабаев Ерлан".into(),
            channel_key: Some(crate::voting::arriving::Channel::Portal.key()),
            said: vec!["Иә".into(), String::new()],
        };
        Self {
            id: "0".repeat(26),
            title: "Жылдық жиналыс".into(),
            address: "Абай даңғылы, 12".into(),
            entrance: "1".into(),
            entrances: vec![("1".into(), "1".into())],
            questions: vec![(1, "Жарна".into()), (2, "Есеп".into())],
            rows: Slice { rows: vec![row], previous: None, next: None },
        }
    }
}

pub(in crate::voting::booth) async fn show(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<MeetingId>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (id, reader, step, now) = (id.into_inner(), who.clone(), query.step(), app.clock.now());
    let entrance = query.value("entrance").to_owned();
    let wanted = entrance.clone();
    let (of, address, questions, rows, mut doors) = app
        .db
        .read(move |conn| {
            let company = reader.company();
            let today = booth_store::voices::today(conn, company, now)?;
            let powers = booth_store::voices::powers(conn, &reader, today)?;
            let (of, address) = booth_store::meetings::one(conn, &reader, &buildings_of(&reader, &powers), id)?;
            if !sees_votes(&of, &reader) {
                return Err(diesel::result::Error::NotFound);
            }
            let questions = store::meetings::questions(conn, company, id)?;
            let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
            let rows = booth_store::counting::units(conn, company, id, &wanted, &step, limit)?;
            Ok((of, address, questions, rows, booth_store::counting::entrances(conn, company, id)?))
        })
        .await?;
    let locale = who.locale();
    doors.sort_by_key(|door| (door.parse::<u32>().unwrap_or(u32::MAX), door.clone()));
    let place =
        |(unit, _): &(crate::voting::rows::Unit, _)| Place { key: unit.sort_key.clone(), id: unit.premises_id.to_string() };
    let rows = Slice::cut(rows, SIZE, &query, place).map(|(unit, ballot)| {
        let choices = ballot.as_ref().map(crate::voting::rows::BallotRow::choices).unwrap_or_default();
        let word = |place| choices.at(place).map(|choice: Choice| t(locale, choice.key()).into_owned()).unwrap_or_default();
        Row {
            unit: words::label(locale, &unit),
            entrance: unit.entrance,
            owner: ballot.as_ref().map(|row| row.voter_name.clone()).unwrap_or_default(),
            channel_key: ballot.as_ref().map(|row| row.channel.key()),
            said: (0..questions.len()).map(word).collect(),
        }
    });
    Ok(Page(Units {
        id: of.id.to_string(),
        title: of.title(locale).to_owned(),
        address,
        entrance,
        entrances: doors.into_iter().map(|door| (door.clone(), door)).collect(),
        questions: questions.iter().map(|question| (question.place, question.title(locale).to_owned())).collect(),
        rows,
    }))
}
