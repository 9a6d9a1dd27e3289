//! The turnout as it is at this moment, and reminding by hand.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::{NaiveDate, TimeZone};

use crate::app::App;
use crate::clock::{self, Moment};
use crate::db::Failure;
use crate::text::{self, Locale, t, tv};
use crate::voting::meeting::MeetingId;
use crate::voting::paper::pages::Head;
use crate::voting::rows::Question;
use crate::voting::store;
use crate::voting::turnout::counted::{Asked, Bar};
use crate::voting::turnout::{reminding, sending, turnout};
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::{Error, Page, Refusal, filters, see};

#[derive(Template)]
#[template(path = "voting/turnout/show.html")]
pub(crate) struct Show {
    head: Head,
    whole: Bar,
    rolls: Vec<Roll>,
    days: Vec<(String, u64, i64)>,
    missing: u64,
    next: Option<(String, Moment)>,
    would_tell: usize,
    told: Vec<(String, Moment, i64)>,
    may_remind: bool,
}

/// A roll of the agenda.
struct Roll {
    name: String,
    bar: Bar,
    entrances: Vec<(String, Bar)>,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let bar = Bar { units: 72, portal: 20, paper: 9, hall: 1, needed: 37 };
        let entrances = vec![("1-кіреберіс".to_owned(), bar), ("2-кіреберіс".into(), Bar { portal: 50, ..bar })];
        Self {
            head: Head::sample(),
            whole: bar,
            rolls: vec![Roll { name: "Пәтерлер".into(), bar, entrances }],
            days: vec![("19 қараша".into(), 20, 100), ("20 қараша".into(), 10, 50)],
            missing: 42,
            next: Some(("Бір тәулік қалды".into(), Moment::default())),
            would_tell: 31,
            told: vec![("Жарты мерзім өтті".into(), Moment::default(), 40)],
            may_remind: true,
        }
    }
}

/// What a roll is called.
fn name(locale: Locale, of: &Asked, questions: &[Question], entrances: &[(String, String)]) -> String {
    let places: Vec<String> = questions
        .iter()
        .filter(|question| (question.roll, question.entrance_id) == (of.roll, of.entrance))
        .map(|question| question.place.to_string())
        .collect();
    let number = of.entrance.and_then(|id| entrances.iter().find(|(known, _)| *known == id.to_string()));
    let roll = match number {
        Some((_, number)) => tv(locale, "voting.turnout.entrance", &[("number", number)]),
        None => capital(&t(locale, of.roll.key())),
    };
    tv(locale, "voting.turnout.roll", &[("roll", &roll), ("questions", &places.join(", "))])
}

/// Words as a heading begins.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// How many ballots came on each day, with the height of each column in hundredths of the highest.
fn days(locale: Locale, zone: chrono_tz::Tz, moments: &[Moment]) -> Vec<(String, u64, i64)> {
    let mut all: BTreeMap<NaiveDate, u64> = BTreeMap::new();
    for moment in moments {
        *all.entry(zone.from_utc_datetime(moment).date_naive()).or_default() += 1;
    }
    let most = all.values().copied().max().unwrap_or(1).max(1);
    let high = |count: u64| i64::try_from(count * 100 / most).unwrap_or(100);
    all.into_iter().map(|(day, count)| (text::day_month(locale, day), count, high(count))).collect()
}

fn step_name(locale: Locale, word: &str) -> String {
    let step = word.parse::<reminding::Step>().map_or("voting.turnout.step.by_hand", reminding::Step::key);
    t(locale, step).into_owned()
}

pub(in crate::voting) async fn show(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let (reach, id, locale, now) = (who.reach().clone(), id.into_inner(), who.locale(), app.clock.now());
    let read = app.db.read(move |conn| {
        let meeting = store::meetings::one(conn, &reach, id)?;
        let company = meeting.company_id;
        let questions = store::meetings::questions(conn, company, id)?;
        let turnout = turnout(conn, company, &[id])?.remove(&id).unwrap_or_default();
        let (moments, told) = (store::turnout::moments(conn, company, id)?, store::reminders::taken(conn, company, id)?);
        let silent =
            if sending::takes_votes(&meeting, now) { sending::silent(conn, &meeting, clock::today(now), None)?.len() } else { 0 };
        let entrances = store::paper_of::entrances(conn, company, meeting.building_id)?;
        Ok((meeting, questions, turnout, moments, told, silent, entrances))
    });
    let (meeting, questions, turnout, moments, told, silent, entrances) = read.await?;
    let entrances: Vec<(String, String)> = entrances.into_iter().map(|(id, number)| (id.to_string(), number)).collect();
    let asked = Asked::of(&questions);
    let door = |(number, bar): (String, Bar)| match number.as_str() {
        "" => (t(locale, "voting.turnout.no_entrance").into_owned(), bar),
        number => (tv(locale, "voting.turnout.entrance", &[("number", number)]), bar),
    };
    let roll = |of: &Asked| Roll {
        name: name(locale, of, &questions, &entrances),
        bar: turnout.bar(of),
        entrances: if of.entrance.is_some() { Vec::new() } else { turnout.by_entrance(of).into_iter().map(door).collect() },
    };
    let whole = turnout.whole(&asked);
    let open = sending::takes_votes(&meeting, now);
    let term = meeting.opens_at.zip(meeting.closes_at).filter(|_| open);
    let today = reminding::by_hand(who.zone().from_utc_datetime(&now).date_naive());
    Ok(Page(Show {
        head: Head::of(&meeting, locale),
        whole,
        rolls: asked.iter().map(roll).collect(),
        days: days(locale, who.zone(), &moments),
        missing: whole.units.saturating_sub(whole.voted()),
        next: term.and_then(|term| reminding::next(term, now)).map(|(step, at)| (t(locale, step.key()).into_owned(), at)),
        would_tell: silent,
        may_remind: open && silent > 0 && told.iter().all(|(word, ..)| *word != today),
        told: told.into_iter().map(|(word, at, count)| (step_name(locale, &word), at, count)).collect(),
    }))
}

#[derive(Template)]
#[template(path = "voting/turnout/reminder.html")]
pub(crate) struct Ask {
    head: Head,
    people: usize,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { head: Head::sample(), people: 31 }
    }
}

pub(in crate::voting) async fn ask(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let (reach, id, now) = (who.reach().clone(), id.into_inner(), app.clock.now());
    let (meeting, people) = app
        .db
        .read(move |conn| {
            let meeting = store::meetings::one(conn, &reach, id)?;
            let people = sending::silent(conn, &meeting, clock::today(now), None)?.len();
            Ok((meeting, people))
        })
        .await?;
    Ok(Page(Ask { head: Head::of(&meeting, who.locale()), people }))
}

pub(in crate::voting) async fn remind(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let author = who.clone();
    let back = see(format!("/staff/votes/{id}/turnout"));
    match app.db.write(move |tx| sending::by_hand(tx, &author, id)).await {
        Ok(()) => Ok(back.saying("voting.turnout.said.reminded").respond_to(&req)),
        Err(Failure::Refused(refused)) => Ok(back.regretting(refused.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}
