//! Announcements: written by staff, sent to those whom they concern, kept with the proof that these were told.
//!
//! A draft becomes scheduled, at the least for the seconds in which one may think better of it. At its time the recipients are fixed
//! ([`sending`]) and told, each once however many flats they hold: in the portal always, by letter as they wish, in their language.
//! What was sent is not changed: a correction is a new wording, and the old one stays readable. An announcement ends when its time has
//! passed, or by being withdrawn with a reason. What the law requires ([`Kind::Legal`]) is in Kazakh and in Russian, and is confirmed.

mod excerpts;
mod forms;
mod kind;
mod letters;
mod naming;
pub mod pages;
mod part;
mod past;
mod poster;
mod publishing;
mod ready;
mod rows;
mod sending;
mod store;
mod texts;
mod wording;
mod zone;

use chrono::{Datelike, TimeDelta};
use diesel::QueryResult;
use serde_json::json;

pub use excerpts::excerpts;
pub use kind::{AnnouncementId, Kind, SHELF, Stage, State};
pub use naming::{hanging, leaning, namings, numbered};
pub use part::part;
pub use past::{Past, record_past, record_sending};
pub use publishing::publish_for;
pub use ready::Refused;
pub use rows::{Announcement, Channel, Headline, Recipient, ScopeRow, Version};
pub use sending::{Send, ToldBy, told};
pub use wording::{Wording, Words};

use crate::app::App;
use crate::clock::Moment;
use crate::db::{Conn, Failure, Never, Tx};
use crate::homes::Scope;
use crate::web::actor::{Acting, Anyone, Editor, Resident, Staff};
use crate::web::{Error, Routes, Step, reasoned};
use crate::{audit, jobs, notices, numbers};
use forms::Draft;

/// How long a sent announcement can be taken back before the first letter leaves.
pub const UNDO: TimeDelta = TimeDelta::seconds(15);

/// The addresses of this capability.
pub fn routes(routes: &mut Routes<'_>) {
    use pages::{desk, edit, poster, publication, read, recipients, show, withdrawal};
    routes
        .get("/announcements", read::list)
        .get("/announcements/{announcement}", read::show)
        .get("/announcements/{announcement}/versions/{version}", read::version)
        .post("/announcements/{announcement}/confirmation", read::confirm)
        .get("/announcements/{announcement}/files/{file}", read::file)
        .get("/staff/announcements", desk::list)
        .get("/staff/announcements/new", edit::new)
        .post("/staff/announcements", edit::create)
        .get("/staff/announcements/{announcement}", show::show)
        .get("/staff/announcements/{announcement}/edit", edit::edit)
        .post("/staff/announcements/{announcement}", edit::save)
        .get("/staff/announcements/{announcement}/versions/{version}", show::version)
        .post("/staff/announcements/{announcement}/files", show::attach)
        .get("/staff/announcements/{announcement}/files/{file}", show::file)
        .post("/staff/announcements/{announcement}/files/{file}/removal", show::detach)
        .get("/staff/announcements/{announcement}/poster.pdf", poster::print)
        .get("/staff/announcements/{announcement}/publication", publication::review)
        .post("/staff/announcements/{announcement}/publication", publication::publish)
        .post("/staff/announcements/{announcement}/publication/undo", publication::undo)
        .get("/staff/announcements/{announcement}/withdrawal", reasoned::ask::<withdrawal::Ask>)
        .post("/staff/announcements/{announcement}/withdrawal", reasoned::answer::<withdrawal::Ask>)
        .get("/staff/announcements/{announcement}/recipients", recipients::list)
        .get("/staff/announcements/{announcement}/recipients.xlsx", recipients::xlsx);
}

type Done<T> = Result<T, Failure<Refused>>;

