//! Letters of the company that have not reached their readers.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{beginning, state_of};
use crate::app::App;
use crate::audit;
use crate::db::Never;
use crate::mail::{Envelope, LetterId, State, lists, outbox};
use crate::text;
use crate::web::actor::{Acting, Admin, Staff};
use crate::web::{Error, Page, Place, Query, Slice, Step, filters, see};

/// One screen of work.
const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "notices/desk.html")]
pub(crate) struct Index {
    rows: Slice<Row>,
    dead: bool,
    waiting_href: String,
    dead_href: String,
    beginning: Option<String>,
}

/// A letter as it is shown.
struct Row {
    id: String,
    subject: String,
    to_name: String,
    to_address: String,
    state_key: &'static str,
    tone: &'static str,
    attempts: i32,
    error: String,
    written: String,
    due: String,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = |id: &str| Row {
            id: id.into(),
            subject: "Ыстық су болмайды".into(),
            to_name: "Жұмабаев Ерлан Серікұлы".into(),
            to_address: "owner@demo.example".into(),
            state_key: "notices.mail.state.dead",
            tone: "danger",
            attempts: 10,
            error: "550 5.1.1 no such mailbox".into(),
            written: "20.11.2026".into(),
            due: "бүгін 14:05".into(),
        };
        Self {
            rows: Slice { rows: vec![row("a"), row("b")], previous: None, next: Some("/staff/mail?show=dead&after=x".into()) },
            dead: true,
            waiting_href: "/staff/mail".into(),
            dead_href: "/staff/mail?show=dead".into(),
            beginning: Some("/staff/mail?show=dead".into()),
        }
    }

    /// With nothing in it.
    pub(crate) fn empty_sample() -> Self {
        Self { rows: Slice::empty(), dead: false, beginning: None, ..Self::sample() }
    }
}

pub(in crate::notices) async fn show(app: web::Data<App>, who: Staff<Admin>, query: Query) -> Result<impl Responder, Error> {
    let dead = query.value("show") == "dead";
    let (company, state) = (who.company(), if dead { State::Dead } else { State::Waiting });
    let before = match query.step() {
        Step::After(at) => at.id.parse::<LetterId>().ok(),
        Step::First | Step::Before(_) => None,
    };
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let letters = app.db.read(move |conn| lists::in_state(conn, Some(company), state, before, limit)).await?;
    let rows = Slice::cut(letters, SIZE, &query, |letter| Place { key: String::new(), id: letter.id.to_string() });
    let (locale, now, zone) = (who.locale(), app.clock.now(), who.zone());
    let when = move |at| text::when(locale, at, now, zone);
    Ok(Page(Index {
        rows: rows.map(|letter| row(letter, when)),
        dead,
        waiting_href: query.with("show", ""),
        dead_href: query.with("show", "dead"),
        beginning: beginning(&query),
    }))
}

fn row(letter: Envelope, when: impl Fn(crate::clock::Moment) -> String) -> Row {
    let (state_key, tone) = state_of(&letter);
    Row {
        id: letter.id.to_string(),
        state_key,
        tone,
        attempts: letter.attempts,
        written: when(letter.created_at),
        due: when(letter.due_at),
        subject: letter.subject,
        to_name: letter.to_name,
        to_address: letter.to_address,
        error: letter.last_error.unwrap_or_default(),
    }
}

pub(in crate::notices) async fn again(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Admin>,
    letter: web::Path<String>,
) -> Result<HttpResponse, Error> {
    let id: LetterId = letter.parse().map_err(|_| Error::NotFound)?;
    let put_back = app
        .db
        .write::<_, Never>(move |tx| {
            let theirs = lists::letter(tx, id)?.is_some_and(|letter| letter.envelope.company == Some(who.company()));
            if !theirs {
                return Ok(None);
            }
            let put_back = outbox::again(tx, Some(who.company()), id)?;
            if put_back {
                audit::by(&who).did("notices.letter_again", ("letter", id)).record(tx)?;
            }
            Ok(Some(put_back))
        })
        .await?
        .ok_or(Error::NotFound)?;
    let back = see("/staff/mail?show=dead");
    let back = if put_back { back.saying("notices.said.again") } else { back.regretting("notices.said.not_again") };
    Ok(back.respond_to(&req))
}
