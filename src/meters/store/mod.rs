//! Every query of meters.

pub(super) mod links;
pub(super) mod meters;
pub(super) mod naming;
pub(super) mod people;
pub(super) mod queue;
pub(super) mod readings;
pub(super) mod windows;
