//! The nouns of the register: complexes, buildings, entrances, premises.

use crate::text::{alphabetical, fold};

crate::ids! {
    /// A residential complex (*тұрғын үй кешені*, *жилой комплекс*).
    ComplexId,
    /// A building with one address (*үй*, *дом*).
    BuildingId,
    /// An entrance of a building (*кіреберіс*, *подъезд*).
    EntranceId,
    /// Premises: what can be owned and counted as one in a vote.
    PremisesId,
}

crate::words! {
    /// What premises are. Flats and non-residential premises are the units of the Housing law (art. 42);
    /// parking places and storage rooms vote on matters of their own.
    pub enum Kind {
        /// Flat (*пәтер*, *квартира*).
        Flat = "flat",
        /// Non-residential premises (*тұрғын емес үй-жай*, *нежилое помещение*).
        Commercial = "commercial",
        /// Parking place (*тұрақ орны*, *парковочное место*).
        Parking = "parking",
        /// Storage room (*қойма*, *кладовая*).
        Storage = "storage",
    }
}

impl Kind {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Flat => "homes.kind.flat",
            Self::Commercial => "homes.kind.commercial",
            Self::Parking => "homes.kind.parking",
            Self::Storage => "homes.kind.storage",
        }
    }

    /// The key of the name with a number behind it: «кв. 12».
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Flat => "homes.label.flat",
            Self::Commercial => "homes.label.commercial",
            Self::Parking => "homes.label.parking",
            Self::Storage => "homes.label.storage",
        }
    }
}

/// What makes two spellings of an address the same.
pub fn same_address(address: &str) -> String {
    fold(address)
}

/// What makes two spellings of a number the same: `12 А`, `12а` and `12-A`.
pub fn same_number(number: &str) -> String {
    fold(number).split_whitespace().collect()
}

/// Where premises stand in a list of all: by address, then by kind, then by number.
pub fn sort_key(building_key: &str, kind: Kind, number: &str) -> String {
    let kind = match kind {
        Kind::Flat => '0',
        Kind::Commercial => '1',
        Kind::Parking => '2',
        Kind::Storage => '3',
    };
    format!("{building_key}!{kind}{}", alphabetical::key(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_be_spelt_in_many_ways() {
        assert_eq!(same_number("12 А"), same_number("12а"));
        assert_eq!(same_number(" 12-а "), same_number("12А"));
        assert_ne!(same_number("12"), same_number("12а"));
    }

    #[test]
    fn flats_stand_by_house_then_by_number() {
        let (abay, satpaev) = (alphabetical::key("Абай 1"), alphabetical::key("Сәтбаев 1"));
        let mut keys = vec![
            sort_key(&satpaev, Kind::Flat, "1"),
            sort_key(&abay, Kind::Parking, "1"),
            sort_key(&abay, Kind::Flat, "12"),
            sort_key(&abay, Kind::Flat, "9"),
        ];
        let wanted = [keys[3].clone(), keys[2].clone(), keys[1].clone(), keys[0].clone()];
        keys.sort();
        assert_eq!(keys, wanted);
    }
}
