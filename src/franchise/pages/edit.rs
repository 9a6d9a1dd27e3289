//! The form of a company: a new one with its first administrator, and one that is there.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{languages, zones};
use crate::app::App;
use crate::db::Failure;
use crate::franchise::forms::{AdminDraft, CompanyDraft};
use crate::franchise::store::companies::Company;
use crate::franchise::{change, found, store};
use crate::text::Locale;
use crate::web::actor::{Acting, Operator};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};
use crate::who::CompanyId;

#[derive(Template)]
#[template(path = "franchise/company_form.html")]
pub(crate) struct Edit {
    form: Form,
    action: String,
    back: String,
    once: String,
    new: bool,
    languages: Vec<(&'static str, &'static str)>,
    zones: Vec<(&'static str, String)>,
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("name_kk", "«Алатау Үй» ЖШС").with("bin", "260140000006"));
        form.refuse("bin", "franchise.refused.bin");
        Self::new(Locale::Kk, form)
    }

    fn new(locale: Locale, form: Form) -> Self {
        let to = || "/operator/companies".to_owned();
        Self { form, action: to(), back: to(), once: once::key(), new: true, languages: languages(), zones: zones(locale) }
    }

    fn of(locale: Locale, form: Form, id: CompanyId) -> Self {
        let to = || format!("/operator/companies/{id}");
        let (languages, zones) = (languages(), zones(locale));
        Self { form, action: to(), back: to(), once: String::new(), new: false, languages, zones }
    }
}

fn typed(company: &Company) -> Typed {
    let names = Typed::default()
        .with("name_kk", &company.name_kk)
        .with("name_ru", &company.name_ru)
        .with("name_en", &company.name_en)
        .with("bin", &company.bin);
    company.card.typed(names)
}

pub(in crate::franchise) async fn new(who: Operator) -> impl Responder {
    let begun = Typed::default().with("locale", Locale::Kk.code()).with("zone", crate::web::identify::ZONE.name());
    Page(Edit::new(who.locale(), Form::of(begun)))
}

pub(in crate::franchise) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Operator,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (locale, mut form) = (who.locale(), Form::of(typed));
    let (draft, admin) = (CompanyDraft::read(&mut form), AdminDraft::read(&mut form));
    let (Some(draft), Some(admin)) = (draft, admin) else { return Ok(Refused(Edit::new(locale, form)).respond_to(&req)) };
    let (key, config) = (form.value(once::FIELD).to_owned(), app.config.clone());
    let done = app.db.write(move |tx| {
        once(tx, who.person(), &key, |tx| found(tx, &config, &who, &draft, &admin).map(|id| format!("/operator/companies/{id}")))
    });
    match done.await {
        Ok(to) => Ok(see(to).saying("franchise.said.founded").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("bin", refused.said());
            Ok(Refused(Edit::new(locale, form)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::franchise) async fn edit(
    app: web::Data<App>,
    who: Operator,
    id: web::Path<CompanyId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let company = app.db.read(move |conn| store::companies::one(conn, id)).await?;
    Ok(Page(Edit::of(who.locale(), Form::of(typed(&company)), id)))
}

pub(in crate::franchise) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Operator,
    id: web::Path<CompanyId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, locale, mut form) = (id.into_inner(), who.locale(), Form::of(typed));
    app.db.read(move |conn| store::companies::one(conn, id)).await?;
    let Some(draft) = CompanyDraft::read(&mut form) else { return Ok(Refused(Edit::of(locale, form, id)).respond_to(&req)) };
    match app.db.write(move |tx| change(tx, &who, id, &draft)).await {
        Ok(()) => Ok(see(format!("/operator/companies/{id}")).saying("franchise.said.saved").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("bin", refused.said());
            Ok(Refused(Edit::of(locale, form, id)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