/// Begins a draft.
fn begin(tx: &mut Tx<'_>, who: &Staff<Editor>, draft: &Draft) -> Done<AnnouncementId> {
    let (now, company) = (tx.now(), who.company());
    zone::ask(tx, who.reach(), &draft.scopes)?;
    let number = numbers::next(tx, company, "announcement", now.year())?;
    let new = draft.onto(Announcement {
        id: AnnouncementId::fresh(now),
        company_id: company,
        number,
        kind: draft.kind,
        state: State::Draft,
        version: 1,
        author_id: who.person(),
        outage_from: None,
        outage_until: None,
        send_at: None,
        published_at: None,
        expires_at: None,
        ended_at: None,
        withdrawn_why: None,
        created_at: now,
        updated_at: now,
    });
    let version = Version::new(&new, 1, draft.wording.clone(), who.person(), now);
    store::desk::add(tx, &new, &version)?;
    store::desk::set_scopes(tx, company, new.id, &draft.scopes)?;
    audit::by(who).did("announcements.begun", ("announcement", new.id)).record(tx)?;
    Ok(new.id)
}

/// Changes a draft; what was sent is corrected instead.
fn rewrite(tx: &mut Tx<'_>, who: &Staff<Editor>, id: AnnouncementId, draft: &Draft) -> Done<()> {
    let (now, company) = (tx.now(), who.company());
    let (was, _) = zone::one(tx, who.reach(), id)?;
    if was.state != State::Draft {
        return Err(Failure::Refused(Refused::NotDraft));
    }
    zone::ask(tx, who.reach(), &draft.scopes)?;
    let is = Announcement { updated_at: now, ..draft.onto(was.clone()) };
    if !store::desk::save(tx, State::Draft, &is)? {
        return Err(Failure::Refused(Refused::NotDraft));
    }
    store::desk::reword(tx, &Version::new(&is, is.version, draft.wording.clone(), who.person(), now))?;
    Ok(store::desk::set_scopes(tx, company, id, &draft.scopes)?)
}

/// Sends a draft, now or at a time.
fn publish(tx: &mut Tx<'_>, who: &Staff<Editor>, id: AnnouncementId, at: Option<Moment>) -> Done<Moment> {
    let (now, company) = (tx.now(), who.company());
    let (was, version) = zone::one(tx, who.reach(), id)?;
    let scopes = store::desk::scopes(tx, company, id)?;
    let send_at = at.unwrap_or(now + UNDO);
    ready::check(&was, &version.wording(), &scopes, send_at, now).map_err(Failure::Refused)?;
    let is = Announcement { state: State::Scheduled, send_at: Some(send_at), updated_at: now, ..was };
    if !store::desk::save(tx, State::Draft, &is)? {
        return Err(Failure::Refused(Refused::NotDraft));
    }
    jobs::enqueue_at(tx, &Send { company, announcement: id, version: is.version, at: send_at, again: false }, send_at)?;
    audit::by(who).did("announcements.scheduled", ("announcement", id)).with(json!({ "send_at": send_at })).record(tx)?;
    Ok(send_at)
}

/// Takes back what was not sent yet.
fn take_back(tx: &mut Tx<'_>, who: &Staff<Editor>, id: AnnouncementId) -> Done<()> {
    let now = tx.now();
    let (was, _) = zone::one(tx, who.reach(), id)?;
    let is = Announcement { state: State::Draft, send_at: None, updated_at: now, ..was };
    if !store::desk::save(tx, State::Scheduled, &is)? {
        return Err(Failure::Refused(Refused::SentAlready));
    }
    Ok(audit::by(who).did("announcements.taken_back", ("announcement", id)).record(tx)?)
}

/// Corrects what was sent: a new wording; everybody is told again if that is wished.
fn correct(tx: &mut Tx<'_>, who: &Staff<Editor>, id: AnnouncementId, draft: &Draft, tell: bool) -> Done<()> {
    let (now, company) = (tx.now(), who.company());
    let (was, _) = zone::one(tx, who.reach(), id)?;
    if was.state != State::Published {
        return Err(Failure::Refused(Refused::NotPublished));
    }
    ready::words(was.kind, &draft.wording).map_err(Failure::Refused)?;
    let is = Announcement { version: was.version + 1, updated_at: now, ..was };
    if !store::desk::save(tx, State::Published, &is)? {
        return Err(Failure::Refused(Refused::NotPublished));
    }
    store::desk::add_version(tx, &Version::new(&is, is.version, draft.wording.clone(), who.person(), now))?;
    if tell {
        jobs::enqueue(tx, &Send { company, announcement: id, version: is.version, at: now, again: true })?;
    }
    Ok(audit::by(who)
        .did("announcements.corrected", ("announcement", id))
        .with(json!({ "version": is.version, "told": tell }))
        .record(tx)?)
}

