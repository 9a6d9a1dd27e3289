//! The rows of voting.

mod voted;

use diesel::prelude::*;

use super::meeting::{Format, Initiator, MeetingId, Shown, State};
use super::question::{ArgumentId, Base, Formula, Outcome, QuestionId, Roll, Rule, Side};
use crate::announcements::AnnouncementId;
use crate::clock::Moment;
use crate::db::schema::{meeting_arguments, meeting_initiators, meeting_postings, meeting_questions, meetings};
use crate::homes::{BuildingId, ContactId, EntranceId, PremisesId};
use crate::money::Tiyn;
use crate::text::Locale;
use crate::who::{CompanyId, PersonId};

pub use voted::{BallotId, BallotRow, EventRow, Owner, PostingId, Unit};

/// A meeting.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = meetings, treat_none_as_null = true)]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// Whose.
    pub company_id: CompanyId,
    /// Of which building.
    pub building_id: BuildingId,
    /// The number people say: `2026-000012`.
    pub number: String,
    /// How far it has come.
    pub state: State,
    /// How it is held.
    pub format: Format,
    /// Whether one may vote in the portal.
    pub by_portal: bool,
    /// Whether one may vote on a sheet.
    pub by_paper: bool,
    /// Who called it.
    pub initiator: Initiator,
    /// The edition of the law it is held under: the day from which that stands.
    pub edition: chrono::NaiveDate,
    /// What it is about, in Kazakh.
    pub title_kk: String,
    /// What it is about, in Russian.
    pub title_ru: String,
    /// Where people come together, in Kazakh.
    pub venue_kk: String,
    /// Where people come together, in Russian.
    pub venue_ru: String,
    /// When people come together.
    pub meets_at: Option<Moment>,
    /// From when votes are taken.
    pub opens_at: Option<Moment>,
    /// Until when.
    pub closes_at: Option<Moment>,
    /// When owners see how others voted.
    pub shown: Shown,
    /// The full name of the chair of the meeting.
    pub chair: String,
    /// The full name of its secretary.
    pub secretary: String,
    /// The full names of those who count, a line each.
    pub tellers: String,
    /// The announcement by which owners were told.
    pub announcement_id: Option<AnnouncementId>,
    /// When they were told and the electorate was fixed.
    pub notified_at: Option<Moment>,
    /// When voting was over.
    pub closed_at: Option<Moment>,
    /// Why it was called off.
    pub cancelled_why: Option<String>,
    /// The hash of the electorate's list without names.
    pub roll_hash: String,
    /// The hash of the one with names.
    pub names_hash: String,
    /// How many events there were.
    pub head_place: i64,
    /// The hash of the last.
    pub head_hash: String,
    /// When it was.
    pub head_at: Moment,
    /// Who prepares it.
    pub author_id: PersonId,
    /// When it was begun.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
}

impl Meeting {
    /// What it is about; in Kazakh, or in Russian for all others.
    pub fn title(&self, locale: Locale) -> &str {
        in_words(locale, &self.title_kk, &self.title_ru)
    }

    /// Where people come together.
    pub fn venue(&self, locale: Locale) -> &str {
        in_words(locale, &self.venue_kk, &self.venue_ru)
    }

    /// Whether a reader may see how others voted.
    pub fn shows_votes(&self) -> bool {
        self.state.over() || (self.state == State::Open && self.shown == Shown::Live)
    }
}

/// The Kazakh words for who reads Kazakh, the Russian ones for everybody else; the other ones where these are empty.
pub fn in_words<'a>(locale: Locale, kk: &'a str, ru: &'a str) -> &'a str {
    let (first, second) = if locale == Locale::Kk { (kk, ru) } else { (ru, kk) };
    if first.is_empty() { second } else { first }
}

