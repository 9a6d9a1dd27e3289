//! What residents see of meetings.

mod asked;
pub(super) mod ballot;
pub(super) mod list;
mod proving;
pub(super) mod receipt;
mod scene;
pub(super) mod show;
pub(super) mod units;

use crate::web::Shown;

/// Every page, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("voting/booth/list", Box::new(list::List::sample())),
        ("voting/booth/show", Box::new(show::Show::sample())),
        ("voting/booth/review", Box::new(ballot::Review::sample())),
        ("voting/booth/receipt", Box::new(receipt::Show::sample())),
        ("voting/booth/units", Box::new(units::Units::sample())),
    ]
}
