//! Opening a parcel that somebody brings: nothing in it is believed before it is proved.

use std::collections::{BTreeMap, HashMap};
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::key::is_signed;
use super::manifest::{FORMAT, MANIFEST, Manifest, SIGNATURE, VERSION};
use super::refused::Refused;
use crate::files::Digest;

/// More entries than this no parcel has.
const MOST_ENTRIES: usize = 20_000;
/// A manifest is no longer than this: it names every entry in a line or two.
const LONGEST_MANIFEST: u64 = 16 << 20;
/// All of it unpacked.
const LARGEST: u64 = 512 << 20;

/// A parcel that was proved: every entry is what the signed manifest says.
#[derive(Debug)]
pub struct Opened {
    /// What it says of itself.
    pub manifest: Manifest,
    entries: HashMap<String, Vec<u8>>,
}

impl Opened {
    /// The bytes of an entry.
    pub fn entry(&self, path: &str) -> Option<&[u8]> {
        self.entries.get(path).map(Vec::as_slice)
    }

    /// The rows of a table, each by the names of its columns; of a table that is not there none.
    ///
    /// # Errors
    /// [`Refused::Unreadable`].
    pub fn table(&self, name: &str) -> Result<Vec<BTreeMap<String, String>>, Refused> {
        self.entry(&format!("{name}.csv")).map_or_else(|| Ok(Vec::new()), rows)
    }
}

/// Opens a parcel. It is signed by the key that it names itself; whether that key is to be trusted is for the caller to say.
///
/// # Errors
/// [`Refused`].
pub fn open(bytes: &[u8]) -> Result<Opened, Refused> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(Refused::NotOurs);
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Broken)?;
    if zip.len() > MOST_ENTRIES {
        return Err(Refused::TooLarge);
    }
    let text = unpacked(&mut zip, MANIFEST, LONGEST_MANIFEST).map_err(|refused| match refused {
        Refused::Missing(_) => Refused::NotOurs,
        other => other,
    })?;
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|_| Refused::NotOurs)?;
    if manifest.format != FORMAT {
        return Err(Refused::NotOurs);
    }
    if manifest.version > VERSION {
        return Err(Refused::Newer);
    }
    let signature = unpacked(&mut zip, SIGNATURE, 64).map_err(|_| Refused::Signature)?;
    if !is_signed(&manifest.public_key, &text, &signature) {
        return Err(Refused::Signature);
    }
    let entries = proved(&mut zip, &manifest)?;
    Ok(Opened { manifest, entries })
}

/// Every entry that the manifest names, and no other, each of the length and the digest that it says.
fn proved(zip: &mut ZipArchive<Cursor<&[u8]>>, manifest: &Manifest) -> Result<HashMap<String, Vec<u8>>, Refused> {
    let promised: HashMap<&str, ()> = manifest.files.iter().map(|file| (file.path.as_str(), ())).collect();
    let named = |name: &str| promised.contains_key(name) || [MANIFEST, SIGNATURE].contains(&name);
    for name in zip.file_names() {
        let name = name.map_err(|_| Refused::Broken)?;
        if !named(&name) {
            return Err(Refused::Strange(name.into_owned()));
        }
    }
    let total = manifest.files.iter().try_fold(0u64, |all, file| all.checked_add(file.bytes));
    if total.is_none_or(|total| total > LARGEST) {
        return Err(Refused::TooLarge);
    }
    let mut entries = HashMap::with_capacity(manifest.files.len());
    for file in &manifest.files {
        if is_elsewhere(&file.path) || entries.contains_key(&file.path) {
            return Err(Refused::Strange(file.path.clone()));
        }
        let bytes = unpacked(zip, &file.path, file.bytes)?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if length != file.bytes || Digest::of(&bytes).as_str() != file.sha256 {
            return Err(Refused::Altered(file.path.clone()));
        }
        entries.insert(file.path.clone(), bytes);
    }
    Ok(entries)
}

/// Whether a path leads out of the folder into which somebody unpacks it.
fn is_elsewhere(path: &str) -> bool {
    path.is_empty() || path.starts_with('/') || path.contains(['\\', ':', '\0']) || path.split('/').any(|part| part == "..")
}

/// An entry, of which no more than `most` and one byte are unpacked, whatever it says of itself: a bomb bursts here.
fn unpacked(zip: &mut ZipArchive<Cursor<&[u8]>>, path: &str, most: u64) -> Result<Vec<u8>, Refused> {
    let entry = zip.by_name(path).map_err(|error| match error {
        zip::result::ZipError::FileNotFound => Refused::Missing(path.to_owned()),
        _ => Refused::Broken,
    })?;
    let mut bytes = Vec::new();
    entry.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| Refused::Altered(path.to_owned()))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > most) { Err(Refused::Altered(path.to_owned())) } else { Ok(bytes) }
}

/// The rows of a CSV as [`csv_plain`](crate::sheet::csv_plain) writes it, each by the names of its columns.
///
/// # Errors
/// [`Refused::Unreadable`].
pub fn rows(bytes: &[u8]) -> Result<Vec<BTreeMap<String, String>>, Refused> {
    let unreadable = |error: csv::Error| Refused::Unreadable(error.to_string());
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
    let heads = reader.headers().map_err(unreadable)?.clone();
    let mut all = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        // text that a spreadsheet would take for a formula was disarmed by an apostrophe
        let cells = record.iter().map(|cell| cell.strip_prefix('\'').unwrap_or(cell).to_owned());
        all.push(heads.iter().map(str::to_owned).zip(cells).collect());
    }
    Ok(all)
}
