//! Calling a job off, with what that means.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::work::{answered, page, there};
use crate::app::App;
use crate::dispatch::directing;
use crate::dispatch::forms::{self, LINE};
use crate::dispatch::kind::JobId;
use crate::web::actor::{Dispatcher, Staff};
use crate::web::{Error, Form, Page, Refused, Typed, filters};

#[derive(Template)]
#[template(path = "dispatch/cancel.html")]
pub(crate) struct Cancel {
    form: Form,
    id: String,
    version: i32,
    number: String,
    title: String,
    when: String,
}

impl Cancel {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("why", "forms.refused.empty");
        Self {
            form,
            id: "0".repeat(26),
            version: 2,
            number: "2026-000012".into(),
            title: "Кран немесе құбыр ағады".into(),
            when: "20 қараша, 10:00–12:00".into(),
        }
    }
}

async fn asked(app: &App, who: &Staff<Dispatcher>, id: JobId, form: Form) -> Result<Cancel, Error> {
    let of = page(app, who, id, Form::default()).await?;
    Ok(Cancel { form, id: of.id, version: of.version, number: of.number, title: of.title, when: of.when })
}

pub(in crate::dispatch) async fn ask(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<JobId>,
) -> Result<impl Responder, Error> {
    Ok(Page(asked(&app, &who, id.into_inner(), Form::default()).await?))
}

pub(in crate::dispatch) async fn cancel(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<JobId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    there(&app, &who, id).await?;
    let (why, version) = (form.text("why", LINE), forms::version(&form));
    if form.failed() {
        return Ok(Refused(asked(&app, &who, id, form).await?).respond_to(&req));
    }
    let (config, author) = (app.config.clone(), who.clone());
    let done = app.db.write(move |tx| directing::cancel(tx, &config, &author, (id, version), &why).map(drop)).await;
    answered(&req, &app, &who, id, form, (done, "dispatch.said.cancelled")).await
}
