//! The list that staff work through.

use actix_web::{Responder, web};
use askama::Template;

use super::{kinds, outage};
use crate::announcements::kind::{Kind, State};
use crate::announcements::store::desk::{self, Wanted};
use crate::app::App;
use crate::text::{self, Locale, t};
use crate::web::actor::{Acting, Anyone, Staff};
use crate::web::{Error, Page, Place, Query, Slice, filters};
use crate::who::Duty;

const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "announcements/desk.html")]
pub(crate) struct Desk {
    q: String,
    state: String,
    states: Vec<(&'static str, String)>,
    kind: String,
    kinds: Vec<(&'static str, String)>,
    filtered: bool,
    may_write: bool,
    rows: Slice<Row>,
}

struct Row {
    id: String,
    number: String,
    title: String,
    kind_key: &'static str,
    kind_tone: &'static str,
    state_key: &'static str,
    state_tone: &'static str,
    outage: String,
    when: String,
}

impl Desk {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = Row {
            id: "0".repeat(26),
            number: "2026-000123".into(),
            title: "Ыстық су өшіріледі".into(),
            kind_key: Kind::Outage.key(),
            kind_tone: Kind::Outage.tone(),
            state_key: State::Published.key(),
            state_tone: State::Published.tone(),
            outage: "20 қараша, 10:00–14:00".into(),
            when: "09:30".into(),
        };
        Self {
            q: String::new(),
            state: String::new(),
            states: states(Locale::Kk),
            kind: String::new(),
            kinds: kinds(Locale::Kk),
            filtered: false,
            may_write: true,
            rows: Slice { rows: vec![row], previous: None, next: None },
        }
    }
}

fn states(locale: Locale) -> Vec<(&'static str, String)> {
    State::ALL.iter().map(|state| (state.word(), t(locale, state.key()).into_owned())).collect()
}

pub(in crate::announcements) async fn list(
    app: web::Data<App>,
    who: Staff<Anyone>,
    query: Query,
) -> Result<impl Responder, Error> {
    let wanted = Wanted { state: query.word("state"), kind: query.word("kind"), text: query.value("q").to_owned() };
    let (company, step, now) = (who.company(), query.step(), app.clock.now());
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let rows = app.db.read(move |conn| desk::page(conn, company, &wanted, &step, limit)).await?;
    let (locale, zone) = (who.locale(), who.zone());
    let rows = Slice::cut(rows, SIZE, &query, |(of, _)| Place { key: String::new(), id: of.id.to_string() });
    Ok(Page(Desk {
        q: query.value("q").to_owned(),
        state: query.value("state").to_owned(),
        states: states(locale),
        kind: query.value("kind").to_owned(),
        kinds: kinds(locale),
        filtered: ["q", "state", "kind"].iter().any(|name| !query.value(name).is_empty()),
        may_write: who.may(Duty::Editor),
        rows: rows.map(|(of, headline)| {
            let title = headline.for_reader(locale).1;
            Row {
                id: of.id.to_string(),
                title: if title.is_empty() { t(locale, "announcements.desk.untitled").into_owned() } else { title.to_owned() },
                kind_key: of.kind.key(),
                kind_tone: of.kind.tone(),
                state_key: of.state.key(),
                state_tone: of.state.tone(),
                outage: outage(locale, &of, zone),
                when: text::when(locale, of.published_at.or(of.send_at).unwrap_or(of.updated_at), now, zone),
                number: of.number,
            }
        }),
    }))
}
