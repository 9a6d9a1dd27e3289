//! A building, floor by floor.

use crate::demo::chance::Chance;

/// What premises are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A flat.
    Flat,
    /// A shop or an office on the ground floor.
    NonResidential,
    /// A parking place in the basement.
    Parking,
    /// A storage room in the basement.
    Storage,
}

/// Something that can be owned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Premises {
    /// What it is for.
    pub kind: Kind,
    /// What stands on the door: «17», «Н-2» (нежилое), «П-5» (parking), «К-3» (кладовая); unique within the building.
    pub number: String,
    /// Which of [`Building::entrances`] leads there, counted from 0; shops have doors of their own, the basement is shared.
    pub entrance: Option<usize>,
    /// The floor; the basement is -1.
    pub floor: i32,
    /// Useful area in hundredths of m².
    pub area: i64,
    /// Living area in hundredths of m²; flats only.
    pub living_area: Option<i64>,
    /// The account number: «10-000123».
    pub account: String,
}

/// A building with all that is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Building {
    /// The complex it belongs to, if any: «ТК «Алма-Тау»».
    pub complex: Option<String>,
    /// «Алматы қ. Абай даңғылы, 402/1».
    pub address: String,
    /// Floors above ground.
    pub floors: i32,
    /// What stands on the entrances: «1», «2»…
    pub entrances: Vec<String>,
    /// Flats in the order of their numbers, then shops, parking places, storage rooms.
    pub premises: Vec<Premises>,
}

/// What kind of building stands there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) floors: usize,
    pub(super) entrances: usize,
    /// Flats of one entrance on one floor.
    pub(super) per_floor: usize,
    /// Shops; where there are any, they take the whole ground floor.
    pub(super) shops: usize,
    pub(super) parking: usize,
    pub(super) storage: usize,
}

/// Layouts of flats as area and living area in hundredths of m², smallest first.
const LAYOUTS: [(i64, i64); 8] = [
    (3_640, 1_790),
    (4_130, 1_920),
    (4_580, 2_050),
    (5_670, 3_280),
    (6_140, 3_410),
    (7_350, 4_460),
    (8_790, 5_240),
    (11_280, 6_970),
];

impl Shape {
    /// How many flats there are when the building is full.
    pub(super) const fn flats(&self) -> usize {
        self.living_floors() * self.entrances * self.per_floor
    }

    const fn living_floors(&self) -> usize {
        if self.shops > 0 { self.floors - 1 } else { self.floors }
    }

    /// A building with `flats` flats, no more than [`Shape::flats`]: what is missing is missing evenly, so that a house cut
    /// short still looks like one. Complex and accounts are left to the caller.
    pub(super) fn build(&self, chance: &mut Chance, address: String, flats: usize) -> Building {
        let risers = self.risers(chance);
        let mut premises = Vec::with_capacity(flats + self.shops + self.parking + self.storage);
        for entrance in 0..self.entrances {
            let here = part(flats, self.entrances, entrance);
            for storey in 0..self.living_floors() {
                let floor = signed(storey + 1 + self.floors - self.living_floors());
                for &(area, living) in risers.iter().take(part(here, self.living_floors(), storey)) {
                    let number = (premises.len() + 1).to_string();
                    let flat =
                        Premises { entrance: Some(entrance), living_area: Some(living), ..of(Kind::Flat, number, floor, area) };
                    premises.push(flat);
                }
            }
        }
        let share = |whole: usize| (whole * flats).div_ceil(self.flats().max(1));
        let shops = (1..=share(self.shops)).map(|n| (Kind::NonResidential, format!("Н-{n}"), 1, 5_500, 24_000));
        let parking = (1..=share(self.parking)).map(|n| (Kind::Parking, format!("П-{n}"), -1, 1_325, 1_560));
        let storage = (1..=share(self.storage)).map(|n| (Kind::Storage, format!("К-{n}"), -1, 310, 640));
        for (kind, number, floor, smallest, largest) in shops.chain(parking).chain(storage) {
            premises.push(of(kind, number, floor, chance.between(smallest / 10, largest / 10) * 10));
        }
        let entrances = (1..=self.entrances).map(|number| number.to_string()).collect();
        Building { complex: None, address, floors: signed(self.floors), entrances, premises }
    }

    /// The flats of one floor: the same ones lie above each other on all floors, with a few hundredths between houses.
    fn risers(&self, chance: &mut Chance) -> Vec<(i64, i64)> {
        let shift = chance.between(-9, 9) * 10;
        let layout = |_| LAYOUTS.get(chance.below(LAYOUTS.len())).map(|(area, living)| (area + shift, living + shift / 2));
        (0..self.per_floor).filter_map(layout).collect()
    }
}

/// The place-th of `parts` parts of `whole`, as equal as they can be.
const fn part(whole: usize, parts: usize, place: usize) -> usize {
    whole * (place + 1) / parts - whole * place / parts
}

fn of(kind: Kind, number: String, floor: i32, area: i64) -> Premises {
    Premises { kind, number, entrance: None, floor, area, living_area: None, account: String::new() }
}

fn signed(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
