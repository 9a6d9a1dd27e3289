//! How the things of a sheet are called to people: premises by their address, people by their name.

use std::collections::HashMap;

use super::outcome::Plan;
use super::register::Register;
use crate::homes::holding::ContactId;
use crate::homes::place::{BuildingId, EntranceId, Kind, PremisesId};
use crate::homes::rows::{Contact, Premises};
use crate::web::Said;

/// Everything that the register knows and that the plan brings, by id.
pub(super) struct Labels<'a> {
    buildings: HashMap<BuildingId, &'a str>,
    entrances: HashMap<EntranceId, &'a str>,
    premises: HashMap<PremisesId, &'a Premises>,
    contacts: HashMap<ContactId, &'a Contact>,
}

impl<'a> Labels<'a> {
    /// Gathers them; a card that the plan changes is called as it was.
    pub(super) fn of(register: &'a Register, plan: &'a Plan) -> Self {
        Self {
            buildings: register.buildings.iter().chain(&plan.buildings).map(|of| (of.id, of.address.as_str())).collect(),
            entrances: register.entrances.iter().chain(&plan.entrances).map(|of| (of.id, of.number.as_str())).collect(),
            premises: register.premises.iter().chain(&plan.premises).map(|of| (of.id, of)).collect(),
            contacts: register.contacts.iter().chain(&plan.contacts).map(|of| (of.id, of)).collect(),
        }
    }

    /// «Абай даңғылы, 12, 12-пәтер».
    pub(super) fn premises(&self, id: PremisesId) -> Said {
        let Some(of) = self.premises.get(&id) else { return Said::new("homes.import.subject.person").with("name", "") };
        Said::new(match of.kind {
            Kind::Flat => "homes.import.subject.flat",
            Kind::Commercial => "homes.import.subject.commercial",
            Kind::Parking => "homes.import.subject.parking",
            Kind::Storage => "homes.import.subject.storage",
        })
        .with("address", self.buildings.get(&of.building_id).copied().unwrap_or_default())
        .with("number", &of.number)
    }

    /// Where premises stand in a list of all.
    pub(super) fn order(&self, id: PremisesId) -> &str {
        self.premises.get(&id).map(|of| of.sort_key.as_str()).unwrap_or_default()
    }

    /// Somebody's name.
    pub(super) fn person(&self, id: ContactId) -> &str {
        self.contacts.get(&id).map(|of| of.name.as_str()).unwrap_or_default()
    }

    /// An entrance's number.
    pub(super) fn entrance(&self, id: Option<EntranceId>) -> Option<&str> {
        id.and_then(|id| self.entrances.get(&id)).copied()
    }
}
