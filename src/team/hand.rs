//! Somebody to whom work may be given.

use super::skill::Skill;
use crate::who::PersonId;

/// Somebody who works in a building and is there today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Whether they repair things themselves.
    pub technician: bool,
    /// Whether their zone is narrowed, and has the building in it.
    pub zoned: bool,
    /// Their trades.
    pub skills: Vec<Skill>,
}
