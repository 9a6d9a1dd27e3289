//! A company's colour and logo: where its administrators choose them, and where browsers get them.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Never;
use crate::files::{self, Limits, NotKept, logo_of};
use crate::franchise::accent::{Accent, Mode};
use crate::franchise::dressing::{colour, set_logo};
use crate::franchise::forms;
use crate::franchise::store::brands::{self, Brand};
use crate::text::Locale;
use crate::web::actor::{Acting, Admin, Staff};
use crate::web::assets;
use crate::web::upload::Upload;
use crate::web::{Error, Form, Page, Refusal, Refused, Said, Typed, filters, see};
use crate::who::CompanyId;

/// A face that changes gets another address, so browsers may keep this one.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The size of a logo in the header; within the layer of the layout, so that its own rules still stand.
const LOGO_RULE: &str = "@layer layout{.brand img{block-size:2rem;inline-size:auto;max-inline-size:8rem;object-fit:contain}}";

#[derive(Template)]
#[template(path = "franchise/brand.html")]
pub(crate) struct Edit {
    form: Form,
    /// Where the present logo lies.
    logo: Option<String>,
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("light", "#62cdc9"));
        form.refuse("light", Said::new("franchise.refused.contrast_light").with("ratio", "1,66"));
        Self { form, logo: Some("/brand/0/1/logo".into()) }
    }
}

async fn page(app: &App, who: &Staff<Admin>, form: Option<Form>) -> Result<Edit, Error> {
    let company = who.company();
    let brand = app.db.read(move |conn| brands::of(conn, company)).await?.unwrap_or_default();
    let logo = brand.has_logo().then(|| format!("/brand/{company}/{}/logo", brand.version));
    let kept = |colour: Option<String>| colour.unwrap_or_default();
    let form = form.unwrap_or_else(|| Form::of(Typed::default().with("light", kept(brand.light)).with("dark", kept(brand.dark))));
    Ok(Edit { form, logo })
}

pub(in crate::franchise) async fn edit(app: web::Data<App>, who: Staff<Admin>) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, None).await?))
}

/// A contrast in words, cut and not rounded: what fails must not look as if it passed.
fn printed(locale: Locale, ratio: f64) -> String {
    let cut = format!("{:.2}", (ratio * 100.0).floor() / 100.0);
    if locale == Locale::En { cut } else { cut.replace('.', ",") }
}

pub(in crate::franchise) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Admin>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let chosen = forms::colours(&mut form);
    let accent = match chosen.map(|(light, dark)| Accent::new(light, dark)).transpose() {
        Ok(accent) => accent,
        Err(no) => {
            let ratio = printed(who.locale(), no.ratio);
            let (field, key) = match no.mode {
                Mode::Light => ("light", "franchise.refused.contrast_light"),
                Mode::Dark => ("dark", "franchise.refused.contrast_dark"),
            };
            form.refuse(field, Said::new(key).with("ratio", ratio));
            None
        }
    };
    if form.failed() {
        return Ok(Refused(page(&app, &who, Some(form)).await?).respond_to(&req));
    }
    app.db.write::<_, Never>(move |tx| Ok(colour(tx, &who, accent)?)).await?;
    Ok(see("/staff/settings/brand").saying("franchise.said.saved").respond_to(&req))
}

pub(in crate::franchise) async fn upload(
    app: web::Data<App>,
    who: Staff<Admin>,
    upload: Upload,
) -> Result<impl Responder, Error> {
    let back = "/staff/settings/brand";
    let Some(sent) = upload.files.into_iter().find(|file| file.field == "logo") else {
        return Ok(see(back).regretting("franchise.refused.no_logo"));
    };
    let kept = match app.store.take(sent.bytes, sent.name, Limits::PICTURE).await {
        Ok(kept) => kept,
        Err(NotKept::Refused(refused)) => return Ok(see(back).regretting(refused.said())),
        Err(NotKept::Broken(broken)) => return Err(broken.into()),
    };
    app.db.write::<_, Never>(move |tx| Ok(set_logo(tx, &who, Some(&kept))?)).await?;
    Ok(see(back).saying("franchise.said.saved"))
}

pub(in crate::franchise) async fn remove(app: web::Data<App>, who: Staff<Admin>) -> Result<impl Responder, Error> {
    app.db.write::<_, Never>(move |tx| Ok(set_logo(tx, &who, None)?)).await?;
    Ok(see("/staff/settings/brand").saying("franchise.said.saved"))
}

/// What is at a version's address; other versions are not there.
async fn at(app: &App, company: CompanyId, version: String) -> Result<Brand, Error> {
    let brand = app.db.read(move |conn| brands::of(conn, company)).await?;
    brand.filter(|brand| brand.version == version).ok_or(Error::NotFound)
}

pub(in crate::franchise) async fn css(app: web::Data<App>, path: web::Path<(CompanyId, String)>) -> Result<HttpResponse, Error> {
    let (company, versions) = path.into_inner();
    let version = versions.strip_suffix(assets::css_version()).and_then(|rest| rest.strip_suffix('.')).ok_or(Error::NotFound)?;
    let brand = at(&app, company, version.to_owned()).await?;
    let colours = brand.light.and_then(|light| light.parse().ok()).zip(brand.dark.and_then(|dark| dark.parse().ok()));
    let sheet = colours.map(|(light, dark)| Accent { light, dark }.stylesheet()).unwrap_or_default();
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, FOR_EVER))
        .insert_header((header::CONTENT_TYPE, "text/css; charset=utf-8"))
        .body(assets::css_with(&format!("{sheet}{LOGO_RULE}"))))
}

pub(in crate::franchise) async fn logo(
    req: HttpRequest,
    app: web::Data<App>,
    path: web::Path<(CompanyId, String)>,
) -> Result<HttpResponse, Error> {
    let (company, version) = path.into_inner();
    at(&app, company, version).await?;
    let file = app.db.read(move |conn| logo_of(conn, company)).await?.ok_or(Error::NotFound)?;
    let mut answer = files::serve(&app.store, &file, &req).await?;
    answer.headers_mut().insert(header::CACHE_CONTROL, FOR_EVER);
    Ok(answer)
}
