//! A file that appears whole or not at all: written beside its place, synced, renamed.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// A file being written beside its place; dropped before [`Beside::settle`], it is gone.
pub(super) struct Beside {
    path: PathBuf,
    place: PathBuf,
    settled: bool,
}

impl Beside {
    /// Creates it next to `place`, readable by its owner only.
    pub(super) fn create(place: &Path) -> io::Result<(Self, File)> {
        let mut name = std::ffi::OsString::from(".");
        name.push(place.file_name().ok_or(io::ErrorKind::InvalidInput)?);
        name.push(format!(".{}", uuid::Uuid::now_v7()));
        let path = folder_of(place).join(name);
        let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path)?;
        Ok((Self { path, place: place.to_owned(), settled: false }, file))
    }

    /// Puts the finished file in its place, safe from a power cut.
    pub(super) fn settle(mut self, file: &File) -> io::Result<()> {
        file.sync_all()?;
        fs::rename(&self.path, &self.place)?;
        self.settled = true;
        File::open(folder_of(&self.place))?.sync_all()
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.settled {
            // nothing more can be done about it here; the next one has another name
            drop(fs::remove_file(&self.path));
        }
    }
}

/// The folder a file stands in.
pub(super) fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
