//! What the secretary sees of the turnout.

pub(in crate::voting) mod show;
pub(in crate::voting) mod walk;

use crate::web::Shown;

/// Every page, as the tests look at it.
pub(in crate::voting) fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("voting/turnout/show", Box::new(show::Show::sample())),
        ("voting/turnout/reminder", Box::new(show::Ask::sample())),
        ("voting/turnout/walk", Box::new(walk::List::sample())),
    ]
}
