//! A resident calls a visit off, with what that means.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::own::{answered, page};
use crate::app::App;
use crate::dispatch::booking;
use crate::dispatch::forms::{self, LINE};
use crate::dispatch::kind::JobId;
use crate::web::actor::Resident;
use crate::web::{Error, Form, Page, Typed, filters};

#[derive(Template)]
#[template(path = "dispatch/off.html")]
pub(crate) struct Off {
    form: Form,
    id: String,
    version: i32,
    title: String,
    chosen: String,
}

impl Off {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let (title, chosen) = ("Кран немесе құбыр ағады".into(), "20 қараша, 10:00–12:00".into());
        Self { form: Form::default(), id: "0".repeat(26), version: 2, title, chosen }
    }
}

pub(in crate::dispatch) async fn ask_off(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<JobId>,
) -> Result<impl Responder, Error> {
    let own = page(&app, &who, id.into_inner(), Form::default()).await?;
    Ok(Page(Off { form: Form::default(), id: own.id, version: own.version, title: own.title, chosen: own.chosen }))
}

pub(in crate::dispatch) async fn call_off(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    id: web::Path<JobId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    let (why, version) = (form.optional("why", LINE), forms::version(&form));
    let (config, author) = (app.config.clone(), who.clone());
    let done = app.db.write(move |tx| booking::call_off(tx, &config, &author, (id, version), &why).map(drop)).await;
    answered(&req, &app, &who, id, form, (done, "dispatch.said.called_off")).await
}
