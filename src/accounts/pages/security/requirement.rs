//! Wanting a second factor of all staff from a day on, and not wanting it any more: each says first what follows.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono_tz::Tz;

use super::staff;
use crate::accounts::requirement::{beginning, day, proposed, require};
use crate::app::App;
use crate::clock::Moment;
use crate::db::Never;
use crate::web::actor::{Admin, Recent, Staff};
use crate::web::identify::ZONE;
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "accounts/requirement.html")]
pub(crate) struct Ask {
    form: Form,
    without: usize,
    all: usize,
}

#[derive(Template)]
#[template(path = "accounts/requirement_ending.html")]
pub(crate) struct AskEnding {
    from: Moment,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { form: Form::of(Typed::default().with("from", "2026-12-04")), without: 3, all: 12 }
    }
}

impl AskEnding {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { from: "2026-11-20T07:00:00".parse().unwrap_or_default() }
    }
}

/// The page, and the company's zone.
async fn page(app: &App, who: &Staff<Admin>, form: Option<Form>) -> Result<(Ask, Tz), Error> {
    let (from, zone, all) = staff(app, who.company()).await?;
    let zone = zone.parse().unwrap_or(ZONE);
    let shown = || {
        let now = app.clock.now();
        let proposed = from.filter(|from| *from > now).map_or_else(|| proposed(now, zone), |from| day(from, zone));
        Form::of(Typed::default().with("from", proposed.format("%Y-%m-%d")))
    };
    let without = all.iter().filter(|one| one.since.is_none()).count();
    Ok((Ask { form: form.unwrap_or_else(shown), without, all: all.len() }, zone))
}

pub(in crate::accounts) async fn ask(app: web::Data<App>, who: Recent<Staff<Admin>>) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, None).await?.0))
}

pub(in crate::accounts) async fn set(
    req: HttpRequest,
    app: web::Data<App>,
    who: Recent<Staff<Admin>>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (mut page, zone) = page(&app, &who, Some(Form::of(typed))).await?;
    let from = match beginning(page.form.value("from"), app.clock.now(), zone) {
        Ok(from) => from,
        Err(no) => {
            page.form.refuse("from", no.said());
            return Ok(Refused(page).respond_to(&req));
        }
    };
    app.db.write::<_, Never>(move |tx| Ok(require(tx, &who, Some(from))?)).await?;
    Ok(see("/staff/settings/security").saying("accounts.said.required").respond_to(&req))
}

pub(in crate::accounts) async fn ask_ending(
    req: HttpRequest,
    app: web::Data<App>,
    who: Recent<Staff<Admin>>,
) -> Result<HttpResponse, Error> {
    match staff(&app, who.company()).await?.0 {
        Some(from) => Ok(Page(AskEnding { from }).respond_to(&req)),
        None => Ok(see("/staff/settings/security").respond_to(&req)),
    }
}

pub(in crate::accounts) async fn end(app: web::Data<App>, who: Recent<Staff<Admin>>) -> Result<impl Responder, Error> {
    app.db.write::<_, Never>(move |tx| Ok(require(tx, &who, None)?)).await?;
    Ok(see("/staff/settings/security").saying("accounts.said.not_required"))
}
