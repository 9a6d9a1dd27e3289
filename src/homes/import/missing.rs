//! Who is in the register and not in the sheet: of the buildings that the sheet names, and only as far as it speaks of people there.
//!
//! A row that is not taken speaks too: whoever stands in it is not missing, although it cannot be read. So the premises of such a row
//! are left out, and a row that names somebody without saying where leaves nobody missing at all. A sheet of owners says nothing of
//! tenants. Nobody's holding ends by this: a person decides.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::people::People;
use super::places::Places;
use super::reading::Unread;
use super::register::Register;
use super::wish::Reason;
use crate::homes::rows::Holding;
use crate::who::Holds;

/// What became of the rows of a sheet.
pub(super) struct Fates<'a> {
    pub(super) refused: &'a HashMap<usize, Vec<Reason>>,
    pub(super) unread: &'a [Unread],
}

/// The holdings on `today` that no row speaks of.
pub(super) fn missing(register: &Register, places: &Places, people: &People, rows: &Fates<'_>, today: NaiveDate) -> Vec<Holding> {
    if rows.unread.contains(&Unread::Somewhere) {
        return Vec::new();
    }
    let doubtful: HashSet<usize> = rows
        .refused
        .keys()
        .filter_map(|index| places.of.get(*index).copied())
        .chain(rows.unread.iter().flat_map(|of| unread_slots(places, of)))
        .collect();
    let spoken = spoken_of(places, people);
    let mut all = Vec::new();
    for (slot, held) in (0..places.slots.len()).filter_map(|slot| people.held.get_key_value(&slot)) {
        let Some(house) = places.slots.get(*slot).map(|of| of.house).filter(|_| !doubtful.contains(slot)) else { continue };
        let unnamed = held.iter().filter(|held| held.row.is_none() && spoken.contains(&(house, held.holds)));
        let holdings = unnamed.filter_map(|held| register.holdings.get(held.known?));
        // what ends already or has not begun is looked after by whoever entered it
        all.extend(holdings.filter(|of| of.until.is_none() && of.since.is_none_or(|since| since <= today)).cloned());
    }
    all
}

/// Of which buildings the sheet says who holds premises, and in which way.
fn spoken_of(places: &Places, people: &People) -> HashSet<(usize, Holds)> {
    let named =
        people.held.iter().flat_map(|(slot, all)| all.iter().filter(|of| of.row.is_some()).map(move |of| (slot, of.holds)));
    named.filter_map(|(slot, holds)| Some((places.slots.get(*slot)?.house, holds))).collect()
}

/// The premises that a row means which could not be read: whatever their kind.
fn unread_slots(places: &Places, row: &Unread) -> Vec<usize> {
    match row {
        Unread::Of { address, loose } => places.numbered(address, loose),
        Unread::Somewhere => Vec::new(),
    }
}
