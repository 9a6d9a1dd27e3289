//! A password by mailed link: for those who forgot theirs and for those who never had one.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::address;
use super::second_step::halfway;
use super::sign_in::open;
use crate::accounts::Refused as No;
use crate::accounts::links::{link_opens, send_link, set_by_link};
use crate::accounts::password::{self, Chosen};
use crate::app::App;
use crate::db::{Failure, Never};
use crate::web::actor::Visitor;
use crate::web::hosts::AtHost;
use crate::web::limits::Limits;
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "accounts/password_ask.html")]
pub(crate) struct Ask {
    form: Form,
    sent: bool,
}

#[derive(Template)]
#[template(path = "accounts/password_set.html")]
pub(crate) struct Set {
    form: Form,
    link: String,
    name: String,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { form: Form::default(), sent: true }
    }
}

impl Set {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("password", password::Weak::Short.said());
        Self { form, link: "link".into(), name: "Жұмабаев Ерлан Серікұлы".into() }
    }
}

pub(in crate::accounts) async fn ask(_: Visitor) -> impl Responder {
    Page(Ask { form: Form::default(), sent: false })
}

/// The same answer for every address, known or not, as quickly.
pub(in crate::accounts) async fn send(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    limits.knock(&req)?;
    let mut form = Form::of(typed);
    let login = form.text("login", 254);
    if form.failed() {
        return Ok(Refused(Ask { form, sent: false }).respond_to(&req));
    }
    let (config, at) = (app.config.clone(), AtHost::of(&req).map(|at| at.company()));
    app.db.write::<_, Never>(move |tx| send_link(tx, &config, &login, at)).await?;
    Ok(Page(Ask { form, sent: true }).respond_to(&req))
}

pub(in crate::accounts) async fn show(app: web::Data<App>, link: web::Path<String>) -> Result<impl Responder, Error> {
    let (link, now) = (link.into_inner(), app.clock.now());
    let token = link.clone();
    let account = app.db.read(move |conn| link_opens(conn, &token, now)).await?;
    let account = account.ok_or_else(|| Error::Refused(No::Link.said()))?;
    Ok(Page(Set { form: Form::default(), link, name: account.name }))
}

pub(in crate::accounts) async fn set(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    session: Session,
    link: web::Path<String>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    limits.knock(&req)?;
    let (link, now) = (link.into_inner(), app.clock.now());
    let token = link.clone();
    let account = app.db.read(move |conn| link_opens(conn, &token, now)).await?.ok_or_else(|| Error::Refused(No::Link.said()))?;
    let about = [account.name.as_str(), account.email.as_deref().unwrap_or_default()];
    let chosen = match Chosen::check(typed.exact("password"), typed.exact("again"), &about) {
        Ok(chosen) => chosen,
        Err(weak) => {
            let mut form = Form::default();
            form.refuse(if weak == password::Weak::Different { "again" } else { "password" }, weak.said());
            return Ok(Refused(Set { form, link, name: account.name }).respond_to(&req));
        }
    };
    let hash = password::hash(chosen).await?;
    let from = address(&req);
    let set: Result<_, Failure<No>> = app.db.write(move |tx| set_by_link(tx, &link, &hash, &from)).await;
    let account = set?;
    // a mailbox is one factor: who has a second one shows it after this, too
    let login = account.email.clone().unwrap_or_default();
    if let Some(way) = halfway(&session, &app, &account, &login, "/").await? {
        return Ok(see(way).saying("accounts.said.password_set").respond_to(&req));
    }
    open(&session, &req, &app, &account)?;
    Ok(see("/").saying("accounts.said.password_set").respond_to(&req))
}
