//! Every query of notices.

pub(super) mod digest;
pub(super) mod inbox;
pub(super) mod naming;
pub(super) mod telling;
pub(super) mod wishes;
