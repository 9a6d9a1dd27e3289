//! The front door: those who are signed in go on to where they start.

use actix_web::{HttpRequest, HttpResponse, Responder};
use askama::Template;

use super::start;
use crate::web::actor::Visitor;
use crate::web::{Page, filters, see};

#[derive(Template)]
#[template(path = "accounts/landing.html")]
pub(crate) struct Landing;

impl Landing {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self
    }
}

pub(in crate::accounts) async fn show(req: HttpRequest, who: Visitor) -> HttpResponse {
    if who.signed_in() { see(start(who.role())).respond_to(&req) } else { Page(Landing).respond_to(&req) }
}
