//! The franchise: what the operator sees of the whole installation.
//!
//! Only counts: the operator runs the house and does not look into the flats.

pub mod pages;
mod store;

use crate::web::Routes;

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    routes.get("/operator", pages::show);
}
