//! `manifest.json`: what a backup says about itself.

use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use super::tables::{Column, Table};
use crate::db::Engine;

/// The name of the entry.
pub(super) const ENTRY: &str = "manifest.json";
/// What stands in `format`.
const FORMAT: &str = "aula-backup";
/// The version of the format that this program writes, and the newest that it reads.
pub(super) const VERSION: u32 = 1;

/// As much as every version of the format promises to say.
#[derive(Deserialize)]
struct Heading {
    format: String,
    version: u32,
    program: String,
}

/// What is in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    format: String,
    version: u32,
    /// The version of the program that wrote it.
    pub(super) program: String,
    /// `sqlite` or `postgresql`: of interest to people only.
    pub(super) engine: String,
    /// UTC.
    pub(super) created_at: String,
    /// The versions of the migrations that had run.
    pub(super) steps: Vec<String>,
    pub(super) tables: Vec<Kept>,
    /// Every file's entry is named by its SHA-256.
    pub(super) files: Vec<File>,
    /// Digests in rows whose bytes were not in the store.
    pub(super) lost: Vec<String>,
}

/// A table of the backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) name: String,
    pub(super) rows: u64,
    /// Length of the entry.
    pub(super) bytes: u64,
    /// Of the entry, in hex.
    pub(super) sha256: String,
    pub(super) columns: Vec<Column>,
}

/// A file of the backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct File {
    pub(super) digest: String,
    pub(super) bytes: u64,
}

impl Kept {
    /// The name of its entry.
    pub(super) fn entry(&self) -> String {
        table_entry(&self.name)
    }

    /// Whether the database's table takes these rows.
    pub(super) fn fits(&self, table: &Table) -> bool {
        self.name == table.name && self.columns == table.columns
    }
}

impl File {
    /// The name of its entry.
    pub(super) fn entry(&self) -> String {
        file_entry(&self.digest)
    }
}

/// The entry of a table of this name.
pub(super) fn table_entry(name: &str) -> String {
    format!("tables/{name}.jsonl")
}

/// The entry of a file of this digest.
pub(super) fn file_entry(digest: &str) -> String {
    format!("files/{digest}")
}

impl Manifest {
    /// Of a backup that is about to be written.
    pub(super) fn new(engine: Engine, created_at: String, steps: Vec<String>) -> Self {
        let engine = match engine {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgresql",
        };
        Self {
            format: FORMAT.into(),
            version: VERSION,
            program: env!("CARGO_PKG_VERSION").into(),
            engine: engine.into(),
            created_at,
            steps,
            tables: Vec::new(),
            files: Vec::new(),
            lost: Vec::new(),
        }
    }

    /// Reads one; `None` when this is not ours at all.
    pub(super) fn parse(text: &str) -> Option<Result<Self, Refusal>> {
        let heading: Heading = serde_json::from_str(text).ok()?;
        if heading.format != FORMAT {
            return None;
        }
        if heading.version > VERSION {
            let unknown = format!("format {}", heading.version);
            return Some(Err(Refusal::Newer { program: heading.program, unknown }));
        }
        Some(serde_json::from_str(text).map_err(|e| Refusal::Damaged { entry: ENTRY.into(), why: e.to_string() }))
    }
}
