//! Letters as they were written: for the operator, and for everybody in the demo, whose letters go nowhere else.

use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{beginning, state_of};
use crate::app::App;
use crate::clock::Moment;
use crate::mail::{Envelope, LetterId, Opened, lists};
use crate::text;
use crate::web::actor::Operator;
use crate::web::identify::Reader;
use crate::web::{Error, Page, Place, Query, Slice, Step, filters};

/// One screen.
const SIZE: usize = 50;

/// A letter's own HTML may dress itself and do nothing else: no scripts, no pictures from outside, no forms, an origin of its own.
const SANDBOX: &str =
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

#[derive(Template)]
#[template(path = "notices/mail.html")]
pub(crate) struct Index {
    rows: Slice<Row>,
    beginning: Option<String>,
}

/// A letter as it is listed.
struct Row {
    id: String,
    subject: String,
    to_name: String,
    to_address: String,
    state_key: &'static str,
    tone: &'static str,
    written: String,
}

#[derive(Template)]
#[template(path = "notices/letter.html")]
pub(crate) struct Show {
    row: Row,
    from_name: String,
    language: &'static str,
    due: String,
    error: String,
    /// The text, line by line; each line in pieces that may be links.
    lines: Vec<Vec<(String, bool)>>,
    unsubscribe: Option<String>,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            rows: Slice { rows: vec![Row::sample()], previous: None, next: Some("/operator/mail?after=x".into()) },
            beginning: None,
        }
    }
}

impl Row {
    fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            subject: "Ыстық су болмайды".into(),
            to_name: "Жұмабаев Ерлан Серікұлы".into(),
            to_address: "owner@demo.example".into(),
            state_key: "notices.mail.state.sent",
            tone: "good",
            written: "бүгін 14:05".into(),
        }
    }

    fn of(letter: &Envelope, when: impl Fn(Moment) -> String) -> Self {
        let (state_key, tone) = state_of(letter);
        Self {
            id: letter.id.to_string(),
            subject: letter.subject.clone(),
            to_name: letter.to_name.clone(),
            to_address: letter.to_address.clone(),
            state_key,
            tone,
            written: when(letter.created_at),
        }
    }
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            row: Row::sample(),
            from_name: "«Алатау» басқарушы компаниясы".into(),
            language: "Қазақша",
            due: "бүгін 14:05".into(),
            error: "451 try later".into(),
            lines: lines("Сәлеметсіз бе!\n\nАшу: https://aula.example/announcements/1"),
            unsubscribe: Some("https://aula.example/unsubscribe/x.y".into()),
        }
    }
}

/// The text of a letter in lines, its addresses apart.
fn lines(text: &str) -> Vec<Vec<(String, bool)>> {
    let is_link = |word: &str| word.starts_with("https://") || word.starts_with("http://");
    text.lines().map(|line| line.split_inclusive(' ').map(|word| (word.to_owned(), is_link(word))).collect()).collect()
}

/// Lets the operator in; in the demo anybody.
async fn let_in(req: &HttpRequest, app: &App) -> Result<(), Error> {
    if app.config.demo { Ok(()) } else { Operator::extract(req).await.map(|_| ()) }
}

fn when(req: &HttpRequest, app: &App) -> impl Fn(Moment) -> String + Copy {
    let (reader, now) = (Reader::of(req), app.clock.now());
    move |at| text::when(reader.locale, at, now, reader.zone)
}

pub(in crate::notices) async fn index(req: HttpRequest, app: web::Data<App>, query: Query) -> Result<impl Responder, Error> {
    let_in(&req, &app).await?;
    let before = match query.step() {
        Step::After(at) => at.id.parse::<LetterId>().ok(),
        Step::First | Step::Before(_) => None,
    };
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let letters = app.db.read(move |conn| lists::recent(conn, limit, before)).await?;
    let rows = Slice::cut(letters, SIZE, &query, |letter| Place { key: String::new(), id: letter.id.to_string() });
    let when = when(&req, &app);
    Ok(Page(Index { rows: rows.map(|letter| Row::of(&letter, when)), beginning: beginning(&query) }))
}

async fn letter(app: &App, id: &str) -> Result<Opened, Error> {
    let id: LetterId = id.parse().map_err(|_| Error::NotFound)?;
    let opened = app.db.read(move |conn| lists::letter(conn, id)).await?.ok_or(Error::NotFound)?;
    // a link that sets a password is for its reader's eyes: whoever runs the installation must not come in as them
    if !app.config.demo && ["accounts.", "joining."].iter().any(|room| opened.envelope.kind.starts_with(room)) {
        return Err(Error::NotFound);
    }
    Ok(opened)
}

pub(in crate::notices) async fn show(
    req: HttpRequest,
    app: web::Data<App>,
    id: web::Path<String>,
) -> Result<impl Responder, Error> {
    let_in(&req, &app).await?;
    let opened = letter(&app, &id).await?;
    let when = when(&req, &app);
    Ok(Page(Show {
        row: Row::of(&opened.envelope, when),
        from_name: opened.from_name,
        language: opened.envelope.locale.own_name(),
        due: when(opened.envelope.sent_at.unwrap_or(opened.envelope.due_at)),
        error: opened.envelope.last_error.unwrap_or_default(),
        lines: lines(&opened.text),
        unsubscribe: opened.unsubscribe,
    }))
}

pub(in crate::notices) async fn html(
    req: HttpRequest,
    app: web::Data<App>,
    id: web::Path<String>,
) -> Result<HttpResponse, Error> {
    let_in(&req, &app).await?;
    let opened = letter(&app, &id).await?;
    if opened.html.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CONTENT_SECURITY_POLICY, SANDBOX))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::REFERRER_POLICY, "no-referrer"))
        .body(opened.html))
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn addresses_in_a_text_are_found_whole() {
        let lines = lines("Ашу: https://a.kz/x?a=1\n\njavascript:alert(1) http://b");
        assert_eq!(lines[0], [("Ашу: ".to_owned(), false), ("https://a.kz/x?a=1".to_owned(), true)]);
        assert!(lines[1].is_empty());
        assert_eq!(lines[2], [("javascript:alert(1) ".to_owned(), false), ("http://b".to_owned(), true)]);
    }
}
