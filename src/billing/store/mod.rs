//! Every query of charges and bills.

pub(super) mod about;
pub(super) mod accruals;
pub(super) mod adjusted;
pub(super) mod adjustments;
pub(super) mod bills;
pub(super) mod ground;
pub(super) mod many;
pub(super) mod metered;
pub(super) mod names;
pub(super) mod own;
pub(super) mod prints;
pub(super) mod reading;
pub(super) mod runs;
pub(super) mod tariffs;
