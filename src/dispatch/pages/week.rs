//! The board: a day or a week by technician, what nobody has beside it, and whose day goes to others when they fall ill.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::{Datelike, Days, NaiveDate, TimeZone};

use super::lanes::{Lane, Loose, Row, lane, loose, week};
use super::shown::Card;
use crate::app::App;
use crate::db::{Conn, Failure};
use crate::dispatch::booking::Roster;
use crate::dispatch::refused::Refused as No;
use crate::dispatch::sentence::Reader;
use crate::dispatch::sharing::share_out as share;
use crate::dispatch::stage::Stage;
use crate::dispatch::store;
use crate::dispatch::store::one::Placed;
use crate::text;
use crate::web::actor::{Acting, Dispatcher, Staff};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Said, Typed, filters, see};
use crate::who::PersonId;

#[derive(Template)]
#[template(path = "dispatch/board.html")]
pub(crate) struct Board {
    day: NaiveDate,
    title: String,
    is_week: bool,
    previous: String,
    next: String,
    now: String,
    other: String,
    back: String,
    lanes: Vec<Lane>,
    heads: Vec<(String, String)>,
    rows: Vec<Row>,
    loose: Vec<Loose>,
    hands: Vec<(String, String)>,
    check: u64,
    missed: usize,
}

impl Board {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            day: NaiveDate::default(),
            title: "жұма, 20 қараша".into(),
            is_week: false,
            previous: "/staff/board?day=2026-11-19".into(),
            next: "/staff/board?day=2026-11-21".into(),
            now: "/staff/board".into(),
            other: "/staff/board?view=week".into(),
            back: "/staff/board?day=2026-11-20".into(),
            lanes: vec![Lane::sample()],
            heads: vec![("дс".into(), "/staff/board?day=2026-11-16".into())],
            rows: vec![Row::sample()],
            loose: vec![Loose::sample()],
            hands: vec![("1".into(), "Ибраев Марат".into())],
            check: 2,
            missed: 1,
        }
    }
}

/// The day that the address asks for, or today.
fn asked(query: &Query, today: NaiveDate) -> NaiveDate {
    let asked = query.value("day").parse::<NaiveDate>().ok();
    asked.filter(|day| (2000..2200).contains(&day.year())).unwrap_or(today)
}

fn shifted(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_add_signed(chrono::TimeDelta::days(days)).unwrap_or(day)
}

fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())).unwrap_or(day)
}

fn at(day: NaiveDate, is_week: bool) -> String {
    if is_week { format!("/staff/board?view=week&day={day}") } else { format!("/staff/board?day={day}") }
}

pub(in crate::dispatch) async fn show(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (asker, now, is_week) = (who.clone(), app.clock.now(), query.value("view") == "week");
    let today = who.zone().from_utc_datetime(&now).date_naive();
    let day = asked(&query, today);
    let (first, days) = if is_week { (monday(day), 7) } else { (day, 1) };
    let (roster, all, free, check, missed) = app
        .db
        .read(move |conn| {
            let roster = Roster::read(conn, asker.company(), (first, days), None)?;
            let last = first.checked_add_days(Days::new(days - 1)).unwrap_or(first);
            let all = store::board::between(conn, asker.reach(), first, last)?;
            let free = store::board::loose(conn, asker.reach())?;
            let check = store::board::listed(conn, asker.reach(), store::board::Part::Check, None, (None, 100))?.len();
            let missed = store::plans::missed(conn, asker.reach(), today)?.len();
            Ok((roster, all, free, check, missed))
        })
        .await?;
    let reader = Reader { locale: who.locale(), zone: roster.office.zone, now };
    let step = if is_week { 7 } else { 1 };
    let dates: Vec<NaiveDate> = first.iter_days().take(7).collect();
    let short = |day: &NaiveDate| {
        (format!("{}, {}", text::weekday(reader.locale, *day), text::day_month(reader.locale, *day)), at(*day, false))
    };
    Ok(Page(Board {
        day,
        title: if is_week { text::month_year(reader.locale, first) } else { short(&day).0 },
        is_week,
        previous: at(shifted(first, -step), is_week),
        next: at(shifted(first, step), is_week),
        now: at(today, is_week),
        other: at(day, !is_week),
        back: at(day, is_week),
        lanes: if is_week { Vec::new() } else { roster.crew.iter().map(|one| lane(reader, &roster, one, day, &all)).collect() },
        heads: if is_week { dates.iter().map(short).collect() } else { Vec::new() },
        rows: if is_week { roster.crew.iter().map(|one| week(reader, &roster, one, &dates, &all)).collect() } else { Vec::new() },
        loose: free.iter().map(|placed| loose(reader, &roster, placed)).collect(),
        hands: roster.crew.iter().map(|one| (one.person.to_string(), one.name.clone())).collect(),
        check: u64::try_from(check).unwrap_or_default(),
        missed,
    }))
}

