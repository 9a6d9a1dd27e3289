//! What stands in the way of an undo: everything that somebody has done since on what the import wrote. Compared, not remembered: the
//! register as it is now says it.

use std::collections::{HashMap, HashSet};

use super::written::{Written, building_mark, contact_mark, holding_mark, premises_mark};
use crate::homes::holding::{ContactId, HoldingId};
use crate::homes::import::register::Register;
use crate::homes::place::PremisesId;
use crate::homes::rows::Holding;
use crate::web::Said;

/// Something that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The sentence.
    pub said: Said,
    /// Where one can look at it; empty where nothing is left to look at.
    pub href: String,
}

impl Obstacle {
    /// A sentence with the page it speaks of.
    pub fn new(said: impl Into<Said>, href: impl Into<String>) -> Self {
        Self { said: said.into(), href: href.into() }
    }
}

fn premises_page(id: PremisesId) -> String {
    format!("/staff/homes/premises/{id}")
}

/// The rows of the register, by id.
pub(super) struct Now<'a> {
    register: &'a Register,
    contacts: HashMap<ContactId, &'a crate::homes::rows::Contact>,
    premises: HashMap<PremisesId, &'a crate::homes::rows::Premises>,
    holdings: HashMap<HoldingId, &'a Holding>,
}

impl<'a> Now<'a> {
    pub(super) fn of(register: &'a Register, ended: &'a [Holding]) -> Self {
        Self {
            register,
            contacts: register.contacts.iter().map(|of| (of.id, of)).collect(),
            premises: register.premises.iter().map(|of| (of.id, of)).collect(),
            holdings: ended.iter().chain(&register.holdings).map(|of| (of.id, of)).collect(),
        }
    }

    /// Everything about the register itself that is no longer as the import left it.
    pub(super) fn obstacles(&self, written: &Written) -> Vec<Obstacle> {
        let mut all = self.handed_over(written);
        all.extend(self.buildings(written));
        all.extend(self.changed_premises(written));
        all.extend(self.changed_people(written));
        all.extend(self.changed_holdings(written));
        all.extend(self.newcomers(written));
        all
    }

    /// Buildings of this import that are another company's by now: what stands of them here is history.
    fn handed_over(&self, written: &Written) -> Vec<Obstacle> {
        let place = |id: &PremisesId| self.premises.get(id).map(|of| of.building_id);
        let held = |id: &HoldingId| self.holdings.get(id).and_then(|of| place(&of.premises_id));
        let new = written.premises.iter().filter_map(|(id, ..)| place(id));
        let changed = written.changed_premises.iter().map(|(before, _)| before.building_id);
        let holdings = written.holdings.iter().filter_map(|(id, _)| held(id));
        let ended = written.ended.iter().filter_map(|(id, _)| held(id));
        let changed_holdings = written.changed_holdings.iter().filter_map(|(before, _)| place(&before.premises_id));
        let own = written.buildings.iter().map(|(id, _)| *id);
        let touched: HashSet<_> = own.chain(new).chain(changed).chain(holdings).chain(ended).chain(changed_holdings).collect();
        let away = self.register.buildings.iter().filter(|of| touched.contains(&of.id) && self.register.away.contains(&of.id));
        let said = |address: &str| Said::new("homes.import.undo.stands.handed_over").with("name", address);
        away.map(|of| Obstacle::new(said(&of.address), format!("/staff/homes/buildings/{}", of.id))).collect()
    }

    fn buildings(&self, written: &Written) -> Vec<Obstacle> {
        let known: HashMap<_, _> = self.register.buildings.iter().map(|of| (of.id, of)).collect();
        let changed = written.buildings.iter().filter_map(|(id, mark)| {
            let now = known.get(id)?;
            (building_mark(now) != *mark).then(|| {
                let said = Said::new("homes.import.undo.stands.building").with("name", &now.address);
                Obstacle::new(said, format!("/staff/homes/buildings/{id}"))
            })
        });
        let mut all: Vec<Obstacle> = changed.collect();
        // premises that somebody has added to a building of this import
        let (new, ours): (HashSet<_>, HashSet<_>) =
            (written.buildings.iter().map(|(id, _)| *id).collect(), written.premises.iter().map(|(id, ..)| *id).collect());
        let added = self.register.premises.iter().filter(|of| new.contains(&of.building_id) && !ours.contains(&of.id));
        all.extend(added.map(|of| self.about("homes.import.undo.stands.premises_added", of.id)));
        all
    }

