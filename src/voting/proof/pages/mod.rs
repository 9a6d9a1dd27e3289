//! The pages of the proof.

pub(super) mod list;
pub(super) mod packed;
pub(super) mod verify;
