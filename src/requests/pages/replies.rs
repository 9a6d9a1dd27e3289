//! What residents send about a request: mine too, a message, fixed, not fixed, a rating.

use actix_web::{HttpRequest, HttpResponse, Responder, web};

use super::one::page;
use super::pictures::{draft_of, taken};
use crate::app::App;
use crate::db::Failure;
use crate::requests::asking::{self, PICTURES};
use crate::requests::forms::{TEXT, tags};
use crate::requests::kind::RequestId;
use crate::requests::refused::Refused as No;
use crate::requests::store;
use crate::web::actor::{Acting, Resident};
use crate::web::once;
use crate::web::upload::Upload;
use crate::web::{Error, Form, Refusal, Refused, Typed, see};

/// A request that this reader may see, or none.
async fn there(app: &App, who: &Resident, id: RequestId) -> Result<(), Error> {
    let asker = who.clone();
    Ok(app.db.read(move |conn| store::house::one(conn, &asker, id)).await.map(drop)?)
}

/// The page again with what is wrong.
async fn refused(req: &HttpRequest, app: &App, who: &Resident, id: RequestId, form: Form) -> Result<HttpResponse, Error> {
    Ok(Refused(page(app, who, id, form).await?).respond_to(req))
}

async fn failed(
    req: &HttpRequest,
    app: &App,
    who: &Resident,
    id: RequestId,
    mut form: Form,
    failure: Failure<No>,
) -> Result<HttpResponse, Error> {
    let Failure::Refused(no) = failure else { return Err(failure.into()) };
    form.refuse("", no.said());
    refused(req, app, who, id, form).await
}

pub(in crate::requests) async fn join(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<RequestId>,
    typed: Typed,
) -> Result<impl Responder, Error> {
    let (id, draft) = (id.into_inner(), draft_of(who.person(), typed.value(once::FIELD)));
    let at = format!("/requests/{id}");
    match app.db.write(move |tx| asking::join(tx, &who, id, &draft).map(drop)).await {
        Ok(()) => Ok(see(at).saying("requests.said.joined")),
        Err(Failure::Refused(no)) => Ok(see(at).regretting(no.said())),
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::requests) async fn say(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    id: web::Path<RequestId>,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(upload.typed));
    there(&app, &who, id).await?;
    let text = form.text("text", TEXT);
    let pictures = taken(&app, upload.files, &mut form, PICTURES).await?;
    if form.failed() {
        return refused(&req, &app, &who, id, form).await;
    }
    let (config, author) = (app.config.clone(), who.clone());
    match app.db.write(move |tx| asking::say(tx, &config, &author, id, &text, &pictures)).await {
        Ok(to) => {
            let said = if to == id { "requests.said.written" } else { "requests.said.linked" };
            Ok(see(format!("/requests/{to}")).saying(said).respond_to(&req))
        }
        Err(failure) => failed(&req, &app, &who, id, form, failure).await,
    }
}

pub(in crate::requests) async fn confirm(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<RequestId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let (config, at) = (app.config.clone(), format!("/requests/{id}"));
    match app.db.write(move |tx| asking::confirm(tx, &config, &who, id)).await {
        Ok(true) => Ok(see(at).saying("requests.said.closed")),
        Ok(false) => Ok(see(at).saying("requests.said.confirmed")),
        Err(Failure::Refused(no)) => Ok(see(at).regretting(no.said())),
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::requests) async fn reopen(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    id: web::Path<RequestId>,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(upload.typed));
    there(&app, &who, id).await?;
    let text = form.text("why", TEXT);
    let pictures = taken(&app, upload.files, &mut form, PICTURES).await?;
    if form.failed() {
        return refused(&req, &app, &who, id, form).await;
    }
    let (config, author) = (app.config.clone(), who.clone());
    match app.db.write(move |tx| asking::reopen(tx, &config, &author, id, &text, &pictures)).await {
        Ok(()) => Ok(see(format!("/requests/{id}")).saying("requests.said.reopened").respond_to(&req)),
        Err(failure) => failed(&req, &app, &who, id, form, failure).await,
    }
}

pub(in crate::requests) async fn rate(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    id: web::Path<RequestId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    there(&app, &who, id).await?;
    let good = match form.value("good") {
        "yes" => true,
        "no" => false,
        _ => {
            form.refuse("good", "forms.refused.choice");
            return refused(&req, &app, &who, id, form).await;
        }
    };
    let (tags, words) = (tags(&form), form.optional("words", 500));
    if form.failed() {
        return refused(&req, &app, &who, id, form).await;
    }
    let (config, author) = (app.config.clone(), who.clone());
    let said = if good { "requests.said.rated" } else { "requests.said.rated_low" };
    match app.db.write(move |tx| asking::rate(tx, &config, &author, id, (good, &tags, &words))).await {
        Ok(()) => Ok(see(format!("/requests/{id}")).saying(said).respond_to(&req)),
        Err(failure) => failed(&req, &app, &who, id, form, failure).await,
    }
}
