//! Writing down what is made good: of premises, with a document; or an outage of the register.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::TimeDelta;

use super::adjustments::kinds;
use super::seen::name;
use crate::app::App;
use crate::billing::adjusting::Kind;
use crate::billing::amending::adjust;
use crate::billing::forms::adjustment::{Draft, choice};
use crate::billing::store;
use crate::db::Failure;
use crate::files::{Limits, NotKept};
use crate::homes::{self, PremisesId};
use crate::requests::{self, Off};
use crate::text::{self, Locale, t, tv};
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::once::{self, once};
use crate::web::upload::Upload;
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};

/// So many premises a search shows.
const FOUND: i64 = 20;
/// Outages of so many days can be chosen, and so many of them.
const LATELY: (TimeDelta, i64) = (TimeDelta::days(92), 60);

#[derive(Template)]
#[template(path = "billing/adjustment_form.html")]
pub(crate) struct New {
    form: Form,
    q: String,
    found: Vec<(String, String)>,
    /// The premises that were chosen, and where they are.
    chosen: Option<(String, String)>,
    kinds: Vec<(&'static str, String)>,
    services: Vec<(String, String)>,
    outages: Vec<(String, String)>,
    once: String,
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("document", "forms.refused.empty");
        let place = ("0".repeat(26), "Абай даңғылы, 12, 12-пәтер".to_owned());
        Self {
            form,
            q: "12".into(),
            found: vec![place.clone()],
            chosen: Some(place),
            kinds: of_premises(Locale::Kk),
            services: vec![("1".into(), "Домофон".into())],
            outages: vec![("1".into(), "Ыстық су, 3–4 қараша".into())],
            once: "once".into(),
        }
    }
}

fn of_premises(locale: Locale) -> Vec<(&'static str, String)> {
    kinds(locale).into_iter().filter(|(word, _)| *word != Kind::Outage.word()).collect()
}

fn outage(locale: Locale, zone: chrono_tz::Tz, of: &Off) -> String {
    let end = of.ends_at.unwrap_or(of.begins_at);
    format!("{}: {}, {}", of.address, t(locale, of.service.key()), text::span(locale, of.begins_at, end, zone))
}

async fn page(app: &App, who: &Staff<Accountant>, query: &str, form: Form) -> Result<New, Error> {
    let (company, locale, reach, typed) = (who.company(), who.locale(), who.reach().clone(), query.to_owned());
    let chosen: Option<PremisesId> = form.value("premises").parse().ok();
    let since = app.clock.now() - LATELY.0;
    let (found, spot, services, outages) = app
        .db
        .read(move |conn| {
            let spot = chosen.map(|id| homes::named(conn, company, &[id.to_string()].into())).transpose()?;
            let found = homes::look_up(conn, &reach, &typed, FOUND)?;
            let services = store::tariffs::services(conn, company)?;
            Ok((found, spot, services, requests::off_lately(conn, company, since, LATELY.1)?))
        })
        .await?;
    let place = |of: homes::Spot| {
        let number = tv(locale, of.kind.label_key(), &[("number", &of.number)]);
        (of.id.to_string(), format!("{}, {number}", of.address))
    };
    let chosen = match (chosen, spot) {
        (Some(_), Some(named)) => Some(super::runs::labels(locale, named).into_iter().next().ok_or(Error::NotFound)?),
        _ => None,
    };
    let services = services.into_iter().filter(|of| of.ended_on.is_none());
    Ok(New {
        form,
        q: query.to_owned(),
        found: found.into_iter().map(place).collect(),
        chosen,
        kinds: of_premises(locale),
        services: services.map(|of| (of.id.to_string(), name(locale, &of.name_kk, &of.name_ru))).collect(),
        outages: outages.iter().map(|of| (choice(of), outage(locale, who.zone(), of))).collect(),
        once: once::key(),
    })
}

pub(super) async fn new(app: web::Data<App>, who: Staff<Accountant>, query: Query) -> Result<impl Responder, Error> {
    let typed = Typed::default().with("premises", query.value("premises")).with("kind", Kind::Absence);
    Ok(Page(page(&app, &who, query.value("q"), Form::of(typed)).await?))
}

pub(super) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(upload.typed);
    let draft = Draft::of_premises(&mut form);
    let mut kept = None;
    match upload.files.into_iter().find(|file| file.field == "file") {
        None => form.refuse("file", "billing.refused.file"),
        Some(sent) => match app.store.take(sent.bytes, sent.name, Limits::PAPER).await {
            Ok(file) => kept = Some(file),
            Err(NotKept::Refused(refused)) => form.refuse("file", refused.said()),
            Err(NotKept::Broken(broken)) => return Err(broken.into()),
        },
    }
    let (Some(draft), Some(file), false) = (draft, kept, form.failed()) else {
        return Ok(Refused(page(&app, &who, "", form).await?).respond_to(&req));
    };
    save(&req, &app, who, (form, "document"), draft, Some(file)).await
}

/// An outage of the register: the register is its document.
pub(super) async fn make_good(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (company, since, mut form) = (who.company(), app.clock.now() - LATELY.0, Form::of(typed));
    let all = app.db.read(move |conn| requests::off_lately(conn, company, since, LATELY.1)).await?;
    let document = t(Locale::Kk, "billing.adjustment.register").into_owned();
    match Draft::of_outage(&mut form, &all, who.zone(), document) {
        Some(draft) => save(&req, &app, who, (form, "outage"), draft, None).await,
        None => Ok(Refused(page(&app, &who, "", form).await?).respond_to(&req)),
    }
}

async fn save(
    req: &HttpRequest,
    app: &App,
    who: Staff<Accountant>,
    (mut form, field): (Form, &str),
    draft: Draft,
    file: Option<crate::files::Kept>,
) -> Result<HttpResponse, Error> {
    let (key, person, by) = (form.value(once::FIELD).to_owned(), who.person(), who.clone());
    let written = app.db.write(move |tx| {
        once(tx, person, &key, |tx| adjust(tx, &by, &draft, file.as_ref()).map(|id| format!("/staff/billing/adjustments/{id}")))
    });
    match written.await {
        Ok(to) => Ok(see(to).saying("billing.said.adjusted").respond_to(req)),
        Err(Failure::Refused(refused)) => {
            form.refuse(field, refused.said());
            Ok(Refused(page(app, &who, "", form).await?).respond_to(req))
        }
        Err(broken) => Err(broken.into()),
    }
}
