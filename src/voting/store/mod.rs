//! Every query of voting.

pub(in crate::voting) mod ballots;
pub(in crate::voting) mod booth;
pub(in crate::voting) mod counting;
pub(in crate::voting) mod desk;
pub(in crate::voting) mod disputes;
pub(in crate::voting) mod electorate;
pub(in crate::voting) mod entries;
pub(in crate::voting) mod events;
pub(in crate::voting) mod facts;
pub(in crate::voting) mod meetings;
pub(in crate::voting) mod paper_of;
pub(in crate::voting) mod preparing;
pub(in crate::voting) mod proof;
pub(in crate::voting) mod protocol_rows;
pub(in crate::voting) mod protocols;
pub(in crate::voting) mod register;
pub(in crate::voting) mod reminders;
pub(in crate::voting) mod sheets;
pub(in crate::voting) mod turnout;
