//! What was done, for the person at the command line.

use std::fmt;
use std::path::PathBuf;

use super::manifest::Manifest;

/// Which of the two was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A backup was written.
    Wrote,
    /// A backup was restored.
    Restored,
}

/// What went into a backup or came out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// What was done.
    pub act: Act,
    /// The file of the backup.
    pub file: PathBuf,
    /// Its length in bytes.
    pub length: u64,
    /// Tables.
    pub tables: usize,
    /// Rows of all tables.
    pub rows: u64,
    /// Files of the store.
    pub files: usize,
    /// Their bytes.
    pub file_bytes: u64,
    /// Digests that rows point to and whose bytes were not (or no longer whole) in the store when the backup was written.
    pub lost: Vec<String>,
    /// When, on which engine and by which version of the program the backup was made.
    pub origin: String,
}

impl Summary {
    pub(super) fn of(act: Act, file: PathBuf, length: u64, manifest: &Manifest) -> Self {
        Self {
            act,
            file,
            length,
            tables: manifest.tables.len(),
            rows: manifest.tables.iter().map(|table| table.rows).sum(),
            files: manifest.files.len(),
            file_bytes: manifest.files.iter().map(|file| file.bytes).sum(),
            lost: manifest.lost.clone(),
            origin: format!("made {} UTC on {} by Aula {}", manifest.created_at, manifest.engine, manifest.program),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.display();
        match self.act {
            Act::Wrote => write!(f, "Wrote {file} ({}): ", size(self.length))?,
            Act::Restored => write!(f, "Restored {file} ({}): ", self.origin)?,
        }
        write!(f, "{} rows of {} tables, {} uploaded files ({}).", self.rows, self.tables, self.files, size(self.file_bytes))?;
        if self.act == Act::Restored {
            f.write_str(" Sessions are not part of a backup: everybody signs in again.")?;
        }
        if !self.lost.is_empty() {
            write!(
                f,
                "\nWARNING: rows point to {} uploads whose bytes were not whole in the store when the backup was made:",
                self.lost.len()
            )?;
            for digest in &self.lost {
                write!(f, "\n  {digest}")?;
            }
        }
        Ok(())
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} B"),
        10_000..10_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}
