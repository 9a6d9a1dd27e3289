//! Every query of joining.

pub(super) mod claims;
pub(super) mod houses;
pub(super) mod invitations;
pub(super) mod leaning;
pub(super) mod lists;
pub(super) mod naming;
pub(super) mod proofs;
pub(super) mod runs;
