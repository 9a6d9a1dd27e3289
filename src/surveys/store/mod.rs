//! Every query of surveys.

pub(super) mod answers;
pub(super) mod desk;
pub(super) mod leaning;
pub(super) mod naming;
pub(super) mod part;
pub(super) mod people;
pub(super) mod readers;
