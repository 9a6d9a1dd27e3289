//! Writing a backup.

use std::fs::File;
use std::io::{self, BufWriter, Read};
use std::path::Path;

use anyhow::Context;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::beside::Beside;
use super::manifest::{self, Kept, Manifest};
use super::measured::Measured;
use super::refusal::Refusal;
use super::summary::{Act, Summary};
use super::tables::{self, Table};
use super::{rows, shelf, snapshot, steps, target};
use crate::clock::Moment;
use crate::db::Conn;

type Zip = ZipWriter<BufWriter<File>>;

/// How a zip file begins.
pub(super) const BEGINNING: [u8; 4] = *b"PK\x03\x04";
/// The quickest level: one CPU packs a million rows in seconds, and a higher one gains little on text such as this.
const LEVEL: i64 = 1;
/// From here on a file needs the large form of an entry.
const LARGE: u64 = 0xF000_0000;

pub(super) fn write(url: &str, data: &Path, to: &Path, now: Moment) -> anyhow::Result<Summary> {
    if let Some(path) = target::file(url).filter(|path| !path.exists()) {
        return Err(Refusal::NoDatabase(path).into());
    }
    may_replace(to)?;
    let mut conn = snapshot::open(url)?;
    let (beside, file) = Beside::create(to).with_context(|| format!("writing beside {}", to.display()))?;
    let mut zip = ZipWriter::new(BufWriter::with_capacity(1 << 20, file));
    let manifest = snapshot::reading(&mut conn, |conn| everything(conn, data, &mut zip, now))?;
    zip.start_file(manifest::ENTRY, packed())?;
    serde_json::to_writer_pretty(BufWriter::new(&mut zip), &manifest)?;
    let file = zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
    let length = file.metadata()?.len();
    beside.settle(&file).with_context(|| format!("putting the backup in its place {}", to.display()))?;
    Ok(Summary::of(Act::Wrote, to.to_owned(), length, &manifest))
}

/// A slip of the finger must not replace the database, or anything else, by its backup.
fn may_replace(to: &Path) -> anyhow::Result<()> {
    let mut first = [0; 4];
    match File::open(to).and_then(|mut file| file.read_exact(&mut first)) {
        Ok(()) if first == BEGINNING => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Ok(()) => Err(Refusal::Occupied(to.to_owned()).into()),
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => Err(Refusal::Occupied(to.to_owned()).into()),
        Err(e) => Err(e).with_context(|| to.display().to_string()),
    }
}

fn everything(conn: &mut Conn, data: &Path, zip: &mut Zip, now: Moment) -> anyhow::Result<Manifest> {
    let created_at = now.format("%Y-%m-%d %H:%M:%S").to_string();
    // the first thing read: from here on the snapshot stands
    let mut manifest = Manifest::new(conn.engine(), created_at, steps::run_so_far(conn)?);
    let mut tables = tables::all(conn)?;
    tables.retain(Table::is_kept);
    // files first: a row that goes now lets its bytes be swept only tomorrow, and a long backup should not wait for that
    for digest in shelf::digests(conn, &tables)? {
        match file(zip, data, &digest).with_context(|| format!("file {digest}"))? {
            Some(bytes) => manifest.files.push(manifest::File { digest, bytes }),
            None => manifest.lost.push(digest),
        }
    }
    for table in tables {
        manifest.tables.push(rows_of(conn, zip, table)?);
    }
    Ok(manifest)
}

fn rows_of(conn: &mut Conn, zip: &mut Zip, table: Table) -> anyhow::Result<Kept> {
    // how large it becomes is known only afterwards
    zip.start_file(manifest::table_entry(&table.name), packed().large_file(true))?;
    let measure = rows::copy(conn, &table, zip).with_context(|| format!("table {}", table.name))?;
    Ok(Kept { name: table.name, rows: measure.lines, bytes: measure.bytes, sha256: measure.sha256, columns: table.columns })
}

/// Puts a file of the store into the backup and gives its length; `None` when its bytes are not there or not what they were.
fn file(zip: &mut Zip, data: &Path, digest: &str) -> anyhow::Result<Option<u64>> {
    let Some(mut file) = shelf::open(data, digest)? else { return Ok(None) };
    // pictures and PDFs are packed already
    let stored = SimpleFileOptions::DEFAULT.compression_method(zip::CompressionMethod::Stored);
    zip.start_file(manifest::file_entry(digest), stored.large_file(file.metadata()?.len() > LARGE).unix_permissions(0o600))?;
    let mut measured = Measured::new(&mut *zip);
    io::copy(&mut file, &mut measured)?;
    let measure = measured.measure();
    if measure.sha256 == digest {
        return Ok(Some(measure.bytes));
    }
    zip.abort_file()?;
    Ok(None)
}

fn packed() -> SimpleFileOptions {
    SimpleFileOptions::DEFAULT
        .compression_method(zip::CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .unix_permissions(0o600)
}
