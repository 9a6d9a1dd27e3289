//! A backup being read: opened, understood, proved.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use anyhow::Context;
use zip::ZipArchive;
use zip::result::ZipError;

use super::manifest::{self, Manifest};
use super::measured::{Measure, Measured};
use super::refusal::Refusal;
use super::shelf::is_digest;
use super::writing::BEGINNING;

/// No manifest is longer: ten million files would not fill it.
const LONGEST_MANIFEST: u64 = 1 << 30;

/// A backup, of which the manifest is already read.
pub(super) struct Archive {
    zip: ZipArchive<BufReader<File>>,
    pub(super) length: u64,
    pub(super) manifest: Manifest,
}

impl Archive {
    /// Opens one.
    ///
    /// # Errors
    /// [`Refusal`] when it is not ours, cut short or newer; or what the disk said.
    pub(super) fn open(path: &Path) -> anyhow::Result<Self> {
        let mut file = File::open(path).with_context(|| format!("opening {}", path.display()))?;
        let length = file.metadata()?.len();
        let mut first = [0; 4];
        let begins = file.read_exact(&mut first).is_ok() && first == BEGINNING;
        let mut zip = match ZipArchive::new(BufReader::with_capacity(1 << 18, file)) {
            Ok(zip) => zip,
            Err(ZipError::Io(e)) if e.kind() != io::ErrorKind::UnexpectedEof => {
                return Err(e).with_context(|| path.display().to_string());
            }
            Err(e) if begins => return Err(Refusal::CutShort { file: path.to_owned(), why: e.to_string() }.into()),
            Err(_) => return Err(Refusal::NotOurs(path.to_owned()).into()),
        };
        let text = match zip.by_name(manifest::ENTRY) {
            Ok(entry) => manifest_text(entry)?,
            Err(ZipError::FileNotFound) => return Err(Refusal::NotOurs(path.to_owned()).into()),
            Err(e) => return Err(damaged(manifest::ENTRY, e).into()),
        };
        let manifest = Manifest::parse(&text).ok_or_else(|| Refusal::NotOurs(path.to_owned()))??;
        Ok(Self { zip, length, manifest })
    }

    /// Reads all of it and compares every hash.
    ///
    /// # Errors
    /// [`Refusal::Missing`] or [`Refusal::Damaged`].
    pub(super) fn prove(&mut self) -> anyhow::Result<()> {
        self.prove_names()?;
        let manifest = self.manifest.clone();
        for table in &manifest.tables {
            let expected = Measure { bytes: table.bytes, lines: table.rows, sha256: table.sha256.clone() };
            let found = self.measure(&table.entry())?;
            agree(&table.entry(), &expected, &found)?;
        }
        for file in &manifest.files {
            let found = self.measure(&file.entry())?;
            let expected = Measure { bytes: file.bytes, lines: found.lines, sha256: file.digest.clone() };
            agree(&file.entry(), &expected, &found)?;
        }
        Ok(())
    }

    fn prove_names(&self) -> Result<(), Refusal> {
        let manifest = &self.manifest;
        if let Some(strange) = manifest.files.iter().find(|file| !is_digest(&file.digest)) {
            return Err(damaged(manifest::ENTRY, format!("{} is no digest", strange.digest)));
        }
        let promised = manifest.tables.iter().map(manifest::Kept::entry).chain(manifest.files.iter().map(manifest::File::entry));
        let mut names = 1;
        for entry in promised {
            names += 1;
            if self.zip.index_for_name(&entry).is_none() {
                return Err(Refusal::Missing(entry));
            }
        }
        if self.zip.len() == names {
            Ok(())
        } else {
            Err(damaged(manifest::ENTRY, format!("it promises {names} entries and there are {}", self.zip.len())))
        }
    }

    fn measure(&mut self, name: &str) -> anyhow::Result<Measure> {
        let mut measured = Measured::new(io::sink());
        let mut entry = self.zip.by_name(name).map_err(|e| damaged(name, e))?;
        io::copy(&mut entry, &mut measured).map_err(|e| damaged(name, e))?;
        Ok(measured.measure())
    }

    /// An entry, unpacked on the way.
    ///
    /// # Errors
    /// [`Refusal::Damaged`].
    pub(super) fn entry<'a>(&'a mut self, name: &str) -> Result<impl BufRead + use<'a>, Refusal> {
        Ok(BufReader::with_capacity(1 << 16, self.zip.by_name(name).map_err(|e| damaged(name, e))?))
    }
}

fn manifest_text(entry: impl Read) -> Result<String, Refusal> {
    let mut text = String::new();
    entry.take(LONGEST_MANIFEST).read_to_string(&mut text).map_err(|e| damaged(manifest::ENTRY, e))?;
    Ok(text)
}

fn agree(entry: &str, expected: &Measure, found: &Measure) -> Result<(), Refusal> {
    if expected.sha256 != found.sha256 {
        return Err(damaged(entry, "its hash is not the one in the manifest"));
    }
    if expected == found { Ok(()) } else { Err(damaged(entry, "its length is not the one in the manifest")) }
}

fn damaged(entry: &str, why: impl ToString) -> Refusal {
    Refusal::Damaged { entry: entry.to_owned(), why: why.to_string() }
}
