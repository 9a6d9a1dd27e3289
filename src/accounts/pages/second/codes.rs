//! Recovery codes on paper. They are shown once: for ten minutes the session keeps them, locked, so that the page can be
//! printed and taken along as a file; then, or when their owner says so, nobody can read them any more.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::TimeDelta;

use super::super::{account_of, address};
use crate::accounts::second::{self, recovery};
use crate::app::App;
use crate::clock::Moment;
use crate::db::Failure;
use crate::text::t;
use crate::web::actor::{Acting, Member, Recent};
use crate::web::session::keys;
use crate::web::{Error, Form, Page, Query, Refusal, Typed, filters, own_path, secrets, see, taken};
use crate::who::PersonId;

const PURPOSE: &str = "recovery codes, shown";
/// How long they are shown.
const SHOWN: TimeDelta = TimeDelta::minutes(10);

#[derive(Template)]
#[template(path = "accounts/second_codes.html")]
pub(crate) struct Codes {
    form: Form,
    codes: Vec<String>,
}

#[derive(Template)]
#[template(path = "accounts/second_codes_new.html")]
pub(crate) struct Ask;

impl Codes {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { form: Form::of(Typed::default().with("next", "/")), codes: vec!["7K4M-Q2XD".into(), "ABCD-EFGH".into()] }
    }
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Sheet {
    made_at: Moment,
    codes: Vec<String>,
}

/// Lays new codes into the session.
pub(super) fn remember(session: &Session, app: &App, person: PersonId, codes: Vec<String>) -> Result<(), Error> {
    let sheet = Sheet { made_at: app.clock.now(), codes };
    let text = serde_json::to_string(&sheet).map_err(|e| Error::Broken(e.into()))?;
    let locked = secrets::locked(&app.config.secret, PURPOSE, &person.to_string(), &text)?;
    session.insert(keys::CODES, locked).map_err(|e| Error::Broken(e.into()))
}

/// The new codes as they are printed, while they are shown.
fn shown(session: &Session, app: &App, who: &Member) -> Option<Vec<String>> {
    let locked = session.get::<String>(keys::CODES).ok().flatten()?;
    let text = secrets::unlocked(&app.config.secret, PURPOSE, &who.person().to_string(), &locked)?;
    let sheet: Sheet = serde_json::from_str(&text).ok()?;
    let young = app.clock.now() - sheet.made_at < SHOWN;
    young.then(|| sheet.codes.iter().map(|code| recovery::printed(code)).collect())
}

fn gone(req: &HttpRequest) -> HttpResponse {
    see("/profile/second-factor").respond_to(req)
}

pub(in crate::accounts) async fn show(
    req: HttpRequest,
    app: web::Data<App>,
    session: Session,
    who: Member,
    query: Query,
) -> HttpResponse {
    let Some(codes) = shown(&session, &app, &who) else { return gone(&req) };
    Page(Codes { form: Form::of(Typed::default().with("next", own_path(query.value("next")))), codes }).respond_to(&req)
}

/// The same as plain text, to be kept somewhere safe.
pub(in crate::accounts) async fn text(req: HttpRequest, app: web::Data<App>, session: Session, who: Member) -> HttpResponse {
    let Some(codes) = shown(&session, &app, &who) else { return gone(&req) };
    let text = format!("{}\n\n{}\n", t(who.locale(), "accounts.codes.file"), codes.join("\n"));
    taken::file(text.into_bytes(), "text/plain; charset=utf-8", "aula-codes.txt")
}

pub(in crate::accounts) async fn kept(session: Session, _: Member, typed: Typed) -> impl Responder {
    session.remove(keys::CODES);
    see(match own_path(typed.value("next")) {
        "/" => "/profile/second-factor",
        next => next,
    })
}

pub(in crate::accounts) async fn ask(req: HttpRequest, who: Recent<Member>) -> HttpResponse {
    if who.identity().second_factor { Page(Ask).respond_to(&req) } else { gone(&req) }
}

pub(in crate::accounts) async fn make(
    req: HttpRequest,
    app: web::Data<App>,
    session: Session,
    who: Recent<Member>,
) -> Result<HttpResponse, Error> {
    let account = account_of(&app, &who).await?;
    let (config, from) = (app.config.clone(), address(&req));
    match app.db.write(move |tx| second::make_codes(tx, &config, &account, &from)).await {
        Err(Failure::Refused(no)) => Ok(see("/profile/second-factor").regretting(no.said()).respond_to(&req)),
        made => {
            remember(&session, &app, who.person(), made?)?;
            Ok(see("/profile/second-factor/codes").saying("accounts.said.codes_made").respond_to(&req))
        }
    }
}
