//! A request of before, put on the shelf as if it had gone its way: for the demo. Nobody is told.

use chrono::{Datelike, TimeDelta, TimeZone};
use diesel::QueryResult;

use super::clock::Counting;
use super::coming::{Coming, found_by, request};
use super::kind::{MessageId, RequestId, Tag, Timer};
use super::moving::reckon;
use super::rows::{Breach, Event, Happening, Message, Request};
use super::state::{Stage, State};
use super::{store, terms};
use crate::clock::Moment;
use crate::db::Tx;
use crate::homes::{self, PremisesId};
use crate::who::{PersonId, Reach};
use crate::{franchise, numbers};

/// Somebody with the name they had.
pub type Named = (PersonId, String);

/// How a request went.
#[derive(Clone, Debug)]
pub struct Past {
    /// As it came.
    pub coming: Coming,
    /// When.
    pub at: Moment,
    /// How far it is.
    pub state: State,
    /// Who of the staff answered.
    pub staff: Named,
    /// Who sees to it.
    pub assignee: Option<Named>,
    /// After how many minutes somebody answered.
    pub answered: Option<i64>,
    /// After how many hours it was done.
    pub done: Option<i64>,
    /// What was said, in turn: whether by staff, and what.
    pub said: Vec<(bool, String)>,
    /// How it was rated.
    pub rated: Option<(bool, Vec<Tag>)>,
    /// Who said «mine too».
    pub joined: Vec<(PersonId, PremisesId)>,
}

impl Past {
    fn answered_at(&self) -> Option<Moment> {
        self.answered.map(|minutes| self.at + TimeDelta::minutes(minutes))
    }

    fn done_at(&self) -> Option<Moment> {
        self.done.map(|hours| self.at + TimeDelta::hours(hours))
    }

    /// The steps it took, with when and by whom: `None` is the portal itself.
    fn steps(&self, ends: Moment) -> Vec<(Moment, Happening, String, bool)> {
        let mut all = Vec::new();
        if let Some(at) = self.answered_at() {
            all.push((at, Happening::Moved, Stage::Accepted.word().to_owned(), true));
            if let Some((_, name)) = &self.assignee {
                all.push((at + TimeDelta::minutes(2), Happening::Assigned, name.clone(), true));
            }
        }
        if let Some(at) = self.done_at() {
            all.push((at - TimeDelta::minutes(50), Happening::Moved, Stage::InWork.word().to_owned(), true));
            all.push((at, Happening::Moved, Stage::Done.word().to_owned(), true));
        }
        let stage = self.state.stage();
        if !matches!(stage, Stage::New | Stage::Accepted | Stage::Done) {
            let wait = if let State::Waiting(of) = self.state { format!(" {of}") } else { String::new() };
            all.push((ends, Happening::Moved, format!("{stage}{wait}"), stage != Stage::Closed));
        }
        all
    }
}

/// Puts it there.
///
/// # Errors
/// When the database fails.
pub fn settle(tx: &mut Tx<'_>, past: &Past) -> QueryResult<RequestId> {
    let of = &past.coming;
    let office = franchise::office(tx, of.company, past.at.date())?;
    let day = office.zone.from_utc_datetime(&past.at).date_naive();
    let promise = terms::counting(of.category, &store::terms::of(tx, of.company, of.category.code)?, day);
    let number = numbers::next(tx, of.company, "request", day.year())?;
    let mut new = request(of, past.at, number, promise).at(&past.state);
    let last = past.done_at().or_else(|| past.answered_at()).unwrap_or(past.at);
    let ends = last + if new.state == Stage::Closed { TimeDelta::hours(20) } else { TimeDelta::minutes(40) };
    new.answered_at = past.answered_at();
    new.done_at = past.done_at();
    new.closed_at = (!new.is_open).then_some(ends);
    new.assignee_id = past.assignee.as_ref().map(|(person, _)| *person);
    new.assigned_why = if new.assignee_id.is_some() { "rule".to_owned() } else { String::new() };
    new.updated_at = ends;
    let flat = match of.premises {
        Some(id) => homes::premises(tx, &Reach::whole(of.company), id)?.0.number,
        None => String::new(),
    };
    store::changing::add(tx, &new, found_by(&new, &flat))?;
    if !new.state.runs() {
        store::changing::pause(tx, of.company, new.id, new.state.word(), past.done_at().unwrap_or(ends))?;
    }
    let counting = Counting::new(&office, new.around_the_clock);
    let dues = [
        (Timer::Answer, counting.due(past.at, new.first_answer, &[]), new.answered_at),
        (Timer::Work, counting.due(past.at, new.resolution, &[]), new.done_at.or(Some(ends).filter(|_| !new.state.runs()))),
    ];
    reckon(tx, &office, &mut new)?;
    for (clock, due, met) in dues {
        let met = met.unwrap_or(tx.now());
        if let Some(due) = due.filter(|due| *due < met) {
            missed(tx, &mut new, clock, due)?;
        }
    }
    store::changing::save(tx, new.version, &new)?;
    story(tx, &new, past, ends)?;
    Ok(new.id)
}

