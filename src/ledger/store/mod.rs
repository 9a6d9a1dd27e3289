//! Every query of the books.

pub(super) mod accounts;
pub(super) mod balances;
pub(super) mod check;
pub(super) mod closings;
pub(super) mod entries;
pub(super) mod houses;
pub(super) mod turnover;
