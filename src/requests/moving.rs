//! From one state to the next: what every step has in common. The clocks stop and go on, a missed term is noted, what happened is written
//! down, and those who asked are told. Of two who step at once one does, and the other gets a sentence.

use chrono::TimeDelta;
use diesel::QueryResult;

use super::clock::Counting;
use super::kind::{BreachId, MessageId, Timer};
use super::news;
use super::refused::Refused;
use super::rows::{Breach, Event, Happening, Request};
use super::state::{Stage, State};
use super::store;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Failure, Tx};
use crate::franchise::{self, Office};
use crate::web::actor::{Acting, Dispatcher, Resident, Staff};
use crate::who::PersonId;

/// How long done work may be looked at before it is taken as fixed.
pub const LOOKED_AT: TimeDelta = TimeDelta::days(7);

pub(super) type Done<T> = Result<T, Failure<Refused>>;

/// Who does something to a request.
#[derive(Clone, Debug)]
pub(super) struct Doer {
    pub(super) person: Option<PersonId>,
    pub(super) name: String,
    pub(super) by_staff: bool,
}

impl Doer {
    pub(super) fn staff(who: &Staff<Dispatcher>) -> Self {
        Self { person: Some(who.person()), name: who.name().to_owned(), by_staff: true }
    }

    pub(super) fn resident(who: &Resident) -> Self {
        Self { person: Some(who.person()), name: who.name().to_owned(), by_staff: false }
    }

    /// The portal itself, by the clock.
    pub(super) fn portal() -> Self {
        Self { person: None, name: String::new(), by_staff: true }
    }
}

/// The office whose time counts for a request.
pub(super) fn office_of(tx: &mut Tx<'_>, of: &Request) -> QueryResult<Office> {
    franchise::office(tx, of.company_id, of.created_at.date())
}

/// Writes down that something happened.
pub(super) fn happened(tx: &mut Tx<'_>, of: &Request, doer: &Doer, what: Happening, details: &str) -> QueryResult<()> {
    let event = Event {
        id: MessageId::fresh(tx.now()),
        company_id: of.company_id,
        request_id: of.id,
        what,
        actor_id: doer.person,
        name: doer.name.clone(),
        by_staff: doer.by_staff,
        details: details.to_owned(),
        created_at: tx.now(),
    };
    store::changing::happened(tx, &event).map(drop)
}

/// Notes a term that has run out by now.
pub(super) fn note_missed(tx: &mut Tx<'_>, of: &mut Request) -> QueryResult<()> {
    let now = tx.now();
    for (clock, due) in [(Timer::Answer, of.answer_due), (Timer::Work, of.work_due)] {
        let Some(due_at) = due.filter(|due| *due < now) else { continue };
        let breach = Breach {
            id: BreachId::fresh(now),
            company_id: of.company_id,
            request_id: of.id,
            clock,
            due_at,
            noted_at: now,
            cause: None,
            words: String::new(),
            said_by_id: None,
        };
        of.late = true;
        if store::changing::missed(tx, &breach)? {
            happened(tx, of, &Doer::portal(), Happening::Missed, clock.word())?;
        }
    }
    Ok(())
}

/// Reckons both due moments anew.
pub(super) fn reckon(tx: &mut Tx<'_>, office: &Office, of: &mut Request) -> QueryResult<()> {
    let counting = Counting::new(office, of.around_the_clock);
    of.answer_due = if of.answered_at.is_none() { counting.due(of.created_at, of.first_answer, &[]) } else { None };
    of.work_due = if of.state.runs() {
        let pauses = store::one::pauses(tx, of.id)?;
        counting.due(of.created_at, of.resolution, &pauses)
    } else {
        None
    };
    Ok(())
}

/// Somebody of the staff has answered, if nobody had.
pub(super) fn answered(of: &mut Request, now: Moment) {
    if of.answered_at.is_none() {
        of.answered_at = Some(now);
        of.answer_due = None;
    }
}

/// Writes a request back, if nobody has changed it since it was read.
pub(super) fn keep(tx: &mut Tx<'_>, was: &Request, is: Request) -> Done<Request> {
    let is = Request { version: was.version + 1, updated_at: tx.now(), ..is };
    if store::changing::save(tx, was.version, &is)? { Ok(is) } else { Err(Failure::Refused(Refused::Changed)) }
}

/// Takes a request to its next state.
pub(super) fn put(tx: &mut Tx<'_>, config: &Config, doer: &Doer, was: &Request, next: &State) -> Done<Request> {
    let now = tx.now();
    let mut is = was.clone();
    note_missed(tx, &mut is)?;
    is = is.at(next);
    if doer.by_staff && doer.person.is_some() {
        answered(&mut is, now);
    }
    is.done_at = match next.stage() {
        Stage::Done => Some(now),
        Stage::Closed => was.done_at,
        _ => None,
    };
    is.closed_at = (!is.is_open).then_some(now);
    // a request that is over waits for nobody's answer
    if !is.is_open {
        answered(&mut is, now);
    }
    if was.state.runs() && !is.state.runs() {
        store::changing::pause(tx, was.company_id, was.id, is.state.word(), now)?;
    } else if !was.state.runs() && is.state.runs() {
        store::changing::go_on(tx, was.company_id, was.id, now)?;
    }
    let office = office_of(tx, was)?;
    reckon(tx, &office, &mut is)?;
    let is = keep(tx, was, is)?;
    let details = is.waits_for.map_or_else(|| is.state.word().to_owned(), |of| format!("waiting {of}"));
    happened(tx, &is, doer, Happening::Moved, &details)?;
    news::moved(tx, config, &is, doer, &office)?;
    Ok(is)
}
