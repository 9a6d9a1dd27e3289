//! What staff see of people who are written down twice.

pub(in crate::homes) mod doubles;
pub(in crate::homes) mod preview;

use crate::web::Shown;

/// Every page, as the tests look at it.
pub(in crate::homes) fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("homes/doubles", Box::new(doubles::Index::sample())),
        ("homes/merging", Box::new(preview::Show::sample())),
        ("homes/merge_undo", Box::new(doubles::Ask::sample())),
    ]
}
