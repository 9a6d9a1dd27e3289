//! Every query of jobs.

pub(super) mod board;
pub(super) mod changing;
pub(super) mod deeds;
pub(super) mod doors;
pub(super) mod feeds;
pub(super) mod naming;
pub(super) mod notes;
pub(super) mod one;
pub(super) mod planned;
pub(super) mod plans;
pub(super) mod round;
pub(super) mod time;
