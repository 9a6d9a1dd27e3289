//! What residents confide about coming in, and what the company knows of its doors: locked with the installation's secret. A note is for its
//! executor, on the day of the job, until it is over; each opening is written down, and the resident reads who it was and when.

use chrono::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::kind::JobId;
use super::moving::Done;
use super::refused::Refused;
use super::rows::Job;
use super::stage::Stage;
use super::{doing, store};
use crate::audit;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Failure, Tx};
use crate::franchise;
use crate::homes::EntranceId;
use crate::web::actor::{Acting, Dispatcher, Resident, Staff, Technician};
use crate::web::{Error, secrets};

const NOTE: &str = "job note";
const DOOR: &str = "job door";

/// What a resident confides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Note {
    /// Where the key is.
    pub(super) key: String,
    /// What is to be known of pets.
    pub(super) pet: String,
    /// How the alarm is turned off.
    pub(super) alarm: String,
}

/// How one gets into an entrance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Door {
    /// The code of its door.
    pub(super) code: String,
    /// What else is to be known: where the intercom is, who has the key of the roof.
    pub(super) words: String,
}

/// Locks a note for its job.
pub(super) fn lock_note(config: &Config, of: JobId, note: &Note) -> Result<String, Error> {
    let text = serde_json::to_string(note).map_err(|e| Error::Broken(e.into()))?;
    secrets::locked(&config.secret, NOTE, &of.to_string(), &text)
}

/// The note of a job; one that does not open any more is none.
pub(super) fn open_note(config: &Config, of: JobId, locked: &str) -> Note {
    let text = secrets::unlocked(&config.secret, NOTE, &of.to_string(), locked);
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Locks what is known of a door.
pub(super) fn lock_door(config: &Config, of: EntranceId, door: &Door) -> Result<String, Error> {
    let text = serde_json::to_string(door).map_err(|e| Error::Broken(e.into()))?;
    secrets::locked(&config.secret, DOOR, &of.to_string(), &text)
}

/// What is known of a door.
pub(super) fn open_door(config: &Config, of: EntranceId, locked: &str) -> Door {
    let text = secrets::unlocked(&config.secret, DOOR, &of.to_string(), locked);
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// The resident confides something, or takes it back.
pub(super) fn confide(tx: &mut Tx<'_>, who: &Resident, id: JobId, (may_enter, locked): (bool, &str)) -> Done<()> {
    let (of, _) = store::one::of_resident(tx, who.company(), who.person(), id)?;
    if !of.stage.is_ahead() && of.stage != Stage::OnTheWay {
        return Err(Failure::Refused(Refused::Stage(of.stage)));
    }
    store::notes::set(tx, (of.company_id, id), who.person(), (may_enter, locked))?;
    Ok(audit::by(who).did("dispatch.confided", ("job", id)).with(json!({ "may_enter": may_enter })).record(tx)?)
}

/// Whether a job is on this day, by the company's calendar.
pub(super) fn is_on(of: &Job, zone: chrono_tz::Tz, now: Moment) -> bool {
    of.day == Some(zone.from_utc_datetime(&now).date_naive())
}

/// Opens the note for its executor: that it was opened is written down before it is shown.
pub(super) fn open(tx: &mut Tx<'_>, who: &Technician, id: JobId) -> Done<()> {
    let now = tx.now();
    let (of, _) = doing::theirs(tx, who, id, now)?;
    let zone = franchise::office(tx, of.company_id, now.date())?.zone;
    if of.assignee_id != Some(who.person()) || !of.stage.may_enter() || !is_on(&of, zone, now) {
        return Err(Failure::Refused(Refused::NotToday));
    }
    store::notes::opened(tx, (of.company_id, id), (who.person(), who.name()))?;
    Ok(audit::by(who).did("dispatch.note_opened", ("job", id)).record(tx)?)
}

/// Staff write down how one gets in.
pub(super) fn set_doors(
    tx: &mut Tx<'_>,
    who: &Staff<Dispatcher>,
    building: crate::homes::BuildingId,
    doors: &[(EntranceId, String)],
) -> Done<()> {
    doing::ask_house(tx, who.company(), building)?;
    for (entrance, locked) in doors {
        store::doors::set(tx, who.company(), *entrance, who.person(), locked)?;
    }
    Ok(audit::by(who).did("dispatch.doors_set", ("building", building)).with(json!({ "doors": doors.len() })).record(tx)?)
}
