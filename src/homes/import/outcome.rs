//! What an import would write, and what it would not: made by the plan, told by the report, written by the store.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::wish::{Reason, Warning};
use crate::homes::place::PremisesId;
use crate::homes::rows::{Building, Contact, Entrance, Holding, Premises};

/// A row of the register before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change<T> {
    pub(super) before: T,
    pub(super) after: T,
    /// The row of the sheet that brings it, from 0.
    pub(super) row: usize,
}

/// Everything that is to be written, and what is not.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) buildings: Vec<Building>,
    pub(super) entrances: Vec<Entrance>,
    pub(super) premises: Vec<Premises>,
    pub(super) contacts: Vec<Contact>,
    pub(super) holdings: Vec<Holding>,
    pub(super) changed_premises: Vec<Change<Premises>>,
    pub(super) changed_contacts: Vec<Change<Contact>>,
    pub(super) changed_holdings: Vec<Change<Holding>>,
    /// Premises that are found by other words than before, with all their words.
    pub(super) words: Vec<(PremisesId, Vec<String>)>,
    pub(super) refused: Vec<(usize, Vec<Reason>)>,
    pub(super) warnings: Vec<Warning>,
    pub(super) met: Met,
    /// Of which premises a row of the sheet speaks.
    pub(super) places: HashMap<usize, PremisesId>,
    /// What the register has and the sheet, which names the building, has not.
    pub(super) missing: Vec<Holding>,
    /// Those of them that end, and their last day.
    pub(super) ended: Option<(Vec<Holding>, NaiveDate)>,
}

/// How many things of each kind the taken rows speak of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Met {
    pub(super) rows: usize,
    pub(super) new_rows: usize,
    pub(super) changed_rows: usize,
    pub(super) buildings: usize,
    pub(super) premises: usize,
    pub(super) contacts: usize,
    pub(super) holdings: usize,
}

impl Plan {
    /// Whether nothing is to be written.
    pub(super) fn is_empty(&self) -> bool {
        self.buildings.is_empty()
            && self.entrances.is_empty()
            && self.premises.is_empty()
            && self.contacts.is_empty()
            && self.holdings.is_empty()
            && self.changed_premises.is_empty()
            && self.changed_contacts.is_empty()
            && self.changed_holdings.is_empty()
            && self.ended.as_ref().is_none_or(|(ended, _)| ended.is_empty())
    }
}
