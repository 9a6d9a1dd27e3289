//! Sheets are given out (art. 43(4)): one for each unit, numbered in the meeting; another only in place of a spoiled one.

use serde_json::json;

use super::print::Print;
use super::refused::Refused;
use super::rows::{Printing, Sheet};
use super::sheet::{PrintId, SheetId, SheetState};
use super::{Done, held};
use crate::audit;
use crate::clock::Moment;
use crate::db::{Failure, Tx};
use crate::homes::EntranceId;
use crate::voting::meeting::{MeetingId, State};
use crate::voting::rows::Unit;
use crate::voting::store;
use crate::web::actor::{Acting, Secretary, Staff};
use crate::who::{CompanyId, PersonId};

/// Gives every unit of an entrance (or of the building) a sheet that has none, and has all that are out printed.
pub(super) fn issue(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId, entrance: Option<EntranceId>) -> Done<PrintId> {
    let meeting = held(tx, who, id, &[State::Notified, State::Open])?;
    if !meeting.by_paper {
        return Err(Failure::Refused(Refused::NotNow));
    }
    let questions = store::meetings::questions(tx, who.company(), id)?;
    let mut units = store::sheets::without(tx, who.company(), id, entrance)?;
    units.retain(|unit| questions.iter().any(|question| question.asks(unit)));
    let new = number(tx, who.company(), id, who.person(), &units)?;
    store::sheets::add(tx, &new)?;
    let standing = store::sheets::standing(tx, who.company(), id, entrance)?.len();
    if standing == 0 {
        return Err(Failure::Refused(Refused::AllIssued));
    }
    let printing = Printing {
        id: PrintId::fresh(tx.now()),
        company_id: who.company(),
        meeting_id: id,
        entrance_id: entrance,
        sheets: i32::try_from(standing).unwrap_or(i32::MAX),
        job_id: None,
        author_id: who.person(),
        created_at: tx.now(),
        done_at: None,
    };
    store::sheets::add_print(tx, &printing)?;
    let job = crate::jobs::enqueue(tx, &Print { company: who.company(), meeting: id, printing: printing.id })?;
    store::sheets::aim_print(tx, &printing, job)?;
    audit::by(who).did("voting.sheets_issued", ("meeting", id)).with(json!({ "sheets": new.len() })).record(tx)?;
    Ok(printing.id)
}

/// Sheets for units, numbered after the last one.
pub(super) fn number(
    tx: &mut Tx<'_>,
    company: CompanyId,
    meeting: MeetingId,
    author: PersonId,
    units: &[Unit],
) -> diesel::QueryResult<Vec<Sheet>> {
    let (last, now) = (store::sheets::last_number(tx, company, meeting)?, tx.now());
    Ok((last + 1..).zip(units).map(|(number, unit)| sheet(unit, number, author, now)).collect())
}

fn sheet(unit: &Unit, number: i32, author: PersonId, now: Moment) -> Sheet {
    Sheet {
        id: SheetId::fresh(now),
        company_id: unit.company_id,
        meeting_id: unit.meeting_id,
        premises_id: unit.premises_id,
        number,
        state: SheetState::Issued,
        why: String::new(),
        author_id: author,
        issued_at: now,
        settled_at: None,
    }
}

/// What is done with a sheet that is out or missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is spoiled; `true`: another one stands in its place.
    Spoil(bool),
    /// Nobody has it.
    Lose,
    /// It was found.
    Find,
}

/// Does it; gives the sheet that stands in its place.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    who: &Staff<Secretary>,
    meeting: MeetingId,
    id: SheetId,
    (fate, why): (Fate, &str),
) -> Done<Option<SheetId>> {
    held(tx, who, meeting, &[State::Notified, State::Open, State::Counting])?;
    let (of, unit) = store::sheets::one(tx, who.company(), meeting, id)?;
    let to = match (fate, of.state) {
        (Fate::Spoil(_), SheetState::Issued | SheetState::Missing) => SheetState::Spoiled,
        (Fate::Lose, SheetState::Issued) => SheetState::Missing,
        (Fate::Find, SheetState::Missing) => SheetState::Issued,
        _ => return Err(Failure::Refused(Refused::Settled)),
    };
    if !store::sheets::settle(tx, &of, of.state, to, why)? {
        return Err(Failure::Refused(Refused::Settled));
    }
    let line = audit::by(who);
    let details = json!({ "sheet": of.number, "why": why });
    match fate {
        Fate::Spoil(_) => line.did("voting.sheet_spoiled", ("meeting", meeting)).with(details).record(tx)?,
        Fate::Lose => line.did("voting.sheet_lost", ("meeting", meeting)).with(details).record(tx)?,
        Fate::Find => line.did("voting.sheet_found", ("meeting", meeting)).with(details).record(tx)?,
    }
    if fate != Fate::Spoil(true) {
        return Ok(None);
    }
    let new = number(tx, who.company(), meeting, who.person(), &[unit])?;
    store::sheets::add(tx, &new)?;
    Ok(new.first().map(|sheet| sheet.id))
}

/// Once the voting is over, all that did not come back are missing; gives how many.
pub(super) fn lose_rest(tx: &mut Tx<'_>, who: &Staff<Secretary>, meeting: MeetingId, why: &str) -> Done<usize> {
    held(tx, who, meeting, &[State::Counting])?;
    let lost = store::sheets::lose(tx, who.company(), meeting, why)?;
    audit::by(who).did("voting.sheets_lost", ("meeting", meeting)).with(json!({ "sheets": lost })).record(tx)?;
    Ok(lost)
}
