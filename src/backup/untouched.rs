//! Whether a database may be filled: nothing is in it but what our own steps put there.

use std::io;

use diesel::connection::SimpleConnection;

use super::refusal::Refusal;
use super::rows::{copy, count, quoted};
use super::tables::{self, Table};
use crate::db::{Conn, Engine, migrate};

/// Empties a database that holds nothing: its tables go, so that the backup's own schema can be built.
///
/// # Errors
/// When the database fails, [`Refusal::Foreign`] or [`Refusal::NotEmpty`].
pub(super) fn clear(conn: &mut Conn) -> anyhow::Result<()> {
    let names = tables::names(conn)?;
    if names.is_empty() {
        return Ok(());
    }
    let mut pristine = Conn::open(":memory:")?;
    migrate(&mut pristine).map_err(|e| anyhow::anyhow!("a database to compare with: {e}"))?;
    let ours = tables::all(&mut pristine)?;
    if let Some(foreign) = names.iter().find(|name| *name != tables::STEPS && !ours.iter().any(|table| table.name == **name)) {
        return Err(Refusal::Foreign(foreign.clone()).into());
    }
    for table in tables::all(conn)? {
        let rows = count(conn, &table)?;
        if rows > 0 && !is_as_built(conn, &mut pristine, &table, &ours)? {
            return Err(Refusal::NotEmpty { table: table.name, rows }.into());
        }
    }
    Ok(remove(conn, &names)?)
}

/// A step may fill a table, as with rates and holidays: the same rows are in any database that nobody has used.
fn is_as_built(conn: &mut Conn, pristine: &mut Conn, table: &Table, ours: &[Table]) -> anyhow::Result<bool> {
    let Some(own) = ours.iter().find(|own| own.name == table.name) else { return Ok(false) };
    if count(conn, table)? != count(pristine, own)? {
        return Ok(false);
    }
    Ok(copy(conn, table, io::sink())? == copy(pristine, own, io::sink())?)
}

fn remove(conn: &mut Conn, names: &[String]) -> diesel::QueryResult<()> {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    match conn.engine() {
        // in one statement the order does not matter
        Engine::Postgres => conn.batch_execute(&format!("DROP TABLE {}", names.join(", "))),
        Engine::Sqlite => names.iter().try_for_each(|name| conn.batch_execute(&format!("DROP TABLE {name}"))),
    }
}
