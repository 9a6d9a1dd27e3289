//! What an import wrote, thing by thing: of what is new by which mark it is known again, of what it changed how it was before.
//!
//! The mark is a number over all that the row says. If the row says something else by the time of the undo, somebody has changed it since.

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::homes::holding::{ContactId, HoldingId};
use crate::homes::import::outcome::Plan;
use crate::homes::place::{BuildingId, EntranceId, Kind, PremisesId};
use crate::homes::rows::{Building, Contact, Holding, Premises};
use crate::who::PersonId;

/// How many things stand in one row of the database.
const PIECE: usize = 1_000;

/// All of it. A mark stands behind whatever somebody may have changed since.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::homes::import) struct Written {
    pub(super) buildings: Vec<(BuildingId, u64)>,
    pub(super) entrances: Vec<EntranceId>,
    pub(super) premises: Vec<(PremisesId, Kind, u64)>,
    /// With the account that belongs to the card's e-mail address.
    pub(super) contacts: Vec<(ContactId, Option<PersonId>, u64)>,
    pub(super) holdings: Vec<(HoldingId, u64)>,
    pub(super) changed_premises: Vec<(Premises, u64)>,
    pub(super) changed_contacts: Vec<(Contact, Option<PersonId>, u64)>,
    pub(super) changed_holdings: Vec<(Holding, u64)>,
    pub(super) ended: Vec<(HoldingId, NaiveDate)>,
}

impl Written {
    /// What a plan has written.
    pub(in crate::homes::import) fn of(plan: &Plan) -> Self {
        let ended = plan.ended.iter().flat_map(|(all, day)| all.iter().map(|of| (of.id, *day)));
        Self {
            buildings: plan.buildings.iter().map(|of| (of.id, building_mark(of))).collect(),
            entrances: plan.entrances.iter().map(|of| of.id).collect(),
            premises: plan.premises.iter().map(|of| (of.id, of.kind, premises_mark(of))).collect(),
            contacts: plan.contacts.iter().map(|of| (of.id, of.person_id, contact_mark(of))).collect(),
            holdings: plan.holdings.iter().map(|of| (of.id, holding_mark(of))).collect(),
            changed_premises: plan.changed_premises.iter().map(|of| (of.before.clone(), premises_mark(&of.after))).collect(),
            changed_contacts: plan
                .changed_contacts
                .iter()
                .map(|of| {
                    let given = of.after.person_id.filter(|_| of.before.person_id != of.after.person_id);
                    (of.before.clone(), given, contact_mark(&of.after))
                })
                .collect(),
            changed_holdings: plan.changed_holdings.iter().map(|of| (of.before.clone(), holding_mark(&of.after))).collect(),
            ended: ended.collect(),
        }
    }

    /// In pieces that fit a row.
    pub(in crate::homes::import) fn pieces(self) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        let mut put = |piece: Self| all.push(piece);
        cut(self.buildings, |buildings| put(Self { buildings, ..Self::default() }));
        cut(self.entrances, |entrances| put(Self { entrances, ..Self::default() }));
        cut(self.premises, |premises| put(Self { premises, ..Self::default() }));
        cut(self.contacts, |contacts| put(Self { contacts, ..Self::default() }));
        cut(self.holdings, |holdings| put(Self { holdings, ..Self::default() }));
        cut(self.changed_premises, |changed_premises| put(Self { changed_premises, ..Self::default() }));
        cut(self.changed_contacts, |changed_contacts| put(Self { changed_contacts, ..Self::default() }));
        cut(self.changed_holdings, |changed_holdings| put(Self { changed_holdings, ..Self::default() }));
        cut(self.ended, |ended| put(Self { ended, ..Self::default() }));
        all
    }

    /// Adds another piece.
    pub(in crate::homes::import) fn join(&mut self, piece: Self) {
        self.buildings.extend(piece.buildings);
        self.entrances.extend(piece.entrances);
        self.premises.extend(piece.premises);
        self.contacts.extend(piece.contacts);
        self.holdings.extend(piece.holdings);
        self.changed_premises.extend(piece.changed_premises);
        self.changed_contacts.extend(piece.changed_contacts);
        self.changed_holdings.extend(piece.changed_holdings);
        self.ended.extend(piece.ended);
    }

    /// Whether nothing was written.
    pub(in crate::homes::import) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn cut<T>(all: Vec<T>, mut put: impl FnMut(Vec<T>)) {
    let mut rest = all.into_iter().peekable();
    while rest.peek().is_some() {
        put(rest.by_ref().take(PIECE).collect());
    }
}

/// FNV-1a: the same on every machine and in every release, which the standard library does not promise of its own.
fn mark(words: &str) -> u64 {
    words.bytes().fold(0xcbf2_9ce4_8422_2325, |mark, byte| (mark ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn or_none<T: ToString>(value: Option<&T>) -> String {
    value.map_or_else(|| "\u{1e}".to_owned(), ToString::to_string)
}

macro_rules! words {
    ($($value:expr),+ $(,)?) => {{
        let mut words = String::with_capacity(160);
        // writing into a text does not fail
        $( let _ = write!(words, "{}\u{1f}", $value); )+
        words
    }};
}

/// The mark of a building.
pub(super) fn building_mark(of: &Building) -> u64 {
    mark(&words![of.address, or_none(of.complex_id.as_ref()), or_none(of.floors.as_ref())])
}

/// The mark of premises.
pub(super) fn premises_mark(of: &Premises) -> u64 {
    mark(&words![
        of.building_id,
        or_none(of.entrance_id.as_ref()),
        of.kind,
        of.number,
        or_none(of.floor.as_ref()),
        or_none(of.area.as_ref()),
        or_none(of.living_area.as_ref()),
        or_none(of.account.as_ref()),
        or_none(of.centre_account.as_ref()),
        or_none(of.cadastre.as_ref()),
        or_none(of.registered.as_ref()),
        or_none(of.residing.as_ref()),
    ])
}

/// The mark of a card.
pub(super) fn contact_mark(of: &Contact) -> u64 {
    mark(&words![
        or_none(of.person_id.as_ref()),
        of.name,
        or_none(of.ident.as_ref()),
        or_none(of.phone.as_ref()),
        or_none(of.email.as_ref()),
    ])
}

/// The mark of a holding.
pub(super) fn holding_mark(of: &Holding) -> u64 {
    mark(&words![
        of.premises_id,
        of.contact_id,
        of.holds,
        or_none(of.share_of.as_ref()),
        or_none(of.share_in.as_ref()),
        or_none(of.since.as_ref()),
        or_none(of.until.as_ref()),
    ])
}
