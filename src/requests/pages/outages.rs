//! What was off: for residents of their houses, with how often and how long; for staff the register.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::{Datelike, NaiveDate, NaiveTime, TimeZone};

use crate::app::App;
use crate::clock::Moment;
use crate::db::Failure;
use crate::homes::BuildingId;
use crate::requests::outage::{OutageId, Service, Stretch, sum};
use crate::requests::store::outages::Outage;
use crate::requests::{forms, noting, store};
use crate::text::{self, Locale, t, tn};
use crate::web::actor::{Acting, Dispatcher, Resident, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Place, Query, Refusal, Refused, Said, Slice, Typed, filters, see};

const SIZE: usize = 50;
/// How many houses stand in the form; with more one searches.
const HOUSES: usize = 60;

#[derive(Template)]
#[template(path = "requests/outages.html")]
pub(crate) struct Outages {
    year: i32,
    sums: Vec<String>,
    now: Vec<Row>,
    past: Vec<Row>,
}

#[derive(Template)]
#[template(path = "requests/register.html")]
pub(crate) struct Register {
    rows: Slice<Row>,
}

#[derive(Template)]
#[template(path = "requests/outage_form.html")]
pub(crate) struct Noting {
    form: Form,
    once: String,
    services: Vec<(&'static str, String)>,
    houses: Vec<(String, String)>,
    more: bool,
    q: String,
}

/// An outage as it is shown.
struct Row {
    id: String,
    title: String,
    kind_key: &'static str,
    tone: &'static str,
    when: String,
    why: String,
    houses: String,
    announcement: String,
    requests: Vec<(String, String)>,
    lasts: bool,
}

impl Row {
    fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            title: "Ыстық су".into(),
            kind_key: "requests.outage.planned",
            tone: "needs",
            when: "20 қараша, 10:00–14:00".into(),
            why: "Құбыр ауыстыру".into(),
            houses: "Абай даңғылы, 12".into(),
            announcement: "0".repeat(26),
            requests: vec![("0".repeat(26), "2026-000123".into())],
            lasts: true,
        }
    }

    fn of(locale: Locale, zone: chrono_tz::Tz, now: Moment, of: Outage) -> Self {
        let lasts = of.begins_at <= now && of.ends_at.is_none_or(|end| end > now);
        let when = match of.ends_at {
            Some(end) => text::span(locale, of.begins_at, end, zone),
            None => Said::new("requests.outage.since").with("when", text::date_time(locale, of.begins_at, zone)).in_words(locale),
        };
        Self {
            id: of.id.to_string(),
            title: t(locale, of.service.key()).into_owned(),
            kind_key: if of.planned { "requests.outage.planned" } else { "requests.outage.emergency" },
            tone: if of.planned { "needs" } else { "danger" },
            when,
            why: of.why,
            houses: String::new(),
            announcement: of.announcement_id.map(|id| id.to_string()).unwrap_or_default(),
            requests: Vec::new(),
            lasts,
        }
    }
}

impl Outages {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            year: 2026, sums: vec!["Ыстық су: 6 рет, 31 сағат".into()], now: vec![Row::sample()], past: vec![Row::sample()]
        }
    }
}

impl Register {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { rows: Slice { rows: vec![Row::sample()], previous: None, next: None } }
    }
}

impl Noting {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("why", "forms.refused.empty");
        Self {
            form,
            once: "k".into(),
            services: services(Locale::Kk),
            houses: vec![("1".into(), "Абай даңғылы, 12".into())],
            more: true,
            q: String::new(),
        }
    }
}

fn services(locale: Locale) -> Vec<(&'static str, String)> {
    Service::ALL.iter().map(|of| (of.word(), t(locale, of.key()).into_owned())).collect()
}

/// «Hot water: 6 times, 31 hours», for each that was off since a moment.
fn sums(locale: Locale, all: &[Outage], from: Moment, now: Moment) -> Vec<String> {
    let of = |service: Service| {
        let stretches: Vec<Stretch> =
            all.iter().filter(|of| of.service == service).map(|of| (of.begins_at, of.ends_at)).collect();
        let (times, time) = sum(&stretches, from, now);
        // what lasted a quarter of an hour lasted, too
        let hours = u64::try_from((time.num_minutes() + 59) / 60).unwrap_or_default();
        let times_said = tn(locale, "requests.outage.times", u64::try_from(times).unwrap_or_default(), &[]);
        let hours_said = tn(locale, "requests.span.hours", hours, &[]);
        (times > 0).then(|| format!("{}: {times_said}, {hours_said}", t(locale, service.key())))
    };
    Service::ALL.iter().filter_map(|service| of(*service)).collect()
}

/// Since when the year counts, by the clock on the reader's wall.
fn year_began(zone: chrono_tz::Tz, now: Moment) -> (i32, Moment) {
    let year = zone.from_utc_datetime(&now).year();
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default().and_time(NaiveTime::MIN);
    (year, zone.from_local_datetime(&first).earliest().map_or(first, |at| at.naive_utc()))
}

