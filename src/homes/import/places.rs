//! Which building and premises a row means: those of the register, or new ones.

use std::collections::HashMap;

use super::register::Register;
use super::wish::{Facts, Reason, Wish};
use crate::homes::place::{BuildingId, Kind, same_address, same_number};
use crate::sheet::{Cell, values};
use crate::web::Said;

/// Premises that rows of the sheet or the register know.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// Its building, as a place in [`Places::houses`].
    pub(super) house: usize,
    pub(super) kind: Kind,
    pub(super) number: String,
    /// Its place in the register's premises.
    pub(super) known: Option<usize>,
    /// The wishes about it, as places in the list of wishes.
    pub(super) wishes: Vec<usize>,
}

/// A building that rows of the sheet or the register know.
#[derive(Clone, Debug)]
pub(super) struct House {
    pub(super) address: String,
    /// Its place in the register's buildings.
    pub(super) known: Option<usize>,
    /// Whether it was handed over to another company.
    pub(super) away: bool,
}

/// All buildings and premises, and which of them each wish means.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) houses: Vec<House>,
    pub(super) slots: Vec<Slot>,
    /// By wish: its slot.
    pub(super) of: Vec<usize>,
    by_address: HashMap<String, usize>,
    exact: HashMap<(usize, Kind, String), usize>,
    loose: HashMap<(usize, Kind, String), usize>,
    /// Which kinds there are of a number.
    kinds: HashMap<(usize, String), Vec<Kind>>,
}

/// A number with Latin look-alikes and leading zeros evened out.
pub(super) fn loose_number(number: &str) -> String {
    values::flat(&Cell::text(number)).ok().flatten().map_or_else(|| same_number(number), |flat| flat.key)
}

impl Places {
    /// Finds what each wish means.
    pub(super) fn find(register: &Register, wishes: &[Wish]) -> Self {
        let mut places = Self::default();
        let houses = places.take_buildings(register);
        places.take_premises(register, &houses);
        let meant: Vec<usize> = wishes.iter().map(|wish| places.house(&wish.address)).collect();
        for (wish, house) in wishes.iter().zip(&meant) {
            if let Some(kind) = wish.kind {
                places.note_kind(*house, &wish.loose, kind);
            }
        }
        for (index, (wish, house)) in wishes.iter().zip(&meant).enumerate() {
            let slot = places.slot(*house, wish);
            places.of.push(slot);
            if let Some(slot) = places.slots.get_mut(slot) {
                slot.wishes.push(index);
            }
        }
        places
    }

    fn take_buildings(&mut self, register: &Register) -> HashMap<BuildingId, usize> {
        let mut ids = HashMap::with_capacity(register.buildings.len());
        for (known, building) in register.buildings.iter().enumerate() {
            let house = self.houses.len();
            self.houses.push(House {
                address: building.address.clone(),
                known: Some(known),
                away: register.away.contains(&building.id),
            });
            self.by_address.insert(building.address_folded.clone(), house);
            ids.insert(building.id, house);
        }
        ids
    }

    fn take_premises(&mut self, register: &Register, houses: &HashMap<BuildingId, usize>) {
        for (known, premises) in register.premises.iter().enumerate() {
            let Some(house) = houses.get(&premises.building_id).copied() else { continue };
            let loose = loose_number(&premises.number);
            self.note_kind(house, &loose, premises.kind);
            self.add(house, premises.kind, &premises.number, &premises.number_folded, loose, Some(known));
        }
    }

    fn add(&mut self, house: usize, kind: Kind, number: &str, folded: &str, loose: String, known: Option<usize>) -> usize {
        let slot = self.slots.len();
        self.slots.push(Slot { house, kind, number: number.to_owned(), known, wishes: Vec::new() });
        self.exact.entry((house, kind, folded.to_owned())).or_insert(slot);
        self.loose.entry((house, kind, loose)).or_insert(slot);
        slot
    }

    fn note_kind(&mut self, house: usize, loose: &str, kind: Kind) {
        let kinds = self.kinds.entry((house, loose.to_owned())).or_default();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }

    fn house(&mut self, address: &str) -> usize {
        let folded = same_address(address);
        if let Some(house) = self.by_address.get(&folded) {
            return *house;
        }
        let house = self.houses.len();
        self.houses.push(House { address: address.to_owned(), known: None, away: false });
        self.by_address.insert(folded, house);
        house
    }

    /// Where the sheet does not say the kind: a flat, unless the number belongs to something else and to no flat.
    fn kind_of(&self, house: usize, wish: &Wish) -> Kind {
        let kinds = self.kinds.get(&(house, wish.loose.clone())).map(Vec::as_slice).unwrap_or_default();
        wish.kind.unwrap_or(match kinds {
            [only] => *only,
            _ => Kind::Flat,
        })
    }

