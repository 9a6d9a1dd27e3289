//! What staff do about requests. Each act names the version it was decided on: of two dispatchers one wins, the other gets a sentence.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeZone};
use diesel::QueryResult;
use serde_json::json;

use super::assigning::{Suggestion, best};
use super::category::Category;
use super::coming::{Coming, ask_house, begin};
use super::kind::{BreachId, Cause, RequestId, Wait};
use super::mentioning::mentioned;
use super::moving::{Doer, Done, happened, keep, note_missed, office_of, put, reckon};
use super::refused::Refused;
use super::rows::{Happening, Request};
use super::state::{Decline, Stage, State};
use super::{asking, category, news, store, terms};
use crate::audit;
use crate::config::Config;
use crate::db::{Conn, Failure, Tx};
use crate::files::Kept;
use crate::team;
use crate::web::actor::{Acting, Dispatcher, Staff};
use crate::who::{CompanyId, Duty, PersonId, Reach};

/// A step that staff take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Accept,
    Start,
    Wait(Wait),
    Done,
    Close,
    Defer(NaiveDate),
    Decline(Decline),
    /// By the number of the other one.
    Duplicate(String),
    Forward(String),
}

/// The request as it was when it was decided upon; `version` 0 is for those who decide on many at once.
pub(super) fn decided(tx: &mut Tx<'_>, who: &Staff<Dispatcher>, id: RequestId, version: i32) -> Done<Request> {
    let (of, _) = store::one::within(tx, who.reach(), id)?;
    ask_house(tx, of.company_id, of.building_id)?;
    if version != 0 && of.version != version {
        return Err(Failure::Refused(Refused::Changed));
    }
    Ok(of)
}

/// Takes a step.
pub(super) fn step(
    tx: &mut Tx<'_>,
    config: &Config,
    who: &Staff<Dispatcher>,
    (id, version): (RequestId, i32),
    step: Step,
) -> Done<Request> {
    let was = decided(tx, who, id, version)?;
    let doer = Doer::staff(who);
    let next = next(tx, who, &was, step)?;
    let mut from = was.clone();
    if next == State::Accepted && from.assignee_id.is_none() {
        (from.assignee_id, from.assigned_why) = (doer.person, "accepted".to_owned());
    }
    let is = put(tx, config, &doer, &from, &next)?;
    if let State::Duplicate(of) = next {
        carry_over(tx, &doer, &is, of)?;
    }
    let details = json!({ "state_was": was.state, "state_is": is.state });
    audit::by(who).did("requests.moved", ("request", id)).with(details).record(tx)?;
    Ok(is)
}

/// The state that a step leads to.
fn next(tx: &mut Tx<'_>, who: &Staff<Dispatcher>, was: &Request, step: Step) -> Done<State> {
    let today = office_of(tx, was)?.zone.from_utc_datetime(&tx.now()).date_naive();
    let state = was.state();
    let next = match step {
        Step::Accept => state.accept(),
        Step::Start => state.start(),
        Step::Wait(of) => state.wait(of),
        Step::Done => state.done(),
        Step::Defer(until) => state.defer(until, today),
        Step::Decline(why) => state.decline(why),
        Step::Forward(to) => state.forward(to),
        Step::Close => {
            // who has an account says it themselves, or says nothing for a week
            let asks = was.reporter_id.is_some() || was.joined > 0;
            if asks && was.state == Stage::Done { Err(Refused::NotYours) } else { state.close() }
        }
        Step::Duplicate(number) => {
            let other = store::one::numbered(tx, who.reach(), &number)?.filter(|other| other.id != was.id);
            let Some(other) = other else { return Err(Failure::Refused(Refused::NoSuch)) };
            state.duplicate(other.duplicate_of_id.filter(|of| *of != was.id).unwrap_or(other.id))
        }
    };
    next.map_err(Failure::Refused)
}

