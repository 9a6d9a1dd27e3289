//! The bytes of uploads: out of the store into the backup, and back. They lie where [`crate::files`] lays them:
//! `files/ab/abcd…` under the data folder, named by their own SHA-256.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::measured::Measured;
use super::tables::Table;
use crate::db::Conn;

/// Whether this is 64 lower-case hex digits: nothing else may become a path.
pub(super) fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// A row without a digest has let its bytes go.
const POINTED: &str = "SELECT DISTINCT digest FROM files WHERE digest <> ''";

/// The digests that rows point to, sorted.
///
/// # Errors
/// When the database fails.
pub(super) fn digests(conn: &mut Conn, tables: &[Table]) -> QueryResult<BTreeSet<String>> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        digest: String,
    }
    let is_there = tables.iter().any(|table| table.name == "files" && table.columns.iter().any(|column| column.name == "digest"));
    if !is_there {
        return Ok(BTreeSet::new());
    }
    let rows: Vec<Row> = crate::on_each!(conn, c => diesel::sql_query(POINTED).load(c))?;
    Ok(rows.into_iter().map(|row| row.digest).collect())
}

/// Opens the bytes; `None` when they are not there.
///
/// # Errors
/// When the disk fails.
pub(super) fn open(data: &Path, digest: &str) -> io::Result<Option<File>> {
    if !is_digest(digest) {
        return Ok(None);
    }
    match File::open(place(data, digest)) {
        Ok(file) => Ok(Some(file)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

fn place(data: &Path, digest: &str) -> PathBuf {
    data.join("files").join(digest.get(..2).unwrap_or("00")).join(digest)
}

/// Files laid into the store; those that were not there before are gone again unless all are [kept](Laid::keep).
pub(super) struct Laid<'a> {
    data: &'a Path,
    new: Vec<PathBuf>,
    shards: BTreeSet<PathBuf>,
}

impl<'a> Laid<'a> {
    pub(super) fn into_store(data: &'a Path) -> Self {
        Self { data, new: Vec::new(), shards: BTreeSet::new() }
    }

    /// Lays one file down, unless its bytes are there already.
    ///
    /// # Errors
    /// When the disk or the backup cannot be read or written.
    pub(super) fn lay(&mut self, digest: &str, bytes: &mut impl Read) -> io::Result<()> {
        let path = place(self.data, digest);
        if let Some(mut there) = open(self.data, digest)? {
            let mut measured = Measured::new(io::sink());
            io::copy(&mut there, &mut measured)?;
            if measured.measure().sha256 == digest {
                return Ok(());
            }
        }
        let fresh = self.data.join("files").join("new");
        fs::create_dir_all(&fresh)?;
        let beside = fresh.join(uuid::Uuid::now_v7().to_string());
        self.new.push(beside.clone());
        let mut file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
        io::copy(bytes, &mut file)?;
        file.sync_all()?;
        let shard = path.parent().unwrap_or(self.data).to_owned();
        fs::create_dir_all(&shard)?;
        fs::rename(&beside, &path)?;
        self.shards.insert(shard);
        self.new.pop();
        self.new.push(path);
        Ok(())
    }

    /// Has the folders remember what was laid into them: once each, not once per file.
    ///
    /// # Errors
    /// When the disk fails.
    pub(super) fn sync(&self) -> io::Result<()> {
        for shard in &self.shards {
            File::open(shard)?.sync_all()?;
        }
        if !self.shards.is_empty() {
            File::open(self.data.join("files"))?.sync_all()?;
        }
        Ok(())
    }

    /// The rows are committed: the files stay.
    pub(super) fn keep(mut self) {
        self.new.clear();
    }
}

impl Drop for Laid<'_> {
    fn drop(&mut self) {
        for path in &self.new {
            // should this fail, the sweeper finds bytes that no row points to
            drop(fs::remove_file(path));
        }
    }
}
