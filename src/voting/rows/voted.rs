//! Who votes, what they said, and what happened.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{ballots, meeting_owners, meeting_units, voting_events};
use crate::homes::{ContactId, EntranceId, HoldingId, Kind, PremisesId, RepresentativeId};
use crate::voting::arriving::{Channel, Standing};
use crate::voting::choice::Choices;
use crate::voting::meeting::MeetingId;
use crate::who::{CompanyId, PersonId};

crate::ids! {
    /// A ballot (*бюллетень*).
    BallotId,
    /// A place and day at which the notice was posted.
    PostingId,
}

/// A unit of the electorate, as it was on the day of the notice.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = meeting_units)]
pub struct Unit {
    /// Whose.
    pub company_id: CompanyId,
    /// Of which meeting.
    pub meeting_id: MeetingId,
    /// The premises.
    pub premises_id: PremisesId,
    /// What the bulletin calls it.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// The number on the door.
    pub number: String,
    /// Behind which entrance.
    pub entrance_id: Option<EntranceId>,
    /// That entrance's number; empty where there is none.
    pub entrance: String,
    /// On which floor.
    pub floor: Option<i32>,
    /// Area in hundredths of m².
    pub area: Option<i64>,
    /// Where it stands in a list.
    pub sort_key: String,
}

/// An owner of a unit, as it was on the day of the notice.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = meeting_owners)]
pub struct Owner {
    /// Whose.
    pub company_id: CompanyId,
    /// Of which meeting.
    pub meeting_id: MeetingId,
    /// The premises.
    pub premises_id: PremisesId,
    /// The company's card of them.
    pub contact_id: ContactId,
    /// By which holding.
    pub holding_id: HoldingId,
    /// Their account on that day.
    pub person_id: Option<PersonId>,
    /// Their full name on that day.
    pub name: String,
    /// The share's numerator.
    pub share_of: Option<i64>,
    /// The share's denominator.
    pub share_in: Option<i64>,
}

/// A ballot.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = ballots)]
pub struct BallotRow {
    /// Its id.
    pub id: BallotId,
    /// Whose.
    pub company_id: CompanyId,
    /// Of which meeting.
    pub meeting_id: MeetingId,
    /// Of which unit.
    pub premises_id: PremisesId,
    /// Its number among that unit's, from 1.
    pub version: i32,
    /// By which way it came.
    pub channel: Channel,
    /// What has become of it.
    pub standing: Standing,
    /// What it says, as letters.
    pub choices: String,
    /// Whose vote it is: an owner's card.
    pub voter_id: ContactId,
    /// That owner's full name.
    pub voter_name: String,
    /// The power of attorney by which it was cast.
    pub power_id: Option<RepresentativeId>,
    /// Who cast it: the account, or of whoever entered the sheet.
    pub caster_id: Option<PersonId>,
    /// Their full name.
    pub caster_name: String,
    /// Why it is invalid, or stands though disputed.
    pub why: String,
    /// The receipt its voter holds.
    pub receipt: String,
    /// The random text in the receipt.
    pub nonce: String,
    /// Its place in the chain of events.
    pub place: i64,
    /// When.
    pub cast_at: Moment,
}

impl BallotRow {
    /// What it says.
    pub fn choices(&self) -> Choices {
        Choices::read(&self.choices).unwrap_or_default()
    }
}

/// A line of the chain as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = voting_events)]
pub struct EventRow {
    /// Whose.
    pub company_id: CompanyId,
    /// Of which meeting.
    pub meeting_id: MeetingId,
    /// Its place, from 1.
    pub place: i64,
    /// The line, JSON as it was sealed.
    pub line: String,
    /// Its hash.
    pub hash: String,
}
