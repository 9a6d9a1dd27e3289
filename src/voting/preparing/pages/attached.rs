//! What is attached: estimates and offers, of the meeting or of a question; owners read it once they are told.

use actix_web::{HttpRequest, HttpResponse, Responder, web};

use crate::app::App;
use crate::audit;
use crate::db::{Conn, Failure};
use crate::files::{self, FileId, FileRow, Limits, NotKept};
use crate::voting::meeting::MeetingId;
use crate::voting::preparing::{Refused as No, SHELF, drafting};
use crate::voting::store;
use crate::web::actor::{Acting, Anyone, Secretary, Staff};
use crate::web::upload::Upload;
use crate::web::{Error, Refusal, see};
use crate::who::CompanyId;

/// So much may be attached to one thing.
const AT_MOST: usize = 10;

/// Something attached, as it is shown.
pub(in crate::voting) struct Attachment {
    pub(in crate::voting) id: String,
    pub(in crate::voting) name: String,
    pub(in crate::voting) bytes: u64,
}

impl Attachment {
    pub(super) fn sample() -> Self {
        Self { id: "0".repeat(26), name: "смета.pdf".into(), bytes: 120_000 }
    }

    pub(super) fn all(rows: Option<Vec<FileRow>>) -> Vec<Self> {
        let shown =
            |row: FileRow| Self { id: row.id.to_string(), name: row.name, bytes: u64::try_from(row.bytes).unwrap_or_default() };
        rows.unwrap_or_default().into_iter().map(shown).collect()
    }
}

/// What residents read: the shelves of the meeting and of its questions.
pub(in crate::voting) fn shelves(conn: &mut Conn, company: CompanyId, id: MeetingId) -> diesel::QueryResult<Vec<String>> {
    let questions = store::meetings::questions(conn, company, id)?;
    Ok(std::iter::once(id.to_string()).chain(questions.iter().map(|question| question.id.to_string())).collect())
}

/// A file on one of some shelves.
pub(in crate::voting) fn on(
    conn: &mut Conn,
    company: CompanyId,
    subjects: &[String],
    file: FileId,
) -> diesel::QueryResult<Option<FileRow>> {
    let all = files::on_shelf(conn, company, SHELF, subjects)?;
    Ok(all.into_values().flatten().find(|row| row.id == file))
}

pub(in crate::voting) async fn for_staff(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Anyone>,
    path: web::Path<(MeetingId, FileId)>,
) -> Result<HttpResponse, Error> {
    let ((id, file), reach) = (path.into_inner(), who.reach().clone());
    let row = app
        .db
        .read(move |conn| {
            let company = reach.company();
            store::meetings::one(conn, &reach, id)?;
            let mut subjects = shelves(conn, company, id)?;
            subjects.extend(store::preparing::postings(conn, company, id)?.iter().map(|posting| posting.id.to_string()));
            on(conn, company, &subjects, file)
        })
        .await?;
    Ok(files::serve(&app.store, &row.ok_or(Error::NotFound)?, &req).await?)
}

/// What was sent in the field «file», kept; or the sentence that says why not.
pub(super) async fn kept(app: &App, upload: &mut Upload) -> Result<Result<files::Kept, crate::web::Said>, Error> {
    let Some(place) = upload.files.iter().position(|file| file.field == "file") else { return Ok(Err(No::NoFile.said())) };
    let sent = upload.files.swap_remove(place);
    let limits = if sent.bytes.starts_with(b"%PDF") { Limits::PAPER } else { Limits::PICTURE };
    match app.store.take(sent.bytes, sent.name, limits).await {
        Ok(kept) => Ok(Ok(kept)),
        Err(NotKept::Refused(refused)) => Ok(Err(refused.said())),
        Err(NotKept::Broken(broken)) => Err(broken.into()),
    }
}

pub(in crate::voting) async fn attach(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    mut upload: Upload,
) -> Result<impl Responder, Error> {
    let (id, reach) = (id.into_inner(), who.reach().clone());
    let back = format!("/staff/votes/{id}/questions");
    app.db.read(move |conn| store::meetings::one(conn, &reach, id)).await?;
    let kept = match kept(&app, &mut upload).await? {
        Ok(kept) => kept,
        Err(said) => return Ok(see(back).regretting(said)),
    };
    let to = upload.typed.value("to").to_owned();
    let done = app.db.write(move |tx| {
        drafting::held(tx, &who, id)?;
        let company = who.company();
        let subjects = shelves(tx, company, id)?;
        let Some(subject) = subjects.iter().find(|subject| **subject == to).or_else(|| subjects.first()) else { return Ok(()) };
        let there = files::on_shelf(tx, company, SHELF, std::slice::from_ref(subject))?;
        if there.get(subject).is_some_and(|rows| rows.len() >= AT_MOST) {
            return Err(Failure::Refused(No::TooManyFiles));
        }
        files::add(tx, company, SHELF, subject, &kept, Some(who.person()))?;
        Ok(audit::by(&who).did("voting.attached", ("meeting", id)).record(tx)?)
    });
    match done.await {
        Ok(()) => Ok(see(back).saying("voting.said.attached")),
        Err(Failure::Refused(no)) => Ok(see(back).regretting(no.said())),
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::voting) async fn detach(
    app: web::Data<App>,
    who: Staff<Secretary>,
    path: web::Path<(MeetingId, FileId)>,
) -> Result<impl Responder, Error> {
    let (id, file) = path.into_inner();
    app.db
        .write(move |tx| {
            let company = who.company();
            store::meetings::one(tx, who.reach(), id)?;
            let subjects = shelves(tx, company, id)?;
            let row = on(tx, company, &subjects, file)?.ok_or(diesel::result::Error::NotFound)?;
            drafting::held(tx, &who, id)?;
            files::remove(tx, company, SHELF, &row.subject_id, file)?;
            Ok::<(), Failure<No>>(audit::by(&who).did("voting.detached", ("meeting", id)).record(tx)?)
        })
        .await?;
    Ok(see(format!("/staff/votes/{id}/questions")).saying("voting.said.detached"))
}
