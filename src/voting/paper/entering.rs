//! A sheet comes back, and two people read it: one enters it, another enters it again without seeing what the first had read.
//!
//! Only when both have read the same does it become a ballot, or is found to be none. A sheet is entered once, and of two who enter the
//! same unit at once one is first: constraints see to both. The one who entered it cannot be the other, whatever is sent.

use serde_json::json;

use super::refused::Refused;
use super::rows::{Entry, Reading, Sheet};
use super::sheet::{EntryId, EntryState, Flaw, SheetState};
use super::{Done, held};
use crate::audit;
use crate::db::{Failure, Tx, taken};
use crate::homes::PremisesId;
use crate::voting::arriving::{self, Ballot, Channel, Standing};
use crate::voting::casting::{self, Cast};
use crate::voting::meeting::{Format, MeetingId, State};
use crate::voting::rows::{BallotRow, Meeting};
use crate::voting::store;
use crate::web::Refusal;
use crate::web::actor::{Acting, Secretary, Staff};
use crate::who::PersonId;

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entered {
    /// It waits for another person.
    Waits(EntryId),
    /// The unit had voted: the sheet is kept, and this is why it is no ballot.
    Kept(arriving::Refused),
}

/// From where an entry is taken.
#[derive(Clone, Debug)]
pub(super) enum From {
    /// A sheet.
    Sheet(Sheet),
    /// The list of those who came.
    List(PremisesId),
}

/// Who enters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hand<'a> {
    pub(super) person: PersonId,
    pub(super) name: &'a str,
}

const READING: [State; 2] = [State::Open, State::Counting];

/// Enters what was read.
pub(super) fn enter(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId, from: &From, read: &Reading) -> Done<Entered> {
    let meeting = held(tx, who, id, &READING)?;
    let hand = Hand { person: who.person(), name: who.name() };
    let entered = write(tx, &meeting, hand, from, read)?;
    match &entered {
        Entered::Waits(entry) => audit::by(who).did("voting.sheet_entered", ("sheet_entry", *entry)).record(tx)?,
        Entered::Kept(_) => {
            audit::by(who).did("voting.sheet_kept", ("meeting", id)).with(json!({ "sheet": of(from) })).record(tx)?;
        }
    }
    Ok(entered)
}

fn of(from: &From) -> Option<i32> {
    if let From::Sheet(sheet) = from { Some(sheet.number) } else { None }
}

/// The same without a line in the trail: the demo's meeting has a past.
pub(super) fn write(tx: &mut Tx<'_>, meeting: &Meeting, hand: Hand<'_>, from: &From, read: &Reading) -> Done<Entered> {
    let no = |refused| Err(Failure::Refused(refused));
    let (premises, channel) = match from {
        From::Sheet(_) if !meeting.by_paper => return no(Refused::NotNow),
        From::Sheet(sheet) => (sheet.premises_id, Channel::Paper),
        From::List(_) if meeting.format == Format::Absentee => return no(Refused::NotNow),
        From::List(premises) => (*premises, Channel::Hall),
    };
    let before = store::entries::open_of(tx, meeting.company_id, meeting.id, premises)?;
    match &before {
        Some(entry) if entry.state == EntryState::Differs => {
            store::entries::turn(tx, entry, EntryState::Differs, EntryState::Again, "")?;
        }
        Some(entry) if entry.sheet_id.is_some() == matches!(from, From::Sheet(_)) && entry.sheet_id.is_some() => {
            return no(Refused::Entered);
        }
        Some(_) => return no(Refused::UnitEntered),
        None => {}
    }
    if let From::Sheet(sheet) = from {
        let again = before.is_some() && sheet.state == SheetState::Returned;
        if !again && !store::sheets::settle(tx, sheet, SheetState::Issued, SheetState::Returned, "")? {
            return no(if sheet.state == SheetState::Returned { Refused::Entered } else { Refused::Settled });
        }
    }
    let late = if read.flaw == Flaw::None { against(tx, meeting, premises, channel, read)? } else { None };
    let state = if late.is_some() { EntryState::Refused } else { EntryState::Waiting };
    let why = late.as_ref().map(said).unwrap_or_default();
    let entry = entry(meeting, (premises, channel, from), hand, read, (state, why), tx.now());
    store::entries::add(tx, &entry).map_err(
        |error| {
            if taken(&error) { Failure::Refused(Refused::UnitEntered) } else { error.into() }
        },
    )?;
    Ok(late.map_or(Entered::Waits(entry.id), Entered::Kept))
}

/// Why a ballot of this unit would not be taken now.
fn against(
    tx: &mut Tx<'_>,
    of: &Meeting,
    premises: PremisesId,
    channel: Channel,
    read: &Reading,
) -> diesel::QueryResult<Option<arriving::Refused>> {
    let known = store::ballots::of_unit(tx, of.company_id, of.id, premises)?;
    let Some((counts, (voter, _))) = known.iter().find(|row| row.standing == Standing::Counts).zip(read.voter.clone()) else {
        return Ok(None);
    };
    let arriving = Ballot { channel, voter, by_power: read.power.is_some(), choices: read.choices.clone() };
    Ok(arriving::arrive(Some((&ballot(counts), counts.cast_at)), &arriving).err())
}

