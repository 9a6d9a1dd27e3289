//! The end of somebody's work: a page that says what it means.

use actix_web::{HttpResponse, Responder, web};
use askama::Template;

use super::member;
use crate::app::App;
use crate::team::dismiss;
use crate::web::actor::{Admin, Staff};
use crate::web::{Error, Page, filters, see};
use crate::who::MembershipId;

#[derive(Template)]
#[template(path = "team/ending.html")]
pub(crate) struct Ask {
    id: String,
    name: String,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { id: "0".repeat(26), name: "Тілеуова Гүлнар Болатқызы".into() }
    }
}

pub(in crate::team) async fn ask(
    app: web::Data<App>,
    who: Staff<Admin>,
    id: web::Path<MembershipId>,
) -> Result<impl Responder, Error> {
    let of = member(&app, &who, id.into_inner()).await?;
    Ok(Page(Ask { id: of.id.to_string(), name: of.name }))
}

pub(in crate::team) async fn end(
    req: actix_web::HttpRequest,
    app: web::Data<App>,
    who: Staff<Admin>,
    id: web::Path<MembershipId>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    app.db.write(move |tx| dismiss(tx, &who, id)).await?;
    Ok(see("/staff/team").saying("team.said.ended").respond_to(&req))
}
