//! The password once more, and the code where there is a second factor: before acts that a found phone must not do.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::accounts::entering::still_knows;
use crate::accounts::second::prove as prove_code;
use crate::accounts::store;
use crate::app::App;
use crate::db::Never;
use crate::web::actor::{Acting, Member};
use crate::web::limits::Limits;
use crate::web::session::keys;
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, own_path, see};

#[derive(Template)]
#[template(path = "accounts/again.html")]
pub(crate) struct Again {
    form: Form,
    second: bool,
}

impl Again {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("next", "/profile/email").with("sent", "yes"));
        form.refuse("password", "accounts.refused.old_password");
        Self { form, second: true }
    }
}

pub(in crate::accounts) async fn show(who: Member, query: Query) -> impl Responder {
    let typed = Typed::default().with("next", own_path(query.value("next"))).with("sent", query.value("sent"));
    Page(Again { form: Form::of(typed), second: who.identity().second_factor })
}

pub(in crate::accounts) async fn prove(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    session: Session,
    who: Member,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    limits.knock(&req)?;
    let mut form = Form::of(typed);
    if !prove_with(&app, &session, &who, &mut form).await? {
        let second = who.identity().second_factor;
        return Ok(Refused(Again { form: form.without("code"), second }).respond_to(&req));
    }
    let back = see(match own_path(form.value("next")) {
        "/" => "/profile",
        next => next,
    });
    Ok(if form.value("sent").is_empty() { back } else { back.saying("accounts.said.send_again") }.respond_to(&req))
}

/// Looks whether the `password` that a form carries is theirs, and the `code` of their app where they have a second factor; a field that
/// is not says so. From then on they have proved it a short while ago. Whoever calls this slows those who guess by network address.
///
/// # Errors
/// When the database or the session fails.
pub async fn prove_with(app: &App, session: &Session, who: &impl Acting, form: &mut Form) -> Result<bool, Error> {
    let (person, from, second) = (who.person(), who.address().to_owned(), who.identity().second_factor);
    let account = app.db.read(move |conn| store::account(conn, person)).await?.ok_or(Error::NotFound)?;
    // the password first: only who knows it gets to try codes
    if let Err(no) = still_knows(app, &account, form.typed().exact("password"), &from, app.clock.now()).await? {
        form.refuse("password", no.said());
    } else if second {
        let (config, code) = (app.config.clone(), form.text("code", 40));
        if !form.failed()
            && let Err(no) = app.db.write::<_, Never>(move |tx| Ok(prove_code(tx, &config, &account, &code, &from)?)).await?
        {
            form.refuse("code", no.said());
        }
    }
    if !form.failed() {
        session.insert(keys::PROVED_AT, app.clock.now()).map_err(|e| Error::Broken(e.into()))?;
    }
    Ok(!form.failed())
}
