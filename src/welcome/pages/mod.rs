//! The two starting pages.

pub(super) mod desk;
pub(super) mod home;

use crate::web::Shown;

/// Every page, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![("welcome/home", Box::new(home::Home::sample())), ("welcome/desk", Box::new(desk::Desk::sample()))]
}
