//! What is in a parcel: written by one portal, read by another, so its names never change.

use serde::{Deserialize, Serialize};

/// What a parcel of houses calls itself.
pub const FORMAT: &str = "aula-houses";
/// The edition of the form. A newer one is refused, never guessed at.
pub const VERSION: u32 = 1;

/// The names of the entries that every parcel has.
pub(super) const MANIFEST: &str = "manifest.json";
pub(super) const SIGNATURE: &str = "manifest.json.sig";
pub(super) const README: &str = "README.txt";

/// Who hands what to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The address of the portal that made it.
    pub portal: String,
    /// When, UTC.
    pub made_at: String,
    /// The hand-over's id in that portal.
    pub handover: String,
    /// The company that hands over: id, name, БИН.
    pub from: (String, String, String),
    /// The company that takes over, by name.
    pub to: String,
    /// On which ground: the owners' decision and its day.
    pub ground: (String, String),
    /// The day on which it hands over.
    pub day: String,
    /// The addresses of the houses.
    pub houses: Vec<String>,
    /// A digest of what was true of the houses: as long as it is the same, nothing has changed since.
    pub content: String,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its path.
    pub path: String,
    /// How long it is.
    pub bytes: u64,
    /// The SHA-256 of it, 64 hex digits.
    pub sha256: String,
}

/// The whole of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always [`FORMAT`].
    pub format: String,
    /// The edition.
    pub version: u32,
    /// Who, what, when.
    pub about: About,
    /// The key that signed this text (PEM).
    pub public_key: String,
    /// Every entry but this one and its signature.
    pub files: Vec<Entry>,
}
