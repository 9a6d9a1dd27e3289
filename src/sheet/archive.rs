//! The fence before the XLSX reader: the archive is inflated once, counted, and thrown away.
//!
//! Sizes written in the archive are a stranger's word, so every part is streamed to its end and counted; that also proves
//! the checksums. Only an archive that passed is given to calamine, which is built on the same `zip` crate and therefore
//! sees the same parts.

use super::weight::Weight;
use super::{Limits, Unreadable, prolog};
use std::collections::HashSet;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// A part may be this large whatever its ratio: small parts of zeros are harmless.
const RATIO_FREE_BYTES: usize = 1_000_000;
const CHUNK: usize = 64 * 1024;
const RELATIONSHIPS_BYTES: u64 = 64 * 1024;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// # Errors
/// What is wrong with the archive, as [`Unreadable`].
pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    if archive.len() > limits.entries {
        return Err(Unreadable::Bomb);
    }
    must_be_a_workbook(&archive)?;
    if archive.has_overlapping_files().map_err(|error| refusal(&error))? {
        return Err(Unreadable::Bomb);
    }
    let mut seen = Seen { weight: Weight::of(&relationships(&mut archive)?)?, total: 0 };
    for index in 0..archive.len() {
        inflate(&mut archive, index, &mut seen, limits)?;
    }
    Ok(())
}

/// What has been counted so far.
struct Seen {
    weight: Weight,
    total: usize,
}

/// The package's own relationships; no program writes more than a few of them.
fn relationships(archive: &mut Archive<'_>) -> Result<String, Unreadable> {
    let wanted = |index: &usize| {
        archive.by_index_data(*index).is_ok_and(|part| part.name().is_ok_and(|name| path(&name) == "_rels/.rels"))
    };
    let index = (0..archive.len()).find(wanted).ok_or(Unreadable::NotASheet)?;
    let part = archive.by_index(index).map_err(|error| refusal(&error))?;
    let mut text = String::new();
    let read = part.take(RELATIONSHIPS_BYTES).read_to_string(&mut text).map_err(|_| Unreadable::Broken)?;
    if u64::try_from(read).is_ok_and(|read| read < RELATIONSHIPS_BYTES) { Ok(text) } else { Err(Unreadable::Bomb) }
}

/// Paths as calamine compares them.
fn path(name: &str) -> String {
    name.to_ascii_lowercase().replace('\\', "/")
}

fn must_be_a_workbook(archive: &Archive<'_>) -> Result<(), Unreadable> {
    let names: HashSet<String> = archive.file_names().flatten().map(|name| path(&name)).collect();
    if archive.has_duplicate_names() || names.len() != archive.len() {
        return Err(Unreadable::Broken);
    }
    let has = |wanted: &str| names.contains(wanted);
    if has("xl/workbook.bin") || (has("mimetype") && has("content.xml")) {
        return Err(Unreadable::OtherFormat);
    }
    if has("encryptedpackage") {
        return Err(Unreadable::Encrypted);
    }
    let has_sheets = names.iter().any(|name| name.starts_with("xl/") || name.contains("worksheets/"));
    if has("_rels/.rels") && has_sheets { Ok(()) } else { Err(Unreadable::NotASheet) }
}

/// Streams one part to its end.
fn inflate(archive: &mut Archive<'_>, index: usize, seen: &mut Seen, limits: &Limits) -> Result<(), Unreadable> {
    if archive.by_index_data(index).map_err(|error| refusal(&error))?.encrypted() {
        return Err(Unreadable::Encrypted);
    }
    let mut part = archive.by_index(index).map_err(|error| refusal(&error))?;
    let path = path(&part.name().map_err(|error| refusal(&error))?);
    let packed = usize::try_from(part.compressed_size()).unwrap_or(usize::MAX).min(limits.packed_bytes);
    let mut head = Vec::new();
    let mut chunk = vec![0; CHUNK];
    let mut size = 0_usize;
    loop {
        let read = part.read(&mut chunk).map_err(|_| Unreadable::Broken)?;
        if read == 0 {
            break;
        }
        let fresh = chunk.get(..read).unwrap_or_default();
        head.extend(fresh.iter().take(prolog::HEAD_BYTES.saturating_sub(head.len())));
        (size, seen.total) = (size.saturating_add(read), seen.total.saturating_add(read));
        if size > RATIO_FREE_BYTES && size / packed.max(1) > limits.ratio {
            return Err(Unreadable::Bomb);
        }
        if seen.total > limits.unpacked_bytes {
            return Err(Unreadable::too_big(limits.unpacked_bytes));
        }
        seen.weight.take(&path, fresh, limits)?;
    }
    if head.starts_with(b"PK\x03\x04") {
        return Err(Unreadable::Nested);
    }
    prolog::check(&path, &head, limits)
}

fn refusal(error: &ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Unreadable::Encrypted,
        _ => Unreadable::Broken,
    }
}
