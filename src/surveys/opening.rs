//! Opening a survey, putting its end off, ending it, taking it back.

use std::collections::{BTreeMap, HashMap, HashSet};

use diesel::QueryResult;
use serde_json::json;

use super::jobs::{Occasion, Tell};
use super::kind::{Breakdown, State, SurveyId};
use super::ready::Refused;
use super::rows::{AnswerRow, Survey};
use super::{Done, hidden, no, ready, standing, store, zone};
use crate::audit::{self, By};
use crate::clock::Moment;
use crate::db::Tx;
use crate::homes::{self, Reached};
use crate::web::actor::{Staff, Surveyor};
use crate::who::PersonId;
use crate::{jobs, notices};

/// Opens a draft: from now on its questions stand.
pub(super) fn open(tx: &mut Tx<'_>, who: &Staff<Surveyor>, id: SurveyId) -> Done<()> {
    let now = tx.now();
    let (was, scopes) = zone::with_scopes(tx, who.reach(), id)?;
    ready::check(&was, &scopes, now).map_err(crate::db::Failure::Refused)?;
    let reached = homes::reached(tx, was.company_id, &scopes, now)?;
    let is = Survey {
        state: State::Open,
        asked: i64::try_from(people(&reached).len()).unwrap_or(i64::MAX),
        kept_groups: kept_groups(was.breakdown, &reached),
        opened_at: Some(now),
        updated_at: now,
        ..was.clone()
    };
    if !store::desk::advance(tx, &was, &is)? {
        return no(Refused::ChangedMeanwhile);
    }
    jobs::enqueue(tx, &Tell::of(&is, Occasion::Opened))?;
    let line = audit::by(who).did("surveys.opened", ("survey", id));
    Ok(line.with(json!({ "closes_at": is.closes_at, "anonymous": is.anonymous })).record(tx)?)
}

/// Everybody with an account, once.
pub(super) fn people(reached: &[Reached]) -> HashSet<PersonId> {
    reached.iter().filter_map(|row| row.person).collect()
}

/// The groups of so many people with an account that one of them is not known by their group: only these are kept with an anonymous answer.
fn kept_groups(by: Breakdown, reached: &[Reached]) -> String {
    let mut groups: BTreeMap<String, HashSet<PersonId>> = BTreeMap::new();
    for row in reached {
        let entrance = row.entrance.map(|id| id.to_string());
        let name = standing::name(by, &row.building.to_string(), entrance.as_deref(), row.holds);
        groups.entry(name).or_default().extend(row.person);
    }
    let large = |people: &HashSet<PersonId>| u64::try_from(people.len()).is_ok_and(|many| many >= hidden::FEWEST);
    let kept: Vec<String> = groups.into_iter().filter(|(_, people)| large(people)).map(|(name, _)| name).collect();
    kept.join(" ")
}

/// Puts the end of an open survey off.
pub(super) fn extend(tx: &mut Tx<'_>, who: &Staff<Surveyor>, id: SurveyId, until: Moment) -> Done<()> {
    let now = tx.now();
    let was = zone::one(tx, who.reach(), id)?;
    if !was.is_open(now) {
        return no(Refused::NotOpen);
    }
    if was.closes_at.is_some_and(|end| until <= end) || until <= now {
        return no(Refused::NotLater);
    }
    // who has not answered by then is reminded once more
    let is = Survey { closes_at: Some(until), reminded_at: None, updated_at: now, ..was.clone() };
    if !store::desk::advance(tx, &was, &is)? {
        return no(Refused::ChangedMeanwhile);
    }
    let line = audit::by(who).did("surveys.extended", ("survey", id));
    Ok(line.with(json!({ "closes_at_was": was.closes_at, "closes_at_is": until })).record(tx)?)
}

/// Ends an open survey before its day.
pub(super) fn close(tx: &mut Tx<'_>, who: &Staff<Surveyor>, id: SurveyId) -> Done<()> {
    let was = zone::one(tx, who.reach(), id)?;
    if was.state != State::Open || !end(tx, &was)? {
        return no(Refused::NotOpen);
    }
    Ok(audit::by(who).did("surveys.closed", ("survey", id)).record(tx)?)
}

/// Ends one whose day has come; nothing if somebody else did.
pub(super) fn close_by_clock(tx: &mut Tx<'_>, was: &Survey) -> QueryResult<()> {
    if end(tx, was)? {
        By::portal(Some(was.company_id)).did("surveys.closed", ("survey", was.id)).record(tx)?;
    }
    Ok(())
}

/// Ends it and has those told who are to see the results; `false` when it is not open any more, or its end was put off.
fn end(tx: &mut Tx<'_>, was: &Survey) -> QueryResult<bool> {
    let now = tx.now();
    let is = Survey { state: State::Closed, closed_at: Some(now), updated_at: now, ..was.clone() };
    if !store::desk::advance(tx, was, &is)? {
        return Ok(false);
    }
    if is.anonymous {
        forget_small(tx, &is)?;
    }
    // the news that it is open is no news any more
    notices::withdraw(tx, &is.id.to_string())?;
    jobs::enqueue(tx, &Tell::of(&is, Occasion::Results))?;
    Ok(true)
}

/// Takes from the answers of an anonymous survey the names of groups that nobody may see, for good.
pub(super) fn forget_small(tx: &mut Tx<'_>, of: &Survey) -> QueryResult<()> {
    let mut rows = store::answers::all(tx, of.company_id, of.id)?;
    let mut sizes: HashMap<String, u64> = HashMap::new();
    rows.iter().for_each(|row| *sizes.entry(row.belongs.clone()).or_default() += 1);
    let groups: Vec<(String, u64)> = sizes.into_iter().collect();
    let hide = hidden::hidden(&groups.iter().map(|(_, size)| *size).collect::<Vec<_>>());
    let gone: HashSet<&String> = groups.iter().zip(hide).filter(|(_, hide)| *hide).map(|((name, _), _)| name).collect();
    let forget = |row: &mut AnswerRow| {
        if gone.contains(&row.belongs) {
            row.belongs = String::new();
        }
    };
    rows.iter_mut().for_each(forget);
    store::answers::lay_down(tx, of.company_id, of.id, rows)
}

/// Takes a survey back, with a reason that everybody reads.
pub(super) fn withdraw(tx: &mut Tx<'_>, who: &Staff<Surveyor>, id: SurveyId, why: &str) -> Done<()> {
    let now = tx.now();
    let was = zone::one(tx, who.reach(), id)?;
    if !matches!(was.state, State::Open | State::Closed) {
        return no(Refused::NotOpen);
    }
    let is = Survey {
        state: State::Withdrawn,
        closed_at: was.closed_at.or(Some(now)),
        withdrawn_why: Some(why.to_owned()),
        updated_at: now,
        ..was.clone()
    };
    if !store::desk::advance(tx, &was, &is)? {
        return no(Refused::ChangedMeanwhile);
    }
    notices::withdraw(tx, &id.to_string())?;
    Ok(audit::by(who).did("surveys.withdrawn", ("survey", id)).with(json!({ "why": why })).record(tx)?)
}
