//! What staff send about a request.

use actix_web::{HttpRequest, HttpResponse, Responder, web};

use super::pictures::taken;
use super::steps::canned_text;
use super::work::page;
use crate::app::App;
use crate::db::Failure;
use crate::requests::asking::PICTURES;
use crate::requests::forms::{self, TEXT, category_of};
use crate::requests::kind::{BreachId, Cause, RequestId};
use crate::requests::refused::Refused as No;
use crate::requests::{acting, store};
use crate::text::Locale;
use crate::web::actor::{Dispatcher, Staff};
use crate::web::upload::Upload;
use crate::web::{Error, Form, Refusal, Refused, Typed, see};
use crate::who::PersonId;

type Answer = Result<HttpResponse, Error>;

/// A request within reach, or none; gives the language of whoever it is of.
async fn there(app: &App, who: &Staff<Dispatcher>, id: RequestId) -> Result<Locale, Error> {
    let reach = who.reach().clone();
    let locale = app
        .db
        .read(move |conn| {
            let (of, _) = store::one::within(conn, &reach, id)?;
            match of.reporter_id {
                Some(person) => Ok(store::one::addressees(conn, &[person])?.pop().map(|to| to.locale)),
                None => Ok(None),
            }
        })
        .await?;
    Ok(locale.and_then(|code| Locale::from_code(&code)).unwrap_or_default())
}

/// The version that the form was made for.
fn version(form: &Form) -> i32 {
    // a form without one was made for no version there is
    form.value("version").parse().unwrap_or(-1)
}

/// Back to the request, or the page again with what is wrong.
async fn answered(
    req: &HttpRequest,
    app: &App,
    who: &Staff<Dispatcher>,
    id: RequestId,
    mut form: Form,
    (done, said): (Result<(), Failure<No>>, &'static str),
) -> Answer {
    match done {
        Ok(()) => Ok(see(format!("/staff/requests/{id}")).saying(said).respond_to(req)),
        Err(Failure::Refused(no)) => {
            form.refuse(no.field(), no.said());
            again(req, app, who, id, form).await
        }
        Err(broken) => Err(broken.into()),
    }
}

async fn again(req: &HttpRequest, app: &App, who: &Staff<Dispatcher>, id: RequestId, form: Form) -> Answer {
    // what is shown is what stands now, so the next try is made for it
    Ok(Refused(page(app, who, id, form.without("version")).await?).respond_to(req))
}

pub(in crate::requests) async fn step(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<RequestId>,
    typed: Typed,
) -> Answer {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    there(&app, &who, id).await?;
    let Some(step) = forms::step(&mut form) else { return again(&req, &app, &who, id, form).await };
    let (config, author, version) = (app.config.clone(), who.clone(), version(&form));
    let done = app.db.write(move |tx| acting::step(tx, &config, &author, (id, version), step).map(drop)).await;
    answered(&req, &app, &who, id, form, (done, "requests.said.moved")).await
}

pub(in crate::requests) async fn assign(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<RequestId>,
    typed: Typed,
) -> Answer {
    let (id, form) = (id.into_inner(), Form::of(typed));
    there(&app, &who, id).await?;
    let (author, version) = (who.clone(), version(&form));
    let to = match form.value("assignee") {
        "" => None,
        typed => Some(typed.parse::<PersonId>().map_err(|_| Error::NotFound)?),
    };
    let done = app.db.write(move |tx| acting::assign(tx, &author, (id, version), to).map(drop)).await;
    answered(&req, &app, &who, id, form, (done, "requests.said.assigned")).await
}

pub(in crate::requests) async fn sort(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<RequestId>,
    typed: Typed,
) -> Answer {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    there(&app, &who, id).await?;
    let Some(category) = category_of(&mut form) else { return again(&req, &app, &who, id, form).await };
    let (author, version) = (who.clone(), version(&form));
    let done = app.db.write(move |tx| acting::sort(tx, &author, (id, version), category).map(drop)).await;
    answered(&req, &app, &who, id, form, (done, "requests.said.sorted")).await
}

pub(in crate::requests) async fn split(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<RequestId>,
    typed: Typed,
) -> Answer {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    there(&app, &who, id).await?;
    let (category, rest) = (category_of(&mut form), form.text("rest", TEXT));
    let (Some(category), false) = (category, form.failed()) else { return again(&req, &app, &who, id, form).await };
    let (config, author, version) = (app.config.clone(), who.clone(), version(&form));
    let done = app.db.write(move |tx| acting::split(tx, &config, &author, (id, version), (category, &rest)).map(drop)).await;
    answered(&req, &app, &who, id, form, (done, "requests.said.split")).await
}

pub(in crate::requests) async fn escalate(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<RequestId>,
    typed: Typed,
) -> Answer {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    there(&app, &who, id).await?;
    let why = form.text("why", TEXT);
    if form.failed() {
        return again(&req, &app, &who, id, form).await;
    }
    let (config, author, version) = (app.config.clone(), who.clone(), version(&form));
    let done = app.db.write(move |tx| acting::escalate(tx, &config, &author, (id, version), &why).map(drop)).await;
    answered(&req, &app, &who, id, form, (done, "requests.said.escalated")).await
}

pub(in crate::requests) async fn explain(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    path: web::Path<(RequestId, BreachId)>,
    typed: Typed,
) -> Answer {
    let ((id, breach), mut form) = (path.into_inner(), Form::of(typed));
    there(&app, &who, id).await?;
    let reach = who.reach().clone();
    let known = app.db.read(move |conn| store::one::breaches(conn, reach.company(), id)).await?;
    if known.iter().all(|one| one.id != breach) {
        return Err(Error::NotFound);
    }
    let (cause, words) = (form.word::<Cause>("cause"), form.optional("words", 300));
    let (Some(cause), false) = (cause, form.failed()) else { return again(&req, &app, &who, id, form).await };
    let author = who.clone();
    let done = app.db.write(move |tx| acting::explain(tx, &author, id, breach, (cause, &words))).await;
    answered(&req, &app, &who, id, form, (done, "requests.said.explained")).await
}

pub(in crate::requests) async fn answer(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<RequestId>,
    upload: Upload,
) -> Answer {
    let (id, mut form) = (id.into_inner(), Form::of(upload.typed));
    let locale = there(&app, &who, id).await?;
    let ready = canned_text(locale, form.value("canned"));
    let typed = form.optional("text", TEXT);
    let text = [ready.unwrap_or_default(), typed].iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("\n");
    if text.is_empty() {
        form.refuse("text", "forms.refused.empty");
    }
    let pictures = taken(&app, upload.files, &mut form, PICTURES).await?;
    if form.failed() {
        return again(&req, &app, &who, id, form).await;
    }
    let (config, author, internal) = (app.config.clone(), who.clone(), form.has("internal", "yes"));
    let done = app.db.write(move |tx| acting::answer(tx, &config, &author, id, (&text, internal), &pictures)).await;
    let said = if internal { "requests.said.noted" } else { "requests.said.answered" };
    answered(&req, &app, &who, id, form, (done, said)).await
}
