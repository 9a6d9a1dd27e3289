//! The register of a company as it stands at one moment, all of it: what a sheet is compared with.

use std::collections::HashSet;

use crate::homes::BuildingId;
use crate::homes::rows::{Building, Contact, Entrance, Holding, Premises};
use crate::who::CompanyId;

/// A snapshot. Every list is in the order of ids, so that the same register always reads the same.
#[derive(Clone, Debug)]
pub(super) struct Register {
    pub(super) company: CompanyId,
    pub(super) buildings: Vec<Building>,
    /// Those of them that were handed over to another company.
    pub(super) away: HashSet<BuildingId>,
    pub(super) entrances: Vec<Entrance>,
    pub(super) premises: Vec<Premises>,
    pub(super) contacts: Vec<Contact>,
    /// Those that have not ended.
    pub(super) holdings: Vec<Holding>,
    /// The end of the company's trail at that moment: it moves with every change.
    pub(super) head: Option<(i64, String)>,
}