pub(in crate::requests) async fn resident(app: web::Data<App>, who: Resident) -> Result<impl Responder, Error> {
    let (asker, now, zone) = (who.clone(), app.clock.now(), who.zone());
    let (year, from) = year_began(zone, now);
    let all = app.db.read(move |conn| store::outages::at(conn, asker.company(), &store::house::buildings(&asker), from)).await?;
    let locale = who.locale();
    let sums = sums(locale, &all, from, now);
    let (ahead, past): (Vec<_>, Vec<_>) = all.into_iter().partition(|of| of.ends_at.is_none_or(|end| end > now));
    let row = |of| Row::of(locale, zone, now, of);
    Ok(Page(Outages { year, sums, now: ahead.into_iter().rev().map(row).collect(), past: past.into_iter().map(row).collect() }))
}

/// What is off at somebody's houses at this moment: said where they report something.
pub(super) fn off_now(conn: &mut crate::db::Conn, who: &Resident, now: Moment) -> diesel::QueryResult<Vec<Said>> {
    let all = store::outages::at(conn, who.company(), &store::house::buildings(who), now)?;
    let lasting = all.into_iter().filter(|of| of.begins_at <= now);
    Ok(lasting
        .map(|of| {
            let service = t(who.locale(), of.service.key());
            match of.ends_at {
                Some(end) => Said::new("requests.outage.off_until")
                    .with("service", service)
                    .with("when", text::when(who.locale(), end, now, who.zone())),
                None => Said::new("requests.outage.off").with("service", service),
            }
        })
        .collect())
}

pub(in crate::requests) async fn register(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (reach, step, now) = (who.reach().clone(), query.step(), app.clock.now());
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let (rows, mut houses, mut asked) = app
        .db
        .read(move |conn| {
            let rows = store::outages::page(conn, &reach, &step, limit)?;
            let ids: Vec<OutageId> = rows.iter().map(|of| of.id).collect();
            Ok((rows, store::outages::houses_of(conn, &ids)?, store::outages::requests_of(conn, &ids)?))
        })
        .await?;
    let (locale, zone) = (who.locale(), who.zone());
    let rows = Slice::cut(rows, SIZE, &query, |of| Place { key: String::new(), id: of.id.to_string() });
    Ok(Page(Register {
        rows: rows.map(|of| Row {
            houses: houses.remove(&of.id).unwrap_or_default().join("; "),
            requests: asked.remove(&of.id).unwrap_or_default().into_iter().map(|(id, number)| (id.to_string(), number)).collect(),
            ..Row::of(locale, zone, now, of)
        }),
    }))
}

async fn page(app: &App, who: &Staff<Dispatcher>, form: Form, key: String, q: String) -> Result<Noting, Error> {
    let (reach, locale, find) = (who.reach().clone(), who.locale(), text::fold(&q));
    let houses = app.db.read(move |conn| store::desk::houses(conn, &reach, 2_000)).await?;
    let chosen = form.values("house").iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    let all = houses.len();
    let wanted = |(id, address): &(BuildingId, String)| {
        chosen.contains(&id.to_string()) || find.is_empty() || text::fold(address).contains(&find)
    };
    let shown: Vec<_> = houses.into_iter().filter(wanted).take(HOUSES).collect();
    Ok(Noting {
        services: services(locale),
        more: all > HOUSES,
        houses: shown.into_iter().map(|(id, address)| (id.to_string(), address)).collect(),
        form,
        once: key,
        q,
    })
}

pub(in crate::requests) async fn new(app: web::Data<App>, who: Staff<Dispatcher>, query: Query) -> Result<impl Responder, Error> {
    let form = Form::of(Typed::default().with("planned", "no"));
    Ok(Page(page(&app, &who, form, once::key(), query.value("q").to_owned()).await?))
}

pub(in crate::requests) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let key = form.value(once::FIELD).to_owned();
    let Some(noted) = forms::noted(&mut form, who.zone()) else {
        return Ok(Refused(page(&app, &who, form, key, String::new()).await?).respond_to(&req));
    };
    let (author, sent) = (who.clone(), key.clone());
    let done = app
        .db
        .write(move |tx| {
            once(tx, author.person(), &sent, |tx| noting::note(tx, &author, &noted).map(|_| "/staff/requests/outages".into()))
        })
        .await;
    match done {
        Ok(to) => Ok(see(to).saying("requests.said.outage").respond_to(&req)),
        Err(Failure::Refused(no)) => {
            form.refuse(no.field(), no.said());
            Ok(Refused(page(&app, &who, form, key, String::new()).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::requests) async fn end(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<OutageId>,
) -> Result<impl Responder, Error> {
    let (id, at) = (id.into_inner(), app.clock.now());
    match app.db.write(move |tx| noting::end(tx, &who, id, at)).await {
        Ok(()) => Ok(see("/staff/requests/outages").saying("requests.said.outage_ended")),
        Err(Failure::Refused(no)) => Ok(see("/staff/requests/outages").regretting(no.said())),
        Err(broken) => Err(broken.into()),
    }
}
