//! What dispatchers do: jobs are made, offered and timed, looked at when they are done, called off. Each act names the version it was decided
//! on: of two dispatchers one wins, the other gets a sentence.

use chrono::{Datelike, NaiveDate, TimeZone};
use serde_json::json;

use super::doing::ask_house;
use super::job::Step;
use super::kind::{JobId, Offered, What};
use super::moving::{Doer, Done, happened, loose, put};
use super::refused::Refused;
use super::rows::Job;
use super::stage::Stage;
use super::store::one::Placed;
use super::{news, store, windows};
use crate::audit;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Failure, Tx};
use crate::franchise;
use crate::homes::{BuildingId, EntranceId, PremisesId};
use crate::numbers;
use crate::requests::{self, Category, RequestId, Spot};
use crate::team::{self, Crew, FirmId};
use crate::web::actor::{Dispatcher, Staff};
use crate::who::{CompanyId, PersonId};

/// A job as it is made.
#[derive(Clone, Debug)]
pub(super) struct Making {
    pub(super) company: CompanyId,
    pub(super) request: Option<RequestId>,
    pub(super) building: BuildingId,
    pub(super) entrance: Option<EntranceId>,
    pub(super) premises: Option<PremisesId>,
    pub(super) category: &'static Category,
    pub(super) spot: Spot,
    pub(super) floor: Option<i32>,
    pub(super) place: String,
    pub(super) text: String,
    /// The resident, if they have an account.
    pub(super) person: Option<PersonId>,
    pub(super) name: String,
    pub(super) phone: String,
    /// How long it takes, in minutes.
    pub(super) lasts: i32,
    /// Whether the resident is asked to choose a time.
    pub(super) asks: bool,
}

/// Who is to do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// Nobody yet.
    Nobody,
    /// Somebody.
    One(PersonId),
    /// Whoever of a firm comes first.
    Firm(FirmId),
    /// Whoever of the own people of the trade comes first.
    Trade,
}

/// Who is to do it, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) to: To,
    pub(super) day: Option<NaiveDate>,
    /// The moment to begin; without one it is done some time that day.
    pub(super) start: Option<Moment>,
    pub(super) lasts: i32,
}

/// The row of a job that is made at a moment.
pub(super) fn row(of: &Making, now: Moment, number: String, author: Option<PersonId>) -> Job {
    Job {
        id: JobId::fresh(now),
        company_id: of.company,
        number,
        request_id: of.request,
        building_id: of.building,
        entrance_id: of.entrance,
        premises_id: of.premises,
        category: of.category.code.to_owned(),
        spot: of.spot,
        floor: of.floor,
        place: of.place.clone(),
        text: of.text.clone(),
        person_id: of.person,
        name: of.name.clone(),
        phone: of.phone.clone(),
        stage: Stage::Offered,
        why: None,
        is_open: true,
        assignee_id: None,
        offered_to: Offered::Nobody,
        firm_id: None,
        skill: of.category.trade.skill(),
        day: None,
        starts_at: None,
        window_at: None,
        lasts: of.lasts,
        asks_window: of.asks && of.person.is_some(),
        changes: 0,
        code: String::new(),
        tries: 0,
        confirmed_as: None,
        confirmed_by: String::new(),
        version: 1,
        author_id: author,
        offered_at: None,
        done_at: None,
        created_at: now,
        updated_at: now,
    }
}

/// Writes a new job down.
pub(super) fn begin(tx: &mut Tx<'_>, doer: &Doer, of: &Making) -> Done<Job> {
    ask_house(tx, of.company, of.building)?;
    let now = tx.now();
    let zone = franchise::office(tx, of.company, now.date())?.zone;
    let year = zone.from_utc_datetime(&now).year();
    let number = numbers::next(tx, of.company, "job", year)?;
    let new = row(of, now, number, doer.person);
    store::changing::add(tx, &new)?;
    happened(tx, &new, doer, What::Made, "")?;
    Ok(new)
}

/// A dispatcher makes a job; the resident is asked for a time if that is wished.
pub(super) fn make(tx: &mut Tx<'_>, config: &Config, who: &Staff<Dispatcher>, of: &Making) -> Done<Job> {
    if let Some(request) = of.request
        && !requests::wanted(tx, who.reach(), request)?.request.is_open
    {
        return Err(Failure::Refused(Refused::RequestOver));
    }
    let doer = Doer::of(who, tx.now());
    let new = begin(tx, &doer, of)?;
    if new.asks_window {
        news::asked(tx, config, &new, &doer)?;
    }
    audit::by(who).did("dispatch.made", ("job", new.id)).with(json!({ "number": new.number })).record(tx)?;
    Ok(new)
}

/// The job as it was when it was decided upon.
fn decided(tx: &mut Tx<'_>, who: &Staff<Dispatcher>, (id, version): (JobId, i32)) -> Done<Placed> {
    let placed = store::one::within(tx, who.reach(), id)?;
    ask_house(tx, placed.0.company_id, placed.0.building_id)?;
    if placed.0.version != version {
        return Err(Failure::Refused(Refused::Changed));
    }
    Ok(placed)
}

/// Somebody who can be given it on that day.
fn somebody(crew: &[Crew], (of, at): &Placed, person: PersonId, day: Option<NaiveDate>) -> Done<Crew> {
    let one = crew.iter().find(|one| one.person == person);
    let there = |one: &&Crew| one.works_in(of.building_id, at.complex) && day.is_none_or(|day| one.is_there(day));
    one.filter(there).cloned().ok_or(Failure::Refused(Refused::Nobody))
}

