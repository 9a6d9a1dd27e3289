//! Suspending a company, with a page that says what it means, and resuming it.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Failure;
use crate::franchise::{forms, resume as resume_it, store, suspend as suspend_it};
use crate::web::actor::{Acting, Operator};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};
use crate::who::CompanyId;

#[derive(Template)]
#[template(path = "franchise/suspension.html")]
pub(crate) struct Ask {
    form: Form,
    id: String,
    name: String,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("reason", "forms.refused.empty");
        Self { form, id: "0".repeat(26), name: "«Алатау Үй» ЖШС".into() }
    }
}

async fn page(app: &App, who: &Operator, id: CompanyId, form: Form) -> Result<Ask, Error> {
    let company = app.db.read(move |conn| store::companies::one(conn, id)).await?;
    Ok(Ask { form, id: id.to_string(), name: company.name(who.locale()).to_owned() })
}

pub(in crate::franchise) async fn ask(
    app: web::Data<App>,
    who: Operator,
    id: web::Path<CompanyId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, id.into_inner(), Form::default()).await?))
}

pub(in crate::franchise) async fn suspend(
    req: HttpRequest,
    app: web::Data<App>,
    who: Operator,
    id: web::Path<CompanyId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    let Some(reason) = forms::reason(&mut form) else {
        return Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req));
    };
    let author = who.clone();
    match app.db.write(move |tx| suspend_it(tx, &author, id, &reason)).await {
        Ok(()) => Ok(see(format!("/operator/companies/{id}")).saying("franchise.said.suspended").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("reason", refused.said());
            Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::franchise) async fn resume(
    app: web::Data<App>,
    who: Operator,
    id: web::Path<CompanyId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    app.db.write(move |tx| resume_it(tx, &who, id)).await?;
    Ok(see(format!("/operator/companies/{id}")).saying("franchise.said.resumed"))
}
