//! Every query of announcements.

pub(super) mod desk;
pub(super) mod excerpts;
pub(super) mod leaning;
pub(super) mod naming;
pub(super) mod part;
pub(super) mod proof;
pub(super) mod readers;
pub(super) mod told;