/// The job with its executor and its time, before it is written.
fn planned(tx: &mut Tx<'_>, placed: &Placed, plan: &Plan) -> Done<(Job, String)> {
    let (of, now) = (&placed.0, tx.now());
    let crew = team::crew(tx, of.company_id, now.date())?;
    let mut is = Job { day: plan.day, starts_at: plan.start, lasts: plan.lasts, ..loose(of) };
    (is.starts_at, is.offered_at) = (plan.start, Some(now));
    let mut name = String::new();
    match plan.to {
        To::Nobody => (is.starts_at, is.offered_at) = (None, None),
        To::One(person) => {
            let one = somebody(&crew, placed, person, plan.day)?;
            (is.assignee_id, is.offered_to, is.firm_id) = (Some(person), Offered::One, one.firm.map(|(id, _)| id));
            name = one.name;
        }
        To::Firm(firm) => {
            let known = team::firms(tx, of.company_id)?.into_iter().find(|(id, _)| *id == firm);
            let Some((_, called)) = known else { return Err(Failure::Refused(Refused::Nobody)) };
            (is.offered_to, is.firm_id, is.starts_at) = (Offered::Firm, Some(firm), None);
            name = called;
        }
        To::Trade => (is.offered_to, is.starts_at) = (Offered::Trade, None),
    }
    // held before anything of it is touched: of two who give time away none waits for the other in a circle
    store::time::hold(tx, of.company_id)?;
    store::time::release(tx, of.company_id, of.id)?;
    if let (Some(person), Some(start)) = (is.assignee_id, is.starts_at)
        && !store::time::claim(tx, (of.company_id, of.id), person, &windows::cells(start, is.lasts))?
    {
        return Err(Failure::Refused(Refused::NoRoom));
    }
    // the resident keeps the two hours they were told while the work begins within them
    let zone = franchise::office(tx, of.company_id, now.date())?.zone;
    let told =
        of.window_at.filter(|window| is.starts_at.is_some_and(|start| start >= *window && start < *window + windows::WINDOW));
    is.window_at = told.or_else(|| is.starts_at.and_then(|start| windows::around(zone, start)));
    is.asks_window = of.asks_window && is.starts_at.is_none();
    Ok((is, name))
}

/// Offers it to somebody, at a time or some time that day.
pub(super) fn offer(tx: &mut Tx<'_>, config: &Config, who: &Staff<Dispatcher>, at: (JobId, i32), plan: &Plan) -> Done<Job> {
    let placed = decided(tx, who, at)?;
    let was = placed.0.clone();
    super::job::next(was.stage, Step::Offer).map_err(Failure::Refused)?;
    let (from, name) = planned(tx, &placed, plan)?;
    let is = place(tx, config, &Doer::of(who, tx.now()), (&was, from), &name)?;
    let details = json!({ "to": name, "day": plan.day, "start": plan.start });
    audit::by(who).did("dispatch.offered", ("job", is.id)).with(details).record(tx)?;
    Ok(is)
}

/// Writes a plan: whoever has accepted the job and keeps it need not accept another time.
pub(super) fn place(tx: &mut Tx<'_>, config: &Config, doer: &Doer, (was, from): (&Job, Job), name: &str) -> Done<Job> {
    let same = was.assignee_id.is_some() && was.assignee_id == from.assignee_id;
    let step = if same && was.stage == Stage::Accepted { Step::Choose } else { Step::Offer };
    let is = put(tx, config, doer, (was, from), step)?;
    if !same || was.stage != Stage::Accepted {
        happened(tx, &is, doer, What::Offered, name)?;
        news::offered(tx, config, was, &is, doer)?;
    }
    if is.starts_at != was.starts_at
        && let Some(start) = is.starts_at
    {
        let today = tx.now().date();
        let zone = franchise::office(tx, is.company_id, today)?.zone;
        happened(tx, &is, doer, What::Timed, &start.format("%Y-%m-%dT%H:%M:%S").to_string())?;
        news::timed(tx, config, &is, doer, zone)?;
    }
    Ok(is)
}

/// Looks at what was done: it is good, or goes back to whoever did it.
pub(super) fn check(
    tx: &mut Tx<'_>,
    config: &Config,
    who: &Staff<Dispatcher>,
    at: (JobId, i32),
    wrong: Option<&str>,
) -> Done<Job> {
    let (was, _) = decided(tx, who, at)?;
    let doer = Doer::of(who, tx.now());
    let Some(wrong) = wrong else {
        let is = put(tx, config, &doer, (&was, was.clone()), Step::Verify)?;
        audit::by(who).did("dispatch.verified", ("job", is.id)).record(tx)?;
        return Ok(is);
    };
    let from =
        Job { day: None, starts_at: None, window_at: None, confirmed_as: None, confirmed_by: String::new(), ..was.clone() };
    let is = put(tx, config, &doer, (&was, from), Step::Return)?;
    happened(tx, &is, &doer, What::Returned, wrong)?;
    news::returned(tx, config, &is, &doer, wrong)?;
    audit::by(who).did("dispatch.returned", ("job", is.id)).with(json!({ "words": wrong })).record(tx)?;
    Ok(is)
}

/// Calls it off.
pub(super) fn cancel(tx: &mut Tx<'_>, config: &Config, who: &Staff<Dispatcher>, at: (JobId, i32), why: &str) -> Done<Job> {
    let (was, _) = decided(tx, who, at)?;
    let doer = Doer::of(who, tx.now());
    let is = put(tx, config, &doer, (&was, Job { starts_at: None, ..was.clone() }), Step::Cancel)?;
    news::cancelled(tx, config, &is, &doer, why)?;
    audit::by(who).did("dispatch.cancelled", ("job", is.id)).with(json!({ "words": why })).record(tx)?;
    Ok(is)
}
