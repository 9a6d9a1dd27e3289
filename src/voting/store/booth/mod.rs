//! What residents see of meetings and cast in them: every query starts from who asks.

pub(in crate::voting) mod codes;
pub(in crate::voting) mod counting;
pub(in crate::voting) mod meetings;
pub(in crate::voting) mod telling;
pub(in crate::voting) mod voices;
