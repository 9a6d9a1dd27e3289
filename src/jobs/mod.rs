//! Work for later: jobs that a transaction asks for, and tasks that come round by the clock.
//!
//! A capability declares what is to be done as a [`Job`] (a small struct that becomes JSON), [`enqueue`]s it with the same
//! [`Tx`](crate::db::Tx) that makes it necessary, and the [`worker`] runs it: at least once, so a job asks the database
//! whether its work is already there. What comes round regularly stands in a [`schedule`].

mod job;
mod queue;
mod registry;
pub mod schedule;
mod taken;
pub mod worker;

pub use job::{Job, JobId, JobRow, Outcome, State};
pub use queue::{again, dead, enqueue, enqueue_at, find, of_company, progress, prune};
pub use registry::Registry;
pub use worker::{current, run, work_once, work_until_idle};

#[cfg(test)]
mod tests;
