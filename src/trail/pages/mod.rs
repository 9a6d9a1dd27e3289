//! The list, its files, and the check.

pub(super) mod check;
pub(super) mod exports;
pub(super) mod list;

use crate::web::Shown;

/// Every page, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("trail/index", Box::new(list::Index::sample())),
        ("trail/index, empty", Box::new(list::Index::empty_sample())),
        ("trail/check", Box::new(check::Show::sample())),
        ("trail/check, whole", Box::new(check::Show::whole_sample())),
    ]
}
