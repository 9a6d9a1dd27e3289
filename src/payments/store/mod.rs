//! Every query of payments.

pub(super) mod about;
pub(super) mod answers;
pub(super) mod channels;
pub(super) mod doors;
pub(super) mod names;
pub(super) mod orders;
pub(super) mod own;
pub(super) mod parked;
pub(super) mod payments;
pub(super) mod reading;
pub(super) mod registers;
pub(super) mod sandbox;
