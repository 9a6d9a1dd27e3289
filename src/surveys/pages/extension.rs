//! Putting the end of an open survey off: the one thing that may still be changed.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::said;
use crate::app::App;
use crate::db::Failure;
use crate::surveys::kind::SurveyId;
use crate::surveys::opening::extend as put_off;
use crate::surveys::{Refused as No, zone};
use crate::text;
use crate::web::actor::{Acting, Staff, Surveyor};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "surveys/extension.html")]
pub(crate) struct Ask {
    form: Form,
    id: String,
    title: String,
    closes: String,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("closes_at", No::NotLater.said());
        Self { form, id: "0".repeat(26), title: "Балалар алаңы".into(), closes: "30 қараша, 18:00".into() }
    }
}

async fn page(app: &App, who: &Staff<Surveyor>, form: Form, id: SurveyId) -> Result<Ask, Error> {
    let (reach, now) = (who.reach().clone(), app.clock.now());
    let of = app.db.read(move |conn| zone::one(conn, &reach, id)).await?;
    if !of.is_open(now) {
        return Err(Error::Refused(No::NotOpen.said()));
    }
    let closes = of.closes_at.map(|at| text::date_time(who.locale(), at, who.zone())).unwrap_or_default();
    Ok(Ask { form, id: id.to_string(), title: said::title(who.locale(), &of), closes })
}

pub(in crate::surveys) async fn ask(
    app: web::Data<App>,
    who: Staff<Surveyor>,
    id: web::Path<SurveyId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, Form::default(), id.into_inner()).await?))
}

pub(in crate::surveys) async fn extend(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Surveyor>,
    id: web::Path<SurveyId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let mut form = Form::of(typed);
    let until = form.moment("closes_at", who.zone());
    let Some(until) = until else {
        form.refuse("closes_at", "forms.refused.empty");
        return Ok(Refused(page(&app, &who, form, id).await?).respond_to(&req));
    };
    let author = who.clone();
    match app.db.write(move |tx| put_off(tx, &author, id, until)).await {
        Ok(()) => Ok(see(format!("/staff/surveys/{id}")).saying("surveys.said.extended").respond_to(&req)),
        Err(Failure::Refused(no)) => {
            form.refuse(no.field(), no.said());
            Ok(Refused(page(&app, &who, form, id).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
