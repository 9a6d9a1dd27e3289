//! The database: SQLite in a file or PostgreSQL, by one set of queries.
//!
//! [`Db::read`] gives a snapshot, [`Db::write`] a [`Tx`]. Each closure runs in one hop on a thread that owns a
//! connection: on SQLite a few readers and exactly one writer, on PostgreSQL one pool for both.
//! Nothing slow may happen inside: no mail, no HTTP, no PDF, no password hashing.

mod among;
#[allow(missing_docs, reason = "diesel derives items without any")]
mod conn;
mod failure;
mod migrate;
mod open;
#[allow(missing_docs, reason = "the migrations say what each column is")]
pub mod schema;
mod sum;
mod threads;
mod tx;
pub mod types;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use diesel::QueryResult;
use diesel::result::ConnectionResult;
use tokio::sync::Notify;

pub use among::{Among, Listed, in_portions};
pub use conn::{Conn, Engine, MultiBackend};
pub use failure::{Broken, Failure, Never, taken};
pub use migrate::{migrate, tell_sizes, versions};
pub use sum::{sum, sum_if};
use threads::Threads;
pub use tx::Tx;

use crate::clock::Clock;

/// How many rows one `INSERT` may carry: SQLite takes 32,766 values in a statement.
pub const BATCH: usize = 500;

/// A handle to the database; clones share the threads.
#[derive(Clone)]
pub struct Db {
    readers: Threads,
    writers: Threads,
    clock: Clock,
    bells: Arc<Bells>,
    statements: Arc<AtomicU64>,
    engine: Engine,
}

/// Rung after commits, so that work queued by one is begun at once.
#[derive(Debug, Default)]
pub struct Bells {
    /// A letter lies in the outbox.
    pub mail: Notify,
    /// A job is ready.
    pub jobs: Notify,
}

impl Db {
    /// Opens the database and its threads; `readers` is how many requests may read at once.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn open(url: &str, readers: usize, clock: Clock) -> ConnectionResult<Self> {
        let statements = Arc::new(AtomicU64::new(0));
        let engine = Engine::of(url);
        let (readers, writers) = match engine {
            Engine::Sqlite => {
                // the writer opens first: it may have to create the file
                let writers = Threads::start("writer", url, 1, false, &statements)?;
                (Threads::start("reader", url, readers, true, &statements)?, writers)
            }
            Engine::Postgres => {
                let pool = Threads::start("database", url, readers.max(2) * 2, false, &statements)?;
                (pool.clone(), pool)
            }
        };
        Ok(Self { readers, writers, clock, bells: Arc::default(), statements, engine })
    }

    /// Reads, all of it from one snapshot.
    ///
    /// # Errors
    /// [`Broken`] when the database fails; a missing row is `Broken::Diesel(NotFound)` unless `f` makes it an `Option`.
    pub async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Conn) -> QueryResult<T> + Send + 'static,
    ) -> Result<T, Broken> {
        self.readers.run(move |open| open.reading(f).map_err(Broken::from)).await
    }

    /// Writes, all or nothing, and then rings whoever was waiting for it.
    ///
    /// # Errors
    /// The refusal `R` of a rule, or the failure of the database; in both cases nothing was written.
    pub async fn write<T, R>(
        &self,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T, Failure<R>> + Send + 'static,
    ) -> Result<T, Failure<R>>
    where
        T: Send + 'static,
        R: Send + 'static,
    {
        let now = self.clock.now();
        let (value, rung) = self
            .writers
            .run(move |open| {
                open.writing(|conn| {
                    let mut tx = Tx::new(conn, now);
                    let value = f(&mut tx)?;
                    Ok::<_, Failure<R>>((value, tx.rung))
                })
            })
            .await?;
        if rung.mail {
            self.bells.mail.notify_one();
        }
        if rung.jobs {
            self.bells.jobs.notify_one();
        }
        Ok(value)
    }

    /// Who is woken by commits.
    pub fn bells(&self) -> &Bells {
        &self.bells
    }

    /// How many statements have run so far, transactions' own ones not counted.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }
}

#[cfg(test)]
mod tests;
