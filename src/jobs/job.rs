//! What a job is, and how it can end.

use std::future::Future;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::clock::Moment;
use crate::who::CompanyId;

crate::ids! {
    /// A job in the queue.
    JobId,
}

crate::words! {
    /// How far a job has come.
    pub enum State {
        /// It lies in the queue until it is due.
        Waiting = "waiting",
        /// A worker is at it.
        Running = "running",
        /// Done.
        Done = "done",
        /// Found to be needless or impossible, which is no failure.
        Dropped = "dropped",
        /// Failed too often: a person must look.
        Dead = "dead",
    }
}

/// Something to be done later, by whichever process comes first.
///
/// It may run twice (a process can die between the work and the note that it is done), so its work must bear that. It
/// runs on the worker's thread: what computes for more than a moment belongs into `tokio::task::spawn_blocking`, else
/// the job's lease is not renewed and another worker takes it for lost.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The name in the queue, such as `homes.import`. Never changed once jobs of this kind may be waiting.
    const KIND: &'static str;

    /// On whose behalf it runs; `None` for the installation.
    fn company(&self) -> Option<CompanyId>;

    /// Whatever makes this job the same as another one: a second job with the same key is not enqueued, until the first
    /// was finished and pruned.
    fn once_key(&self) -> Option<String> {
        None
    }

    /// Does it.
    fn run(&self, app: &App) -> impl Future<Output = Outcome> + Send;
}

/// How an attempt at a job ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// It failed and may succeed later; says why, for staff.
    Retry(String),
    /// It is not to be done any more; says why.
    Drop(String),
}

impl<E: std::fmt::Display> From<Result<(), E>> for Outcome {
    /// A failure is a reason to try again.
    fn from(result: Result<(), E>) -> Self {
        match result {
            Ok(()) => Self::Done,
            Err(error) => Self::Retry(format!("{error:#}")),
        }
    }
}

/// A job as people see it.
#[derive(Clone, Debug)]
pub struct JobRow {
    /// Which job.
    pub id: JobId,
    /// Whose.
    pub company: Option<CompanyId>,
    /// Which kind.
    pub kind: String,
    /// How far it has come.
    pub state: State,
    /// When it is to be tried (next).
    pub due_at: Moment,
    /// How often it was begun.
    pub attempts: i32,
    /// How many parts are done.
    pub done_parts: i64,
    /// How many there are; 0 until the job knows.
    pub all_parts: i64,
    /// Why the last attempt failed, or why it was dropped.
    pub last_error: Option<String>,
    /// When it was asked for.
    pub created_at: Moment,
    /// When it ended, well or badly.
    pub ended_at: Option<Moment>,
}