/// An owner who called the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = meeting_initiators)]
pub struct InitiatorRow {
    /// Whose.
    pub company_id: CompanyId,
    /// Of which meeting.
    pub meeting_id: MeetingId,
    /// Which of them, from 1.
    pub place: i32,
    /// The unit of theirs that is counted.
    pub premises_id: PremisesId,
    /// The company's card of them.
    pub contact_id: ContactId,
    /// Their full name.
    pub name: String,
    /// What they own, as people say it.
    pub unit: String,
}

/// That the notice was posted somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = meeting_postings)]
pub struct Posting {
    /// Its id; its photos stand on this id's shelf.
    pub id: PostingId,
    /// Whose.
    pub company_id: CompanyId,
    /// Of which meeting.
    pub meeting_id: MeetingId,
    /// Where: «entrances 1–3, by the lifts».
    pub place: String,
    /// On which day.
    pub posted_on: chrono::NaiveDate,
    /// Who says so.
    pub author_id: PersonId,
    /// When they said it.
    pub created_at: Moment,
}

/// A question of the agenda.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = meeting_questions, treat_none_as_null = true)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// Whose.
    pub company_id: CompanyId,
    /// Of which meeting.
    pub meeting_id: MeetingId,
    /// Its number on the agenda, from 1.
    pub place: i32,
    /// The item of art. 42(5) that it is.
    pub item: i32,
    /// Whose votes it asks for.
    pub roll: Roll,
    /// Of which entrance, where it is that entrance's matter.
    pub entrance_id: Option<EntranceId>,
    /// What the votes for it are counted against.
    pub base: Base,
    /// Numerator of what must be exceeded.
    pub over_of: i32,
    /// Denominator.
    pub over_in: i32,
    /// Numerator of the quorum.
    pub quorum_of: i32,
    /// Denominator.
    pub quorum_in: i32,
    /// The article that says so.
    pub article: String,
    /// The question in Kazakh, a line.
    pub title_kk: String,
    /// The question in Russian, a line.
    pub title_ru: String,
    /// The decision that is proposed, in Kazakh.
    pub text_kk: String,
    /// The decision that is proposed, in Russian.
    pub text_ru: String,
    /// How what somebody pays follows from it.
    pub formula: Formula,
    /// The rate so far, in tiyn.
    pub was: i64,
    /// The rate from then on, in tiyn.
    pub becomes: i64,
    /// What it came to.
    pub result: Outcome,
}

impl Question {
    /// What carries it.
    pub fn rule(&self) -> Rule {
        Rule { base: self.base, over: (self.over_of, self.over_in), quorum: (self.quorum_of, self.quorum_in) }
    }

    /// The question for a reader.
    pub fn title(&self, locale: Locale) -> &str {
        in_words(locale, &self.title_kk, &self.title_ru)
    }

    /// The decision that is proposed.
    pub fn text(&self, locale: Locale) -> &str {
        in_words(locale, &self.text_kk, &self.text_ru)
    }

    /// Whether a unit is asked.
    pub fn asks(&self, unit: &Unit) -> bool {
        self.roll.asks(unit.kind, self.entrance_id.is_some() && self.entrance_id == unit.entrance_id)
    }

    /// What a unit of that area pays so far and would pay then.
    pub fn consequence(&self, area: Option<i64>) -> Option<(Tiyn, Tiyn)> {
        self.formula.charge(Tiyn(self.was), area).zip(self.formula.charge(Tiyn(self.becomes), area))
    }
}

/// What speaks for a question or against it.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = meeting_arguments)]
pub struct Argument {
    /// Its id.
    pub id: ArgumentId,
    /// Whose.
    pub company_id: CompanyId,
    /// Of which meeting.
    pub meeting_id: MeetingId,
    /// Of which question.
    pub question_id: QuestionId,
    /// On which side.
    pub side: Side,
    /// In Kazakh.
    pub text_kk: String,
    /// In Russian.
    pub text_ru: String,
    /// Who entered it.
    pub author_id: PersonId,
    /// When.
    pub created_at: Moment,
}
