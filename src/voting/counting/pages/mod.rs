//! The pages of the count.

pub(in crate::voting) mod show;
pub(super) mod signers;
