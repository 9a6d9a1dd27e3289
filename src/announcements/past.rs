//! Announcements of before, for the demo.

use chrono::Datelike;
use diesel::QueryResult;

use super::rows::{Announcement, Version};
use super::{AnnouncementId, Kind, Scope, Send, State, Wording, store};
use crate::clock::Moment;
use crate::db::Tx;
use crate::who::{CompanyId, PersonId};
use crate::{jobs, numbers};

/// An announcement of before, to be put on the shelf as if it had been sent: for the demo.
#[derive(Clone, Debug)]
pub struct Past {
    /// What it is about.
    pub kind: Kind,
    /// Its words.
    pub wording: Wording,
    /// For whom.
    pub scopes: Vec<Scope>,
    /// When it was sent.
    pub published_at: Moment,
    /// From when until when something did not work.
    pub outage: Option<(Moment, Moment)>,
    /// When it is over.
    pub expires_at: Option<Moment>,
}

/// Puts it there; nobody is told.
///
/// # Errors
/// When the database fails.
pub fn record_past(tx: &mut Tx<'_>, company: CompanyId, author: PersonId, past: &Past) -> QueryResult<AnnouncementId> {
    let at = past.published_at;
    let over = past.expires_at.is_some_and(|end| end <= tx.now());
    let new = Announcement {
        id: AnnouncementId::fresh(at),
        company_id: company,
        number: numbers::next(tx, company, "announcement", at.year())?,
        kind: past.kind,
        state: if over { State::Expired } else { State::Published },
        version: 1,
        author_id: author,
        outage_from: past.outage.map(|(from, _)| from),
        outage_until: past.outage.map(|(_, until)| until),
        send_at: Some(at),
        published_at: Some(at),
        expires_at: past.expires_at,
        ended_at: past.expires_at.filter(|_| over),
        withdrawn_why: None,
        created_at: at,
        updated_at: at,
    };
    store::desk::add(tx, &new, &Version::new(&new, 1, past.wording.clone(), author, at))?;
    store::desk::set_scopes(tx, company, new.id, &past.scopes)?;
    Ok(new.id)
}

/// Writes an announcement and sends it at once, through the same job as any other: for the demo.
///
/// # Errors
/// When the database fails.
pub fn record_sending(tx: &mut Tx<'_>, company: CompanyId, author: PersonId, past: &Past) -> QueryResult<AnnouncementId> {
    let id = record_past(tx, company, author, past)?;
    let (was, _) = store::desk::one(tx, company, id)?;
    let at = tx.now();
    let is = Announcement { state: State::Scheduled, send_at: Some(at), published_at: None, ended_at: None, ..was.clone() };
    store::desk::save(tx, was.state, &is)?;
    jobs::enqueue(tx, &Send { company, announcement: id, version: 1, at, again: false })?;
    Ok(id)
}
