//! Writing a city without indexes: they are made anew in a fraction of the time that it takes to keep them.

use diesel::QueryResult;
use diesel::connection::SimpleConnection;

use crate::backup::Bare;
use crate::db::{Conn, Tx};

/// Takes the indexes off.
pub(super) fn bare(tx: &mut Tx<'_>) -> QueryResult<Bare> {
    remember(tx, 256)?;
    Bare::strip(tx)
}

/// Puts the indexes back.
pub(super) fn whole(tx: &mut Tx<'_>, bare: Bare) -> QueryResult<()> {
    bare.put_back(tx).map_err(|error| diesel::result::Error::QueryBuilderError(error.into()))?;
    remember(tx, 16)
}

/// How many megabytes of the file SQLite's writer keeps in memory.
fn remember(tx: &mut Tx<'_>, megabytes: u32) -> QueryResult<()> {
    match &mut **tx {
        Conn::Sqlite(conn) => conn.batch_execute(&format!("PRAGMA cache_size=-{}; PRAGMA shrink_memory", megabytes * 1000)),
        Conn::Postgres(_) => Ok(()),
    }
}
