//! Places and audiences in words, for those who choose them and those who read of them.

use super::audience::{Place, Scope, Where, parts};
use super::holding::holds_key;
use super::store::names::PlaceName;
use crate::text::{Locale, t, tv};

/// A place as a checkbox names it.
pub fn place_choice(locale: Locale, place: &PlaceName) -> (String, String) {
    let (kind, id, name) = match place {
        PlaceName::Complex(id, name) => (Place::Complex, id.to_string(), tv(locale, "homes.audience.complex", &[("name", name)])),
        PlaceName::Building(id, address) => (Place::Building, id.to_string(), address.clone()),
        PlaceName::Entrance(id, address, number) => {
            (Place::Entrance, id.to_string(), tv(locale, "homes.audience.entrance", &[("address", address), ("number", number)]))
        }
        PlaceName::Premises(id, address, kind, number) => {
            (Place::Premises, id.to_string(), format!("{address}, {}", tv(locale, kind.label_key(), &[("number", number)])))
        }
    };
    (Where { place: kind, subject: id }.value(), name)
}

/// The audience in words, a line for each place.
pub fn audience_in_words(locale: Locale, scopes: &[Scope], places: &[PlaceName]) -> Vec<String> {
    let (at, kinds, holds) = parts(scopes);
    let name = |subject: &str| places.iter().find(|place| place.id() == subject).map(|place| place_choice(locale, place).1);
    let mut narrowed: Vec<String> = kinds.iter().map(|kind| t(locale, kind.key()).to_lowercase()).collect();
    narrowed.extend(holds.iter().map(|holds| t(locale, holds_key(*holds)).into_owned()));
    let suffix = if narrowed.is_empty() { String::new() } else { format!(" ({})", narrowed.join(", ")) };
    at.iter()
        .map(|at| match at.place {
            Place::Company => t(locale, "homes.audience.company").into_owned(),
            _ => name(&at.subject).unwrap_or_else(|| t(locale, "homes.audience.gone").into_owned()),
        })
        .map(|name| format!("{name}{suffix}"))
        .collect()
}
