//! The booth: what a resident reads of meetings and casts in them.
//!
//! What somebody chose stands in the form and nowhere else until it is cast: [`pages::ballot`] shows it once more, makes sure that it is they
//! ([`pages::proving`]), and casts it for all units of the form in one transaction. Who may vote is said in [`voice`].

pub(in crate::voting) mod figures;
mod forms;
mod letters;
mod pages;
mod sheaf;
mod telling;
pub(in crate::voting) mod voice;
mod waiting;
mod words;

pub use pages::samples;
pub use telling::tell_opened;
pub use waiting::{Waiting, waiting};

use chrono::NaiveDate;
use diesel::QueryResult;

use self::forms::Pick;
use self::voice::{Power, Voice, voices};
use super::arriving::{Channel, Refused};
use super::casting::{Cast, Receipt, cast};
use super::meeting::MeetingId;
use super::rows::Meeting;
use super::store;
use super::store::booth as booth_store;
use crate::config::Config;
use crate::db::{Conn, Failure, Tx};
use crate::homes::{self, PremisesId};
use crate::web::actor::{Acting, Resident};
use crate::web::identify::Reader;
use crate::web::{Refusal, Routes, Said};
use crate::who::Holds;

/// The addresses of this room.
pub(in crate::voting) fn routes(routes: &mut Routes<'_>) {
    use pages::{ballot, list, receipt, show, units};
    routes
        .get("/votes", list::show)
        .get("/votes/{meeting}", show::show)
        .get("/votes/{meeting}/ballot", ballot::ask)
        .post("/votes/{meeting}/ballot", ballot::cast)
        .get("/votes/{meeting}/receipt", receipt::show)
        .get("/votes/{meeting}/units", units::show)
        .get("/votes/{meeting}/files/{file}", show::file);
}

/// That it is they, and how it was made sure of: only [`pages::proving`] makes one.
#[derive(Clone, Debug)]
pub(in crate::voting) struct Sure {
    who: Resident,
    /// The seal of the mailed code that is to be used up.
    code: Option<String>,
}

/// Why nothing was cast.
#[derive(Clone, Debug, PartialEq, Eq)]
enum No {
    /// A ballot is not taken.
    Ballot(Refused),
    /// The mailed code was used before.
    Code,
}

impl No {
    /// The sentence that says so, with its moment by the reader's clock.
    fn said_to(&self, reader: Reader) -> Said {
        match self {
            Self::Ballot(refused) => refused.said_to(reader),
            Self::Code => "voting.booth.refused.code".into(),
        }
    }
}

impl Refusal for No {
    fn said(&self) -> Said {
        match self {
            Self::Ballot(refused) => refused.said(),
            Self::Code => "voting.booth.refused.code".into(),
        }
    }
}

/// The buildings whose meetings somebody reads: where they hold something, and where they act for an owner.
fn buildings_of(who: &Resident, powers: &[Power]) -> Vec<String> {
    let mut all: Vec<String> = who.homes().iter().map(|home| home.building.clone()).collect();
    all.extend(powers.iter().map(|power| power.building.clone()));
    all.sort_unstable();
    all.dedup();
    all
}

/// The voices of somebody in these meetings.
fn voices_in(
    conn: &mut Conn,
    who: &Resident,
    powers: &[Power],
    meetings: &[MeetingId],
    today: NaiveDate,
) -> QueryResult<Vec<Voice>> {
    let own = who.homes().iter().filter(|home| home.holds == Holds::Owner).filter_map(|home| home.premises.parse().ok());
    let premises: Vec<PremisesId> = own.chain(powers.iter().map(|power| power.premises)).collect();
    if premises.is_empty() || meetings.is_empty() {
        return Ok(Vec::new());
    }
    let company = who.company();
    let units = booth_store::voices::units(conn, company, meetings, &premises)?;
    let owners = booth_store::voices::owners(conn, company, meetings, &premises)?;
    let holders = booth_store::voices::holders(conn, company, &premises, today)?;
    Ok(voices(who.person(), powers, units, &owners, &holders))
}

/// Casts all of it, or nothing. Whether somebody may vote for each unit is asked anew here, in the transaction that casts.
fn cast_all(tx: &mut Tx<'_>, sure: &Sure, config: &Config, of: &Meeting, picks: &[Pick]) -> Result<Vec<Receipt>, Failure<No>> {
    let no = |refused| Err(Failure::Refused(refused));
    let (who, company, now) = (&sure.who, sure.who.company(), tx.now());
    match homes::ours(tx, company, of.building_id) {
        Ok(()) => {}
        Err(Failure::Refused(_)) => return no(No::Ballot(Refused::NotOpen)),
        Err(Failure::Broken(broken)) => return Err(Failure::Broken(broken)),
    }
    if let Some(code) = &sure.code
        && !booth_store::codes::use_up(tx, (company, of.id, who.person()), code)?
    {
        return no(No::Code);
    }
    let today = booth_store::voices::today(tx, company, now)?;
    let powers = booth_store::voices::powers(tx, who, today)?;
    let mine = voices_in(tx, who, &powers, &[of.id], today)?;
    let mut receipts = Vec::new();
    for pick in picks {
        let Some(voice) = mine.iter().find(|voice| voice.unit.premises_id == pick.premises) else {
            return no(No::Ballot(Refused::NoVote));
        };
        let before = store::ballots::of_unit(tx, company, of.id, pick.premises)?;
        let receipt = cast(tx, company, &new(who, of.id, voice, pick)).map_err(|failure| match failure {
            Failure::Refused(refused) => Failure::Refused(No::Ballot(refused)),
            Failure::Broken(broken) => Failure::Broken(broken),
        })?;
        telling::replaced(tx, config, of, voice, &before, &receipt)?;
        receipts.push(receipt);
    }
    telling::receipt(tx, config, of, who, &mine, &receipts)?;
    Ok(receipts)
}

fn new(who: &Resident, meeting: MeetingId, voice: &Voice, pick: &Pick) -> Cast {
    Cast {
        meeting,
        premises: pick.premises,
        channel: Channel::Portal,
        voter: voice.voter,
        voter_name: voice.name.clone(),
        power: voice.power.map(|(id, _)| id),
        caster: Some(who.person()),
        caster_name: who.name().to_owned(),
        choices: pick.choices.clone(),
    }
}

#[cfg(test)]
mod arriving_model;
#[cfg(test)]
pub(in crate::voting) mod made;
