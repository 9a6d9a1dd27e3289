//! All meetings that concern somebody: what waits for them first.

use std::collections::HashMap;

use actix_web::{Responder, web};
use askama::Template;

use crate::app::App;
use crate::clock::Moment;
use crate::text::tv;
use crate::voting::booth::voice::Voice;
use crate::voting::booth::{booth_store, buildings_of, voices_in, words};
use crate::voting::meeting::{MeetingId, State};
use crate::voting::rows::{BallotRow, Meeting, Question};
use crate::voting::store;
use crate::web::actor::{Acting, Resident};
use crate::web::{Error, Page, Place, Query, Slice, filters};

const SIZE: usize = 20;

#[derive(Template)]
#[template(path = "voting/booth/list.html")]
pub(in crate::voting::booth) struct List {
    waiting: Vec<Row>,
    open: Vec<Row>,
    announced: Vec<Row>,
    past: Slice<Row>,
}

/// A meeting in the list.
struct Row {
    id: String,
    title: String,
    meta: String,
    course: String,
    state_key: &'static str,
    tone: &'static str,
    /// For which units the reader has yet to vote.
    missing: String,
}

impl List {
    /// As the tests look at it.
    pub(in crate::voting::booth) fn sample() -> Self {
        let row = || Row {
            id: "0".repeat(26),
            title: "Жылдық жиналыс".into(),
            meta: "Абай даңғылы, 12 · 2026-000012".into(),
            course: "25 қараша".into(),
            state_key: State::Open.key(),
            tone: State::Open.tone(),
            missing: "12-пәтер".into(),
        };
        let past = Slice { rows: vec![row()], previous: None, next: None };
        Self { waiting: vec![row()], open: vec![row()], announced: vec![row()], past }
    }
}

/// What the list is made of.
struct Found {
    present: Vec<(Meeting, String)>,
    past: Vec<(Meeting, String)>,
    voices: Vec<Voice>,
    ballots: Vec<BallotRow>,
    questions: HashMap<MeetingId, Vec<Question>>,
}

fn row(who: &Resident, now: Moment, (of, address): (Meeting, String), missing: String) -> Row {
    Row {
        id: of.id.to_string(),
        title: of.title(who.locale()).to_owned(),
        meta: format!("{address} · {}", of.number),
        course: words::course(&of, now, who.reader()),
        state_key: of.state.key(),
        tone: of.state.tone(),
        missing,
    }
}

pub(in crate::voting::booth) async fn show(app: web::Data<App>, who: Resident, query: Query) -> Result<impl Responder, Error> {
    let (reader, step, now) = (who.clone(), query.step(), app.clock.now());
    let found = app.db.read(move |conn| {
        let company = reader.company();
        let today = booth_store::voices::today(conn, company, now)?;
        let powers = booth_store::voices::powers(conn, &reader, today)?;
        let buildings = buildings_of(&reader, &powers);
        let present = booth_store::meetings::present(conn, &reader, &buildings)?;
        let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
        let past = booth_store::meetings::past(conn, &reader, &buildings, &step, limit)?;
        let open: Vec<MeetingId> = present.iter().map(|(of, _)| of.id).collect();
        let voices = voices_in(conn, &reader, &powers, &open, today)?;
        let premises: Vec<_> = voices.iter().map(|voice| voice.unit.premises_id).collect();
        let (mut ballots, mut questions) = (Vec::new(), HashMap::new());
        if !premises.is_empty() {
            ballots = booth_store::voices::ballots(conn, company, &open, &premises)?;
            for question in store::booth::meetings::questions(conn, company, &open)? {
                questions.entry(question.meeting_id).or_insert_with(Vec::new).push(question);
            }
        }
        Ok(Found { present, past, voices, ballots, questions })
    });
    let found = found.await?;
    let past = Slice::cut(found.past, SIZE, &query, |(of, _)| Place { key: String::new(), id: of.id.to_string() });
    let mut list = List {
        waiting: Vec::new(),
        open: Vec::new(),
        announced: Vec::new(),
        past: past.map(|of| row(&who, now, of, String::new())),
    };
    for (of, address) in found.present {
        let open = of.state == State::Open && of.by_portal && of.closes_at.is_some_and(|at| now < at);
        let agenda = found.questions.get(&of.id).map(Vec::as_slice).unwrap_or_default();
        let missing = found.voices.iter().filter(|voice| {
            let asked = agenda.iter().any(|question| question.asks(&voice.unit));
            open && asked && voice.meeting() == of.id && voice.present(&found.ballots).is_none()
        });
        let units = words::labels(who.locale(), missing);
        let said =
            if units.is_empty() { String::new() } else { tv(who.locale(), "voting.booth.list.missing", &[("units", &units)]) };
        let (state, waits) = (of.state, !units.is_empty());
        let row = row(&who, now, (of, address), said);
        match (waits, state) {
            (true, _) => list.waiting.push(row),
            (false, State::Notified) => list.announced.push(row),
            (false, _) => list.open.push(row),
        }
    }
    Ok(Page(list))
}
