//! Pictures of jobs: taken in through the same gate as all files, shown to those who may see the job.

use crate::app::App;
use crate::db::Conn;
use crate::dispatch::rows::Job;
use crate::dispatch::{AFTER, BEFORE, DOOR};
use crate::files::{self, FileId, FileRow, Kept, Limits, NotKept, Shelf};
use crate::requests;
use crate::web::upload::SentFile;
use crate::web::{Error, Form, Refusal};

/// The most that one form brings.
const MOST: usize = 4;

/// A picture as pages show it.
pub(super) struct Shot {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl Shot {
    pub(super) fn sample() -> Self {
        Self { id: "0".repeat(26), name: "a.jpg".into(), width: 1200, height: 800 }
    }

    fn of(row: FileRow) -> Self {
        let (width, height) = row.size.unwrap_or_default();
        Self { id: row.id.to_string(), name: row.name, width, height }
    }
}

/// The pictures of a job: of the request, from before, from after; of a door that nobody opened with those from before.
#[derive(Default)]
pub(super) struct Shots {
    pub(super) asked: Vec<Shot>,
    pub(super) before: Vec<Shot>,
    pub(super) after: Vec<Shot>,
}

impl Shots {
    pub(super) fn sample() -> Self {
        Self { asked: vec![Shot::sample()], before: vec![Shot::sample()], after: vec![Shot::sample()] }
    }
}

fn shelf(conn: &mut Conn, of: &Job, shelf: Shelf, subject: String) -> diesel::QueryResult<Vec<Shot>> {
    let there = files::on_shelf(conn, of.company_id, shelf, &[subject])?;
    Ok(there.into_values().flatten().map(Shot::of).collect())
}

/// All of them.
pub(super) fn of(conn: &mut Conn, of: &Job) -> diesel::QueryResult<Shots> {
    let id = of.id.to_string();
    let mut before = shelf(conn, of, BEFORE, id.clone())?;
    before.extend(shelf(conn, of, DOOR, id.clone())?);
    let asked = match of.request_id {
        Some(request) => shelf(conn, of, requests::SHELF, request.to_string())?,
        None => Vec::new(),
    };
    Ok(Shots { asked, before, after: shelf(conn, of, AFTER, id)? })
}

/// One of them.
pub(super) fn one(conn: &mut Conn, of: &Job, file: FileId) -> diesel::QueryResult<Option<FileRow>> {
    let id = of.id.to_string();
    for shelf in [BEFORE, AFTER, DOOR] {
        if let Some(found) = files::find(conn, of.company_id, shelf, &id, file)? {
            return Ok(Some(found));
        }
    }
    match of.request_id {
        Some(request) => files::find(conn, of.company_id, requests::SHELF, &request.to_string(), file),
        None => Ok(None),
    }
}

/// Takes pictures in. What is wrong with one is said at the field.
pub(super) async fn taken(app: &App, sent: Vec<SentFile>, form: &mut Form) -> Result<Vec<Kept>, Error> {
    let mut all = Vec::new();
    for file in sent.into_iter().filter(|file| file.field == "photo").take(MOST) {
        match app.store.take(file.bytes, file.name, Limits::PICTURE).await {
            Ok(kept) => all.push(kept),
            Err(NotKept::Refused(refused)) => form.refuse("photo", refused.said()),
            Err(NotKept::Broken(broken)) => return Err(broken.into()),
        }
    }
    Ok(all)
}
