//! Signing in and out.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::second_step::halfway;
use super::{address, agent, start};
use crate::accounts::entering::{came_in, let_in};
use crate::accounts::store::Account;
use crate::app::App;
use crate::db::Never;
use crate::web::actor::Visitor;
use crate::web::limits::Limits;
use crate::web::session::keys;
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, own_path, see};

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
pub(crate) struct SignIn {
    form: Form,
    demo: bool,
}

impl SignIn {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("login", "owner@demo.example"));
        form.refuse("login", "accounts.refused.credentials");
        Self { form, demo: true }
    }
}

pub(in crate::accounts) async fn show(req: HttpRequest, app: web::Data<App>, who: Visitor, query: Query) -> HttpResponse {
    if who.signed_in() {
        return see(start(who.role())).respond_to(&req);
    }
    let form = Form::of(Typed::default().with("next", own_path(query.value("next"))));
    Page(SignIn { form, demo: app.config.demo }).respond_to(&req)
}

pub(in crate::accounts) async fn enter(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    session: Session,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    limits.knock(&req)?;
    let from = address(&req);
    let login = typed.value("login").to_owned();
    match let_in(&app, &login, typed.exact("password"), &from, app.clock.now()).await? {
        Ok(account) => {
            if let Some(way) = halfway(&session, &app, &account, &login, typed.value("next")).await? {
                return Ok(see(way).respond_to(&req));
            }
            let name = account.clone();
            app.db.write::<_, Never>(move |tx| Ok(came_in(tx, &name, &login, &from)?)).await?;
            open(&session, &req, &app, &account)?;
            Ok(see(own_path(typed.value("next"))).respond_to(&req))
        }
        Err(refused) => {
            let mut form = Form::of(typed);
            form.refuse("login", refused.said());
            Ok(Refused(SignIn { form, demo: app.config.demo }).respond_to(&req))
        }
    }
}

/// Opens a session under a new key: whatever key the visitor had before is worth nothing.
pub(super) fn open(session: &Session, req: &HttpRequest, app: &App, account: &Account) -> Result<(), Error> {
    session.clear();
    session.renew();
    let broken = |e: actix_session::SessionInsertError| Error::Broken(e.into());
    session.insert(keys::PERSON, account.id.to_string()).map_err(broken)?;
    session.insert(keys::ADDRESS, address(req)).map_err(broken)?;
    session.insert(keys::AGENT, agent(req)).map_err(broken)?;
    session.insert(keys::PROVED_AT, app.clock.now()).map_err(broken)
}

pub(in crate::accounts) async fn leave(session: Session) -> impl Responder {
    session.purge();
    see("/").saying("accounts.said.signed_out")
}
