//! What staff see of people.

pub(in crate::homes) mod card;
pub(in crate::homes) mod edit;
pub(in crate::homes) mod list;
pub(in crate::homes) mod power;

use crate::homes::store::held::Held;
use crate::text::{Locale, tv};
use crate::web::Shown;

/// Every page, as the tests look at it.
pub(in crate::homes) fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("homes/people", Box::new(list::Index::sample())),
        ("homes/person", Box::new(card::Show::sample())),
        ("homes/person_form", Box::new(edit::Edit::sample())),
        ("homes/power_form", Box::new(power::New::sample())),
        ("homes/power_ending", Box::new(power::Ending::sample())),
    ]
}

/// What is held, as people say it.
fn label(locale: Locale, (_, (address, kind, number)): &Held) -> String {
    format!("{address}, {}", tv(locale, kind.label_key(), &[("number", number)]))
}
