//! Jobs of before and of these days, put down as if they had gone their way: for the demo. Nobody is told.

use chrono::{Datelike, NaiveDate, TimeDelta, TimeZone};
use diesel::QueryResult;

use super::directing::{Making, row};
use super::kind::{Confirmed, HappeningId, JobId, MaterialId, Offered, Unit, What, Why};
use super::noting::{Door, lock_door};
use super::rows::{Event, Job, Material};
use super::stage::Stage;
use super::{store, windows};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::Tx;
use crate::franchise;
use crate::homes::EntranceId;
use crate::numbers;
use crate::requests::{self, RequestId};
use crate::who::{CompanyId, PersonId, Reach};

/// Something that was used: name, pieces, tiyn for one, whether free by warranty.
pub type Used = (&'static str, i64, i64, bool);

/// How a job went.
#[derive(Clone, Debug)]
pub struct Past {
    /// Whose.
    pub company: CompanyId,
    /// The request that it was done for.
    pub request: RequestId,
    /// Who of the staff made it.
    pub author: (PersonId, String),
    /// Who does it; nobody has it yet without one.
    pub worker: Option<(PersonId, String)>,
    /// When it was made.
    pub at: Moment,
    /// On which day, by the company's calendar.
    pub day: Option<NaiveDate>,
    /// At which minute of that day.
    pub minute: Option<i64>,
    /// How long it takes, in minutes.
    pub lasts: i32,
    /// How far it is.
    pub stage: Stage,
    /// Why it pauses.
    pub why: Option<Why>,
    /// Whether the resident is asked for a time.
    pub asks: bool,
    /// What was used.
    pub used: Vec<Used>,
}

/// The stages that it went through, with the minutes after it began.
fn way(to: Stage, lasts: i32) -> Vec<(Stage, i64)> {
    let lasts = i64::from(lasts);
    let all = [
        (Stage::Accepted, -90),
        (Stage::OnTheWay, -25),
        (Stage::OnSite, 5),
        (Stage::Done, lasts - 10),
        (Stage::Verified, lasts + 120),
    ];
    match to {
        Stage::Offered | Stage::Cancelled => Vec::new(),
        Stage::Paused => [&all[..3], &[(Stage::Paused, 20)]].concat(),
        to => all.into_iter().filter(|(stage, _)| *stage <= to).collect(),
    }
}

/// Puts it there; time that is given away already is not given away again, and the job then has none.
///
/// # Errors
/// When the database fails.
pub fn settle(tx: &mut Tx<'_>, past: &Past) -> QueryResult<JobId> {
    let of = requests::wanted(tx, &Reach::whole(past.company), past.request)?.request;
    let zone = franchise::office(tx, past.company, past.at.date())?.zone;
    let making = Making {
        company: past.company,
        request: Some(of.id),
        building: of.building_id,
        entrance: of.entrance_id,
        premises: of.premises_id,
        category: requests::known_category(&of.category),
        spot: of.spot,
        floor: of.floor,
        place: of.place.clone(),
        text: of.text.clone(),
        person: of.reporter_id,
        name: of.name.clone(),
        phone: of.phone.clone(),
        lasts: past.lasts,
        asks: past.asks,
    };
    let number = numbers::next(tx, past.company, "job", zone.from_utc_datetime(&past.at).year())?;
    let mut new = row(&making, past.at, number, Some(past.author.0));
    let wall = past.day.zip(past.minute).map(|(day, minute)| day.and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(minute));
    let start = wall.and_then(|wall| zone.from_local_datetime(&wall).earliest()).map(|at| at.naive_utc());
    (new.stage, new.why, new.is_open, new.day) = (past.stage, past.why, past.stage.is_open(), past.day);
    if let Some((person, _)) = &past.worker {
        (new.assignee_id, new.offered_to, new.offered_at) = (Some(*person), Offered::One, Some(past.at));
    }
    store::changing::add(tx, &new)?;
    let was = new.version;
    if let (Some((person, _)), Some(start)) = (&past.worker, start) {
        let cells = windows::cells(start, past.lasts);
        if new.is_open && !store::time::claim(tx, (past.company, new.id), *person, &cells)? {
            store::time::release(tx, past.company, new.id)?;
        } else {
            (new.starts_at, new.window_at) = (Some(start), windows::around(zone, start));
        }
    }
    if matches!(past.stage, Stage::Done | Stage::Verified) {
        new.done_at = start.map(|start| start + TimeDelta::minutes(i64::from(past.lasts) - 10));
        (new.confirmed_as, new.confirmed_by) = (Some(Confirmed::Name), of.name.clone());
    }
    store::changing::save(tx, was, &new)?;
    story(tx, &new, past, start.unwrap_or(past.at))?;
    Ok(new.id)
}

fn event(tx: &mut Tx<'_>, of: &Job, (at, what, details): (Moment, What, &str), by: &(PersonId, String)) -> QueryResult<()> {
    let event = Event {
        id: HappeningId::fresh(at),
        company_id: of.company_id,
        job_id: of.id,
        what,
        actor_id: Some(by.0),
        name: by.1.clone(),
        details: details.to_owned(),
        happened_at: at,
        created_at: at,
    };
    store::changing::happened(tx, &event).map(drop)
}

/// What happened and what was used, at its own time.
fn story(tx: &mut Tx<'_>, of: &Job, past: &Past, start: Moment) -> QueryResult<()> {
    event(tx, of, (past.at, What::Made, ""), &past.author)?;
    let Some(worker) = &past.worker else { return Ok(()) };
    event(tx, of, (past.at + TimeDelta::minutes(1), What::Offered, &worker.1), &past.author)?;
    for (stage, after) in way(past.stage, past.lasts) {
        let by = if stage == Stage::Verified { &past.author } else { worker };
        let details =
            past.why.filter(|_| stage == Stage::Paused).map_or_else(|| stage.to_string(), |why| format!("{stage} {why}"));
        event(tx, of, ((start + TimeDelta::minutes(after)).min(tx.now()), What::Moved, &details), by)?;
    }
    for (name, pieces, price, warranty) in &past.used {
        let material = Material {
            id: MaterialId::fresh(start),
            company_id: of.company_id,
            job_id: of.id,
            name: (*name).to_owned(),
            quantity: pieces * 1_000,
            unit: Unit::Piece,
            price: *price,
            warranty: *warranty,
            author_id: worker.0,
            created_at: start,
        };
        store::one::add_material(tx, &material)?;
    }
    Ok(())
}

/// Writes down how one gets in: entrance, code, words.
///
/// # Errors
/// When the database or the lock fails.
pub fn settle_doors(
    tx: &mut Tx<'_>,
    config: &Config,
    company: CompanyId,
    author: PersonId,
    doors: &[(EntranceId, String, String)],
) -> anyhow::Result<()> {
    for (entrance, code, words) in doors {
        let door = Door { code: code.clone(), words: words.clone() };
        let locked = lock_door(config, *entrance, &door).map_err(|error| anyhow::anyhow!("{error}"))?;
        store::doors::set(tx, company, *entrance, author, &locked)?;
    }
    Ok(())
}
