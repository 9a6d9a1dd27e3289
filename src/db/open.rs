//! A thread's connection and its transactions.
//!
//! Over a network a `COMMIT` is one more question and answer. What only read has nothing to commit, so on PostgreSQL its transaction
//! is left open when the asker has their answer, and ends together with the beginning of the next one, in one message; a
//! thread with nothing to do ends it at once ([`Open::settle`]), so that no snapshot is held by an idle portal.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use diesel::QueryResult;
use diesel::connection::SimpleConnection;
use diesel::r2d2::R2D2Connection;

use super::{Conn, Engine};

/// An open connection.
pub(super) struct Open {
    conn: Conn,
    /// Whether a transaction that has read all it wanted is still to be ended.
    lingers: bool,
    statements: Arc<AtomicU64>,
}

impl Open {
    pub(super) fn new(conn: Conn, statements: Arc<AtomicU64>) -> Self {
        Self { conn, lingers: false, statements }
    }

    /// One snapshot for everything `f` reads.
    pub(super) fn reading<T>(&mut self, f: impl FnOnce(&mut Conn) -> QueryResult<T>) -> QueryResult<T> {
        let begin = self.conn.begin_reading();
        if std::mem::take(&mut self.lingers) {
            self.conn.batch_execute(&format!("COMMIT; {begin}"))?;
            // diesel takes it for a statement of the page's
            self.statements.fetch_sub(1, Ordering::Relaxed);
        } else {
            self.conn.begin(begin)?;
        }
        match f(&mut self.conn) {
            Ok(value) => {
                match self.conn.engine() {
                    Engine::Sqlite => self.conn.commit()?,
                    Engine::Postgres => self.lingers = true,
                }
                Ok(value)
            }
            Err(error) => {
                self.conn.roll_back()?;
                Err(error)
            }
        }
    }

    /// One transaction for everything `f` writes.
    pub(super) fn writing<T, E: From<diesel::result::Error>>(
        &mut self,
        f: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        self.settle()?;
        self.conn.begin(self.conn.begin_writing())?;
        match f(&mut self.conn) {
            Ok(value) => {
                self.conn.commit()?;
                Ok(value)
            }
            Err(error) => {
                self.conn.roll_back()?;
                Err(error)
            }
        }
    }

    /// Whether [`settle`](Self::settle) has something to do.
    pub(super) fn lingers(&self) -> bool {
        self.lingers
    }

    /// Ends what lingers.
    pub(super) fn settle(&mut self) -> QueryResult<()> {
        if std::mem::take(&mut self.lingers) { self.conn.commit() } else { Ok(()) }
    }

    /// Whether the connection is of no more use.
    pub(super) fn is_broken(&mut self) -> bool {
        !self.lingers && self.conn.is_broken()
    }
}
