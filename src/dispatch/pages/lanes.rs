//! The rows of the board: somebody's day with how full it is, their week, and what nobody has.

use chrono::{NaiveDate, TimeDelta};

use super::round::lasting;
use super::shown::Card;
use crate::dispatch::booking::Roster;
use crate::dispatch::rows::Job;
use crate::dispatch::sentence::Reader;
use crate::dispatch::store::one::Placed;
use crate::team::Crew;
use crate::text;

/// The way to a job, in minutes.
const WAY: i64 = 30;

/// Somebody's day.
pub(super) struct Lane {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) firm: String,
    pub(super) there: bool,
    pub(super) hours: String,
    /// How full the day is: work and ways of so much time.
    pub(super) load: String,
    pub(super) part: i64,
    pub(super) jobs: Vec<(Card, String)>,
}

impl Lane {
    pub(super) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            name: "Ибраев Марат Қайратұлы".into(),
            firm: "Лифт-Сервис".into(),
            there: true,
            hours: "9:00–18:00".into(),
            load: "3 сағат / 8 сағат".into(),
            part: 40,
            jobs: vec![(Card::sample(), "10:00".into())],
        }
    }
}

/// How many minutes somebody works on a day, and how many are planned with their ways.
fn load(roster: &Roster, of: &Crew, day: NaiveDate, all: &[Placed]) -> (i64, i64) {
    let works: i64 = roster.shift(of, day).iter().map(|(from, until)| (*until - *from).num_minutes()).sum();
    let planned = theirs(of, day, all).map(|(job, _)| i64::from(job.lasts) + WAY).sum();
    (works, planned)
}

fn theirs<'a>(of: &'a Crew, day: NaiveDate, all: &'a [Placed]) -> impl Iterator<Item = &'a Placed> {
    all.iter().filter(move |(job, _)| job.assignee_id == Some(of.person) && job.day == Some(day))
}

fn part((works, planned): (i64, i64)) -> i64 {
    if works == 0 { i64::from(planned > 0) * 100 } else { (planned * 100 / works).min(100) }
}

fn clock(reader: Reader, of: &Job) -> String {
    use chrono::TimeZone;
    of.starts_at.map(|at| text::time(reader.zone.from_utc_datetime(&at).time())).unwrap_or_default()
}

/// Somebody's day.
pub(super) fn lane(reader: Reader, roster: &Roster, of: &Crew, day: NaiveDate, all: &[Placed]) -> Lane {
    use chrono::TimeZone;
    let shift = roster.shift(of, day);
    let wall = |at: &crate::clock::Moment| text::time(reader.zone.from_utc_datetime(at).time());
    let hours = shift.first().zip(shift.last()).map(|((from, _), (_, until))| format!("{}–{}", wall(from), wall(until)));
    let load = load(roster, of, day, all);
    let said = |minutes| lasting(reader.locale, TimeDelta::minutes(minutes));
    let mut jobs: Vec<&Placed> = theirs(of, day, all).collect();
    jobs.sort_by_key(|(job, _)| (job.starts_at.is_none(), job.starts_at, job.id));
    Lane {
        id: of.person.to_string(),
        name: of.name.clone(),
        firm: of.firm.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
        there: of.is_there(day),
        hours: hours.unwrap_or_default(),
        load: format!("{} / {}", said(load.1), said(load.0)),
        part: part(load),
        jobs: jobs.into_iter().map(|placed| (Card::of(reader, placed, ""), clock(reader, &placed.0))).collect(),
    }
}

/// A day of somebody's week: the way there, how many jobs, how full it is.
type Seen = (String, usize, i64);

/// Somebody's week: for each day its name and what is seen of it; `None` while they are away or do not work.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) days: Vec<(String, Option<Seen>)>,
}

impl Row {
    pub(super) fn sample() -> Self {
        Self {
            name: "Ибраев Марат Қайратұлы".into(),
            days: vec![("жұма".into(), Some(("/staff/board?day=2026-11-20".into(), 3, 40))), ("сенбі".into(), None)],
        }
    }
}

/// Somebody's week.
pub(super) fn week(reader: Reader, roster: &Roster, of: &Crew, dates: &[NaiveDate], all: &[Placed]) -> Row {
    let day = |day: &NaiveDate| {
        let many = theirs(of, *day, all).count();
        let works = !roster.shift(of, *day).is_empty();
        let seen = (works || many > 0).then(|| (format!("/staff/board?day={day}"), many, part(load(roster, of, *day, all))));
        (text::weekday(reader.locale, *day), seen)
    };
    Row { name: text::short_name(&of.name), days: dates.iter().map(day).collect() }
}

/// A job that nobody has, with the form that gives it to somebody.
pub(super) struct Loose {
    pub(super) card: Card,
    pub(super) version: i32,
    pub(super) lasts: i32,
    /// What the resident was told or what was planned, by the clock.
    pub(super) time: String,
    pub(super) asks: bool,
    /// Who is best asked.
    pub(super) best: String,
}

impl Loose {
    pub(super) fn sample() -> Self {
        Self { card: Card::sample(), version: 2, lasts: 60, time: "10:00".into(), asks: true, best: "1".into() }
    }
}

/// What nobody has.
pub(super) fn loose(reader: Reader, roster: &Roster, placed: &Placed) -> Loose {
    use chrono::TimeZone;
    let (of, at) = placed;
    let time = of.starts_at.or(of.window_at).map(|at| reader.zone.from_utc_datetime(&at).format("%H:%M").to_string());
    let best = of.assignee_id.or_else(|| roster.candidates(of, at.complex).first().map(|one| one.person));
    Loose {
        card: Card::of(reader, placed, ""),
        version: of.version,
        lasts: of.lasts,
        time: time.unwrap_or_default(),
        asks: of.asks_window,
        best: best.map(|person| person.to_string()).unwrap_or_default(),
    }
}
