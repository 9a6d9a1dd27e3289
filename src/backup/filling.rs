//! Restoring a backup.

use std::io::{self, BufRead};
use std::path::Path;

use anyhow::Context;
use diesel::connection::SimpleConnection;

use super::archive::Archive;
use super::bare::{self, Bare};
use super::manifest::{Kept, Manifest};
use super::refusal::Refusal;
use super::shelf::Laid;
use super::summary::{Act, Summary};
use super::tables::{self, Table};
use super::target::Fresh;
use super::{rows, snapshot, steps, untouched};
use crate::db::{Conn, migrate};

/// How much text goes to the database at once, in bytes.
const PORTION: usize = 1 << 18;

pub(super) fn restore(url: &str, data: &Path, from: &Path) -> anyhow::Result<Summary> {
    let mut archive = Archive::open(from)?;
    steps::known(&archive.manifest)?;
    archive.prove()?;
    let fresh = Fresh::look(url);
    let mut conn = snapshot::open(url)?;
    let mut laid = Laid::into_store(data);
    snapshot::writing(&mut conn, |conn| {
        fill(conn, &mut archive)?;
        lay(&mut archive, &mut laid)
    })?;
    laid.keep();
    fresh.keep();
    if let Conn::Sqlite(conn) = &mut conn {
        // the log is as long as the database by now
        conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")?;
    }
    Ok(Summary::of(Act::Restored, from.to_owned(), archive.length, &archive.manifest))
}

fn fill(conn: &mut Conn, archive: &mut Archive) -> anyhow::Result<()> {
    untouched::clear(conn)?;
    steps::build(conn, &archive.manifest.steps)?;
    let built = tables::all(conn)?;
    let pairs = fitting(&archive.manifest, &built)?;
    for table in &built {
        // what a step put there is in the backup too, as it was then
        conn.batch_execute(&format!("DELETE FROM {}", rows::quoted(&table.name)))?;
    }
    let bare = Bare::strip(conn)?;
    for (kept, table) in &pairs {
        take_in(conn, archive, kept, table).with_context(|| format!("filling table {}", table.name))?;
    }
    bare.put_back(conn)?;
    for (kept, table) in &pairs {
        read_again(conn, kept, table)?;
    }
    bare::check_keys(conn)?;
    migrate(conn).map_err(|e| anyhow::anyhow!("bringing the restored database up to date: {e}"))?;
    bare::check_keys(conn)
}

/// Each table of the backup with the one that its rows go to.
fn fitting(manifest: &Manifest, built: &[Table]) -> Result<Vec<(Kept, Table)>, Refusal> {
    if let Some(table) = built.iter().find(|table| table.is_kept() && !manifest.tables.iter().any(|kept| kept.name == table.name))
    {
        return Err(Refusal::Unlike(format!("table {} is not in it", table.name)));
    }
    let mut pairs = Vec::new();
    for kept in &manifest.tables {
        let table = built.iter().find(|table| kept.fits(table) && table.is_kept());
        let table = table.ok_or_else(|| Refusal::Unlike(format!("table {} is another one there", kept.name)))?;
        pairs.push((kept.clone(), table.clone()));
    }
    Ok(pairs)
}

fn take_in(conn: &mut Conn, archive: &mut Archive, kept: &Kept, table: &Table) -> anyhow::Result<()> {
    let mut lines = archive.entry(&kept.entry())?;
    let mut portion = String::with_capacity(PORTION * 2);
    portion.push('[');
    while lines.read_line(&mut portion)? > 0 {
        if portion.len() < PORTION {
            portion.push(',');
            continue;
        }
        portion.push(']');
        rows::insert(conn, table, &portion)?;
        portion.truncate(1);
    }
    // what is left has a comma too many; without one nothing is left
    if portion.pop() == Some(',') {
        portion.push(']');
        rows::insert(conn, table, &portion)?;
    }
    Ok(())
}

/// The proof that nothing changed on its way through the engine.
fn read_again(conn: &mut Conn, kept: &Kept, table: &Table) -> anyhow::Result<()> {
    let found = rows::copy(conn, table, io::sink())?;
    if found.sha256 == kept.sha256 && found.lines == kept.rows { Ok(()) } else { Err(Refusal::Differs(kept.name.clone()).into()) }
}

fn lay(archive: &mut Archive, laid: &mut Laid<'_>) -> anyhow::Result<()> {
    let files = archive.manifest.files.clone();
    for file in &files {
        let mut bytes = archive.entry(&file.entry())?;
        laid.lay(&file.digest, &mut bytes).with_context(|| format!("file {}", file.digest))?;
    }
    Ok(laid.sync()?)
}
