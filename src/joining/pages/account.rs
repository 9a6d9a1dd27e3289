//! An account for those who have no code: their address is proved first, then they may ask for access.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::joining::forms::Introduction;
use crate::joining::proving;
use crate::web::actor::Visitor;
use crate::web::limits::Limits;
use crate::web::{Error, Form, Page, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "joining/account.html")]
pub(crate) struct Ask {
    form: Form,
    sent: bool,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("name", "Жұмабаев Ерлан"));
        form.refuse("email", "accounts.refused.email");
        Self { form, sent: false }
    }
}

pub(in crate::joining) async fn ask(req: HttpRequest, who: Visitor) -> HttpResponse {
    if who.signed_in() {
        return see("/join/claims/new").respond_to(&req);
    }
    Page(Ask { form: Form::default(), sent: false }).respond_to(&req)
}

/// The same answer for every address, known or not, as quickly.
pub(in crate::joining) async fn send(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    who: Visitor,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    limits.knock(&req)?;
    let mut form = Form::of(typed);
    let Some(said) = Introduction::read(&mut form) else {
        return Ok(Refused(Ask { form, sent: false }).respond_to(&req));
    };
    let (config, locale) = (app.config.clone(), who.locale());
    app.db.write(move |tx| proving::ask(tx, &config, None, &said, locale)).await?;
    Ok(Page(Ask { form, sent: true }).respond_to(&req))
}
