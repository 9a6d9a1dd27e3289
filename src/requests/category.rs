//! The catalogue of categories: where × what kind of thing × which problem. It ships with the portal (`catalogue.csv`); companies set terms of
//! their own and hide what they do not do. The words stand in the locale, and a search looks in those of all languages.

use std::sync::LazyLock;

use super::kind::{Matter, Spot};
use super::terms::Urgency;
use crate::team::Skill;
use crate::text::{Locale, fold, t};

crate::words! {
    /// What kind of thing it is.
    pub enum Trade {
        /// Water and sewers.
        Water = "water",
        /// Heating.
        Heating = "heating",
        /// Power and light.
        Power = "power",
        /// Gas.
        Gas = "gas",
        /// Lifts.
        Lift = "lift",
        /// Doors, intercoms, barriers.
        Doors = "doors",
        /// Cleaning.
        Cleaning = "cleaning",
        /// Walls, roofs, windows.
        Building = "building",
        /// Rubbish.
        Waste = "waste",
        /// Playgrounds, trees, paths.
        Yard = "yard",
        /// Cars.
        Parking = "parking",
        /// Noise and other people.
        Neighbours = "neighbours",
        /// Charges, papers, the company itself.
        Office = "office",
        /// Anything else.
        Other = "other",
    }
}

impl Trade {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Water => "requests.trade.water",
            Self::Heating => "requests.trade.heating",
            Self::Power => "requests.trade.power",
            Self::Gas => "requests.trade.gas",
            Self::Lift => "requests.trade.lift",
            Self::Doors => "requests.trade.doors",
            Self::Cleaning => "requests.trade.cleaning",
            Self::Building => "requests.trade.building",
            Self::Waste => "requests.trade.waste",
            Self::Yard => "requests.trade.yard",
            Self::Parking => "requests.trade.parking",
            Self::Neighbours => "requests.trade.neighbours",
            Self::Office => "requests.trade.office",
            Self::Other => "requests.trade.rest",
        }
    }

    /// Whose hands it needs.
    pub fn skill(self) -> Option<Skill> {
        match self {
            Self::Water => Some(Skill::Plumbing),
            Self::Heating => Some(Skill::Heating),
            Self::Power => Some(Skill::Electrics),
            Self::Lift => Some(Skill::Lifts),
            Self::Doors => Some(Skill::Signals),
            Self::Cleaning | Self::Waste => Some(Skill::Cleaning),
            Self::Building | Self::Yard => Some(Skill::Building),
            Self::Gas | Self::Parking | Self::Neighbours | Self::Office | Self::Other => None,
        }
    }
}

/// A category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its name in files and in the database.
    pub code: &'static str,
    /// Where such things are.
    pub spot: Spot,
    /// What kind of thing it is.
    pub trade: Trade,
    /// How soon it has to be seen to.
    pub urgency: Urgency,
    /// What people mostly want of it.
    pub matter: Matter,
}

/// What «I don't know» is.
pub const UNKNOWN: &str = "unknown";

static ALL: LazyLock<Vec<Category>> = LazyLock::new(|| read(include_str!("catalogue.csv")));

fn read(file: &'static str) -> Vec<Category> {
    file.lines().skip(1).filter_map(row).collect()
}

fn row(line: &'static str) -> Option<Category> {
    let mut cells = line.trim().split(',');
    Some(Category {
        code: cells.next()?,
        spot: cells.next()?.parse().ok()?,
        trade: cells.next()?.parse().ok()?,
        urgency: cells.next()?.parse().ok()?,
        matter: cells.next()?.parse().ok()?,
    })
}

/// All of them, in the order in which they are shown.
pub fn all() -> &'static [Category] {
    &ALL
}

/// The category of a code.
pub fn find(code: &str) -> Option<&'static Category> {
    ALL.iter().find(|category| category.code == code)
}

/// The category of a code; of one that is no longer known, «I don't know».
pub fn known(code: &str) -> &'static Category {
    static NONE: Category =
        Category { code: UNKNOWN, spot: Spot::House, trade: Trade::Other, urgency: Urgency::Usual, matter: Matter::Work };
    find(code).or_else(|| find(UNKNOWN)).unwrap_or(&NONE)
}

/// What a category is called; a code that is no longer known, by itself.
pub fn name(locale: Locale, code: &str) -> String {
    find(code).map_or_else(|| code.to_owned(), |of| of.name(locale))
}

impl Category {
    /// What it is called.
    pub fn name(&self, locale: Locale) -> String {
        let code = self.code;
        t(locale, &format!("requests.category.{code}")).into_owned()
    }

    /// Whether all these words begin words of its name, in whichever language.
    fn is_called(&self, words: &[String]) -> bool {
        let names: Vec<String> = Locale::ALL.iter().map(|locale| fold(&self.name(*locale))).collect();
        words.iter().all(|word| names.iter().any(|name| name.split(' ').any(|part| part.starts_with(word.as_str()))))
    }
}

/// The categories that a search names; all of them when nothing is typed. `Кран ағады` finds what drips.
pub fn search(typed: &str) -> Vec<&'static Category> {
    let words = crate::text::words(typed);
    ALL.iter().filter(|category| words.is_empty() || category.is_called(&words)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_shipped_catalogue_is_whole() {
        let lines = include_str!("catalogue.csv").lines().count() - 1;
        assert_eq!(all().len(), lines, "every line is read");
        let codes: BTreeSet<&str> = all().iter().map(|category| category.code).collect();
        assert_eq!(codes.len(), lines, "every code stands once");
        assert!(find(UNKNOWN).is_some());
        for category in all() {
            for locale in Locale::ALL {
                assert!(!category.name(locale).contains("requests."), "{} has no name", category.code);
            }
        }
    }

    #[test]
    fn a_search_knows_all_languages_at_once() {
        let codes = |typed: &str| search(typed).iter().map(|category| category.code).collect::<Vec<_>>();
        assert!(codes("лифт").contains(&"lift_stuck"));
        assert!(codes("lift").contains(&"lift_stopped"));
        assert!(codes("қар").contains(&"yard_snow"));
        assert_eq!(codes("").len(), all().len());
        assert!(codes("xyzzy").is_empty());
    }
}
