//! Writing a parcel.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::key::Key;
use super::manifest::{About, Entry, FORMAT, MANIFEST, Manifest, README, SIGNATURE, VERSION};
use super::{Leaf, Refused};
use crate::files::{Digest, Store};
use crate::sheet::csv_plain;

/// Why a parcel was not written.
#[derive(Debug)]
pub struct NotWritten(pub String);

impl std::fmt::Display for NotWritten {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotWritten {}

macro_rules! from {
    ($($error:ty),+) => {$(impl From<$error> for NotWritten {
        fn from(error: $error) -> Self { Self(error.to_string()) }
    })+};
}
from!(zip::result::ZipError, std::io::Error, serde_json::Error, crate::files::Broken);

impl From<Refused> for NotWritten {
    fn from(refused: Refused) -> Self {
        Self(format!("{refused:?}"))
    }
}

/// Packs leaves in their order, with a manifest and its signature last; waits for the disk. A file whose bytes are gone is left out and not
/// named. `readme` is what people read first; the public key is put beneath it.
///
/// # Errors
/// [`NotWritten`].
pub fn write(store: &Store, key: &Key, about: About, readme: &str, leaves: Vec<Leaf>) -> Result<Vec<u8>, NotWritten> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut files = Vec::new();
    let public_key = key.public();
    let readme = format!("\u{feff}{readme}\n\n{public_key}");
    put(&mut zip, &mut files, README, readme.as_bytes())?;
    for leaf in leaves {
        match leaf {
            Leaf::Table(name, table) => put(&mut zip, &mut files, &format!("{name}.csv"), &csv_plain(&table))?,
            Leaf::File(path, digest) => match store.read(&digest) {
                Ok(bytes) => put(&mut zip, &mut files, &path, &bytes)?,
                Err(crate::files::Broken::Lost) => tracing::warn!(%path, "a file of the parcel is lost and left out"),
                Err(broken) => return Err(broken.into()),
            },
        }
    }
    let manifest = Manifest { format: FORMAT.to_owned(), version: VERSION, about, public_key, files };
    let manifest = serde_json::to_vec_pretty(&manifest)?;
    for (path, bytes) in [(MANIFEST, &manifest), (SIGNATURE, &key.sign(&manifest))] {
        zip.start_file(path, SimpleFileOptions::default())?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn put(zip: &mut ZipWriter<Cursor<Vec<u8>>>, files: &mut Vec<Entry>, path: &str, bytes: &[u8]) -> Result<(), NotWritten> {
    zip.start_file(path, SimpleFileOptions::default())?;
    zip.write_all(bytes)?;
    let bytes_long = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    files.push(Entry { path: path.to_owned(), bytes: bytes_long, sha256: Digest::of(bytes).as_str().to_owned() });
    Ok(())
}
