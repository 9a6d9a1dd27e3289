//! What people see of joining: the door, their homes and claims; and what staff see.

pub(super) mod account;
pub(super) mod asking;
pub(super) mod door;
pub(super) mod homes;
pub(super) mod invitation;
pub(super) mod invitations;
pub(super) mod invite;
pub(super) mod one;
pub(super) mod printing;
pub(super) mod proof;
pub(super) mod queue;
pub(super) mod removal;
pub(super) mod runs;

use crate::homes::{Kind, holds_key};
use crate::text::{Locale, t};
use crate::web::Shown;
use crate::who::Holds;

/// Ways of holding, to choose from.
fn ways(locale: Locale, of: &[Holds]) -> Vec<(&'static str, String)> {
    of.iter().map(|holds| (holds.word(), t(locale, holds_key(*holds)).into_owned())).collect()
}

/// Kinds of premises, to choose from.
fn kinds(locale: Locale) -> Vec<(&'static str, String)> {
    Kind::ALL.iter().map(|kind| (kind.word(), t(locale, kind.key()).into_owned())).collect()
}

/// Every page, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("joining/door", Box::new(door::Door::sample())),
        ("joining/account", Box::new(account::Ask::sample())),
        ("joining/invitation", Box::new(invitation::Open::sample())),
        ("joining/proof", Box::new(proof::Prove::sample())),
        ("joining/claims", Box::new(asking::Index::sample())),
        ("joining/claim_form", Box::new(asking::New::sample())),
        ("joining/homes", Box::new(homes::Index::sample())),
        ("joining/home_invite", Box::new(homes::New::sample())),
        ("joining/home_code", Box::new(homes::Shown::sample())),
        ("joining/removal", Box::new(removal::Ask::sample())),
        ("joining/invitations", Box::new(invitations::Index::sample())),
        ("joining/one", Box::new(one::One::sample())),
        ("joining/invite", Box::new(invite::New::sample())),
        ("joining/runs", Box::new(runs::Index::sample())),
        ("joining/run_form", Box::new(printing::New::sample())),
        ("joining/run", Box::new(runs::Show::sample())),
        ("joining/run_revocation", Box::new(runs::Revocation::sample())),
        ("joining/queue", Box::new(queue::Index::sample())),
        ("joining/claim", Box::new(queue::Show::sample())),
    ]
}
