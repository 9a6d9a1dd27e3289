//! Between the password and the code: the session knows whose password was right, for five minutes, and nobody is signed in.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::TimeDelta;

use super::sign_in::open;
use super::{address, start, with_next};
use crate::accounts::entering::came_in;
use crate::accounts::second::{No, prove};
use crate::accounts::store::{self, Account};
use crate::app::App;
use crate::clock::Moment;
use crate::db::Never;
use crate::web::actor::Visitor;
use crate::web::limits::Limits;
use crate::web::session::keys;
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, own_path, secrets, see};
use crate::who::PersonId;

/// How long a password that was right waits for its code.
const LIVES: TimeDelta = TimeDelta::minutes(5);

#[derive(Template)]
#[template(path = "accounts/second_step.html")]
pub(crate) struct SecondStep {
    form: Form,
}

impl SecondStep {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("code", No::Used.said());
        Self { form }
    }
}

/// Whose password was right.
#[derive(serde::Serialize, serde::Deserialize)]
struct Half {
    person: PersonId,
    login: String,
    since: Moment,
    /// Of the password's hash: a password that is changed meanwhile opens nothing.
    password: String,
}

fn mark(account: &Account) -> String {
    secrets::fingerprint(account.password.as_deref().unwrap_or_default())
}

/// Where the code is asked for, if this account has a second factor: the session then waits for it, under a new key.
pub(super) async fn halfway(
    session: &Session,
    app: &App,
    account: &Account,
    login: &str,
    next: &str,
) -> Result<Option<String>, Error> {
    let person = account.id;
    if app.db.read(move |conn| store::second::kept(conn, person)).await?.is_none() {
        return Ok(None);
    }
    session.clear();
    session.renew();
    let half = Half { person, login: login.to_owned(), since: app.clock.now(), password: mark(account) };
    session.insert(keys::HALF, half).map_err(|e| Error::Broken(e.into()))?;
    Ok(Some(with_next("/sign-in/second", next)))
}

/// Whose code is awaited, while it is.
async fn awaited(session: &Session, app: &App) -> Result<Option<(Half, Account)>, Error> {
    let half = session.get::<Half>(keys::HALF).ok().flatten();
    let Some(half) = half.filter(|half| app.clock.now() - half.since < LIVES) else { return Ok(None) };
    let person = half.person;
    let account = app.db.read(move |conn| store::account(conn, person)).await?;
    Ok(account.filter(|account| secrets::same(mark(account).as_bytes(), half.password.as_bytes())).map(|account| (half, account)))
}

fn too_late(req: &HttpRequest, next: &str) -> HttpResponse {
    see(with_next("/sign-in", next)).regretting("accounts.refused.second_late").respond_to(req)
}

pub(in crate::accounts) async fn show(
    req: HttpRequest,
    app: web::Data<App>,
    session: Session,
    who: Visitor,
    query: Query,
) -> Result<HttpResponse, Error> {
    if who.signed_in() {
        return Ok(see(start(who.role())).respond_to(&req));
    }
    let next = own_path(query.value("next"));
    if awaited(&session, &app).await?.is_none() {
        return Ok(too_late(&req, next));
    }
    Ok(Page(SecondStep { form: Form::of(Typed::default().with("next", next)) }).respond_to(&req))
}

pub(in crate::accounts) async fn enter(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    session: Session,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    limits.knock(&req)?;
    let Some((half, account)) = awaited(&session, &app).await? else {
        return Ok(too_late(&req, typed.value("next")));
    };
    let mut form = Form::of(typed);
    let code = form.text("code", 40);
    if form.failed() {
        return Ok(Refused(SecondStep { form }).respond_to(&req));
    }
    let (config, from, owner) = (app.config.clone(), address(&req), account.clone());
    let proved = app.db.write::<_, Never>(move |tx| {
        let proved = prove(tx, &config, &owner, &code, &from)?;
        if proved.is_ok() {
            came_in(tx, &owner, &half.login, &from)?;
        }
        Ok(proved)
    });
    if let Err(no) = proved.await? {
        form.refuse("code", no.said());
        return Ok(Refused(SecondStep { form: form.without("code") }).respond_to(&req));
    }
    open(&session, &req, &app, &account)?;
    Ok(see(own_path(form.value("next"))).respond_to(&req))
}
