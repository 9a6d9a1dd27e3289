//! The pages of protocols.

pub(in crate::voting) mod copies;
pub(in crate::voting) mod desk;
pub(super) mod read;
pub(in crate::voting) mod signing;
