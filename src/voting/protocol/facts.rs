//! Everything that a protocol says.

use std::collections::HashMap;

use super::Protocol;
use crate::announcements::ToldBy;
use crate::homes::PremisesId;
use crate::text::{Locale, t, tv};
use crate::voting::counting::Results;
use crate::voting::question::Roll;
use crate::voting::rows::{BallotRow, Meeting, Owner, Unit};
use crate::voting::store::counting::Caller;
use crate::voting::store::protocols::Sender;

/// How much of it somebody reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::voting) enum Reading {
    /// All of it, with the names of owners and how they voted (art. 42(10), 42(12)).
    Whole,
    /// The decisions, without anybody's name but those who sign (art. 51-1(5) 14: with personal data protected).
    Extract,
}

/// What a protocol says.
#[derive(Clone, Debug)]
pub(in crate::voting) struct Facts {
    pub(in crate::voting) protocol: Protocol,
    pub(in crate::voting) meeting: Meeting,
    pub(in crate::voting) sender: Sender,
    pub(in crate::voting) zone: chrono_tz::Tz,
    pub(in crate::voting) address: String,
    pub(in crate::voting) callers: Vec<Caller>,
    pub(in crate::voting) results: Results,
    pub(in crate::voting) units: Vec<Unit>,
    pub(in crate::voting) owners: HashMap<PremisesId, Vec<Owner>>,
    /// Those that count.
    pub(in crate::voting) ballots: Vec<BallotRow>,
    /// The numbers of the sheets that stand, by their units.
    pub(in crate::voting) sheets: HashMap<PremisesId, i32>,
    /// The announcement's number, and by which ways it was told.
    pub(in crate::voting) told: Option<(String, Vec<ToldBy>)>,
    /// The hash of the line by which voting was over.
    pub(in crate::voting) closed: String,
    /// The address of the portal.
    pub(in crate::voting) base_url: String,
}

impl Facts {
    /// How many units of a roll there are, and how many of them voted.
    pub(in crate::voting) fn roll(&self, roll: Roll) -> (usize, usize) {
        let of_roll = |unit: &&Unit| roll.asks(unit.kind, false);
        let voted: std::collections::HashSet<PremisesId> = self.ballots.iter().map(|ballot| ballot.premises_id).collect();
        let all = self.units.iter().filter(of_roll).count();
        (all, self.units.iter().filter(of_roll).filter(|unit| voted.contains(&unit.premises_id)).count())
    }

    /// The address at which anybody looks the protocol up.
    pub(in crate::voting) fn verify_at(&self) -> String {
        format!("{}/verify?code={}", self.base_url, self.protocol.code)
    }

    /// How many of the ballots that count lie on paper.
    pub(in crate::voting) fn on_paper(&self) -> impl Iterator<Item = &BallotRow> {
        self.ballots.iter().filter(|ballot| ballot.channel.on_paper())
    }
}

/// A unit as people say it, in both languages: «12-пәтер / кв. 12».
pub(in crate::voting) fn unit_name(unit: &Unit) -> String {
    let in_words = |locale| tv(locale, unit.kind.label_key(), &[("number", &unit.number)]);
    let (kk, ru) = (in_words(Locale::Kk), in_words(Locale::Ru));
    if kk == ru { kk } else { format!("{kk} / {ru}") }
}

/// Words in both official languages, once if they are the same.
pub(in crate::voting) fn both(key: &str) -> String {
    let (kk, ru) = (t(Locale::Kk, key), t(Locale::Ru, key));
    if kk == ru { kk.into_owned() } else { format!("{kk} / {ru}") }
}