fn ballot(row: &BallotRow) -> Ballot {
    Ballot { channel: row.channel, voter: row.voter_id, by_power: row.power_id.is_some(), choices: row.choices() }
}

/// A refusal as it is kept: its sentence before it is in a language.
pub(super) fn said(refused: &arriving::Refused) -> String {
    serde_json::to_string(&refused.said()).unwrap_or_default()
}

fn entry(
    meeting: &Meeting,
    (premises_id, channel, from): (PremisesId, Channel, &From),
    hand: Hand<'_>,
    read: &Reading,
    (state, why): (EntryState, String),
    now: crate::clock::Moment,
) -> Entry {
    let (voter_id, voter_name) = read.voter.clone().unzip();
    Entry {
        id: EntryId::fresh(now),
        company_id: meeting.company_id,
        meeting_id: meeting.id,
        premises_id,
        sheet_id: if let From::Sheet(sheet) = from { Some(sheet.id) } else { None },
        channel,
        state,
        flaw: read.flaw,
        choices: read.choices.letters().to_owned(),
        voter_id,
        voter_name: voter_name.unwrap_or_default(),
        power_id: read.power,
        signed_on: read.signed_on,
        entered_by: hand.person,
        entered_name: hand.name.to_owned(),
        entered_at: now,
        second_flaw: Flaw::None,
        second_choices: String::new(),
        second_voter_id: None,
        second_voter_name: String::new(),
        second_power_id: None,
        second_signed_on: None,
        checked_by: None,
        checked_name: String::new(),
        checked_at: None,
        why,
    }
}

/// What came of the second reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Checked {
    /// It is a ballot.
    Counted,
    /// It is no vote.
    Invalid,
    /// The two have read different things.
    Differs,
}

/// Somebody else has read the same sheet.
pub(super) fn check(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId, entry: EntryId, read: &Reading) -> Done<Checked> {
    let meeting = held(tx, who, id, &READING)?;
    let hand = Hand { person: who.person(), name: who.name() };
    let checked = second(tx, &meeting, hand, entry, read)?;
    let line = audit::by(who);
    match checked {
        Checked::Counted => line.did("voting.sheet_confirmed", ("sheet_entry", entry)).record(tx)?,
        Checked::Invalid => {
            line.did("voting.sheet_invalid", ("sheet_entry", entry)).with(json!({ "flaw": read.flaw })).record(tx)?;
        }
        Checked::Differs => line.did("voting.sheet_differs", ("sheet_entry", entry)).record(tx)?,
    }
    Ok(checked)
}

/// The same without a line in the trail.
pub(super) fn second(tx: &mut Tx<'_>, meeting: &Meeting, hand: Hand<'_>, entry: EntryId, read: &Reading) -> Done<Checked> {
    let (of, ..) = store::entries::one(tx, meeting.company_id, meeting.id, entry)?;
    if of.state != EntryState::Waiting {
        return Err(Failure::Refused(Refused::NotWaiting));
    }
    if of.entered_by == hand.person {
        return Err(Failure::Refused(Refused::SamePerson));
    }
    let first = of.first();
    let (to, checked) = match (first.agrees(read), read.flaw) {
        (false, _) => (EntryState::Differs, Checked::Differs),
        (true, Flaw::None) => (EntryState::Confirmed, Checked::Counted),
        (true, _) => (EntryState::Invalid, Checked::Invalid),
    };
    if !store::entries::check(tx, &of, to, (hand.person, hand.name), read)? {
        return Err(Failure::Refused(Refused::NotWaiting));
    }
    if checked == Checked::Counted {
        cast(tx, meeting, &of, first)?;
    }
    Ok(checked)
}

fn cast(tx: &mut Tx<'_>, meeting: &Meeting, of: &Entry, read: Reading) -> Done<()> {
    let Some((voter, voter_name)) = read.voter else { return Err(Failure::Refused(Refused::Ballot(arriving::Refused::NoVote))) };
    let new = Cast {
        meeting: meeting.id,
        premises: of.premises_id,
        channel: of.channel,
        voter,
        voter_name,
        power: read.power,
        caster: Some(of.entered_by),
        caster_name: of.entered_name.clone(),
        choices: read.choices,
    };
    match casting::cast(tx, meeting.company_id, &new) {
        Ok(_) => Ok(()),
        Err(Failure::Refused(refused)) => Err(Failure::Refused(Refused::Ballot(refused))),
        Err(Failure::Broken(broken)) => Err(Failure::Broken(broken)),
    }
}

/// Two have read the same, but the unit had voted meanwhile: the sheet is kept with the reason. A transaction of its own, because what the
/// refused ballot had begun is undone with its own.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    who: &Staff<Secretary>,
    id: MeetingId,
    entry: EntryId,
    (read, refused): (&Reading, &arriving::Refused),
) -> Done<()> {
    held(tx, who, id, &READING)?;
    let (of, ..) = store::entries::one(tx, who.company(), id, entry)?;
    if store::entries::check(tx, &of, EntryState::Refused, (who.person(), who.name()), read)? {
        let (of, ..) = store::entries::one(tx, who.company(), id, entry)?;
        store::entries::turn(tx, &of, EntryState::Refused, EntryState::Refused, &said(refused))?;
        audit::by(who).did("voting.sheet_refused", ("sheet_entry", entry)).record(tx)?;
    }
    Ok(())
}