    fn slot(&mut self, house: usize, wish: &Wish) -> usize {
        let kind = self.kind_of(house, wish);
        let folded = same_number(&wish.number);
        let spellings = [same_number(&wish.written), folded.clone()];
        let exact = spellings.iter().find_map(|folded| self.exact.get(&(house, kind, folded.clone())).copied());
        if let Some(slot) = exact.or_else(|| self.loose.get(&(house, kind, wish.loose.clone())).copied()) {
            return slot;
        }
        self.add(house, kind, &wish.number, &folded, wish.loose.clone(), None)
    }

    /// All premises of a building with that number, whatever they are.
    pub(super) fn numbered(&self, address: &str, loose: &str) -> Vec<usize> {
        let house = self.by_address.get(&same_address(address)).copied();
        let known = |kind: &Kind| self.loose.get(&(house?, *kind, loose.to_owned())).copied();
        Kind::ALL.iter().filter_map(known).collect()
    }

    /// Rows that say different things of the same premises: none of them is taken.
    pub(super) fn contradictions(&self, wishes: &[Wish]) -> Vec<(usize, Reason)> {
        let mut refused = Vec::new();
        for (index, slot) in self.of.iter().enumerate() {
            let house = self.slots.get(*slot).and_then(|slot| self.houses.get(slot.house));
            if house.is_some_and(|house| house.away) {
                refused.push((index, Reason::whole("homes.import.refused.handed_over")));
            }
        }
        for slot in self.slots.iter().filter(|slot| slot.wishes.len() > 1) {
            let mut said = Facts::default();
            let of_slot = slot.wishes.iter().filter_map(|index| wishes.get(*index).map(|wish| (*index, wish)));
            let clash = of_slot.clone().find_map(|(_, wish)| said.join(&wish.facts).err().map(|column| (wish.row, column)));
            let Some((row, column)) = clash else { continue };
            refused.extend(of_slot.map(|(index, _)| {
                (index, Reason::of(column, Said::new("homes.import.refused.contradiction").with("row", row + 1)))
            }));
        }
        refused
    }

    /// What the rows that are taken say of a slot together.
    pub(super) fn facts(&self, slot: &Slot, wishes: &[Wish], refused: &HashMap<usize, Vec<Reason>>) -> Option<Facts> {
        let mut facts = Facts::default();
        let mut any = false;
        for index in slot.wishes.iter().filter(|index| !refused.contains_key(index)) {
            any = true;
            if let Some(wish) = wishes.get(*index) {
                let _refused_before = facts.join(&wish.facts);
            }
        }
        any.then_some(facts)
    }
}

/// What is impossible of premises once everything is written: a living area larger than the whole, an account number of two.
pub(super) fn impossible(
    places: &Places,
    register: &Register,
    wishes: &[Wish],
    refused: &HashMap<usize, Vec<Reason>>,
) -> Vec<(usize, Reason)> {
    let mut wrong = Vec::new();
    let mut owners: HashMap<String, Vec<Claim>> = HashMap::new();
    for (index, slot) in places.slots.iter().enumerate() {
        let known = slot.known.and_then(|known| register.premises.get(known));
        let facts = places.facts(slot, wishes, refused);
        let (area, living) = facts.as_ref().map_or((None, None), |facts| (facts.area, facts.living_area));
        let changed = area.is_some() || living.is_some();
        let (area, living) = (area.or(known.and_then(|p| p.area)), living.or(known.and_then(|p| p.living_area)));
        if changed && area.zip(living).is_some_and(|(area, living)| living > area) {
            wrong.extend(slot.wishes.iter().map(|wish| (*wish, Reason::of("living_area", "homes.refused.living_area"))));
        }
        let had = known.and_then(|p| p.account.as_ref());
        let wanted = facts.as_ref().and_then(|facts| facts.account.as_ref());
        if let Some(account) = wanted.or(had) {
            let keeps = had == Some(account);
            owners.entry(account.clone()).or_default().push(Claim { slot: index, keeps });
        }
    }
    for claims in owners.values().filter(|claims| claims.len() > 1) {
        wrong.extend(claims.iter().filter(|claim| !claim.keeps).flat_map(|claim| refuse_account(places, claim, claims)));
    }
    wrong.retain(|(wish, _)| !refused.contains_key(wish));
    wrong
}

/// Premises that are to have an account number.
struct Claim {
    slot: usize,
    keeps: bool,
}

fn refuse_account(places: &Places, claim: &Claim, all: &[Claim]) -> Vec<(usize, Reason)> {
    let other = all.iter().filter(|other| other.slot != claim.slot).max_by_key(|other| other.keeps);
    let Some(other) = other.and_then(|other| places.slots.get(other.slot)) else { return Vec::new() };
    let address = places.houses.get(other.house).map(|house| house.address.clone()).unwrap_or_default();
    let said = Said::new("homes.import.refused.account_taken").with("address", address).with("number", &other.number);
    let Some(slot) = places.slots.get(claim.slot) else { return Vec::new() };
    slot.wishes.iter().map(|wish| (*wish, Reason::of("account", said.clone()))).collect()
}