fn missed(tx: &mut Tx<'_>, of: &mut Request, clock: Timer, due_at: Moment) -> QueryResult<()> {
    of.late = true;
    let breach = Breach {
        id: super::kind::BreachId::fresh(due_at),
        company_id: of.company_id,
        request_id: of.id,
        clock,
        due_at,
        noted_at: due_at + TimeDelta::minutes(5),
        cause: None,
        words: String::new(),
        said_by_id: None,
    };
    store::changing::missed(tx, &breach)?;
    event(tx, of, (breach.noted_at, Happening::Missed, clock.word()), None)
}

fn event(
    tx: &mut Tx<'_>,
    of: &Request,
    (at, what, details): (Moment, Happening, &str),
    by: Option<(&Named, bool)>,
) -> QueryResult<()> {
    let event = Event {
        id: MessageId::fresh(at),
        company_id: of.company_id,
        request_id: of.id,
        what,
        actor_id: by.map(|((person, _), _)| *person),
        name: by.map(|((_, name), _)| name.clone()).unwrap_or_default(),
        by_staff: by.is_none_or(|(_, by_staff)| by_staff),
        details: details.to_owned(),
        created_at: at,
    };
    store::changing::happened(tx, &event).map(drop)
}

/// What was said and what happened, at its own time.
fn story(tx: &mut Tx<'_>, of: &Request, past: &Past, ends: Moment) -> QueryResult<()> {
    let reporter = past.coming.reporter.map(|person| (person, past.coming.name.clone()));
    let came = reporter.as_ref().map_or((&past.staff, true), |named| (named, false));
    event(tx, of, (past.at, Happening::Came, ""), Some(came))?;
    for (at, what, details, by_staff) in past.steps(ends) {
        event(tx, of, (at, what, &details), by_staff.then_some((&past.staff, true)))?;
    }
    let mut at = past.answered_at().unwrap_or(past.at) + TimeDelta::minutes(3);
    for (by_staff, text) in &past.said {
        let author = if *by_staff { Some(&past.staff) } else { reporter.as_ref() };
        let message = Message {
            id: MessageId::fresh(at),
            company_id: of.company_id,
            request_id: of.id,
            author_id: author.map(|(person, _)| *person),
            name: author.map_or_else(|| past.coming.name.clone(), |(_, name)| name.clone()),
            by_staff: *by_staff,
            internal: false,
            text: text.clone(),
            created_at: at,
        };
        store::thread::add(tx, &message)?;
        at += TimeDelta::minutes(17);
    }
    for joiner in &past.joined {
        store::changing::join(tx, of.company_id, of.id, *joiner)?;
    }
    if let (Some((good, tags)), Some(person)) = (&past.rated, past.coming.reporter) {
        let tags: Vec<&str> = tags.iter().map(|tag| tag.word()).collect();
        store::changing::rate(tx, (of.company_id, of.id), person, (*good, &tags.join(" "), ""))?;
    }
    Ok(())
}
