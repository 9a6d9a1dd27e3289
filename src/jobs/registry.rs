//! Which kinds of job there are, and how each is run from its JSON.

use std::collections::BTreeMap;

use futures_util::future::BoxFuture;

use super::job::{Job, Outcome};
use crate::app::App;
use crate::parcel::Part;

type Runner = for<'a> fn(&'a str, &'a App) -> BoxFuture<'a, Outcome>;

/// Every kind of job that this process can run.
#[derive(Default)]
pub struct Registry {
    runners: BTreeMap<&'static str, Runner>,
    parts: Vec<Part>,
}

impl Registry {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a kind. Of two kinds with one name the later is heard, and the log says so.
    #[must_use]
    pub fn with<J: Job>(mut self) -> Self {
        if self.runners.insert(J::KIND, read_and_run::<J>).is_some() {
            tracing::error!("two kinds of job are called {}", J::KIND);
        }
        self
    }

    /// Adds what a capability puts into the parcels that jobs pack.
    #[must_use]
    pub fn with_part(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// What all capabilities put into parcels.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The names of all kinds.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.runners.keys().copied()
    }

    /// Runs a job. A kind we do not know may be known to the next version, so it waits.
    pub(super) async fn run(&self, kind: &str, payload: &str, app: &App) -> Outcome {
        match self.runners.get(kind) {
            Some(runner) => runner(payload, app).await,
            None => Outcome::Retry(format!("nobody here knows how to do {kind}")),
        }
    }
}

fn read_and_run<'a, J: Job>(payload: &'a str, app: &'a App) -> BoxFuture<'a, Outcome> {
    Box::pin(async move {
        match serde_json::from_str::<J>(payload) {
            Ok(job) => job.run(app).await,
            Err(error) => Outcome::Retry(format!("the job cannot be read: {error}")),
        }
    })
}
