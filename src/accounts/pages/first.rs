//! The first operator: by the link that `aula serve` prints while there is none.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::address;
use super::sign_in::open;
use crate::accounts::Refused as No;
use crate::accounts::operator::{FirstOperator, first_link_opens, make_first};
use crate::accounts::password::{self, Chosen, Weak};
use crate::app::App;
use crate::db::Failure;
use crate::text::email;
use crate::web::actor::Visitor;
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "accounts/first.html")]
pub(crate) struct First {
    form: Form,
    link: String,
}

impl First {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { form: Form::of(Typed::default().with("name", "Айгүл")), link: "link".into() }
    }
}

async fn opens(app: &App, link: &str) -> Result<(), Error> {
    let (config, link) = (app.config.clone(), link.to_owned());
    let opens = app.db.read(move |conn| first_link_opens(conn, &config, &link)).await?;
    if opens { Ok(()) } else { Err(Error::Refused(No::Link.said())) }
}

pub(in crate::accounts) async fn show(app: web::Data<App>, link: web::Path<String>) -> Result<impl Responder, Error> {
    let link = link.into_inner();
    opens(&app, &link).await?;
    Ok(Page(First { form: Form::default(), link }))
}

pub(in crate::accounts) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    session: Session,
    who: Visitor,
    link: web::Path<String>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let link = link.into_inner();
    opens(&app, &link).await?;
    let mut form = Form::of(typed);
    let name = form.text("name", 120);
    let email = email::normalise(&form.text("email", 254));
    if email.is_none() {
        form.refuse("email", "accounts.refused.email");
    }
    let chosen = Chosen::check(form.typed().exact("password"), form.typed().exact("again"), &[&name]);
    if let Err(weak) = &chosen {
        form.refuse(if *weak == Weak::Different { "again" } else { "password" }, weak.said());
    }
    let (Some(email), Ok(chosen), false) = (email, chosen, form.failed()) else {
        return Ok(Refused(First { form, link }).respond_to(&req));
    };
    let first = FirstOperator { name, email, hash: password::hash(chosen).await?, locale: who.locale() };
    let (config, from) = (app.config.clone(), address(&req));
    let made: Result<_, Failure<No>> = app.db.write(move |tx| make_first(tx, &config, &link, first, &from)).await;
    open(&session, &req, &app, &made?)?;
    Ok(see("/").saying("accounts.said.operator_made").respond_to(&req))
}
