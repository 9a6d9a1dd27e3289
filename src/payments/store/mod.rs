//! Every query of payments.

pub(super) mod about;
pub(super) mod names;
pub(super) mod payments;
pub(super) mod reading;
