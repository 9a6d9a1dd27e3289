//! Taking a survey back: a page of its own that says what will happen.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::said;
use crate::app::App;
use crate::surveys::kind::{State, SurveyId};
use crate::surveys::opening::withdraw as take_back;
use crate::surveys::{Refused as No, zone};
use crate::web::actor::{Acting, Staff, Surveyor};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "surveys/withdrawal.html")]
pub(crate) struct Ask {
    form: Form,
    id: String,
    title: String,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("why", "forms.refused.empty");
        Self { form, id: "0".repeat(26), title: "Балалар алаңы".into() }
    }
}

async fn page(app: &App, who: &Staff<Surveyor>, form: Form, id: SurveyId) -> Result<Ask, Error> {
    let reach = who.reach().clone();
    let of = app.db.read(move |conn| zone::one(conn, &reach, id)).await?;
    if !matches!(of.state, State::Open | State::Closed) {
        return Err(Error::Refused(No::NotOpen.said()));
    }
    Ok(Ask { form, id: id.to_string(), title: said::title(who.locale(), &of) })
}

pub(in crate::surveys) async fn ask(
    app: web::Data<App>,
    who: Staff<Surveyor>,
    id: web::Path<SurveyId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, Form::default(), id.into_inner()).await?))
}

pub(in crate::surveys) async fn withdraw(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Surveyor>,
    id: web::Path<SurveyId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let mut form = Form::of(typed);
    let why = form.text("why", 500);
    if form.failed() {
        return Ok(Refused(page(&app, &who, form, id).await?).respond_to(&req));
    }
    app.db.write(move |tx| take_back(tx, &who, id, &why)).await?;
    Ok(see(format!("/staff/surveys/{id}")).saying("surveys.said.withdrawn").respond_to(&req))
}
