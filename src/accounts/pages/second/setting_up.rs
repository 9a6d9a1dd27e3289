//! Setting an app up: the secret is offered, and kept once a code shows that the app has it. Until then it lives in the form
//! alone, locked, so that looking at the page writes nothing.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::super::{account_of, address, with_next};
use super::codes;
use crate::accounts::second::authenticator::Authenticator;
use crate::accounts::second::{self, No, picture};
use crate::accounts::store::Account;
use crate::app::App;
use crate::db::Failure;
use crate::web::actor::{Acting, Member, Recent};
use crate::web::limits::Limits;
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, own_path, secrets, see};

/// For what the secret in the form is locked: what is kept is locked for something else.
const OFFER: &str = "second factor, offered";

#[derive(Template)]
#[template(path = "accounts/second_new.html")]
pub(crate) struct SetUp {
    form: Form,
    qr: String,
    secret: String,
}

impl SetUp {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let app = Authenticator::parse("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "owner@demo.example");
        let (mut form, qr) = (Form::default(), app.as_ref().and_then(Authenticator::address).and_then(|a| picture::qr(&a)));
        form.refuse("code", No::Wrong.said());
        Self { form, qr: qr.unwrap_or_default(), secret: app.map(|app| app.grouped()).unwrap_or_default() }
    }
}

/// What the app writes beside the code.
fn login(account: &Account) -> &str {
    account.email.as_deref().unwrap_or(&account.name)
}

fn page(app: &App, account: &Account, offered: &Authenticator, form: Form) -> Result<SetUp, Error> {
    let qr = offered.address().and_then(|address| picture::qr(&address)).unwrap_or_default();
    let offer = secrets::locked(&app.config.secret, OFFER, &account.id.to_string(), &offered.secret())?;
    Ok(SetUp { form: form.without("offer").without("code").with("offer", offer), qr, secret: offered.grouped() })
}

fn fresh(account: &Account) -> Result<Authenticator, Error> {
    Authenticator::fresh(login(account)).ok_or_else(|| Error::Broken(anyhow::anyhow!("no secret of that length is taken")))
}

pub(in crate::accounts) async fn show(
    req: HttpRequest,
    app: web::Data<App>,
    who: Recent<Member>,
    query: Query,
) -> Result<HttpResponse, Error> {
    if who.identity().second_factor {
        return Ok(see("/profile/second-factor").respond_to(&req));
    }
    let account = account_of(&app, &who).await?;
    let form = Form::of(Typed::default().with("next", own_path(query.value("next"))));
    Ok(Page(page(&app, &account, &fresh(&account)?, form)?).respond_to(&req))
}

pub(in crate::accounts) async fn turn_on(
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
    let offered = secrets::unlocked(&app.config.secret, OFFER, &account.id.to_string(), form.value("offer"));
    // a form without our offer gets a new one
    let Some(offered) = offered.and_then(|secret| Authenticator::parse(&secret, login(&account))) else {
        form.refuse("code", No::Wrong.said());
        return Ok(Refused(page(&app, &account, &fresh(&account)?, form)?).respond_to(&req));
    };
    let code: String = form.text("code", 40).chars().filter(char::is_ascii_digit).collect();
    let Some(step) = offered.step(&code, app.clock.now()) else {
        form.refuse("code", No::Wrong.said());
        return Ok(Refused(page(&app, &account, &offered, form)?).respond_to(&req));
    };
    let kept = second::locked(&app.config.secret, account.id, &offered)?;
    let (config, from) = (app.config.clone(), address(&req));
    match app.db.write(move |tx| second::turn_on(tx, &config, &account, (&kept, step), &from)).await {
        Err(Failure::Refused(no)) => Ok(see("/profile/second-factor").regretting(no.said()).respond_to(&req)),
        made => {
            codes::remember(&session, &app, who.person(), made?)?;
            let way = with_next("/profile/second-factor/codes", form.value("next"));
            Ok(see(way).saying("accounts.said.second_on").respond_to(&req))
        }
    }
}
