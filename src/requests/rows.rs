//! The rows of requests.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::clock::{Pause, Term};
use super::kind::{BreachId, Cause, Matter, MessageId, Reason, RequestId, Spot, Timer, Wait};
use super::state::{Decline, Stage, State};
use crate::clock::Moment;
use crate::db::schema::{request_breaches, request_events, request_messages, requests};
use crate::homes::{BuildingId, EntranceId, PremisesId};
use crate::who::{CompanyId, PersonId};

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = requests, treat_none_as_null = true)]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// Whose.
    pub company_id: CompanyId,
    /// The number people say: `2026-000123`.
    pub number: String,
    /// What is wanted.
    pub matter: Matter,
    /// The category's code.
    pub category: String,
    /// What kind of thing it is, as a word.
    pub trade: String,
    /// How far it is, by name.
    pub state: Stage,
    /// Whether somebody still has to do something.
    pub is_open: bool,
    /// For what it waits.
    pub waits_for: Option<Wait>,
    /// Until when it is put off.
    pub until_day: Option<NaiveDate>,
    /// Why it was declined.
    pub reason: Option<Reason>,
    /// Who is responsible instead, or to whom it was passed on.
    pub other: String,
    /// Of which it is a duplicate.
    pub duplicate_of_id: Option<RequestId>,
    /// From which it follows.
    pub linked_id: Option<RequestId>,
    /// How often it was changed: of two who change it at once, one does.
    pub version: i32,
    /// In which building.
    pub building_id: BuildingId,
    /// At which entrance.
    pub entrance_id: Option<EntranceId>,
    /// In or from which premises.
    pub premises_id: Option<PremisesId>,
    /// Where.
    pub spot: Spot,
    /// On which floor.
    pub floor: Option<i32>,
    /// Where, in words.
    pub place: String,
    /// What is the matter.
    pub text: String,
    /// What makes it the same text.
    pub same_key: String,
    /// Whether neighbours see it.
    pub open_to_house: bool,
    /// Whether neighbours do not see from whom.
    pub anonymous: bool,
    /// Whether it is property of all.
    pub common: bool,
    /// Who asked, if they have an account.
    pub reporter_id: Option<PersonId>,
    /// Who asked, by the name they had then.
    pub name: String,
    /// Their phone as it was then.
    pub phone: String,
    /// Who of the staff wrote it down for them.
    pub entered_by_id: Option<PersonId>,
    /// Who sees to it.
    pub assignee_id: Option<PersonId>,
    /// Why they do: a word of ours, or staff's own.
    pub assigned_why: String,
    /// Minutes until the first answer.
    pub first_answer: i32,
    /// Minutes until it is done.
    pub resolution: i32,
    /// Whether every minute counts.
    pub around_the_clock: bool,
    /// The ground of the terms.
    pub ground: String,
    /// By when somebody answers; gone once somebody did.
    pub answer_due: Option<Moment>,
    /// When somebody answered.
    pub answered_at: Option<Moment>,
    /// By when it is done; gone while the clock stands.
    pub work_due: Option<Moment>,
    /// When it was done.
    pub done_at: Option<Moment>,
    /// When it was over.
    pub closed_at: Option<Moment>,
    /// How many joined it.
    pub joined: i32,
    /// How often it was not fixed.
    pub reopened: i32,
    /// Whether a term of it was missed.
    pub late: bool,
    /// When it was taken to those above.
    pub escalated_at: Option<Moment>,
    /// When a resident last said something.
    pub asked_at: Moment,
    /// When it came.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
}

impl Request {
    /// How far it is, with what belongs to it.
    pub fn state(&self) -> State {
        match self.state {
            Stage::New => State::New,
            Stage::Accepted => State::Accepted,
            Stage::InWork => State::InWork,
            Stage::Waiting => State::Waiting(self.waits_for.unwrap_or(Wait::Third)),
            Stage::Deferred => State::Deferred(self.until_day.unwrap_or_else(|| self.updated_at.date())),
            Stage::Done => State::Done,
            Stage::Closed => State::Closed,
            Stage::Declined => {
                State::Declined(Decline { reason: self.reason.unwrap_or(Reason::NotFound), responsible: self.other.clone() })
            }
            Stage::Duplicate => State::Duplicate(self.duplicate_of_id.unwrap_or(self.id)),
            Stage::Forwarded => State::Forwarded(self.other.clone()),
        }
    }

