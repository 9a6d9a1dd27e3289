//! What an import would write: the register beside what the sheet wishes. Pure, so the rehearsal is the real thing.
//!
//! An import adds and changes; it ends no holding, erases no value and empties no cell. A row is taken whole or not at all.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::minors::minors;
use super::missing::{Fates, missing};
use super::outcome::{Change, Plan};
use super::people::{Card, Held, People, namesakes, same_share};
use super::places::{Places, Slot, impossible};
use super::reading::Rows;
use super::register::Register;
use super::wish::{Facts, Reason, Warning, Wish};
use crate::clock::{self, Moment};
use crate::homes::holding::{ContactId, HoldingId};
use crate::homes::place::{BuildingId, EntranceId, PremisesId, same_address, same_number, sort_key};
use crate::homes::rows::{Building, Contact, Entrance, Holding, Premises};
use crate::homes::{number_words, words_of};
use crate::text::alphabetical;
use crate::who::Holds;

/// Rows that contradict one another may free others from their contradiction, and bind them anew; a sheet in which that
/// goes on for longer than this is no sheet of residents.
const ROUNDS: usize = 12;

/// Compares a sheet with the register.
/// Those whom the sheet does not name end on `ending`, if a day is given.
pub(super) fn plan(register: &Register, rows: Rows, now: Moment, ending: Option<NaiveDate>) -> Plan {
    let wishes = rows.wishes;
    let places = Places::find(register, &wishes);
    let mut refused: HashMap<usize, Vec<Reason>> = HashMap::new();
    note(&mut refused, places.contradictions(&wishes));
    note(&mut refused, namesakes(&wishes));
    note(&mut refused, minors(register, &places, &wishes, clock::today(now)));
    let mut people = People::find(register, &places, &wishes, &refused);
    for round in 0.. {
        let mut wrong = std::mem::take(&mut people.refused);
        wrong.extend(impossible(&places, register, &wishes, &refused));
        if wrong.is_empty() {
            break;
        }
        if round == ROUNDS {
            wrong = (0..wishes.len())
                .filter(|index| !refused.contains_key(index))
                .map(|index| (index, Reason::whole("homes.import.refused.tangled")))
                .collect();
        }
        note(&mut refused, wrong);
        people = People::find(register, &places, &wishes, &refused);
    }
    let fates = Fates { refused: &refused, unread: &rows.unread };
    let missing = missing(register, &places, &people, &fates, clock::today(now));
    let mut writing = Writing {
        register,
        places: &places,
        wishes: &wishes,
        refused: &refused,
        now,
        plan: Plan { ended: ending.map(|day| (missing.clone(), day)), missing, ..Plan::default() },
        effects: HashMap::new(),
        ids: Ids::default(),
    };
    writing.places();
    writing.cards(&people);
    writing.holdings(&people);
    writing.words(&people);
    let mut plan = writing.done(&people);
    let given: BTreeSet<usize> = refused.keys().filter_map(|index| wishes.get(*index).map(|wish| wish.row)).collect();
    plan.warnings.extend(rows.warnings.into_iter().chain(people.warnings).filter(|warning| !given.contains(&warning.row)));
    plan.refused = rows.refused;
    plan.refused.extend(refused.into_iter().filter_map(|(index, reasons)| Some((wishes.get(index)?.row, reasons))));
    plan.refused.sort_by_key(|(row, _)| *row);
    plan
}

fn note(refused: &mut HashMap<usize, Vec<Reason>>, wrong: Vec<(usize, Reason)>) {
    for (index, reason) in wrong {
        let reasons = refused.entry(index).or_default();
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
}

/// What a row brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    Changes,
    Adds,
}

/// The ids of slots and cards, known or made.
#[derive(Default)]
struct Ids {
    premises: HashMap<usize, PremisesId>,
    contacts: Vec<ContactId>,
}

struct Writing<'a> {
    register: &'a Register,
    places: &'a Places,
    wishes: &'a [Wish],
    refused: &'a HashMap<usize, Vec<Reason>>,
    now: Moment,
    plan: Plan,
    /// By row.
    effects: HashMap<usize, Effect>,
    ids: Ids,
}

