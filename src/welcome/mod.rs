//! Where people start: `/home` for residents, `/staff` for staff. What needs them first, then what is new.

pub mod pages;

use crate::web::Routes;

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    routes.get("/home", pages::home::show).get("/staff", pages::desk::show);
}
