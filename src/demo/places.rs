//! Where the people of the demo live: two companies, their complexes, buildings and premises.
//!
//! Streets of Almaty and Astana are real, house numbers begin above any that those streets have. [`city`] gives exactly
//! as many flats as asked for, whether 1 or 100 000, always the same ones.

mod building;
mod companies;
mod streets;

pub use building::{Building, Kind, Premises};
pub use companies::{ALATAU, Company, ESIL};

use super::chance::Chance;
use building::Shape;

/// The buildings that a small demo consists of: 240 flats.
const FIRST: [Shape; 4] = [
    Shape { floors: 9, entrances: 2, per_floor: 4, shops: 4, parking: 24, storage: 8 },
    Shape { floors: 5, entrances: 4, per_floor: 3, shops: 0, parking: 0, storage: 0 },
    Shape { floors: 12, entrances: 1, per_floor: 4, shops: 2, parking: 16, storage: 6 },
    Shape { floors: 9, entrances: 2, per_floor: 4, shops: 0, parking: 0, storage: 4 },
];

/// What else a city has.
const MORE: [Shape; 8] = [
    Shape { floors: 5, entrances: 3, per_floor: 3, shops: 0, parking: 0, storage: 0 },
    Shape { floors: 5, entrances: 4, per_floor: 4, shops: 0, parking: 0, storage: 0 },
    Shape { floors: 9, entrances: 4, per_floor: 4, shops: 0, parking: 0, storage: 8 },
    Shape { floors: 9, entrances: 6, per_floor: 4, shops: 6, parking: 30, storage: 0 },
    Shape { floors: 10, entrances: 3, per_floor: 5, shops: 6, parking: 40, storage: 20 },
    Shape { floors: 12, entrances: 2, per_floor: 6, shops: 4, parking: 48, storage: 24 },
    Shape { floors: 16, entrances: 2, per_floor: 4, shops: 4, parking: 60, storage: 30 },
    Shape { floors: 16, entrances: 3, per_floor: 6, shops: 8, parking: 90, storage: 45 },
];

/// The buildings of [`ALATAU`] with exactly `flats` flats, and parking, storage and shops besides.
pub fn city(flats: usize) -> impl Iterator<Item = Building> {
    estate(&ALATAU, flats)
}

/// The buildings of any company with exactly `flats` flats. Addresses and account numbers are distinct within a company,
/// and, since towns and prefixes differ, between companies.
pub fn estate(company: &'static Company, flats: usize) -> impl Iterator<Item = Building> {
    let mut rest = flats;
    let mut nth = 0;
    let mut accounts = 0;
    let mut complexes = Complexes::new(company);
    let chance = Chance::new(company.seed);
    std::iter::from_fn(move || {
        let mut chance = chance.branch(nth);
        let shape = usize::try_from(nth).ok().and_then(|place| FIRST.get(place)).copied();
        let shape = shape.unwrap_or_else(|| MORE.get(chance.below(MORE.len())).copied().unwrap_or(FIRST[0]));
        let here = shape.flats().min(rest);
        if here == 0 {
            return None;
        }
        rest -= here;
        let mut building = shape.build(&mut chance, company.address(nth), here);
        building.complex = complexes.next();
        for premises in &mut building.premises {
            accounts += 1;
            premises.account = format!("{}-{accounts:06}", company.accounts);
        }
        nth += 1;
        Some(building)
    })
}

/// Hands out the complexes that buildings belong to: two buildings at first, later one to six.
struct Complexes {
    company: &'static Company,
    chance: Chance,
    begun: usize,
    left: usize,
}

impl Complexes {
    const fn new(company: &'static Company) -> Self {
        Self { company, chance: Chance::new(company.seed ^ 0xC0), begun: 0, left: 0 }
    }

    /// The complex of the next building; in a big city every seventh complex is a single house that belongs to none.
    fn next(&mut self) -> Option<String> {
        if self.left == 0 {
            self.left = if self.begun < 2 { 2 } else { 1 + self.chance.below(6) };
            self.begun += 1;
        }
        self.left -= 1;
        let place = self.begun.checked_sub(1)?;
        if place % 7 == 6 {
            self.left = 0;
            return None;
        }
        self.company.complex(place)
    }
}

#[cfg(test)]
mod tests;