    /// The same that far.
    #[must_use]
    pub fn at(self, state: &State) -> Self {
        let stage = state.stage();
        let mut is = Self { state: stage, is_open: stage.is_open(), waits_for: None, until_day: None, reason: None, ..self };
        is.other = String::new();
        is.duplicate_of_id = None;
        match state {
            State::Waiting(of) => is.waits_for = Some(*of),
            State::Deferred(until) => is.until_day = Some(*until),
            State::Declined(why) => (is.reason, is.other) = (Some(why.reason), why.responsible.clone()),
            State::Duplicate(of) => is.duplicate_of_id = Some(*of),
            State::Forwarded(to) => is.other.clone_from(to),
            State::New | State::Accepted | State::InWork | State::Done | State::Closed => {}
        }
        is
    }

    /// Its terms.
    pub fn term(&self) -> Term {
        Term { first_answer: self.first_answer, resolution: self.resolution, around_the_clock: self.around_the_clock }
    }

    /// The due moment that comes first.
    pub fn due(&self) -> Option<Moment> {
        self.answer_due.into_iter().chain(self.work_due).min()
    }
}

/// Something that was said.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = request_messages)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Whose.
    pub company_id: CompanyId,
    /// In whose thread.
    pub request_id: RequestId,
    /// Who said it.
    pub author_id: Option<PersonId>,
    /// Their name then.
    pub name: String,
    /// Whether they work for the company.
    pub by_staff: bool,
    /// Whether only staff see it.
    pub internal: bool,
    /// What.
    pub text: String,
    /// When.
    pub created_at: Moment,
}

/// Something that happened.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = request_events)]
pub struct Event {
    /// Its id.
    pub id: MessageId,
    /// Whose.
    pub company_id: CompanyId,
    /// To which request.
    pub request_id: RequestId,
    /// What, as a word.
    pub what: Happening,
    /// Who did it.
    pub actor_id: Option<PersonId>,
    /// Their name then; empty for the portal itself.
    pub name: String,
    /// Whether they work for the company.
    pub by_staff: bool,
    /// What belongs to it: a state's word, a name, a number.
    pub details: String,
    /// When.
    pub created_at: Moment,
}

crate::words! {
    /// What can happen to a request.
    pub enum Happening {
        /// It came.
        Came = "came",
        /// It is another state now: the details name it.
        Moved = "moved",
        /// Somebody else sees to it: the details name them.
        Assigned = "assigned",
        /// It is of another category now.
        Sorted = "sorted",
        /// Somebody said «mine too».
        Joined = "joined",
        /// Somebody said that it is fixed.
        Confirmed = "confirmed",
        /// Somebody said that it is not fixed.
        Reopened = "reopened",
        /// A term was missed.
        Missed = "missed",
        /// It was taken to those above.
        Escalated = "escalated",
        /// Another one was split off: the details are its number.
        Split = "split",
        /// It follows from another one: the details are its number.
        Linked = "linked",
        /// Another one turned out to be the same: the details are its number.
        Merged = "merged",
        /// A part of a picture was covered.
        Covered = "covered",
    }
}

/// A missed term.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = request_breaches)]
pub struct Breach {
    /// Its id.
    pub id: BreachId,
    /// Whose.
    pub company_id: CompanyId,
    /// Of which request.
    pub request_id: RequestId,
    /// Which clock.
    pub clock: Timer,
    /// When it ran out.
    pub due_at: Moment,
    /// When that was noted.
    pub noted_at: Moment,
    /// Why, once somebody has said so.
    pub cause: Option<Cause>,
    /// Why, in words.
    pub words: String,
    /// Who said so.
    pub said_by_id: Option<PersonId>,
}

/// A pause as it is read.
pub(super) fn pauses(rows: Vec<(Moment, Option<Moment>)>) -> Vec<Pause> {
    rows.into_iter().map(|(since, until)| Pause { since, until }).collect()
}
