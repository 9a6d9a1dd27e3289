//! Letting an operator write for a while, with a page that says what it means, and taking it back.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::{Failure, Never};
use crate::text::{Locale, t};
use crate::visits::forms;
use crate::visits::grants::{GrantId, Span, grant as grant_it, withdraw as withdraw_it};
use crate::visits::store::grants;
use crate::web::actor::{Acting, Admin, Recent, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

const BACK: &str = "/staff/support";

#[derive(Template)]
#[template(path = "visits/granting.html")]
pub(crate) struct Granting {
    form: Form,
    operators: Vec<(String, String)>,
    spans: Vec<(&'static str, String)>,
}

impl Granting {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("operator", "visits.refused.granted");
        Self { form, operators: vec![("0".repeat(26), "Есенова Сәуле".into())], spans: spans(Locale::Kk) }
    }
}

fn spans(locale: Locale) -> Vec<(&'static str, String)> {
    Span::ALL.iter().map(|span| (span.word(), t(locale, span.key()).into_owned())).collect()
}

async fn page(app: &App, locale: Locale, form: Form) -> Result<Granting, Error> {
    let operators = app.db.read(grants::operators).await?;
    let operators = operators.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    Ok(Granting { form, operators, spans: spans(locale) })
}

pub(in crate::visits) async fn ask(app: web::Data<App>, who: Recent<Staff<Admin>>) -> Result<impl Responder, Error> {
    let form = Form::of(Typed::default().with("span", Span::Hour.word()));
    Ok(Page(page(&app, who.locale(), form).await?))
}

pub(in crate::visits) async fn grant(
    req: HttpRequest,
    app: web::Data<App>,
    who: Recent<Staff<Admin>>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (mut form, locale) = (Form::of(typed), who.locale());
    let Some((operator, span)) = forms::grant(&mut form) else {
        return Ok(Refused(page(&app, locale, form).await?).respond_to(&req));
    };
    match app.db.write(move |tx| grant_it(tx, &who, operator, span)).await {
        Ok(_) => Ok(see(BACK).saying("visits.said.granted").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("operator", refused.said());
            Ok(Refused(page(&app, locale, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::visits) async fn withdraw(
    app: web::Data<App>,
    who: Staff<Admin>,
    id: web::Path<GrantId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    app.db.write::<_, Never>(move |tx| Ok(withdraw_it(tx, &who, id)?)).await?;
    Ok(see(BACK).saying("visits.said.withdrawn"))
}
