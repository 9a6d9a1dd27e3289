//! What is typed to visit, and to grant.

use super::grants::Span;
use crate::web::{Form, Said};
use crate::who::PersonId;

/// A reason says something.
const SHORTEST: usize = 10;
const LONGEST: usize = 500;

/// As whom, and why.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) login: String,
    pub(super) reason: String,
}

impl Ask {
    /// Reads the form; `None` when something in it is wrong.
    pub(super) fn read(form: &mut Form) -> Option<Self> {
        let (login, reason) = (form.text("login", 254), form.text("reason", LONGEST));
        if !reason.is_empty() && reason.chars().count() < SHORTEST {
            form.refuse("reason", Said::new("visits.refused.reason").with("least", SHORTEST));
        }
        (!form.failed()).then_some(Self { login, reason })
    }
}

/// To whom writing is granted, and for how long.
pub(super) fn grant(form: &mut Form) -> Option<(PersonId, Span)> {
    form.word::<PersonId>("operator").zip(form.word::<Span>("span"))
}
