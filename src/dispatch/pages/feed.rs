//! A technician's calendar for other programs: its secret address, and what lies behind it.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::dispatch::{feed, store};
use crate::web::actor::{Acting, Technician};
use crate::web::{Error, Page, filters, secrets, see};

#[derive(Template)]
#[template(path = "dispatch/feed.html")]
pub(crate) struct Feed {
    address: Option<String>,
}

impl Feed {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { address: Some("https://aula.example/calendar/x".into()) }
    }
}

pub(in crate::dispatch) async fn show(app: web::Data<App>, who: Technician) -> Result<impl Responder, Error> {
    let (company, person) = (who.company(), who.person());
    let series = app.db.read(move |conn| store::feeds::series(conn, company, person)).await?;
    let address = |series: String| format!("{}{}", app.config.base_url, feed::path(&app.config, company, person, &series));
    Ok(Page(Feed { address: series.map(address) }))
}

pub(in crate::dispatch) async fn renew(app: web::Data<App>, who: Technician) -> Result<impl Responder, Error> {
    app.db.write(move |tx| feed::renew(tx, &who)).await?;
    Ok(see("/jobs/calendar").saying("dispatch.said.feed_made"))
}

pub(in crate::dispatch) async fn revoke(app: web::Data<App>, who: Technician) -> Result<impl Responder, Error> {
    app.db.write(move |tx| feed::revoke(tx, &who)).await?;
    Ok(see("/jobs/calendar").saying("dispatch.said.feed_revoked"))
}

/// The calendar itself, for whoever has the address.
pub(in crate::dispatch) async fn read(
    req: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
) -> Result<HttpResponse, Error> {
    let (company, person, series) = feed::opened(&app.config, &token).ok_or(Error::NotFound)?;
    let (config, now) = (app.config.clone(), app.clock.now());
    let body =
        app.db.read(move |conn| feed::read(conn, &config, (company, person, &series), now)).await?.ok_or(Error::NotFound)?;
    let tag = format!("\"{}\"", secrets::fingerprint(&body));
    let known = req.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()) == Some(tag.as_str());
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::ETAG, tag)).insert_header((header::CACHE_CONTROL, "private, no-cache"));
    response.insert_header((header::CONTENT_TYPE, "text/calendar; charset=utf-8"));
    Ok(if known { response.finish() } else { response.body(body) })
}
