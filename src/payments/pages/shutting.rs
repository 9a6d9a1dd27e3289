//! Shutting a door for ever: a page of its own that says what follows, for somebody who has just typed their password.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::payments::biller::DoorId;
use crate::payments::opening;
use crate::payments::store::doors;
use crate::web::actor::{Accountant, Recent, Staff};
use crate::web::{Error, Page, filters, see};

#[derive(Template)]
#[template(path = "payments/door_shutting.html")]
pub(crate) struct Ask {
    id: String,
    name: String,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { id: "0".repeat(26), name: "Kaspi".into() }
    }
}

pub(in crate::payments) async fn ask(
    app: web::Data<App>,
    who: Recent<Staff<Accountant>>,
    id: web::Path<DoorId>,
) -> Result<impl Responder, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let of = app.db.read(move |conn| doors::one(conn, company, id)).await?;
    Ok(Page(Ask { id: of.id.to_string(), name: of.name }))
}

pub(in crate::payments) async fn shut(
    req: HttpRequest,
    app: web::Data<App>,
    who: Recent<Staff<Accountant>>,
    id: web::Path<DoorId>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let done = app.db.write(move |tx| opening::shut(tx, &who, id)).await;
    Ok(see(format!("/staff/payments/doors/{id}")).after(done, "payments.said.door_shut")?.respond_to(&req))
}
