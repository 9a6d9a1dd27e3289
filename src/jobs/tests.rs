//! The way of a job, on each engine: once where it goes well, again where it fails, never twice at a time.

mod racing;
mod ringing;
mod way;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Job, JobId, JobRow, Outcome, Registry, current, enqueue, find, progress};
use crate::app::App;
use crate::db::Never;
use crate::stand::Stand;
use crate::who::CompanyId;

/// How often each job of the tests was run, by what is written on it.
static RUNS: LazyLock<Mutex<HashMap<String, usize>>> = LazyLock::new(Mutex::default);

fn runs(mark: &str) -> usize {
    RUNS.lock().unwrap().get(mark).copied().unwrap_or_default()
}

fn count(mark: &str) {
    *RUNS.lock().unwrap().entry(mark.to_owned()).or_default() += 1;
}

/// What a job of the tests does once it is counted.
#[derive(Clone, Serialize, Deserialize)]
enum Deed {
    Well,
    Badly,
    Needlessly,
    Panicking,
    /// Sleeps so many milliseconds.
    Slowly(u64),
    /// Asks for another job.
    AskingFor(String),
    /// Tells how far it is.
    Telling,
}

#[derive(Clone, Serialize, Deserialize)]
struct Test {
    mark: String,
    deed: Deed,
    company: Option<CompanyId>,
    once: bool,
}

impl Job for Test {
    const KIND: &'static str = "tests.deed";

    fn company(&self) -> Option<CompanyId> {
        self.company
    }

    fn once_key(&self) -> Option<String> {
        self.once.then(|| self.mark.clone())
    }

    async fn run(&self, app: &App) -> Outcome {
        count(&self.mark);
        match &self.deed {
            Deed::Well => Outcome::Done,
            Deed::Badly => Outcome::Retry("the roof leaks".into()),
            Deed::Needlessly => Outcome::Drop("nobody lives here".into()),
            Deed::Panicking => panic!("meant"),
            Deed::Slowly(millis) => {
                tokio::time::sleep(Duration::from_millis(*millis)).await;
                count(&format!("{} to its end", self.mark));
                Outcome::Done
            }
            Deed::AskingFor(mark) => {
                let next = Test { mark: mark.clone(), deed: Deed::Well, company: None, once: false };
                app.db
                    .write::<_, Never>(move |tx| Ok(enqueue(tx, &next)?))
                    .await
                    .map(drop)
                    .map_err(crate::db::Broken::from)
                    .into()
            }
            Deed::Telling => match current() {
                Some(id) => progress(&app.db, id, 3, 7).await.into(),
                None => Outcome::Retry("who am I?".into()),
            },
        }
    }
}

/// A house that knows the jobs of the tests; `mark` is made different for each.
fn stands(mark: &str) -> impl Iterator<Item = (Stand, String)> {
    let mark = mark.to_owned();
    Stand::each().into_iter().enumerate().map(move |(number, mut stand)| {
        stand.app.jobs = Arc::new(Registry::new().with::<Test>());
        (stand, format!("{mark} {number}"))
    })
}

fn job(mark: &str, deed: Deed) -> Test {
    Test { mark: mark.to_owned(), deed, company: None, once: false }
}

async fn ask(app: &App, job: Test) -> Option<JobId> {
    app.db.write::<_, Never>(move |tx| Ok(enqueue(tx, &job)?)).await.unwrap()
}

async fn look(app: &App, id: JobId) -> JobRow {
    app.db.read(move |conn| find(conn, id)).await.unwrap().unwrap()
}