    fn about(&self, key: &'static str, id: PremisesId) -> Obstacle {
        let number = self.premises.get(&id).map(|of| of.number.as_str()).unwrap_or_default();
        let building = self.premises.get(&id).map(|of| of.building_id);
        let address = self.register.buildings.iter().find(|of| Some(of.id) == building).map(|of| of.address.as_str());
        Obstacle::new(Said::new(key).with("address", address.unwrap_or_default()).with("number", number), premises_page(id))
    }

    fn changed_premises(&self, written: &Written) -> Vec<Obstacle> {
        let new = written.premises.iter().map(|(id, _, mark)| (*id, *mark));
        let changed = written.changed_premises.iter().map(|(before, mark)| (before.id, *mark));
        new.chain(changed)
            .filter(|(id, mark)| self.premises.get(id).is_none_or(|now| premises_mark(now) != *mark))
            .map(|(id, _)| self.about("homes.import.undo.stands.premises", id))
            .collect()
    }

    fn changed_people(&self, written: &Written) -> Vec<Obstacle> {
        let new = written.contacts.iter().map(|(id, _, mark)| (*id, *mark));
        let changed = written.changed_contacts.iter().map(|(before, _, mark)| (before.id, *mark));
        new.chain(changed)
            .filter_map(|(id, mark)| match self.contacts.get(&id) {
                Some(now) if contact_mark(now) == mark => None,
                Some(now) => Some(person("homes.import.undo.stands.person", id, &now.name)),
                None => Some(Obstacle::new("homes.import.undo.stands.gone", "")),
            })
            .collect()
    }

    fn changed_holdings(&self, written: &Written) -> Vec<Obstacle> {
        let new = written.holdings.iter().map(|(id, mark)| (*id, *mark));
        let changed = written.changed_holdings.iter().map(|(before, mark)| (before.id, *mark));
        let differs = new.chain(changed).filter(|(id, mark)| self.holdings.get(id).is_none_or(|now| holding_mark(now) != *mark));
        let mut all: Vec<Obstacle> = differs.map(|(id, _)| self.holding(id)).collect();
        let reopened = written.ended.iter().filter(|(id, day)| self.holdings.get(id).is_none_or(|now| now.until != Some(*day)));
        all.extend(reopened.map(|(id, _)| self.holding(*id)));
        all
    }

    fn holding(&self, id: HoldingId) -> Obstacle {
        match self.holdings.get(&id) {
            Some(now) => self.about("homes.import.undo.stands.holding", now.premises_id),
            None => Obstacle::new("homes.import.undo.stands.gone", ""),
        }
    }

    /// Holdings of others at premises of this import, and of its people elsewhere.
    fn newcomers(&self, written: &Written) -> Vec<Obstacle> {
        let premises: HashSet<_> = written.premises.iter().map(|(id, ..)| *id).collect();
        let people: HashSet<_> = written.contacts.iter().map(|(id, ..)| *id).collect();
        let ours: HashSet<_> = written.holdings.iter().map(|(id, _)| *id).collect();
        let others = self.register.holdings.iter().filter(|of| !ours.contains(&of.id));
        others
            .filter(|of| premises.contains(&of.premises_id) || people.contains(&of.contact_id))
            .map(|of| self.about("homes.import.undo.stands.newcomer", of.premises_id))
            .collect()
    }
}

/// A sentence about somebody, with their card.
pub(super) fn person(key: &'static str, id: ContactId, name: &str) -> Obstacle {
    Obstacle::new(Said::new(key).with("name", name), format!("/staff/people/{id}"))
}
