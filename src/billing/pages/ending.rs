//! Ending a service.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::seen::name;
use super::tariffs::found;
use crate::app::App;
use crate::billing::end_service;
use crate::billing::tariff::ServiceId;
use crate::db::Failure;
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::{Error, Page, Refusal, filters, see};

#[derive(Template)]
#[template(path = "billing/ending.html")]
pub(crate) struct AskEnding {
    id: String,
    name: String,
}

impl AskEnding {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { id: "0".repeat(26), name: "Домофон".into() }
    }
}

pub(in crate::billing) async fn ask_ending(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<ServiceId>,
) -> Result<impl Responder, Error> {
    let (service, _, _) = found(&app, &who, id.into_inner()).await?;
    let name = name(who.locale(), &service.name_kk, &service.name_ru);
    Ok(Page(AskEnding { id: service.id.to_string(), name }))
}

pub(in crate::billing) async fn end(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<ServiceId>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let today = app.clock.today();
    let at = format!("/staff/billing/services/{id}");
    match app.db.write(move |tx| end_service(tx, &who, id, today)).await {
        Ok(()) => Ok(see(at).saying("billing.said.service_ended").respond_to(&req)),
        Err(Failure::Refused(refused)) => Ok(see(at).regretting(refused.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}
