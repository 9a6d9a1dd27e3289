//! What the operator, a company and a person see of visits.

pub(super) mod begin;
pub(super) mod desk;
pub(super) mod granting;
pub(super) mod own;
mod told;

use crate::web::Shown;

/// Every page, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("visits/begin", Box::new(begin::Begin::sample())),
        ("visits/desk", Box::new(desk::Desk::sample())),
        ("visits/desk, empty", Box::new(desk::Desk::empty_sample())),
        ("visits/granting", Box::new(granting::Granting::sample())),
        ("visits/own", Box::new(own::Own::sample())),
        ("visits/own, empty", Box::new(own::Own::empty_sample())),
    ]
}
