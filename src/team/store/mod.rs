//! Every query of the team.

pub(super) mod absences;
pub(super) mod appointments;
pub(super) mod crew;
pub(super) mod entrusted;
pub(super) mod firms;
pub(super) mod members;
pub(super) mod naming;
pub(super) mod zones;