#[derive(Template)]
#[template(path = "dispatch/ill.html")]
pub(crate) struct Ill {
    form: Form,
    id: String,
    name: String,
    day: NaiveDate,
    back: String,
    jobs: Vec<Card>,
    hands: Vec<(String, String)>,
}

impl Ill {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            form: Form::default(),
            id: "0".repeat(26),
            name: "Ибраев Марат".into(),
            day: NaiveDate::default(),
            back: "/staff/board".into(),
            jobs: vec![Card::sample()],
            hands: vec![("1".into(), "Серіков Асқар".into())],
        }
    }
}

/// What of a day can be given to others.
fn theirs(conn: &mut Conn, who: &Staff<Dispatcher>, of: PersonId, day: NaiveDate) -> diesel::QueryResult<(Roster, Vec<Placed>)> {
    let roster = Roster::read(conn, who.company(), (day, 1), None)?;
    if roster.crew.iter().all(|one| one.person != of) {
        return Err(diesel::result::Error::NotFound);
    }
    let mut all = store::round::of_day(conn, who.company(), of, day)?;
    all.retain(|(job, _)| job.is_open && job.stage != Stage::OnSite && who.reach().has(&job.building_id.to_string()));
    Ok((roster, all))
}

async fn page(app: &App, who: &Staff<Dispatcher>, of: PersonId, day: NaiveDate, form: Form) -> Result<Ill, Error> {
    let (asker, now) = (who.clone(), app.clock.now());
    let (roster, all) = app.db.read(move |conn| theirs(conn, &asker, of, day)).await?;
    let reader = Reader { locale: who.locale(), zone: roster.office.zone, now };
    let name = roster.crew.iter().find(|one| one.person == of).map(|one| one.name.clone()).unwrap_or_default();
    let others = roster.crew.iter().filter(|one| one.person != of && one.is_there(day));
    Ok(Ill {
        form,
        id: of.to_string(),
        day,
        back: at(day, false),
        jobs: all.iter().map(|placed| Card::of(reader, placed, &name)).collect(),
        hands: others.map(|one| (one.person.to_string(), one.name.clone())).collect(),
        name,
    })
}

pub(in crate::dispatch) async fn ask(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    of: web::Path<PersonId>,
    query: Query,
) -> Result<impl Responder, Error> {
    let day = asked(&query, app.clock.today());
    Ok(Page(page(&app, &who, of.into_inner(), day, Form::default()).await?))
}

pub(in crate::dispatch) async fn share_out(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    of: web::Path<PersonId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (of, mut form) = (of.into_inner(), Form::of(typed));
    let today = app.clock.today();
    let day = form.value("day").parse::<NaiveDate>().unwrap_or(today);
    let asker = who.clone();
    app.db.read(move |conn| theirs(conn, &asker, of, day).map(drop)).await?;
    let to = form.value("to").parse::<PersonId>().ok();
    let (config, author) = (app.config.clone(), who.clone());
    match app.db.write(move |tx| share(tx, &config, &author, (of, day), to)).await {
        Ok(done) => {
            let said = Said::new("dispatch.said.shared_out").with("moved", done.moved).with("loose", done.loose);
            Ok(see(at(day, false)).saying(said).respond_to(&req))
        }
        Err(Failure::Refused(no)) => {
            let no: No = no;
            form.refuse("", no.said());
            Ok(Refused(page(&app, &who, of, day, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
