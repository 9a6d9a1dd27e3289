//! From one stage to the next: what every step has in common. It is written down with the time of whoever did it, the request goes along,
//! time that is not needed is free again, what was confided is erased at the end, and those concerned are told. Of two who step at once
//! one does, and the other gets a sentence.

use diesel::QueryResult;

use super::job::{Step, next};
use super::kind::{HappeningId, Offered, What, Why};
use super::refused::Refused;
use super::rows::{Event, Job};
use super::stage::Stage;
use super::{news, store};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Failure, Tx};
use crate::requests::{self, Wait, Work};
use crate::web::actor::Acting;
use crate::web::secrets;
use crate::who::PersonId;

pub(super) type Done<T> = Result<T, Failure<Refused>>;

/// Who does something, and when by their own clock.
#[derive(Clone, Debug)]
pub(super) struct Doer {
    pub(super) person: Option<PersonId>,
    pub(super) name: String,
    /// By their clock; of those who have a network it is ours.
    pub(super) at: Moment,
}

impl Doer {
    pub(super) fn of(who: &impl Acting, at: Moment) -> Self {
        Self { person: Some(who.person()), name: who.name().to_owned(), at }
    }
}

/// Writes down that something happened.
pub(super) fn happened(tx: &mut Tx<'_>, of: &Job, doer: &Doer, what: What, details: &str) -> QueryResult<()> {
    let event = Event {
        id: HappeningId::fresh(tx.now()),
        company_id: of.company_id,
        job_id: of.id,
        what,
        actor_id: doer.person,
        name: doer.name.clone(),
        details: details.to_owned(),
        happened_at: doer.at,
        created_at: tx.now(),
    };
    store::changing::happened(tx, &event).map(drop)
}

/// Writes a job back, if nobody has changed it since it was read.
pub(super) fn keep(tx: &mut Tx<'_>, was: &Job, is: Job) -> Done<Job> {
    let is = Job { version: was.version + 1, updated_at: tx.now(), ..is };
    if store::changing::save(tx, was.version, &is)? { Ok(is) } else { Err(Failure::Refused(Refused::Changed)) }
}

/// What a stage brings with it besides its name.
fn arrived(tx: &mut Tx<'_>, mut is: Job, at: Moment) -> QueryResult<Job> {
    let waits_for_time = is.why == Some(Why::Access);
    match is.stage {
        Stage::OnSite if is.code.is_empty() => is.code = code(),
        Stage::Paused if waits_for_time => {
            (is.starts_at, is.window_at, is.day) = (None, None, None);
            (is.asks_window, is.changes) = (is.person_id.is_some(), 0);
        }
        Stage::Done => is.done_at = Some(at),
        Stage::Offered => is.done_at = None,
        _ => {}
    }
    if !is.is_open {
        store::notes::erase(tx, is.company_id, is.id)?;
        is.asks_window = false;
    }
    // whoever has been there needs the rest of the time no more; what is given back is another one's to plan
    if !is.is_open || is.starts_at.is_none() {
        store::time::release(tx, is.company_id, is.id)?;
    }
    Ok(is)
}

/// Six digits that are read out.
fn code() -> String {
    let [a, b, c, d] = secrets::random::<4>();
    format!("{:06}", u32::from_be_bytes([a, b, c, d]) % 1_000_000)
}

/// Takes a job to its next stage; `from` is the job as it was, with what else changes.
pub(super) fn put(tx: &mut Tx<'_>, config: &Config, doer: &Doer, (was, from): (&Job, Job), step: Step) -> Done<Job> {
    let stage = next(was.stage, step).map_err(Failure::Refused)?;
    let why = if let Step::Pause(why) = step { Some(why) } else { None };
    let is = arrived(tx, Job { stage, why, is_open: stage.is_open(), ..from }, doer.at)?;
    let is = keep(tx, was, is)?;
    let moved = stage != was.stage;
    if moved {
        let details = why.map_or_else(|| stage.word().to_owned(), |why| format!("{stage} {why}"));
        happened(tx, &is, doer, What::Moved, &details)?;
        carry(tx, config, was, &is)?;
        news::moved(tx, config, &is, doer)?;
    }
    Ok(is)
}

/// The request goes along.
fn carry(tx: &mut Tx<'_>, config: &Config, was: &Job, is: &Job) -> Done<()> {
    let (Some(request), Some(person)) = (is.request_id, is.assignee_id.or(was.assignee_id)) else { return Ok(()) };
    let work = match (is.stage, is.why) {
        (Stage::Accepted, _) => Work::Taken,
        (Stage::OnTheWay | Stage::OnSite, _) => Work::Begun,
        (Stage::Paused, Some(Why::Parts)) => Work::Waits(Wait::Parts),
        (Stage::Paused, Some(Why::Access)) => Work::Waits(Wait::Resident),
        (Stage::Paused, _) => Work::Waits(Wait::Third),
        (Stage::Offered, _) if was.stage == Stage::Done => Work::Again,
        (Stage::Done, _) if store::board::others_open(tx, is.company_id, request, is.id)? == 0 => Work::Done,
        _ => return Ok(()),
    };
    let name = store::one::name(tx, Some(person))?;
    let followed = requests::follow(tx, config, (is.company_id, request), &(person, name), work);
    followed.map_err(|failure| match failure {
        Failure::Refused(no) => Failure::Refused(Refused::of_request(no)),
        Failure::Broken(broken) => Failure::Broken(broken),
    })
}

/// Nobody's: it waits for a dispatcher, without a time.
pub(super) fn loose(of: &Job) -> Job {
    Job { assignee_id: None, offered_to: Offered::Nobody, firm_id: None, starts_at: None, ..of.clone() }
}
