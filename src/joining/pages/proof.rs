//! The link of a letter that proves an address: what it is about, and one button.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Failure;
use crate::joining::taking::{self, Ticket};
use crate::joining::{Refused as No, proving};
use crate::web::actor::Visitor;
use crate::web::limits::{self, Limits};
use crate::web::{Error, Form, Page, Refusal, Refused, filters, see};

#[derive(Template)]
#[template(path = "joining/proof.html")]
pub(crate) struct Prove {
    form: Form,
    token: String,
    email: String,
    place: Option<String>,
}

impl Prove {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("", No::Used.said());
        Self {
            form, token: "token".into(), email: "owner@demo.example".into(), place: Some("Абай даңғылы, 12, 5-пәтер".into())
        }
    }
}

async fn page(app: &App, who: &Visitor, token: String, form: Form) -> Result<Prove, Error> {
    let (now, text) = (app.clock.now(), token.clone());
    let found = app
        .db
        .read(move |conn| {
            let Some(proof) = proving::open(conn, &text, now)? else { return Ok(None) };
            let ticket = proof.invitation_id.map(|invitation| Ticket { invitation, mailed: false });
            Ok(Some((proof, ticket.map(|ticket| taking::shown(conn, ticket)).transpose()?.flatten())))
        })
        .await?;
    let (proof, shown) = found.ok_or_else(|| Error::Refused(No::Proof.said()))?;
    Ok(Prove { form, token, email: proof.email, place: shown.map(|shown| shown.place.label(who.locale())) })
}

pub(in crate::joining) async fn show(
    app: web::Data<App>,
    who: Visitor,
    token: web::Path<String>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, token.into_inner(), Form::default()).await?))
}

pub(in crate::joining) async fn prove(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    who: Visitor,
    token: web::Path<String>,
) -> Result<HttpResponse, Error> {
    limits.knock(&req)?;
    let token = token.into_inner();
    let mut open = page(&app, &who, token.clone(), Form::default()).await?;
    let from = limits::address(&req).to_string();
    match app.db.write(move |tx| proving::prove(tx, &token, &from)).await {
        Ok(to) => Ok(see(to).saying("joining.said.proved").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            open.form.refuse("", refused.said());
            Ok(Refused(open).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
