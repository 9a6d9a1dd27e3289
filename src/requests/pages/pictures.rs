//! Pictures that come with forms: taken in before the form is read, so that a refused form does not lose them.

use crate::app::App;
use crate::db::Never;
use crate::files::{self, FileRow, Kept, Limits, NotKept, Shelf};
use crate::requests::asking::PICTURES;
use crate::requests::{DRAFTS, SHELF};
use crate::web::secrets::fingerprint;
use crate::web::upload::SentFile;
use crate::web::{Error, Form, Refusal, Said};
use crate::who::{CompanyId, PersonId};

/// A picture as pages show it.
pub(super) struct Picture {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl Picture {
    pub(super) fn sample() -> Self {
        Self { id: "0".repeat(26), name: "a.jpg".into(), width: 1200, height: 800 }
    }

    pub(super) fn of(row: FileRow) -> Self {
        let (width, height) = row.size.unwrap_or_default();
        Self { id: row.id.to_string(), name: row.name, width, height }
    }
}

/// The shelf of a form's pictures until it is sent: of this person and this form alone. Without a key there is none.
pub(super) fn draft_of(person: PersonId, once: &str) -> String {
    if once.is_empty() { String::new() } else { fingerprint(&format!("{person}|pictures|{once}")) }
}

/// Takes pictures in. What is wrong with one is said at the field; the others are kept.
pub(super) async fn taken(app: &App, sent: Vec<SentFile>, form: &mut Form, most: usize) -> Result<Vec<Kept>, Error> {
    let mut all = Vec::new();
    let pictures: Vec<SentFile> = sent.into_iter().filter(|file| file.field == "photo").collect();
    if pictures.len() > most {
        form.refuse("photo", Said::new("requests.refused.pictures").with("most", PICTURES));
    }
    for file in pictures.into_iter().take(most) {
        match app.store.take(file.bytes, file.name, Limits::PICTURE).await {
            Ok(kept) => all.push(kept),
            Err(NotKept::Refused(refused)) => form.refuse("photo", refused.said()),
            Err(NotKept::Broken(broken)) => return Err(broken.into()),
        }
    }
    Ok(all)
}

/// Keeps the pictures of a form that is not sent yet, and gives all it has by now.
pub(super) async fn kept_for(
    app: &App,
    company: CompanyId,
    person: PersonId,
    draft: &str,
    sent: Vec<SentFile>,
    form: &mut Form,
) -> Result<Vec<FileRow>, Error> {
    if draft.is_empty() {
        return Ok(Vec::new());
    }
    let subject = draft.to_owned();
    let there = app.db.read(move |conn| files::on_shelf(conn, company, DRAFTS, &[subject])).await?;
    let before = there.into_values().next().unwrap_or_default();
    let new = taken(app, sent, form, PICTURES.saturating_sub(before.len())).await?;
    if new.is_empty() {
        return Ok(before);
    }
    let subject = draft.to_owned();
    let all = app
        .db
        .write::<_, Never>(move |tx| {
            for picture in &new {
                files::add(tx, company, DRAFTS, &subject, picture, Some(person))?;
            }
            Ok(files::on_shelf(tx, company, DRAFTS, &[subject])?)
        })
        .await?;
    Ok(all.into_values().next().unwrap_or_default())
}

/// All pictures of one request that a reader may see: its own, those of the thread, those of staff.
pub(super) fn all_of(
    conn: &mut crate::db::Conn,
    company: CompanyId,
    id: &str,
    shelves: &[Shelf],
) -> diesel::QueryResult<Vec<FileRow>> {
    let mut all = Vec::new();
    for shelf in shelves {
        let there = files::on_shelf(conn, company, *shelf, &[id.to_owned()])?;
        all.extend(there.into_values().flatten());
    }
    Ok(all)
}

/// The own pictures of some requests, by request.
pub(super) fn shelf_of(
    conn: &mut crate::db::Conn,
    company: CompanyId,
    ids: &[String],
) -> diesel::QueryResult<std::collections::HashMap<String, Vec<FileRow>>> {
    files::on_shelf(conn, company, SHELF, ids)
}
