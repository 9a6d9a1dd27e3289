//! What people see of notices, and staff and the operator of letters.

pub(super) mod desk;
pub(super) mod inbox;
pub(super) mod opened;
pub(super) mod settings;
pub(super) mod stopping;

use crate::mail::{Envelope, State};
use crate::web::{Query, Shown, Step};

/// Every page, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("notices/inbox", Box::new(inbox::Index::sample())),
        ("notices/inbox_empty", Box::new(inbox::Index::empty_sample())),
        ("notices/settings", Box::new(settings::Show::sample())),
        ("notices/stopping", Box::new(stopping::Show::sample(false))),
        ("notices/stopped", Box::new(stopping::Show::sample(true))),
        ("notices/desk", Box::new(desk::Index::sample())),
        ("notices/desk_empty", Box::new(desk::Index::empty_sample())),
        ("notices/mail", Box::new(opened::Index::sample())),
        ("notices/letter", Box::new(opened::Show::sample())),
    ]
}

/// How far a letter has come: the key of the word and its tone.
fn state_of(letter: &Envelope) -> (&'static str, &'static str) {
    match letter.state {
        State::Waiting if letter.attempts > 0 => ("notices.mail.state.retried", "needs"),
        State::Waiting => ("notices.mail.state.waiting", "neutral"),
        State::Sending => ("notices.mail.state.sending", "action"),
        State::Sent => ("notices.mail.state.sent", "good"),
        State::Dead => ("notices.mail.state.dead", "danger"),
        State::Recalled => ("notices.mail.state.recalled", "neutral"),
    }
}

/// Lists of letters are walked forward only; this leads back to their beginning.
fn beginning(query: &Query) -> Option<String> {
    (query.step() != Step::First).then(|| query.with("after", ""))
}
