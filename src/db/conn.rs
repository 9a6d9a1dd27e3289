//! One connection type for two engines, and how each of them is opened.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::result::{ConnectionError, ConnectionResult};

/// A connection to the database that `DATABASE_URL` names. One diesel expression runs on both;
/// for the few that the enum cannot say there is [`on_each!`](crate::on_each).
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// The embedded database, one file.
    Sqlite(SqliteConnection),
    /// A PostgreSQL server.
    Postgres(PgConnection),
}

/// Runs the same diesel expression on the concrete connection: for upserts and batch inserts,
/// which the enum refuses.
#[macro_export]
macro_rules! on_each {
    ($conn:expr, $c:ident => $body:expr) => {
        match $conn {
            $crate::db::Conn::Sqlite($c) => $body,
            $crate::db::Conn::Postgres($c) => $body,
        }
    };
}

/// Which engine a URL means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file beside us.
    Sqlite,
    /// A server.
    Postgres,
}

impl Engine {
    /// Reads it off the URL's beginning; anything that is not PostgreSQL is a path.
    pub fn of(url: &str) -> Self {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") { Self::Postgres } else { Self::Sqlite }
    }
}

/// `FULL`, not `NORMAL`: in WAL mode NORMAL loses acknowledged commits at a power cut.
const SQLITE: &str = "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; \
    PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;";

/// A statement that waits this long is broken, not slow; UTC because times are kept without a zone.
const POSTGRES: &str = "SET TIME ZONE 'UTC'; SET lock_timeout='5s'; SET statement_timeout='120s'; \
    SET idle_in_transaction_session_timeout='120s'; SET client_min_messages=warning;";

impl Conn {
    /// Opens a connection.
    ///
    /// # Errors
    /// When the file cannot be opened or the server cannot be reached.
    pub fn open(url: &str) -> ConnectionResult<Self> {
        match Engine::of(url) {
            Engine::Sqlite => {
                let mut conn = SqliteConnection::establish(url.strip_prefix("sqlite://").unwrap_or(url))?;
                conn.batch_execute(SQLITE).map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(Self::Sqlite(conn))
            }
            Engine::Postgres => {
                let mut conn = PgConnection::establish(url)?;
                conn.batch_execute(POSTGRES).map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(Self::Postgres(conn))
            }
        }
    }

    /// The engine behind this connection.
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Makes a reader of a SQLite connection: a write through it is refused by the engine.
    pub(super) fn only_read(&mut self) -> QueryResult<()> {
        match self {
            Self::Sqlite(conn) => conn.batch_execute("PRAGMA query_only=ON"),
            Self::Postgres(_) => Ok(()),
        }
    }

    /// What begins a transaction that only reads: one snapshot for everything in it.
    pub(super) fn begin_reading(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "BEGIN DEFERRED",
            Self::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }

    /// What begins a transaction that writes. SQLite takes the writer's lock at once: a transaction that reads first and
    /// upgrades later fails with "locked" whatever the timeout.
    pub(super) fn begin_writing(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "BEGIN IMMEDIATE",
            Self::Postgres(_) => "BEGIN",
        }
    }

    pub(super) fn begin(&mut self, sql: &str) -> QueryResult<()> {
        crate::on_each!(self, c => AnsiTransactionManager::begin_transaction_sql(c, sql))
    }

    pub(super) fn commit(&mut self) -> QueryResult<()> {
        crate::on_each!(self, c => AnsiTransactionManager::commit_transaction(c))
    }

    pub(super) fn roll_back(&mut self) -> QueryResult<()> {
        crate::on_each!(self, c => AnsiTransactionManager::rollback_transaction(c))
    }
}