/// Takes back what was sent, with a reason that everybody reads.
fn withdraw(tx: &mut Tx<'_>, who: &Staff<Editor>, id: AnnouncementId, why: &str) -> Done<()> {
    let now = tx.now();
    let (was, _) = zone::one(tx, who.reach(), id)?;
    let is = Announcement {
        state: State::Withdrawn,
        ended_at: Some(now),
        withdrawn_why: Some(why.to_owned()),
        updated_at: now,
        ..was
    };
    if !store::desk::save(tx, State::Published, &is)? {
        return Err(Failure::Refused(Refused::NotPublished));
    }
    notices::withdraw(tx, &id.to_string())?;
    Ok(audit::by(who).did("announcements.withdrawn", ("announcement", id)).with(json!({ "why": why })).record(tx)?)
}

/// Notes that a resident opened an announcement: outside of the request, since reading a page writes nothing.
fn note_opened(app: &App, who: &Resident, id: AnnouncementId) {
    let (db, company, person) = (app.db.clone(), who.company(), who.person());
    actix_web::rt::spawn(async move {
        let noted = db
            .write::<_, Never>(move |tx| {
                store::readers::opened(tx, company, id, person)?;
                Ok(notices::mark_read(tx, person, &id.to_string())?)
            })
            .await;
        if let Err(failure) = noted {
            tracing::warn!("that an announcement was opened was not noted: {}", crate::db::Broken::from(failure));
        }
    });
}

/// Notes that a resident says they have read it.
fn confirm(tx: &mut Tx<'_>, who: &Resident, id: AnnouncementId) -> Done<()> {
    let (announcement, _, _) = store::readers::one(tx, who, id)?;
    store::readers::opened(tx, who.company(), id, who.person())?;
    store::readers::confirmed(tx, id, who.person(), announcement.version)?;
    notices::mark_read(tx, who.person(), &id.to_string())?;
    Ok(())
}

/// Ends those whose time has passed.
///
/// # Errors
/// When the database fails; it comes round again.
pub async fn expire(app: &App) -> Result<(), Error> {
    let now = app.clock.now();
    let over = app.db.read(move |conn| store::desk::over(conn, now, 500)).await?;
    for (id, _) in over {
        app.db
            .write::<_, Never>(move |tx| {
                store::desk::expire(tx, id)?;
                Ok(notices::withdraw(tx, &id.to_string())?)
            })
            .await?;
    }
    Ok(())
}

/// An announcement as a resident's home shows it.
#[derive(Clone, Debug)]
pub struct Glance {
    /// The announcement.
    pub announcement: Announcement,
    /// Its present title, and how it begins.
    pub headline: Headline,
    /// Whether this reader opened it.
    pub opened: bool,
    /// Whether this reader still has to confirm it.
    pub to_confirm: bool,
}

/// The newest that concern a resident and are not over.
///
/// # Errors
/// When the database fails.
pub fn newest(conn: &mut Conn, who: &Resident, most: i64) -> QueryResult<Vec<Glance>> {
    let rows = store::readers::page(conn, who, store::readers::Wanted::default(), &Step::First, most)?;
    Ok(rows
        .into_iter()
        .map(|(announcement, headline, read)| Glance {
            to_confirm: announcement.kind == Kind::Legal && read.is_none_or(|(_, confirmed)| confirmed.is_none()),
            opened: read.is_some(),
            headline,
            announcement,
        })
        .collect())
}

/// How many announcements there are in each state.
///
/// # Errors
/// When the database fails.
pub fn counts(conn: &mut Conn, who: &Staff<Anyone>) -> QueryResult<Vec<(State, i64)>> {
    store::desk::counts(conn, who.company())
}
