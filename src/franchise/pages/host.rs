//! A company's own host name, with a page that says what must be done besides.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Failure;
use crate::franchise::host::{print, read};
use crate::franchise::{set_host, store};
use crate::web::actor::{Acting, Operator, Recent};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};
use crate::who::CompanyId;

/// The longest name people may type; a host's has 253 letters at most.
const LONGEST: usize = 253;

#[derive(Template)]
#[template(path = "franchise/host.html")]
pub(crate) struct Ask {
    form: Form,
    id: String,
    name: String,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("host", "alatau"));
        form.refuse("host", "franchise.refused.host");
        Self { form, id: "0".repeat(26), name: "«Алатау Үй» ЖШС".into() }
    }
}

async fn page(app: &App, who: &Recent<Operator>, id: CompanyId, form: Option<Form>) -> Result<Ask, Error> {
    let (company, host) =
        app.db.read(move |conn| Ok((store::companies::one(conn, id)?, store::companies::host(conn, id)?))).await?;
    let form = form.unwrap_or_else(|| Form::of(Typed::default().with("host", host.as_deref().map(print).unwrap_or_default())));
    Ok(Ask { form, id: id.to_string(), name: company.name(who.locale()).to_owned() })
}

pub(in crate::franchise) async fn ask(
    app: web::Data<App>,
    who: Recent<Operator>,
    id: web::Path<CompanyId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, id.into_inner(), None).await?))
}

pub(in crate::franchise) async fn set(
    req: HttpRequest,
    app: web::Data<App>,
    who: Recent<Operator>,
    id: web::Path<CompanyId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    let typed = form.optional("host", LONGEST);
    let host = match typed.as_str() {
        "" => None,
        typed => read(typed, app.config.host()).map_err(|no| form.refuse("host", no.key())).ok(),
    };
    if form.failed() {
        return Ok(Refused(page(&app, &who, id, Some(form)).await?).respond_to(&req));
    }
    let author = who.clone();
    match app.db.write(move |tx| set_host(tx, &author, id, host.as_deref())).await {
        Ok(()) => Ok(see(format!("/operator/companies/{id}")).saying("franchise.said.saved").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("host", refused.said());
            Ok(Refused(page(&app, &who, id, Some(form)).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
