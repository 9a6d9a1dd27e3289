//! A connection of our own, and one transaction for all that is done through it.

use anyhow::Context;
use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};

use crate::db::{Conn, Engine};

/// Long work: no statement is too slow, and sorting goes to the disk instead of memory.
const POSTGRES: &str =
    "SET statement_timeout=0; SET idle_in_transaction_session_timeout=0; SET jit=off; SET maintenance_work_mem='128MB'";
const SQLITE: &str = "PRAGMA temp_store=FILE; PRAGMA cache_size=-65536; PRAGMA mmap_size=0; PRAGMA busy_timeout=60000";

/// Opens a connection for long work.
///
/// # Errors
/// When the database cannot be opened.
pub(super) fn open(url: &str) -> anyhow::Result<Conn> {
    let mut conn = Conn::open(url).context("opening the database")?;
    let settings = match conn.engine() {
        Engine::Sqlite => SQLITE,
        Engine::Postgres => POSTGRES,
    };
    conn.batch_execute(settings)?;
    Ok(conn)
}

/// One snapshot for everything `f` reads; nothing can be written in it.
pub(super) fn reading<T>(conn: &mut Conn, f: impl FnOnce(&mut Conn) -> anyhow::Result<T>) -> anyhow::Result<T> {
    match conn.engine() {
        Engine::Sqlite => {
            conn.batch_execute("PRAGMA query_only=ON")?;
            inside(conn, "BEGIN DEFERRED", f)
        }
        Engine::Postgres => inside(conn, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", f),
    }
}

/// One transaction for everything `f` writes. SQLite's foreign keys are off in it: whoever writes checks them before the end.
pub(super) fn writing<T>(conn: &mut Conn, f: impl FnOnce(&mut Conn) -> anyhow::Result<T>) -> anyhow::Result<T> {
    match conn.engine() {
        Engine::Sqlite => {
            conn.batch_execute("PRAGMA foreign_keys=OFF")?;
            inside(conn, "BEGIN IMMEDIATE", f)
        }
        Engine::Postgres => inside(conn, "BEGIN", f),
    }
}

fn inside<T>(conn: &mut Conn, begin: &str, f: impl FnOnce(&mut Conn) -> anyhow::Result<T>) -> anyhow::Result<T> {
    crate::on_each!(&mut *conn, c => AnsiTransactionManager::begin_transaction_sql(c, begin))?;
    let done = f(conn);
    if done.is_ok() {
        crate::on_each!(conn, c => AnsiTransactionManager::commit_transaction(c))?;
    } else {
        // the cause is what matters; should this fail too, the connection's end rolls back
        drop(crate::on_each!(conn, c => AnsiTransactionManager::rollback_transaction(c)));
    }
    done
}