/// Whoever asked for a duplicate belongs to the other one from now on.
fn carry_over(tx: &mut Tx<'_>, doer: &Doer, from: &Request, to: RequestId) -> QueryResult<()> {
    let mut people = store::one::joiners(tx, from.id)?;
    people.extend(from.reporter_id.zip(from.premises_id));
    let (other, _) = store::one::within(tx, &Reach::whole(from.company_id), to)?;
    for (person, premises) in people {
        if other.reporter_id != Some(person) {
            store::changing::join(tx, from.company_id, to, (person, premises))?;
        }
    }
    happened(tx, &other, doer, Happening::Merged, &from.number)
}

/// Whoever may be given it, and the best of them.
pub(super) fn hands(
    conn: &mut Conn,
    company: CompanyId,
    of: &Request,
    today: NaiveDate,
) -> QueryResult<(Vec<team::Hand>, Option<Suggestion>)> {
    let hands = team::hands(conn, company, of.building_id, today)?;
    let people: Vec<PersonId> = hands.iter().map(|hand| hand.person).collect();
    let busy: HashMap<PersonId, i64> = store::desk::load_of(conn, company, &people)?.into_iter().collect();
    let suggested = best(&hands, category::known(&of.category).trade, &busy);
    Ok((hands, suggested))
}

/// Gives it to somebody who may have it, or to nobody.
pub(super) fn assign(
    tx: &mut Tx<'_>,
    who: &Staff<Dispatcher>,
    (id, version): (RequestId, i32),
    to: Option<PersonId>,
) -> Done<Request> {
    let was = decided(tx, who, id, version)?;
    if !was.is_open {
        return Err(Failure::Refused(Refused::State(was.state)));
    }
    let today = tx.today();
    let (hands, suggested) = hands(tx, was.company_id, &was, today)?;
    let name = match to {
        Some(person) => match hands.into_iter().find(|hand| hand.person == person) {
            Some(hand) => hand.name,
            None => return Err(Failure::Refused(Refused::Nobody)),
        },
        None => String::new(),
    };
    let by_rule = to.is_some() && suggested.is_some_and(|best| Some(best.person) == to);
    let why = if by_rule { "rule" } else { "chosen" };
    let is = keep(tx, &was, Request { assignee_id: to, assigned_why: why.to_owned(), ..was.clone() })?;
    happened(tx, &is, &Doer::staff(who), Happening::Assigned, &name)?;
    audit::by(who).did("requests.assigned", ("request", id)).with(json!({ "assignee": name })).record(tx)?;
    Ok(is)
}

/// Moves it to another category: its terms are those of that one, reckoned from its beginning.
pub(super) fn sort(
    tx: &mut Tx<'_>,
    who: &Staff<Dispatcher>,
    (id, version): (RequestId, i32),
    to: &'static Category,
) -> Done<Request> {
    let was = decided(tx, who, id, version)?;
    let office = office_of(tx, &was)?;
    let day = office.zone.from_utc_datetime(&was.created_at).date_naive();
    let own = store::terms::of(tx, was.company_id, to.code)?;
    let promise = terms::counting(to, &own, day);
    let mut is = was.clone();
    note_missed(tx, &mut is)?;
    (is.category, is.trade) = (to.code.to_owned(), to.trade.word().to_owned());
    (is.first_answer, is.resolution) = (promise.term.first_answer, promise.term.resolution);
    (is.around_the_clock, is.ground) = (promise.term.around_the_clock, promise.ground);
    reckon(tx, &office, &mut is)?;
    let is = keep(tx, &was, is)?;
    happened(tx, &is, &Doer::staff(who), Happening::Sorted, to.code)?;
    let details = json!({ "category_was": was.category, "category_is": is.category });
    audit::by(who).did("requests.sorted", ("request", id)).with(details).record(tx)?;
    Ok(is)
}

