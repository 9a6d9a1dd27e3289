//! Every query of announcements.

pub(super) mod desk;
pub(super) mod proof;
pub(super) mod readers;