impl Writing<'_> {
    fn effect(&mut self, row: usize, effect: Effect) {
        let known = self.effects.entry(row).or_insert(effect);
        *known = (*known).max(effect);
    }

    fn places(&mut self) {
        let mut houses: HashMap<usize, (BuildingId, String)> = HashMap::new();
        let mut entrances: HashMap<(BuildingId, String), EntranceId> = HashMap::new();
        for entrance in &self.register.entrances {
            entrances.entry((entrance.building_id, same_number(&entrance.number))).or_insert(entrance.id);
        }
        let places = self.places;
        for (index, slot) in places.slots.iter().enumerate() {
            if let Some(known) = slot.known.and_then(|known| self.register.premises.get(known)) {
                self.ids.premises.insert(index, known.id);
            }
            let Some(facts) = places.facts(slot, self.wishes, self.refused) else { continue };
            let Some(row) = self.first_row(slot) else { continue };
            let (building, key) = houses
                .entry(slot.house)
                .or_insert_with(|| house(self.register, places, slot.house, self.now, &mut self.plan))
                .clone();
            let entrance = facts.entrance.as_ref().map(|number| {
                *entrances
                    .entry((building, same_number(number)))
                    .or_insert_with(|| self.plan.new_entrance(self.register, building, number, self.now))
            });
            self.plan.met.premises += 1;
            self.write_slot(index, slot, &facts, row, (building, &key, entrance));
        }
        self.plan.met.buildings = houses.len();
    }

    /// The first row about a slot that is taken.
    fn first_row(&self, slot: &Slot) -> Option<usize> {
        slot.wishes
            .iter()
            .filter(|index| !self.refused.contains_key(index))
            .find_map(|index| self.wishes.get(*index).map(|wish| wish.row))
    }

    fn write_slot(
        &mut self,
        index: usize,
        slot: &Slot,
        facts: &Facts,
        row: usize,
        (building, key, entrance): (BuildingId, &str, Option<EntranceId>),
    ) {
        if let Some(before) = slot.known.and_then(|known| self.register.premises.get(known)) {
            let after = Premises { entrance_id: entrance.or(before.entrance_id), ..facts.over(before) };
            if after != *before {
                self.effect(row, Effect::Changes);
                self.plan.changed_premises.push(Change { before: before.clone(), after, row });
            }
            return;
        }
        let empty = Premises {
            id: PremisesId::fresh(self.now),
            company_id: self.register.company,
            building_id: building,
            entrance_id: entrance,
            kind: slot.kind,
            number: slot.number.clone(),
            number_folded: same_number(&slot.number),
            sort_key: sort_key(key, slot.kind, &slot.number),
            floor: None,
            area: None,
            living_area: None,
            account: None,
            centre_account: None,
            cadastre: None,
            registered: None,
            residing: None,
            created_at: self.now,
        };
        self.effect(row, Effect::Adds);
        self.ids.premises.insert(index, empty.id);
        self.plan.premises.push(facts.over(&empty));
    }

    fn cards(&mut self, people: &People) {
        for card in &people.cards {
            let known = card.known.and_then(|known| self.register.contacts.get(known));
            let id = known.map_or_else(|| ContactId::fresh(self.now), |known| known.id);
            self.ids.contacts.push(id);
            let Some(row) = card.row else { continue };
            self.plan.met.contacts += 1;
            match known {
                Some(before) => {
                    let after = written(card, before);
                    if after != *before {
                        self.effect(row, Effect::Changes);
                        self.plan.changed_contacts.push(Change { before: before.clone(), after, row });
                    }
                }
                None => {
                    self.effect(row, Effect::Adds);
                    self.plan.contacts.push(new_contact(card, id, self.register, self.now));
                }
            }
        }
    }

    fn holdings(&mut self, people: &People) {
        for slot in 0..self.places.slots.len() {
            for held in people.held.get(&slot).into_iter().flatten() {
                let Some(row) = held.row else { continue };
                self.plan.met.holdings += 1;
                let (Some(premises), Some(contact)) =
                    (self.ids.premises.get(&slot).copied(), self.ids.contacts.get(held.card).copied())
                else {
                    continue;
                };
                let (share_of, share_in) = (held.share.map(|share| share.of), held.share.map(|share| share.parts));
                if let Some(before) = held.known.and_then(|known| self.register.holdings.get(known)) {
                    if !same_share(held.share, crate::homes::forms::share_of(before)) {
                        self.effect(row, Effect::Changes);
                        let after = Holding { share_of, share_in, ..before.clone() };
                        self.plan.changed_holdings.push(Change { before: before.clone(), after, row });
                    }
                    continue;
                }
                self.effect(row, Effect::Adds);
                self.plan.holdings.push(Holding {
                    id: HoldingId::fresh(self.now),
                    company_id: self.register.company,
                    premises_id: premises,
                    contact_id: contact,
                    holds: held.holds,
                    share_of,
                    share_in,
                    since: None,
                    until: None,
                    created_at: self.now,
                });
            }
        }
    }

    /// The words of all premises that are new, have other numbers, or are held by somebody new or renamed.
    fn words(&mut self, people: &People) {
        let found_otherwise =
            |change: &Change<Contact>| (&change.before.name, &change.before.phone) != (&change.after.name, &change.after.phone);
        let renamed: BTreeSet<ContactId> =
            self.plan.changed_contacts.iter().filter(|change| found_otherwise(change)).map(|change| change.after.id).collect();
        let renumbered: HashMap<PremisesId, &Premises> = self
            .plan
            .premises
            .iter()
            .chain(self.plan.changed_premises.iter().map(|change| &change.after))
            .map(|premises| (premises.id, premises))
            .collect();
        let gone = self.gone();
        let mut words = Vec::new();
        for (index, slot) in self.places.slots.iter().enumerate() {
            let held = people.held.get(&index).map(Vec::as_slice).unwrap_or_default();
            let Some(id) = self.ids.premises.get(&index) else { continue };
            let is_renamed = |card: usize| self.ids.contacts.get(card).is_some_and(|contact| renamed.contains(contact));
            let is_gone = |held: &Held| {
                held.known.and_then(|known| self.register.holdings.get(known)).is_some_and(|of| gone.contains(&of.id))
            };
            let touched = renumbered.contains_key(id)
                || held.iter().any(is_gone)
                || held.iter().any(|held| held.known.is_none() || is_renamed(held.card));
            let premises = renumbered.get(id).copied().or_else(|| self.register.premises.get(slot.known?));
            let Some(premises) = premises.filter(|_| touched) else { continue };
            let mut all = number_words(&premises.number, premises.account.as_deref(), premises.centre_account.as_deref());
            let holders = held.iter().filter(|held| !is_gone(held)).filter_map(|held| people.cards.get(held.card));
            all.extend(holders.flat_map(|card| words_of(&card.name, card.phone.as_deref())));
            all.sort();
            all.dedup();
            words.push((*id, all));
        }
        self.plan.words = words;
    }

    /// Whose last day is over once the plan is written.
    fn gone(&self) -> BTreeSet<HoldingId> {
        let over = self.plan.ended.as_ref().filter(|(_, day)| *day < clock::today(self.now));
        over.map(|(ended, _)| ended.iter().map(|of| of.id).collect()).unwrap_or_default()
    }

    fn done(mut self, people: &People) -> Plan {
        let taken = (0..self.wishes.len()).filter(|index| !self.refused.contains_key(index));
        self.plan.places = taken
            .filter_map(|index| {
                let row = self.wishes.get(index)?.row;
                Some((row, *self.ids.premises.get(self.places.of.get(index)?)?))
            })
            .collect();
        self.plan.met.rows = self.wishes.len() - self.refused.len();
        self.plan.met.new_rows = self.effects.values().filter(|effect| **effect == Effect::Adds).count();
        self.plan.met.changed_rows = self.effects.len() - self.plan.met.new_rows;
        for (index, slot) in self.places.slots.iter().enumerate() {
            let held = people.held.get(&index).into_iter().flatten();
            let shares = held.filter(|held| held.holds == Holds::Owner).filter_map(|held| held.share);
            let too_much = more_than_all(shares.map(|share| (share.of, share.parts)));
            if let Some(row) = self.first_row(slot).filter(|_| too_much) {
                self.plan.warnings.push(Warning { row, key: "homes.import.warning.shares" });
            }
        }
        self.plan
    }
}

