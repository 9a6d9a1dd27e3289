//! The rows of votes on paper.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::sheet::{EntryId, EntryState, Flaw, PrintId, SheetId, SheetState};
use crate::clock::Moment;
use crate::db::schema::{meeting_sheets, sheet_entries, sheet_prints};
use crate::homes::{ContactId, EntranceId, PremisesId, RepresentativeId};
use crate::jobs::JobId;
use crate::voting::arriving::Channel;
use crate::voting::choice::Choices;
use crate::voting::meeting::MeetingId;
use crate::who::{CompanyId, PersonId};

/// A sheet.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = meeting_sheets)]
pub(in crate::voting) struct Sheet {
    pub(in crate::voting) id: SheetId,
    pub(in crate::voting) company_id: CompanyId,
    pub(in crate::voting) meeting_id: MeetingId,
    pub(in crate::voting) premises_id: PremisesId,
    /// Its number in the meeting, from 1.
    pub(in crate::voting) number: i32,
    pub(in crate::voting) state: SheetState,
    /// Why it is spoiled or missing.
    pub(in crate::voting) why: String,
    pub(in crate::voting) author_id: PersonId,
    pub(in crate::voting) issued_at: Moment,
    /// When it came to the state it is in.
    pub(in crate::voting) settled_at: Option<Moment>,
}

/// What was read on a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(in crate::voting) struct Reading {
    pub(in crate::voting) flaw: Flaw,
    /// What it says to each question of the agenda; empty where it is no vote.
    pub(in crate::voting) choices: Choices,
    /// Whose vote it is: an owner's card and name.
    pub(in crate::voting) voter: Option<(ContactId, String)>,
    /// The power by which somebody signed for them.
    pub(in crate::voting) power: Option<RepresentativeId>,
    /// The day beside the signature.
    pub(in crate::voting) signed_on: Option<NaiveDate>,
}

impl Reading {
    /// Whether both say the same; of what is no vote only why it is none.
    pub(in crate::voting) fn agrees(&self, other: &Self) -> bool {
        let card = |of: &Self| of.voter.as_ref().map(|(card, _)| *card);
        let same_vote = self.choices == other.choices && card(self) == card(other);
        let same_hand = self.power == other.power && self.signed_on == other.signed_on;
        self.flaw == other.flaw && (self.flaw != Flaw::None || (same_vote && same_hand))
    }
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = sheet_entries)]
pub(in crate::voting) struct Entry {
    pub(in crate::voting) id: EntryId,
    pub(in crate::voting) company_id: CompanyId,
    pub(in crate::voting) meeting_id: MeetingId,
    pub(in crate::voting) premises_id: PremisesId,
    /// The sheet; none in the list of those who came.
    pub(in crate::voting) sheet_id: Option<SheetId>,
    pub(in crate::voting) channel: Channel,
    pub(in crate::voting) state: EntryState,
    pub(in crate::voting) flaw: Flaw,
    pub(in crate::voting) choices: String,
    pub(in crate::voting) voter_id: Option<ContactId>,
    pub(in crate::voting) voter_name: String,
    pub(in crate::voting) power_id: Option<RepresentativeId>,
    pub(in crate::voting) signed_on: Option<NaiveDate>,
    pub(in crate::voting) entered_by: PersonId,
    pub(in crate::voting) entered_name: String,
    pub(in crate::voting) entered_at: Moment,
    pub(in crate::voting) second_flaw: Flaw,
    pub(in crate::voting) second_choices: String,
    pub(in crate::voting) second_voter_id: Option<ContactId>,
    pub(in crate::voting) second_voter_name: String,
    pub(in crate::voting) second_power_id: Option<RepresentativeId>,
    pub(in crate::voting) second_signed_on: Option<NaiveDate>,
    pub(in crate::voting) checked_by: Option<PersonId>,
    pub(in crate::voting) checked_name: String,
    pub(in crate::voting) checked_at: Option<Moment>,
    /// Why it was refused.
    pub(in crate::voting) why: String,
}

impl Entry {
    /// What the first person read.
    pub(in crate::voting) fn first(&self) -> Reading {
        Reading {
            flaw: self.flaw,
            choices: Choices::read(&self.choices).unwrap_or_default(),
            voter: self.voter_id.map(|card| (card, self.voter_name.clone())),
            power: self.power_id,
            signed_on: self.signed_on,
        }
    }

    /// What the second person read, once somebody did.
    pub(in crate::voting) fn second(&self) -> Option<Reading> {
        self.checked_by.map(|_| Reading {
            flaw: self.second_flaw,
            choices: Choices::read(&self.second_choices).unwrap_or_default(),
            voter: self.second_voter_id.map(|card| (card, self.second_voter_name.clone())),
            power: self.second_power_id,
            signed_on: self.second_signed_on,
        })
    }
}

/// A printing of sheets.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = sheet_prints)]
pub(in crate::voting) struct Printing {
    pub(in crate::voting) id: PrintId,
    pub(in crate::voting) company_id: CompanyId,
    pub(in crate::voting) meeting_id: MeetingId,
    /// Of one entrance; `None` for all of the building.
    pub(in crate::voting) entrance_id: Option<EntranceId>,
    /// How many sheets it has.
    pub(in crate::voting) sheets: i32,
    pub(in crate::voting) job_id: Option<JobId>,
    pub(in crate::voting) author_id: PersonId,
    pub(in crate::voting) created_at: Moment,
    pub(in crate::voting) done_at: Option<Moment>,
}
