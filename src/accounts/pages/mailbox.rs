//! A new e-mail address, by a link that is mailed to it.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{account_of, address};
use crate::accounts::Refused as No;
use crate::accounts::mailbox;
use crate::accounts::store::Account;
use crate::app::App;
use crate::db::{Failure, Never};
use crate::text::email;
use crate::web::actor::{Acting, Member, Recent};
use crate::web::limits::Limits;
use crate::web::{Error, Form, Page, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "accounts/email_ask.html")]
pub(crate) struct Ask {
    form: Form,
    now: String,
}

#[derive(Template)]
#[template(path = "accounts/email_take.html")]
pub(crate) struct Take {
    link: String,
    email: String,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("email", "erlan@"));
        form.refuse("email", "accounts.refused.email");
        Self { form, now: "owner@demo.example".into() }
    }
}

impl Take {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { link: "link".into(), email: "new@demo.example".into() }
    }
}

fn page(form: Form, account: &Account) -> Ask {
    Ask { form, now: account.email.clone().unwrap_or_default() }
}

pub(in crate::accounts) async fn ask(app: web::Data<App>, who: Recent<Member>) -> Result<impl Responder, Error> {
    Ok(Page(page(Form::default(), &account_of(&app, &who).await?)))
}

pub(in crate::accounts) async fn send(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    who: Recent<Member>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    limits.knock(&req)?;
    let account = account_of(&app, &who).await?;
    let mut form = Form::of(typed);
    let email = email::normalise(&form.text("email", 254));
    match &email {
        None => form.refuse("email", "accounts.refused.email"),
        Some(email) if account.email.as_ref() == Some(email) => form.refuse("email", "accounts.refused.same_email"),
        Some(_) => {}
    }
    let (Some(email), false) = (email, form.failed()) else {
        return Ok(Refused(page(form, &account)).respond_to(&req));
    };
    let (config, from) = (app.config.clone(), address(&req));
    app.db.write::<_, Never>(move |tx| mailbox::ask(tx, &config, &account, &email, &from)).await?;
    Ok(see("/profile").saying("accounts.said.email_asked").respond_to(&req))
}

pub(in crate::accounts) async fn show(
    app: web::Data<App>,
    who: Member,
    link: web::Path<String>,
) -> Result<impl Responder, Error> {
    let (link, person, now) = (link.into_inner(), who.person(), app.clock.now());
    let token = link.clone();
    // somebody else's link is not there, whether it works or not
    let email = app.db.read(move |conn| mailbox::opens(conn, person, &token, now)).await?.ok_or(Error::NotFound)?;
    Ok(Page(Take { link, email }))
}

pub(in crate::accounts) async fn take(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    who: Member,
    link: web::Path<String>,
) -> Result<impl Responder, Error> {
    limits.knock(&req)?;
    let account = account_of(&app, &who).await?;
    let (config, from, link) = (app.config.clone(), address(&req), link.into_inner());
    match app.db.write(move |tx| mailbox::take(tx, &config, &account, &link, &from)).await {
        Err(Failure::Refused(No::Link)) => Err(Error::NotFound),
        taken => Ok(taken.map(|()| see("/profile").saying("accounts.said.email_changed"))?),
    }
}
