//! Everything the portal knows, in one file, and back again: `aula backup FILE`, `aula restore FILE`.
//!
//! The file is a zip that any tool opens: `manifest.json` says what is in it, `tables/<name>.jsonl` holds one JSON array
//! per row, `files/<digest>` the bytes of uploads. Nothing in it belongs to an engine: a backup of SQLite restores into
//! PostgreSQL and the other way round, and the same data gives the same bytes from both.
//!
//! - A backup is read from one snapshot while the portal goes on writing, laid beside its destination and renamed when it
//!   is whole. It holds personal data and password hashes, so only its owner may read it.
//! - A restore goes only into an empty database. It first proves the whole file by its hashes, then builds the schema the
//!   backup was made from, fills it, reads it again and compares the hashes, and lets the program's newer steps follow. All of
//!   it is one transaction: on any failure nothing remains.
//! - Two things stay behind. Sessions: people sign in again. And `data/secret`: a portal restored elsewhere makes its own,
//!   which only ends the links in letters already sent.

mod archive;
mod bare;
mod beside;
mod filling;
mod manifest;
mod measured;
mod refusal;
mod rows;
mod shelf;
mod snapshot;
mod steps;
mod summary;
mod tables;
mod target;
#[cfg(test)]
mod tests;
mod untouched;
mod writing;

use std::path::Path;

pub use bare::Bare;
pub use refusal::Refusal;
pub use summary::{Act, Summary};

use crate::clock::Moment;

/// Writes everything in the database at `url` and in the store under `data` into the file `to`, which is replaced only by a whole
/// backup and only if it was one before. `now` is written into it.
///
/// # Errors
/// A [`Refusal`], or what the database or the disk said; then `to` is as it was.
pub fn write(url: &str, data: &Path, to: &Path, now: Moment) -> anyhow::Result<Summary> {
    writing::write(url, data, to, now)
}

/// Fills the empty database at `url` and the store under `data` from the file `from`.
///
/// # Errors
/// A [`Refusal`], or what the database or the disk said; then both are as they were.
pub fn restore(url: &str, data: &Path, from: &Path) -> anyhow::Result<Summary> {
    filling::restore(url, data, from)
}
