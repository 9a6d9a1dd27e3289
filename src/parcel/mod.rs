//! A parcel: a signed archive in open formats that another portal, or a person with a text editor, can read.
//!
//! ```text
//! Leaf, Leaf, … ── write ──▶ a ZIP with README.txt, manifest.json and its signature ── open ──▶ Opened, or Refused
//! ```
//! Tables are CSV (RFC 4180, UTF-8), files are what they were. `manifest.json` names every entry with its length and SHA-256, and is itself
//! signed with Ed25519 (RFC 8032) by a key that the installation's secret gives. Whoever opens a parcel believes nothing that the manifest
//! does not name, and no entry that is longer than it says.

mod key;
mod manifest;
mod reading;
mod refused;
mod writing;

pub use key::{Key, fingerprint};
pub use manifest::{About, Entry, FORMAT, Manifest, VERSION};
pub use reading::{Opened, open, rows};
pub use refused::Refused;
pub use writing::{NotWritten, write};

use diesel::QueryResult;

use crate::db::Conn;
use crate::files::Digest;
use crate::sheet::Table;
use crate::who::CompanyId;

/// The houses that a parcel is about, by the ids of what is in them.
#[derive(Clone, Debug, Default)]
pub struct Houses {
    /// The buildings.
    pub buildings: Vec<String>,
    /// Their premises.
    pub premises: Vec<String>,
    /// The cards of those who hold or held them, or act for those who do.
    pub people: Vec<String>,
}

/// What a parcel consists of.
#[derive(Clone, Debug)]
pub enum Leaf {
    /// A table: its name without ending, and what is in it.
    Table(String, Table),
    /// A file of the file store: its name with the ending.
    File(String, Digest),
}

/// What one capability adds to the parcel of some houses.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Its folder in the parcel.
    pub folder: &'static str,
    /// What it adds: of those houses, and nothing of any other.
    pub leaves: fn(&mut Conn, CompanyId, &Houses) -> QueryResult<Vec<Leaf>>,
}

#[cfg(test)]
mod tests;
