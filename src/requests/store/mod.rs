//! Every query of requests.

pub(super) mod changing;
pub(super) mod desk;
pub(super) mod figures;
pub(super) mod house;
pub(super) mod leaning;
pub(super) mod naming;
pub(super) mod one;
pub(super) mod outages;
pub(super) mod part;
pub(super) mod receiving;
pub(super) mod terms;
pub(super) mod thread;
pub(super) mod ticking;
