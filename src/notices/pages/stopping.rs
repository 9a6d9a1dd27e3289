//! Refusing letters from the letter itself (RFC 8058): one POST without signing in. Opening the address refuses nothing,
//! since mailboxes open addresses to look for evil behind them.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Never;
use crate::notices::kind::Pace;
use crate::notices::stop::Stop;
use crate::notices::store::wishes;
use crate::web::{Error, Page, Said, Typed, filters, render};

/// What a mailbox sends (RFC 8058 §3.1), and our own button.
const ONE_CLICK: (&str, &str) = ("List-Unsubscribe", "One-Click");

#[derive(Template)]
#[template(path = "notices/stopping.html")]
pub(crate) struct Show {
    token: String,
    kinds: Vec<&'static str>,
    stopped: bool,
    said: Option<Said>,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample(stopped: bool) -> Self {
        Self {
            token: "x.y".into(),
            kinds: vec!["notices.kind.announcement_info"],
            stopped,
            said: stopped.then(|| Pace::Off.said()),
        }
    }
}

/// Whose address it is; one that is not ours, or of somebody who is gone, is not there.
async fn opened(app: &App, token: &str) -> Result<Stop, Error> {
    let stop = Stop::open(&app.config.secret, token).ok_or(Error::NotFound)?;
    let person = stop.person;
    if app.db.read(move |conn| wishes::exists(conn, person)).await? { Ok(stop) } else { Err(Error::NotFound) }
}

fn page(token: String, stop: &Stop, stopped: bool, said: Option<Said>) -> Show {
    Show { token, kinds: stop.kinds.iter().map(|kind| kind.key()).collect(), stopped, said }
}

pub(in crate::notices) async fn show(app: web::Data<App>, token: web::Path<String>) -> Result<impl Responder, Error> {
    let stop = opened(&app, &token).await?;
    let person = stop.person;
    let (chosen, _, _) = app.db.read(move |conn| wishes::of(conn, person)).await?;
    let stopped = stop.kinds.iter().all(|kind| chosen.get(kind) == Some(&Pace::Off));
    Ok(Page(page(token.into_inner(), &stop, stopped, None)))
}

pub(in crate::notices) async fn stop(
    req: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    body: web::Bytes,
) -> Result<HttpResponse, Error> {
    if !is_one_click(&body) {
        return Err(Error::Unreadable);
    }
    change(req, app, token.into_inner(), Pace::Off).await
}

pub(in crate::notices) async fn again(
    req: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
) -> Result<HttpResponse, Error> {
    change(req, app, token.into_inner(), Pace::Immediate).await
}

/// Answers with a page and no redirect: mailboxes follow none.
async fn change(req: HttpRequest, app: web::Data<App>, token: String, pace: Pace) -> Result<HttpResponse, Error> {
    let stop = opened(&app, &token).await?;
    let (person, kinds) = (stop.person, stop.kinds.clone());
    app.db.write::<_, Never>(move |tx| Ok(kinds.into_iter().try_for_each(|kind| wishes::keep(tx, person, kind, pace))?)).await?;
    let page = page(token, &stop, pace == Pace::Off, Some(pace.said()));
    Ok(render(&req, &page, StatusCode::OK))
}

/// The pair may come urlencoded or as a part of a multipart body.
fn is_one_click(body: &[u8]) -> bool {
    let (name, value) = ONE_CLICK;
    if Typed::parse(body).has(name, value) {
        return true;
    }
    let text = String::from_utf8_lossy(body);
    let part = text.split_once(&format!("name=\"{name}\"")).and_then(|(_, after)| after.split_once("\r\n\r\n"));
    part.is_some_and(|(_, content)| content.lines().next().is_some_and(|line| line.trim() == value))
}

#[cfg(test)]
mod tests {
    use super::is_one_click;

    #[test]
    fn mailboxes_send_it_in_either_of_two_ways() {
        assert!(is_one_click(b"List-Unsubscribe=One-Click"));
        assert!(is_one_click(b"csrf=x&List-Unsubscribe=One-Click"));
        assert!(is_one_click(b"--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n"));
        for other in [
            &b""[..],
            b"List-Unsubscribe=",
            b"List-Unsubscribe=Two-Clicks",
            b"x=One-Click",
            b"--b\r\nname=\"List-Unsubscribe\"\r\n\r\nNo\r\n--b--",
        ] {
            assert!(!is_one_click(other), "{}", String::from_utf8_lossy(other));
        }
    }
}
