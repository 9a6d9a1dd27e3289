//! Every query of voting.

pub(in crate::voting) mod ballots;
pub(in crate::voting) mod desk;
pub(in crate::voting) mod electorate;
pub(in crate::voting) mod events;
pub(in crate::voting) mod meetings;
pub(in crate::voting) mod preparing;
pub(in crate::voting) mod register;
