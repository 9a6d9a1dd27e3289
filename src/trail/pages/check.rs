//! Whether a chain is whole.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use diesel::QueryResult;

use super::list::ear;
use crate::app::App;
use crate::audit::checks::{self, Check};
use crate::audit::{self, Break, Fault};
use crate::clock::Moment;
use crate::db::{Conn, Never};
use crate::text::{Locale, number, t, tn};
use crate::trail::ask_check;
use crate::trail::details::Ear;
use crate::trail::jobs::is_under_way;
use crate::trail::letters::fault;
use crate::trail::reads::Reads;
use crate::trail::told::moment;
use crate::web::{Error, Page, filters, see};

/// How many earlier checks are shown.
const SHOWN: i64 = 20;

#[derive(Template)]
#[template(path = "trail/check.html")]
pub(crate) struct Show {
    path: &'static str,
    /// How many lines were looked at, of how many, while a check is under way.
    running: Option<(i64, i64)>,
    /// What the last check says: `good`, `danger`, or nothing yet.
    tone: &'static str,
    verdict: String,
    facts: Vec<(String, String)>,
    rows: Vec<Row>,
}

/// A check as it is shown.
struct Row {
    begun: String,
    asked_by: String,
    lines: String,
    tone: &'static str,
    result: String,
}

/// All that the page needs, from one snapshot.
struct Read {
    ear: Ear,
    last: Vec<Check>,
    latest: Option<Check>,
    whole: Option<Check>,
    known_since: Option<Check>,
    /// When the last line before the break was written.
    sound: Option<Moment>,
    length: i64,
}

impl Show {
    /// As the tests look at it: a broken chain.
    pub(crate) fn sample() -> Self {
        let broken = Break { place: 1204, fault: Fault::Changed };
        let ear = Ear { locale: Locale::Kk, zone: chrono_tz::Asia::Almaty };
        let row = |tone, result: &str| Row {
            begun: moment(ear, Moment::default()),
            asked_by: String::new(),
            lines: "1 203".into(),
            tone,
            result: result.to_owned(),
        };
        Self {
            path: "/staff/audit",
            running: Some((20_000, 100_000)),
            tone: "danger",
            verdict: fault(Locale::Kk, broken),
            facts: vec![(t(Locale::Kk, "trail.check.known_since").into_owned(), "20.11.2026 04:00:00".into())],
            rows: vec![row("danger", &fault(Locale::Kk, broken)), row("good", &t(Locale::Kk, "trail.check.whole"))],
        }
    }

    /// A whole one.
    pub(crate) fn whole_sample() -> Self {
        Self { running: None, tone: "good", verdict: tn(Locale::Kk, "trail.check.lines", 1203, &[]), ..Self::sample() }
    }
}

fn read<R: Reads>(conn: &mut Conn, who: &R) -> QueryResult<Read> {
    let chain = who.chain();
    let latest = checks::latest(conn, chain)?;
    let broken = latest.as_ref().and_then(found);
    let whole = checks::last_whole(conn, chain)?;
    let known_since = match broken {
        Some(_) => checks::first_broken(conn, chain, whole.as_ref().map(|check| check.id))?,
        None => None,
    };
    let sound = broken.map(|broken| audit::one(conn, chain, broken.place - 1)).transpose()?.flatten().map(|line| line.at);
    let length = audit::head(conn, chain)?.map_or(0, |(place, _)| place);
    Ok(Read { ear: ear(conn, who)?, last: checks::last(conn, chain, SHOWN)?, latest, whole, known_since, sound, length })
}

/// What a check found broken.
fn found(check: &Check) -> Option<Break> {
    check.fault.zip(check.place).map(|(fault, place)| Break { place, fault })
}

pub(in crate::trail) async fn show<R: Reads>(app: web::Data<App>, who: R) -> Result<impl Responder, Error> {
    let now = app.clock.now();
    let read = app.db.read(move |conn| read(conn, &who)).await?;
    let running = read.last.first().filter(|check| is_under_way(check, now)).map(|check| (check.lines, read.length));
    let (tone, verdict) = read.latest.as_ref().map_or(("", String::new()), |check| verdict(read.ear.locale, check));
    Ok(Page(Show {
        path: R::PATH,
        running,
        tone,
        verdict,
        facts: facts(&read),
        rows: read.last.iter().filter(|check| !is_under_way(check, now)).map(|check| row(read.ear, check)).collect(),
    }))
}

fn verdict(locale: Locale, check: &Check) -> (&'static str, String) {
    match found(check) {
        Some(broken) => ("danger", fault(locale, broken)),
        None => ("good", tn(locale, "trail.check.lines", u64::try_from(check.lines).unwrap_or_default(), &[])),
    }
}

/// What else is known: since when it is broken, what is still sound, by what the end can be known again.
fn facts(read: &Read) -> Vec<(String, String)> {
    let Read { ear, latest, whole, known_since, sound, .. } = read;
    let name = |key: &str| t(ear.locale, key).into_owned();
    let mut facts = Vec::new();
    if let Some(check) = latest {
        facts.push((name("trail.check.made"), moment(*ear, check.ended_at.unwrap_or(check.begun_at))));
    }
    if latest.as_ref().is_some_and(|check| check.fault.is_some()) {
        let since = known_since.as_ref().and_then(|check| check.ended_at);
        facts.extend(since.map(|at| (name("trail.check.known_since"), moment(*ear, at))));
        facts.extend(sound.map(|at| (name("trail.check.sound"), moment(*ear, at))));
    }
    if let Some(check) = whole {
        facts.push((name("trail.check.last_whole"), moment(*ear, check.ended_at.unwrap_or(check.begun_at))));
        facts.push((name("trail.check.seal"), format!("{} · {}", number(ear.locale, check.lines), check.hash)));
    }
    facts
}

fn row(ear: Ear, check: &Check) -> Row {
    let (tone, result) = match (found(check), check.ended_at) {
        (Some(broken), _) => ("danger", fault(ear.locale, broken)),
        (None, Some(_)) => ("good", t(ear.locale, "trail.check.whole").into_owned()),
        (None, None) => ("needs", t(ear.locale, "trail.check.given_up").into_owned()),
    };
    Row {
        begun: moment(ear, check.begun_at),
        asked_by: check.asked_by.clone(),
        lines: number(ear.locale, check.lines),
        tone,
        result,
    }
}

pub(in crate::trail) async fn ask<R: Reads>(req: HttpRequest, app: web::Data<App>, who: R) -> Result<HttpResponse, Error> {
    let begun = app.db.write::<_, Never>(move |tx| Ok(ask_check(tx, &who)?)).await?;
    let said = if begun { "trail.said.check_begun" } else { "trail.said.check_runs" };
    Ok(see(format!("{}/check", R::PATH)).saying(said).respond_to(&req))
}
