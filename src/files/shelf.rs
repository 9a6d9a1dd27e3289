//! Rows of files: what stands on which shelf. A shelf is a word of the capability that owns it, a subject one of its things.

use std::collections::HashMap;

use chrono::TimeDelta;
use diesel::prelude::*;

use super::store::{Digest, Kept};
use crate::clock::Moment;
use crate::db::schema::files;
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::who::{CompanyId, PersonId};

crate::ids! {
    /// A file on a shelf.
    FileId,
}

/// A capability's word for one of its uses of files, such as `Shelf("announcements")`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shelf(pub &'static str);

/// A file on a shelf.
#[derive(Clone, Debug)]
pub struct FileRow {
    /// Which file.
    pub id: FileId,
    /// On which thing's shelf.
    pub subject_id: String,
    /// Its name, fit to be shown.
    pub name: String,
    /// What it is served as.
    pub media_type: String,
    /// How long it is.
    pub bytes: i64,
    /// Where its bytes lie.
    pub digest: Digest,
    /// Width and height of a picture, in pixels.
    pub size: Option<(i32, i32)>,
    /// Who brought it.
    pub author: Option<PersonId>,
    /// When; of several that came at once, each a microsecond after the one before.
    pub created_at: Moment,
}

impl FileRow {
    /// Whether it can be shown in a page.
    pub fn is_picture(&self) -> bool {
        self.media_type.starts_with("image/")
    }
}

/// Puts a kept file on a shelf.
///
/// # Errors
/// When the database fails.
pub fn add(
    tx: &mut Tx<'_>,
    company: CompanyId,
    shelf: Shelf,
    subject_id: &str,
    file: &Kept,
    author: Option<PersonId>,
) -> QueryResult<FileId> {
    let now = next_moment(tx, company, shelf, subject_id)?;
    let id = FileId::fresh(now);
    let row = (
        (files::id.eq(id), files::company_id.eq(company), files::shelf.eq(shelf.0), files::subject_id.eq(subject_id)),
        (files::name.eq(&file.name), files::media_type.eq(file.media_type), files::bytes.eq(file.bytes)),
        (files::digest.eq(file.digest.as_str()), files::width.eq(file.size.map(|(width, _)| width))),
        (files::height.eq(file.size.map(|(_, height)| height)), files::author_id.eq(author), files::created_at.eq(now)),
    );
    diesel::insert_into(files::table).values(row).execute(&mut **tx)?;
    Ok(id)
}

/// Files that one form brings have one moment; a microsecond between them keeps the order in which they were added.
fn next_moment(tx: &mut Tx<'_>, company: CompanyId, shelf: Shelf, subject_id: &str) -> QueryResult<Moment> {
    let now = tx.now();
    let last: Option<Moment> = files::table
        .filter(files::company_id.eq(company))
        .filter(files::shelf.eq(shelf.0))
        .filter(files::subject_id.eq(subject_id))
        .select(diesel::dsl::max(files::created_at))
        .first(&mut **tx)?;
    Ok(last.map_or(now, |last| now.max(last + TimeDelta::microseconds(1))))
}

type Row = (FileId, String, String, String, i64, String, (Option<i32>, Option<i32>), Option<PersonId>, Moment);

#[diesel::dsl::auto_type(no_type_alias)]
fn columns() -> _ {
    (
        files::id,
        files::subject_id,
        files::name,
        files::media_type,
        files::bytes,
        files::digest,
        (files::width, files::height),
        files::author_id,
        files::created_at,
    )
}

/// `None` for a row whose digest is none: its bytes were [let go](let_go).
fn file_row(row: Row) -> Option<FileRow> {
    let (id, subject_id, name, media_type, bytes, digest, (width, height), author, created_at) = row;
    let digest = Digest::parse(&digest)?;
    Some(FileRow { id, subject_id, name, media_type, bytes, digest, size: width.zip(height), author, created_at })
}

