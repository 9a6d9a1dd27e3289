//! Turning the second factor off: with the password, typed a short while ago, and a code.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::super::{account_of, address};
use crate::accounts::second;
use crate::app::App;
use crate::db::Never;
use crate::web::actor::{Acting, Member, Recent};
use crate::web::limits::Limits;
use crate::web::session::keys;
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "accounts/second_ending.html")]
pub(crate) struct Ending {
    form: Form,
    wanted: bool,
}

impl Ending {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { form: Form::default(), wanted: true }
    }
}

fn page(who: &Member, form: Form) -> Ending {
    Ending { form, wanted: who.identity().seats.iter().any(|seat| seat.second_factor_from.is_some()) }
}

pub(in crate::accounts) async fn show(req: HttpRequest, who: Recent<Member>) -> HttpResponse {
    if !who.identity().second_factor {
        return see("/profile/second-factor").respond_to(&req);
    }
    Page(page(&who, Form::default())).respond_to(&req)
}

pub(in crate::accounts) async fn turn_off(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    session: Session,
    who: Recent<Member>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    limits.knock(&req)?;
    let account = account_of(&app, &who).await?;
    let mut form = Form::of(typed);
    let (code, config, from) = (form.text("code", 40), app.config.clone(), address(&req));
    if !form.failed()
        && let Err(no) = app.db.write::<_, Never>(move |tx| Ok(second::turn_off(tx, &config, &account, &code, &from)?)).await?
    {
        form.refuse("code", no.said());
    }
    if form.failed() {
        return Ok(Refused(page(&who, form.without("code"))).respond_to(&req));
    }
    session.remove(keys::CODES);
    Ok(see("/profile/second-factor").saying("accounts.said.second_off").respond_to(&req))
}
