//! The page behind a link: the meters of one premises and nothing else.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::dials::{Dial, begun, once_of, refuse, taken};
use super::spoken::window;
use crate::app::App;
use crate::db::Failure;
use crate::meters::giving::{Giver, Wrong, give as give_readings};
use crate::meters::meter::MeterId;
use crate::meters::reading::Source;
use crate::meters::rows::{Meter, Reading};
use crate::meters::store::links::Link as Opened;
use crate::meters::window::{Round, Window};
use crate::meters::{Refused as No, day_at, forms, linking, shown, store};
use crate::text::Locale;
use crate::web::actor::Visitor;
use crate::web::limits::Limits;
use crate::web::upload::Upload;
use crate::web::{Error, Form, Page, Refusal, Refused, Said, filters, see};

#[derive(Template)]
#[template(path = "meters/link.html")]
pub(crate) struct Link {
    form: Form,
    once: String,
    token: String,
    window: Said,
    dials: Vec<Dial>,
}

impl Link {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("", "meters.refused.nothing");
        let said = window(Locale::Kk, Window::default().round(NaiveDate::default()));
        Self { form, once: "once".into(), token: "token".into(), window: said, dials: vec![Dial::sample()] }
    }
}

/// What a link opens.
struct Known {
    link: Opened,
    meters: Vec<Meter>,
    readings: Vec<Reading>,
    round: Round,
    today: NaiveDate,
}

impl Known {
    async fn read(app: &App, token: &str) -> Result<Self, Error> {
        let (now, token, config) = (app.clock.now(), token.to_owned(), app.config.clone());
        let found = app.db.read(move |conn| {
            let Some(link) = linking::opened(conn, &config, &token, now)? else { return Ok(None) };
            let today = day_at(now, store::people::zone(&link.zone));
            let round = store::windows::of(conn, link.company, link.building)?.round(today);
            // good for its own window alone, though the house's days were changed since
            if round.month != link.month {
                return Ok(None);
            }
            let (meters, readings) = shown(conn, link.company, &[link.premises.to_string()])?;
            Ok(Some(Self { link, meters, readings, round, today }))
        });
        found.await?.ok_or_else(|| Error::Refused(No::Link.said()))
    }

    fn page(&self, locale: Locale, token: String, form: Form, kept: &HashMap<MeterId, String>) -> Link {
        let dials = self.meters.iter().map(|of| Dial::of(locale, of, &self.readings, self.round, (&form, kept))).collect();
        Link { once: once_of(&form), token, window: window(locale, self.round), dials, form }
    }
}

pub(in crate::meters) async fn show(
    app: web::Data<App>,
    who: Visitor,
    token: web::Path<String>,
) -> Result<impl Responder, Error> {
    let token = token.into_inner();
    let known = Known::read(&app, &token).await?;
    let form = begun(Form::default(), &known.meters, &known.readings, |_| known.round.month);
    Ok(Page(known.page(who.locale(), token, form, &HashMap::new())))
}

pub(in crate::meters) async fn give(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    who: Visitor,
    token: web::Path<String>,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    limits.knock(&req)?;
    let token = token.into_inner();
    let known = Known::read(&app, &token).await?;
    let (company, whose, mut form) = (known.link.company, known.link.id.to_string(), Form::of(upload.typed));
    let kept = taken(&app, company, (None, &whose), (upload.files, &known.meters), &mut form).await?;
    let entered = forms::entered(&mut form, &known.meters, &whose);
    if form.failed() {
        return Ok(Refused(known.page(who.locale(), token, form, &kept)).respond_to(&req));
    }
    let (meters, month, today, config, text) =
        (known.meters.clone(), known.round.month, known.today, app.config.clone(), token.clone());
    let done = app.db.write(move |tx| {
        // opened once more: it may have been taken back meanwhile
        let now = tx.now();
        linking::opened(tx, &config, &text, now)?.ok_or(Failure::Refused(Wrong::from(No::Link)))?;
        let giver = Giver { source: Source::Link, person: None, name: String::new() };
        give_readings(tx, company, &meters, &entered, &giver, (month, today, "")).map(drop)
    });
    match done.await {
        Ok(()) => Ok(see(format!("/meters/link/{token}")).saying("meters.said.given").respond_to(&req)),
        Err(Failure::Refused(wrong)) => Ok(Refused(known.page(who.locale(), token, refuse(form, wrong), &kept)).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}
