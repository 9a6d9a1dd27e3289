//! Every query of debts.

pub(super) mod debts;
pub(super) mod letters;
pub(super) mod names;
pub(super) mod people;
pub(super) mod plans;
