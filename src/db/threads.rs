//! The threads that own the connections. A request hands its closure over and awaits the answer: as quick as calling
//! in place, without the long tail of a shared blocking pool, and never more connections than threads.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use diesel::connection::{Connection, InstrumentationEvent};
use diesel::result::ConnectionResult;

use super::open::Open;
use super::{Broken, Conn};

type Work = Box<dyn FnOnce(&mut Open) + Send>;

/// How many closures may wait for a thread before the next is refused.
const QUEUE: usize = 2048;

/// A few threads with a connection each, fed by one queue.
#[derive(Clone)]
pub(super) struct Threads {
    queue: mpsc::SyncSender<Work>,
}

/// What every thread needs to open its connection again.
#[derive(Clone)]
struct Opening {
    url: String,
    only_read: bool,
    statements: Arc<AtomicU64>,
}

impl Opening {
    fn open(&self) -> ConnectionResult<Open> {
        let mut conn = Conn::open(&self.url)?;
        if self.only_read {
            conn.only_read().map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
        }
        let statements = self.statements.clone();
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| match event {
            InstrumentationEvent::StartQuery { .. } => {
                statements.fetch_add(1, Ordering::Relaxed);
            }
            // BEGIN and COMMIT are queries to diesel too; a page is not charged for them
            InstrumentationEvent::BeginTransaction { .. } | InstrumentationEvent::CommitTransaction { .. } => {
                statements.fetch_sub(1, Ordering::Relaxed);
            }
            _ => {}
        });
        Ok(Open::new(conn, self.statements.clone()))
    }
}

impl Threads {
    /// Starts `count` threads; fails at once if the database cannot be opened.
    pub(super) fn start(
        name: &str,
        url: &str,
        count: usize,
        only_read: bool,
        statements: &Arc<AtomicU64>,
    ) -> ConnectionResult<Self> {
        let (queue, works) = mpsc::sync_channel::<Work>(QUEUE);
        let works = Arc::new(Mutex::new(works));
        let opening = Opening { url: url.to_owned(), only_read, statements: statements.clone() };
        for number in 0..count {
            let conn = opening.open()?;
            let (opening, works) = (opening.clone(), works.clone());
            std::thread::Builder::new()
                .name(format!("{name}-{number}"))
                .spawn(move || serve(conn, &opening, &works))
                .map_err(|e| diesel::ConnectionError::BadConnection(e.to_string()))?;
        }
        Ok(Self { queue })
    }

    /// Runs `f` on one of the threads.
    pub(super) async fn run<T, E>(&self, f: impl FnOnce(&mut Open) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Broken> + Send + 'static,
    {
        let (answer, answered) = tokio::sync::oneshot::channel();
        let work: Work = Box::new(move |open| {
            // the asker may have gone away meanwhile: its answer is then nobody's
            drop(answer.send(f(open)));
        });
        self.queue.try_send(work).map_err(|e| match e {
            mpsc::TrySendError::Full(_) => Broken::Overloaded,
            mpsc::TrySendError::Disconnected(_) => Broken::Gone,
        })?;
        answered.await.map_err(|_| Broken::Gone)?
    }
}

fn serve(first: Open, opening: &Opening, works: &Mutex<mpsc::Receiver<Work>>) {
    let mut conn = Some(first);
    loop {
        let Some(work) = next(&mut conn, works) else { return };
        if conn.is_none() {
            conn = opening.open().inspect_err(|e| tracing::error!("the database cannot be opened: {e}")).ok();
        }
        // without a connection the work is dropped, and its asker is told that the database is gone
        let Some(open) = conn.as_mut() else { continue };
        // a panic may leave a transaction open: the connection is replaced, the thread goes on
        let panicked = catch_unwind(AssertUnwindSafe(|| work(open))).is_err();
        if panicked || open.is_broken() {
            conn = None;
        }
    }
}

/// The next thing to do; nothing when nobody asks any more. What lingers of the last one is ended before the thread waits.
fn next(conn: &mut Option<Open>, works: &Mutex<mpsc::Receiver<Work>>) -> Option<Work> {
    if let Some(open) = conn.as_mut().filter(|open| open.lingers()) {
        // a lock that is held is another thread's that waits: then there is nothing to do
        if let Ok(Ok(work)) = works.try_lock().map(|works| works.try_recv()) {
            return Some(work);
        }
        if open.settle().is_err() || open.is_broken() {
            *conn = None;
        }
    }
    works.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}
