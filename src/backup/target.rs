//! The database at a URL, as a file, where it is one.

use std::fs;
use std::path::PathBuf;

use crate::db::Engine;

/// The file of an embedded database; `None` for a server and for a database in memory.
pub(super) fn file(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite://").unwrap_or(url);
    (Engine::of(url) == Engine::Sqlite && !path.starts_with(":memory:")).then(|| PathBuf::from(path))
}

/// A database file that was not there before; it is gone again unless it is [kept](Fresh::keep).
pub(super) struct Fresh(Option<PathBuf>);

impl Fresh {
    /// Looks before the database is opened: opening makes the file.
    pub(super) fn look(url: &str) -> Self {
        Self(file(url).filter(|path| !path.exists()))
    }

    /// It is filled: it stays.
    pub(super) fn keep(mut self) {
        self.0 = None;
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let Some(path) = &self.0 else { return };
        for ending in ["", "-wal", "-shm"] {
            let mut name = path.clone().into_os_string();
            name.push(ending);
            // what was never made cannot be removed
            drop(fs::remove_file(name));
        }
    }
}
