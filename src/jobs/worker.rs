//! The worker: takes a due job, runs it, notes how it ended. Several may work at once, in one process or many.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::watch;

use super::job::{JobId, Outcome};
use super::taken::{self, ATTEMPTS, Taken};
use crate::app::App;
use crate::db::{Broken, Never};

/// How often the lease of a running job is renewed: several times within it.
const HEARTBEAT: Duration = Duration::from_secs(30);

/// How often the queue is looked into when nobody rings.
const ROUND: Duration = Duration::from_secs(5);

tokio::task_local! {
    static CURRENT: JobId;
}

/// The id of the job that is running in this task: what [`progress`](super::progress) wants to know. `None` outside a job.
pub fn current() -> Option<JobId> {
    CURRENT.try_with(|id| *id).ok()
}

/// Runs one due job. `false` when there is none.
///
/// # Errors
/// When the database fails.
pub async fn work_once(app: &App) -> Result<bool, Broken> {
    let now = app.clock.now();
    if !app.db.read(move |conn| taken::any_due(conn, now)).await? {
        return Ok(false);
    }
    let taken = app.db.write::<_, Never>(|tx| Ok(taken::take(tx)?)).await?;
    let Some(job) = taken else { return Ok(false) };
    work(app, &job, HEARTBEAT).await?;
    Ok(true)
}

/// Runs due jobs until there are none, those included that they ask for; gives how many attempts that took.
///
/// # Errors
/// When the database fails.
pub async fn work_until_idle(app: &App) -> Result<usize, Broken> {
    let mut worked = 0;
    while work_once(app).await? {
        worked += 1;
    }
    Ok(worked)
}

/// Works until `stop` says `true` (or its sender is gone): at each bell and every five seconds. The job that runs at that
/// moment is brought to its end.
pub async fn run(app: App, mut stop: watch::Receiver<bool>) {
    loop {
        let worked = match work_once(&app).await {
            Ok(worked) => worked,
            Err(error) => {
                tracing::warn!("jobs wait: {error}");
                false
            }
        };
        if *stop.borrow() {
            return;
        }
        if worked {
            // one bell may have been rung for several jobs: another worker of this house is woken too
            app.db.bells().jobs.notify_one();
            continue;
        }
        tokio::select! {
            () = app.db.bells().jobs.notified() => {}
            () = tokio::time::sleep(ROUND) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}

/// Runs a job that was taken, renewing its lease meanwhile, and notes how it ended.
pub(super) async fn work(app: &App, job: &Taken, heartbeat: Duration) -> Result<(), Broken> {
    if job.attempts > ATTEMPTS {
        return settle(app, job, Outcome::Retry("the worker fell silent every time".into())).await;
    }
    tracing::debug!(job = %job.id, kind = job.kind, attempt = job.attempts, "a job begins");
    let running = AssertUnwindSafe(CURRENT.scope(job.id, app.jobs.run(&job.kind, &job.payload, app))).catch_unwind();
    let outcome = tokio::select! {
        ended = running => ended.unwrap_or_else(|panic| Outcome::Retry(format!("panic: {}", words(panic.as_ref())))),
        () = lost(app, job, heartbeat) => {
            tracing::warn!(job = %job.id, kind = job.kind, "another worker took this job: left to him");
            return Ok(());
        }
    };
    if let Outcome::Retry(why) = &outcome {
        tracing::warn!(job = %job.id, kind = job.kind, attempt = job.attempts, "a job failed: {why}");
    }
    settle(app, job, outcome).await
}

/// Renews the lease again and again; returns once the job belongs to another.
async fn lost(app: &App, job: &Taken, heartbeat: Duration) {
    let (id, attempts) = (job.id, job.attempts);
    loop {
        tokio::time::sleep(heartbeat).await;
        match app.db.write::<_, Never>(move |tx| Ok(taken::renew(tx, id, attempts)?)).await.map_err(Broken::from) {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tracing::warn!(job = %id, "the lease of a job could not be renewed: {error}"),
        }
    }
}

async fn settle(app: &App, job: &Taken, outcome: Outcome) -> Result<(), Broken> {
    let (id, attempts) = (job.id, job.attempts);
    let mut noted = Ok(());
    // a note that gets lost makes the job run twice: it is worth a little patience
    for wait in [0, 200, 1000, 5000] {
        tokio::time::sleep(Duration::from_millis(wait)).await;
        let outcome = outcome.clone();
        noted = app.db.write::<_, Never>(move |tx| Ok(taken::settle(tx, id, attempts, &outcome)?)).await.map_err(Broken::from);
        if noted.is_ok() {
            break;
        }
    }
    noted
}

fn words(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without words")
}
