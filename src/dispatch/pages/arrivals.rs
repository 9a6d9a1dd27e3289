//! What a technician's device sends once there is a network again, and what it is told so that it can do without one.

use actix_web::{HttpResponse, Responder, web};
use askama::Template;
use chrono::{NaiveTime, TimeZone};
use chrono_tz::Tz;

use super::shots::taken;
use crate::app::App;
use crate::clock::Moment;
use crate::db::{Broken, Failure};
use crate::dispatch::deed::Kind;
use crate::dispatch::forms;
use crate::dispatch::kind::JobId;
use crate::dispatch::{arriving, doing};
use crate::text::{self, Locale, t};
use crate::web::actor::{Acting, Technician};
use crate::web::upload::Upload;
use crate::web::{Error, Form, Page, assets, filters, secrets};

/// What is typed into the forms that a device may keep; the rest of what it sends is its own.
const FIELDS: [&str; 11] = ["act", "why", "words", "name", "quantity", "unit", "price", "warranty", "after", "way", "version"];

/// What a device needs to know of a day: whose it is, and for how long pages of it may stay there.
pub(super) struct Day {
    /// Whose pages these are, in a form that says nothing.
    pub(super) who: String,
    /// Seconds until the day is over; of the device's own clock nothing is asked.
    pub(super) left: i64,
    /// When this page was made, by the clock on the wall.
    pub(super) made: String,
    /// The script that keeps them.
    pub(super) worker: &'static str,
}

impl Day {
    pub(super) fn sample() -> Self {
        Self { who: "x".into(), left: 3_600, made: "14:05".into(), worker: assets::worker() }
    }

    /// Of whoever reads this page; support, who looks as somebody else, keeps nothing on their own device.
    pub(super) fn of(who: &Technician, zone: Tz, now: Moment) -> Option<Self> {
        if who.identity().visit.is_some() {
            return None;
        }
        let wall = zone.from_utc_datetime(&now);
        let over = wall.date_naive().succ_opt()?.and_time(NaiveTime::MIN);
        let left = zone.from_local_datetime(&over).earliest()?.naive_utc() - now;
        Some(Self { who: mark(who), left: left.num_seconds(), made: text::time(wall.time()), worker: assets::worker() })
    }
}

/// Which step follows which, with the words of its button, as JSON.
pub(super) fn then(locale: Locale) -> String {
    let next = |act: &'static str, key| (act, t(locale, key).into_owned());
    let all = [
        ("accept", next("set_out", "dispatch.step.set_out")),
        ("set_out", next("arrive", "dispatch.step.arrive")),
        ("arrive", next("finish", "dispatch.step.finish")),
        ("pause", next("arrive", "dispatch.step.go_on")),
    ];
    serde_json::to_string(&all.into_iter().collect::<std::collections::BTreeMap<_, _>>()).unwrap_or_default()
}

fn mark(who: &Technician) -> String {
    secrets::fingerprint(&format!("device|{}|{}", who.company(), who.person()))
}

#[derive(Template)]
#[template(path = "dispatch/offline.html")]
pub(crate) struct Offline;

/// What a device shows without a network in place of a page that it has not kept.
pub(in crate::dispatch) async fn nothing_kept(_who: Technician) -> impl Responder {
    Page(Offline)
}

/// Takes in what was done without a network. Whatever is understood is kept one way or the other, and the device may forget it.
pub(in crate::dispatch) async fn take(
    app: web::Data<App>,
    who: Technician,
    id: web::Path<JobId>,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(upload.typed));
    let key = forms::key(&form);
    let Some(kind) = form.word::<Kind>("kind").filter(|_| !key.is_empty()) else {
        let now = app.clock.now();
        app.db.read(move |conn| doing::theirs(conn, &who, id, now).map(|_| ())).await?;
        return Err(Error::Refused("forms.refused.choice".into()));
    };
    if form.value("who") != mark(&who) {
        // kept on this device by somebody else, and not to be done in this one's name
        return Ok(HttpResponse::Conflict().finish());
    }
    let clock = forms::clock(&form);
    let fields = form.typed().fields(|name| FIELDS.contains(&name) || name.starts_with("check-"));
    let pictures = taken(&app, upload.files, &mut form).await?;
    let sent = forms::sent(&mut form, kind).filter(|_| !form.failed());
    let (config, author, shots) = (app.config.clone(), who.clone(), pictures.clone());
    if let Some(sent) = sent {
        let done = app.db.write(move |tx| arriving::once(tx, &config, &author, (id, &sent), &shots)).await;
        match done {
            Ok(_) => return Ok(HttpResponse::NoContent().finish()),
            // the job is another one now, or another one's
            Err(Failure::Refused(_) | Failure::Broken(Broken::Diesel(diesel::result::Error::NotFound))) => {}
            Err(broken) => return Err(broken.into()),
        }
    }
    let kept = app.db.write(move |tx| arriving::keep_aside(tx, &who, id, (kind, &key, clock), (&fields, &pictures))).await;
    kept?;
    Ok(HttpResponse::NoContent().finish())
}
