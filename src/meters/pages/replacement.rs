//! A meter is taken away, and another comes in its place: by an act, with the last value of the one and the first of the other.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::new::firsts;
use super::spoken::title;
use crate::app::App;
use crate::db::Failure;
use crate::meters::meter::{MeterId, zone_key};
use crate::meters::rows::Meter;
use crate::meters::{day_at, forms, registering, store};
use crate::text::{Locale, t};
use crate::web::actor::{Acting, Metering, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "meters/replacement.html")]
pub(crate) struct Ask {
    form: Form,
    id: String,
    title: String,
    /// Field and label of what it showed last.
    lasts: Vec<(String, String)>,
    unit_key: &'static str,
    firsts: Vec<String>,
    once: String,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("act", "forms.refused.empty");
        Self {
            form,
            id: "0".repeat(26),
            title: "Суық су № 07-123456".into(),
            lasts: vec![("last-0".into(), "Көрсеткіш".into())],
            unit_key: "meters.unit.m3",
            firsts: firsts(),
            once: "once".into(),
        }
    }

    fn of(locale: Locale, meter: &Meter, form: Form) -> Self {
        let label = |zone: usize| t(locale, zone_key(meter.zones(), zone)).into_owned();
        Self {
            form,
            id: meter.id.to_string(),
            title: title(locale, meter.resource, &meter.serial),
            lasts: (0..meter.zones()).map(|zone| (format!("last-{zone}"), label(zone))).collect(),
            unit_key: meter.resource.unit_key(),
            firsts: firsts(),
            once: once::key(),
        }
    }
}

async fn found(app: &App, who: &Staff<Metering>, id: MeterId) -> Result<Meter, Error> {
    let reach = who.reach().clone();
    Ok(app.db.read(move |conn| store::meters::one(conn, &reach, id)).await?.0)
}

pub(in crate::meters) async fn show(
    app: web::Data<App>,
    who: Staff<Metering>,
    id: web::Path<MeterId>,
) -> Result<impl Responder, Error> {
    let meter = found(&app, &who, id.into_inner()).await?;
    let today = day_at(app.clock.now(), who.zone());
    let typed = Typed::default().with("day", today).with("digits", meter.digits).with("zones", meter.zones).with("first-0", 0);
    Ok(Page(Ask::of(who.locale(), &meter, Form::of(typed.with("place", &meter.place)))))
}

pub(in crate::meters) async fn replace(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Metering>,
    id: web::Path<MeterId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, today, mut form) = (id.into_inner(), day_at(app.clock.now(), who.zone()), Form::of(typed));
    let meter = found(&app, &who, id).await?;
    let Some(draft) = forms::replacement(&mut form, &meter) else {
        return Ok(Refused(Ask::of(who.locale(), &meter, form)).respond_to(&req));
    };
    let (key, person, by) = (form.value(once::FIELD).to_owned(), who.person(), who.clone());
    let done = app.db.write(move |tx| {
        once(tx, person, &key, |tx| registering::replace(tx, &by, id, &draft, today).map(|id| format!("/staff/meters/{id}")))
    });
    match done.await {
        Ok(to) => Ok(see(to).saying("meters.said.replaced").respond_to(&req)),
        Err(Failure::Refused(wrong)) => {
            let field = match (wrong.meter, wrong.why.field()) {
                (Some(_), _) | (None, "") => format!("last-{}", wrong.zone),
                (None, own) => own.to_owned(),
            };
            form.refuse(&field, wrong.why.said());
            Ok(Refused(Ask::of(who.locale(), &meter, form)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
