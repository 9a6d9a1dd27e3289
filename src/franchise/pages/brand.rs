//! A company's colour and logo: where its administrators and the operator choose them, and where browsers get them.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::keeps::Keeps;
use crate::app::App;
use crate::db::Never;
use crate::files::{self, Limits, NotKept, logo_of};
use crate::franchise::accent::{Accent, Mode};
use crate::franchise::dressing::{colour, set_logo};
use crate::franchise::forms;
use crate::franchise::store::brands::{self, Brand};
use crate::franchise::store::companies;
use crate::text::Locale;
use crate::web::assets;
use crate::web::upload::Upload;
use crate::web::{Error, Form, Page, Refusal, Refused, Said, Typed, filters, see};
use crate::who::CompanyId;

/// A face that changes gets another address, so browsers may keep this one.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The size of a logo in the header; within the layer of the layout, so that its own rules still stand.
const LOGO_RULE: &str = "@layer layout{.brand img{block-size:2rem;inline-size:auto;max-inline-size:8rem;object-fit:contain}}";

/// The last word of the page's address.
const PAGE: &str = "brand";

#[derive(Template)]
#[template(path = "franchise/brand.html")]
pub(crate) struct Edit {
    path: String,
    back: String,
    form: Form,
    /// Where the present logo lies.
    logo: Option<String>,
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("light", "#62cdc9"));
        form.refuse("light", Said::new("franchise.refused.contrast_light").with("ratio", "1,66"));
        let (path, back) = ("/staff/settings/brand".into(), "/staff/settings/company".into());
        Self { path, back, form, logo: Some("/brand/0/1/logo".into()) }
    }
}

async fn page(app: &App, who: &impl Keeps, req: &HttpRequest, form: Option<Form>) -> Result<Edit, Error> {
    let (keeper, path, back) = who.keeper(req, PAGE)?;
    let company = keeper.company();
    let brand = app.db.read(move |conn| {
        companies::one(conn, company)?;
        brands::of(conn, company)
    });
    let brand = brand.await?.unwrap_or_default();
    let logo = brand.has_logo().then(|| format!("/brand/{company}/{}/logo", brand.version));
    let kept = |colour: Option<String>| colour.unwrap_or_default();
    let form = form.unwrap_or_else(|| Form::of(Typed::default().with("light", kept(brand.light)).with("dark", kept(brand.dark))));
    Ok(Edit { path, back, form, logo })
}

pub(in crate::franchise) async fn edit<W: Keeps>(req: HttpRequest, app: web::Data<App>, who: W) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, &req, None).await?))
}

/// A contrast in words, cut and not rounded: what fails must not look as if it passed.
fn printed(locale: Locale, ratio: f64) -> String {
    let cut = format!("{:.2}", (ratio * 100.0).floor() / 100.0);
    if locale == Locale::En { cut } else { cut.replace('.', ",") }
}

pub(in crate::franchise) async fn save<W: Keeps>(
    req: HttpRequest,
    app: web::Data<App>,
    who: W,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let ((keeper, path, _), mut form) = (who.keeper(&req, PAGE)?, Form::of(typed));
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
        return Ok(Refused(page(&app, &who, &req, Some(form)).await?).respond_to(&req));
    }
    app.db.write::<_, Never>(move |tx| Ok(colour(tx, &keeper, accent)?)).await?;
    Ok(see(path).saying("franchise.said.saved").respond_to(&req))
}

pub(in crate::franchise) async fn upload<W: Keeps>(
    req: HttpRequest,
    app: web::Data<App>,
    who: W,
    upload: Upload,
) -> Result<impl Responder, Error> {
    let (keeper, back, _) = who.keeper(&req, PAGE)?;
    let Some(sent) = upload.files.into_iter().find(|file| file.field == "logo") else {
        return Ok(see(back).regretting("franchise.refused.no_logo"));
    };
    let kept = match app.store.take(sent.bytes, sent.name, Limits::PICTURE).await {
        Ok(kept) => kept,
        Err(NotKept::Refused(refused)) => return Ok(see(back).regretting(refused.said())),
        Err(NotKept::Broken(broken)) => return Err(broken.into()),
    };
    app.db.write::<_, Never>(move |tx| Ok(set_logo(tx, &keeper, Some(&kept))?)).await?;
    Ok(see(back).saying("franchise.said.saved"))
}

pub(in crate::franchise) async fn remove<W: Keeps>(
    req: HttpRequest,
    app: web::Data<App>,
    who: W,
) -> Result<impl Responder, Error> {
    let (keeper, back, _) = who.keeper(&req, PAGE)?;
    app.db.write::<_, Never>(move |tx| Ok(set_logo(tx, &keeper, None)?)).await?;
    Ok(see(back).saying("franchise.said.saved"))
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
