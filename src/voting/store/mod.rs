//! Every query of voting.

pub(in crate::voting) mod ballots;
pub(in crate::voting) mod counting;
pub(in crate::voting) mod electorate;
pub(in crate::voting) mod events;
pub(in crate::voting) mod facts;
pub(in crate::voting) mod meetings;
pub(in crate::voting) mod proof;
pub(in crate::voting) mod protocol_rows;
pub(in crate::voting) mod protocols;
pub(in crate::voting) mod register;
