//! Places as a form and a page name them.

use crate::announcements::audience::{Place, Where};
use crate::homes::PlaceName;
use crate::text::{Locale, tv};

/// A place as a checkbox names it.
pub(super) fn choice(locale: Locale, place: &PlaceName) -> (String, String) {
    let (kind, id, name) = match place {
        PlaceName::Complex(id, name) => {
            (Place::Complex, id.to_string(), tv(locale, "announcements.place.complex", &[("name", name)]))
        }
        PlaceName::Building(id, address) => (Place::Building, id.to_string(), address.clone()),
        PlaceName::Entrance(id, address, number) => (
            Place::Entrance,
            id.to_string(),
            tv(locale, "announcements.place.entrance", &[("address", address), ("number", number)]),
        ),
        PlaceName::Premises(id, address, kind, number) => {
            (Place::Premises, id.to_string(), format!("{address}, {}", tv(locale, kind.label_key(), &[("number", number)])))
        }
    };
    (Where { place: kind, subject: id }.value(), name)
}