/// The files of many things at once, each thing's in the order in which they came. A thing without files is not in the answer.
///
/// # Errors
/// When the database fails.
pub fn on_shelf(
    conn: &mut Conn,
    company: CompanyId,
    shelf: Shelf,
    subject_ids: &[String],
) -> QueryResult<HashMap<String, Vec<FileRow>>> {
    let mut all: HashMap<String, Vec<FileRow>> = HashMap::new();
    for batch in subject_ids.chunks(BATCH) {
        let rows: Vec<Row> = files::table
            .filter(files::company_id.eq(company))
            .filter(files::shelf.eq(shelf.0))
            .filter(files::subject_id.among(batch))
            .order((files::created_at, files::id))
            .select(columns())
            .load(conn)?;
        for file in rows.into_iter().filter_map(file_row) {
            all.entry(file.subject_id.clone()).or_default().push(file);
        }
    }
    Ok(all)
}

/// One file; `None` unless it stands exactly there.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Conn, company: CompanyId, shelf: Shelf, subject_id: &str, id: FileId) -> QueryResult<Option<FileRow>> {
    let row: Option<Row> = files::table
        .filter(files::id.eq(id))
        .filter(files::company_id.eq(company))
        .filter(files::shelf.eq(shelf.0))
        .filter(files::subject_id.eq(subject_id))
        .select(columns())
        .first(conn)
        .optional()?;
    Ok(row.and_then(file_row))
}

/// Takes a file from its shelf; its bytes go with the next sweeping unless another row needs them. `false` when it did
/// not stand there.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, company: CompanyId, shelf: Shelf, subject_id: &str, id: FileId) -> QueryResult<bool> {
    let there = files::table
        .filter(files::id.eq(id))
        .filter(files::company_id.eq(company))
        .filter(files::shelf.eq(shelf.0))
        .filter(files::subject_id.eq(subject_id));
    Ok(diesel::delete(there).execute(&mut **tx)? == 1)
}

/// Takes all files of a thing from its shelf and gives how many there were.
///
/// # Errors
/// When the database fails.
pub fn remove_all(tx: &mut Tx<'_>, company: CompanyId, shelf: Shelf, subject_id: &str) -> QueryResult<usize> {
    let there = files::table
        .filter(files::company_id.eq(company))
        .filter(files::shelf.eq(shelf.0))
        .filter(files::subject_id.eq(subject_id));
    diesel::delete(there).execute(&mut **tx)
}

/// Puts the files of a thing onto another one's shelf: what a form kept until it was sent.
///
/// # Errors
/// When the database fails.
pub fn move_all(tx: &mut Tx<'_>, company: CompanyId, from: (Shelf, &str), to: (Shelf, &str)) -> QueryResult<usize> {
    let there =
        files::table.filter(files::company_id.eq(company)).filter(files::shelf.eq(from.0.0)).filter(files::subject_id.eq(from.1));
    diesel::update(there).set((files::shelf.eq(to.0.0), files::subject_id.eq(to.1))).execute(&mut **tx)
}

/// Puts one file onto another shelf of the same thing. `false` when it did not stand there.
///
/// # Errors
/// When the database fails.
pub fn move_one(tx: &mut Tx<'_>, company: CompanyId, id: FileId, from: (Shelf, &str), to: Shelf) -> QueryResult<bool> {
    let there = files::table
        .filter(files::id.eq(id))
        .filter(files::company_id.eq(company))
        .filter(files::shelf.eq(from.0.0))
        .filter(files::subject_id.eq(from.1));
    Ok(diesel::update(there).set(files::shelf.eq(to.0)).execute(&mut **tx)? == 1)
}

/// Takes from a shelf whatever has stood there since before a moment, whoever's it is, and gives how many it was.
///
/// # Errors
/// When the database fails.
pub fn clear_before(tx: &mut Tx<'_>, shelf: Shelf, before: Moment) -> QueryResult<usize> {
    let old = files::table.filter(files::shelf.eq(shelf.0)).filter(files::created_at.lt(before));
    diesel::delete(old).execute(&mut **tx)
}

/// Lets the bytes of a thing's files go and keeps what they were called: for a row that something else points to. Nobody finds
/// such a file any more; its bytes go with the next sweeping unless another row needs them.
///
/// # Errors
/// When the database fails.
pub fn let_go(tx: &mut Tx<'_>, company: CompanyId, shelf: Shelf, subject_id: &str) -> QueryResult<usize> {
    let there = files::table
        .filter(files::company_id.eq(company))
        .filter(files::shelf.eq(shelf.0))
        .filter(files::subject_id.eq(subject_id));
    diesel::update(there).set(files::digest.eq("")).execute(&mut **tx)
}
