//! Every query of the register.

pub(super) mod audience;
pub(super) mod buildings;
pub(super) mod contacts;
pub(super) mod doubles;
pub(super) mod entering;
pub(super) mod finding;
pub(super) mod handing;
pub(super) mod held;
pub(super) mod list;
pub(super) mod merges;
pub(super) mod moves;
pub(super) mod names;
pub(super) mod naming;
pub(super) mod people;
pub(super) mod places;
pub(super) mod sizes;
