//! A meeting is begun and changed; the owners who called it are named.

use chrono::Datelike;
use serde_json::json;

use super::forms::MeetingDraft;
use super::{Done, Refused, ours};
use crate::clock;
use crate::db::{Failure, Tx};
use crate::homes::{BuildingId, ContactId, PremisesId};
use crate::text::tv;
use crate::voting::meeting::{Format, Initiator, MeetingId, Shown, State};
use crate::voting::rows::{InitiatorRow, Meeting};
use crate::voting::store;
use crate::web::actor::{Acting, Secretary, Staff};
use crate::{audit, numbers};

/// Begins a draft of a building within reach.
pub(in crate::voting) fn begin(
    tx: &mut Tx<'_>,
    who: &Staff<Secretary>,
    building: BuildingId,
    draft: &MeetingDraft,
) -> Done<MeetingId> {
    let (now, company) = (tx.now(), who.company());
    store::preparing::address(tx, who.reach(), building)?;
    ours(tx, company, building)?;
    let number = numbers::next(tx, company, "meeting", now.year())?;
    let new = draft.onto(Meeting {
        id: MeetingId::fresh(now),
        company_id: company,
        building_id: building,
        number,
        state: State::Draft,
        format: Format::Absentee,
        by_portal: true,
        by_paper: true,
        initiator: Initiator::Manager,
        edition: clock::today(now),
        title_kk: String::new(),
        title_ru: String::new(),
        venue_kk: String::new(),
        venue_ru: String::new(),
        meets_at: None,
        opens_at: None,
        closes_at: None,
        shown: Shown::AtClosing,
        chair: String::new(),
        secretary: String::new(),
        tellers: String::new(),
        announcement_id: None,
        notified_at: None,
        closed_at: None,
        cancelled_why: None,
        roll_hash: String::new(),
        names_hash: String::new(),
        head_place: 0,
        head_hash: String::new(),
        head_at: now,
        author_id: who.person(),
        created_at: now,
        updated_at: now,
    });
    store::meetings::add(tx, &new)?;
    audit::by(who).did("voting.begun", ("meeting", new.id)).record(tx)?;
    Ok(new.id)
}

/// A draft within reach, held until the commit.
pub(in crate::voting) fn held(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId) -> Done<Meeting> {
    let found = store::meetings::one(tx, who.reach(), id)?;
    ours(tx, who.company(), found.building_id)?;
    if !store::preparing::hold(tx, who.company(), id, State::Draft)? {
        return Err(Failure::Refused(Refused::NotDraft));
    }
    Ok(store::meetings::one(tx, who.reach(), id)?)
}

/// Changes a draft.
pub(in crate::voting) fn change(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId, draft: &MeetingDraft) -> Done<()> {
    let was = held(tx, who, id)?;
    let is = Meeting { updated_at: tx.now(), ..draft.onto(was) };
    store::meetings::save(tx, State::Draft, &is)?;
    Ok(audit::by(who).did("voting.changed", ("meeting", id)).record(tx)?)
}

/// Names an owner who called it, with a unit that is theirs today.
pub(in crate::voting) fn call(
    tx: &mut Tx<'_>,
    who: &Staff<Secretary>,
    id: MeetingId,
    (premises, contact): (PremisesId, ContactId),
) -> Done<()> {
    let of = held(tx, who, id)?;
    let zone = store::preparing::host(tx, who.company())?.zone();
    let today = chrono::TimeZone::from_utc_datetime(&zone, &tx.now()).date_naive();
    let mut owners = store::register::owners_of(tx, who.company(), of.building_id, today)?;
    let owner = owners.remove(&premises).and_then(|here| here.into_iter().find(|(_, card)| card.id == contact));
    let units = store::register::premises_of(tx, who.company(), of.building_id)?;
    let unit = units.into_iter().map(|(unit, _)| unit).find(|unit| unit.id == premises);
    let Some(((_, card), unit)) = owner.zip(unit) else { return Err(Failure::Refused(Refused::NotOwner)) };
    let there = store::preparing::initiators(tx, who.company(), id)?;
    if there.iter().any(|row| row.premises_id == premises) {
        return Err(Failure::Refused(Refused::InitiatorTaken));
    }
    let label = |locale| tv(locale, unit.kind.label_key(), &[("number", &unit.number)]);
    let new = InitiatorRow {
        company_id: who.company(),
        meeting_id: id,
        place: there.last().map_or(1, |last| last.place + 1),
        premises_id: premises,
        contact_id: contact,
        name: card.name,
        unit: format!("{} / {}", label(crate::text::Locale::Kk), label(crate::text::Locale::Ru)),
    };
    store::preparing::add_initiator(tx, &new)?;
    let details = json!({ "name": new.name, "unit": new.unit });
    Ok(audit::by(who).did("voting.initiator_named", ("meeting", id)).with(details).record(tx)?)
}

/// Takes an owner off that list.
pub(in crate::voting) fn uncall(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId, place: i32) -> Done<()> {
    held(tx, who, id)?;
    if store::preparing::remove_initiator(tx, who.company(), id, place)? {
        audit::by(who).did("voting.initiator_removed", ("meeting", id)).record(tx)?;
    }
    Ok(())
}