/// Whether shares make more than the whole. Sums that do not fit the machine's largest number are not judged.
fn more_than_all(shares: impl Iterator<Item = (i64, i64)>) -> bool {
    let sum =
        shares.map(|(of, parts)| (i128::from(of), i128::from(parts))).try_fold((0i128, 1i128), |(of, parts), (more, whole)| {
            Some((of.checked_mul(whole)?.checked_add(more.checked_mul(parts)?)?, parts.checked_mul(whole)?))
        });
    sum.is_some_and(|(of, parts)| of > parts)
}

fn house(register: &Register, places: &Places, house: usize, now: Moment, plan: &mut Plan) -> (BuildingId, String) {
    let slot = places.houses.get(house);
    if let Some(known) = slot.and_then(|slot| register.buildings.get(slot.known?)) {
        return (known.id, known.sort_key.clone());
    }
    let address = slot.map(|slot| slot.address.clone()).unwrap_or_default();
    let building = Building {
        id: BuildingId::fresh(now),
        company_id: register.company,
        complex_id: None,
        address_folded: same_address(&address),
        sort_key: alphabetical::key(&address),
        address,
        floors: None,
        created_at: now,
    };
    let made = (building.id, building.sort_key.clone());
    plan.buildings.push(building);
    made
}

impl Plan {
    fn new_entrance(&mut self, register: &Register, building: BuildingId, number: &str, now: Moment) -> EntranceId {
        let entrance = Entrance {
            id: EntranceId::fresh(now),
            company_id: register.company,
            building_id: building,
            number: number.to_owned(),
            sort_key: alphabetical::key(number),
        };
        let id = entrance.id;
        self.entrances.push(entrance);
        id
    }
}

/// The contact as its card is after all rows. Whose account another e-mail address belongs to is found out when it is written.
fn written(card: &Card, before: &Contact) -> Contact {
    let person_id = before.person_id.filter(|_| card.email == before.email);
    let (name_folded, sort_key) = if card.name == before.name {
        (before.name_folded.clone(), before.sort_key.clone())
    } else {
        (card.folded.clone(), alphabetical::key(&card.name))
    };
    Contact {
        person_id,
        name: card.name.clone(),
        name_folded,
        sort_key,
        ident: card.ident.clone(),
        phone: card.phone.clone(),
        email: card.email.clone(),
        ..before.clone()
    }
}

fn new_contact(card: &Card, id: ContactId, register: &Register, now: Moment) -> Contact {
    Contact {
        id,
        company_id: register.company,
        person_id: None,
        name: card.name.clone(),
        name_folded: card.folded.clone(),
        sort_key: alphabetical::key(&card.name),
        ident: card.ident.clone(),
        phone: card.phone.clone(),
        email: card.email.clone(),
        created_at: now,
        died_on: None,
    }
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