/// Makes two of one: what is split off comes as a request of the same people and place.
pub(super) fn split(
    tx: &mut Tx<'_>,
    config: &Config,
    who: &Staff<Dispatcher>,
    (id, version): (RequestId, i32),
    (category, text): (&'static Category, &str),
) -> Done<Request> {
    let was = decided(tx, who, id, version)?;
    let doer = Doer::staff(who);
    let new = begin(
        tx,
        config,
        &doer,
        &Coming {
            company: was.company_id,
            building: was.building_id,
            entrance: was.entrance_id,
            premises: was.premises_id,
            matter: was.matter,
            category,
            spot: was.spot,
            floor: was.floor,
            place: was.place.clone(),
            text: text.to_owned(),
            open_to_house: was.open_to_house,
            anonymous: was.anonymous,
            reporter: was.reporter_id,
            name: was.name.clone(),
            phone: was.phone.clone(),
            entered_by: Some(who.person()),
            linked: Some(was.id),
        },
    )?;
    happened(tx, &was, &doer, Happening::Split, &new.number)?;
    happened(tx, &new, &doer, Happening::Linked, &was.number)?;
    audit::by(who).did("requests.split", ("request", id)).with(json!({ "number": new.number })).record(tx)?;
    Ok(new)
}

/// Takes it to those above.
pub(super) fn escalate(
    tx: &mut Tx<'_>,
    config: &Config,
    who: &Staff<Dispatcher>,
    (id, version): (RequestId, i32),
    why: &str,
) -> Done<Request> {
    let was = decided(tx, who, id, version)?;
    if !was.is_open {
        return Err(Failure::Refused(Refused::State(was.state)));
    }
    let is = keep(tx, &was, Request { escalated_at: Some(tx.now()), ..was.clone() })?;
    let doer = Doer::staff(who);
    asking::write(tx, &is, &doer, why, true)?;
    happened(tx, &is, &doer, Happening::Escalated, "")?;
    let today = tx.today();
    let above = team::entrusted_at(tx, is.company_id, is.building_id, Duty::Admin, today)?;
    news::to_staff(tx, config, &is, "requests.news.escalated", &doer, above)?;
    audit::by(who).did("requests.escalated", ("request", id)).record(tx)?;
    Ok(is)
}

/// Says why a term was missed.
pub(super) fn explain(
    tx: &mut Tx<'_>,
    who: &Staff<Dispatcher>,
    id: RequestId,
    breach: BreachId,
    (cause, words): (Cause, &str),
) -> Done<()> {
    let of = decided(tx, who, id, 0)?;
    if store::changing::explain(tx, (of.company_id, of.id, breach), (cause, words), who.person())? == 0 {
        return Err(diesel::result::Error::NotFound.into());
    }
    Ok(audit::by(who).did("requests.explained", ("request", id)).with(json!({ "cause": cause })).record(tx)?)
}

/// Answers, or notes something for colleagues.
pub(super) fn answer(
    tx: &mut Tx<'_>,
    config: &Config,
    who: &Staff<Dispatcher>,
    id: RequestId,
    said: (&str, bool),
    pictures: &[Kept],
) -> Done<()> {
    let was = decided(tx, who, id, 0)?;
    let doer = Doer::staff(who);
    asking::answer(tx, config, &doer, &was, said, pictures)?;
    if said.1 {
        call(tx, config, &was, &doer, said.0)?;
    }
    Ok(audit::by(who).did("requests.answered", ("request", id)).with(json!({ "internal": said.1 })).record(tx)?)
}

/// Tells those whom a note calls, if they may read it.
fn call(tx: &mut Tx<'_>, config: &Config, of: &Request, doer: &Doer, text: &str) -> QueryResult<()> {
    let today = tx.today();
    let readers = team::entrusted_at(tx, of.company_id, of.building_id, Duty::Dispatcher, today)?;
    let called = mentioned(text, store::one::names(tx, &readers)?);
    news::to_staff(tx, config, of, "requests.news.mentioned", doer, called)
}

/// Writes a request down for somebody who called.
pub(super) fn enter(tx: &mut Tx<'_>, config: &Config, who: &Staff<Dispatcher>, of: &Coming) -> Done<Request> {
    let of = Coming { entered_by: Some(who.person()), ..of.clone() };
    let new = begin(tx, config, &Doer::staff(who), &of)?;
    audit::by(who).did("requests.entered", ("request", new.id)).with(json!({ "number": new.number })).record(tx)?;
    Ok(new)
}
