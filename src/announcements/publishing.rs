//! Announcements that another capability has a duty to make.

use chrono::Datelike;
use diesel::QueryResult;
use serde_json::json;

use super::kind::{AnnouncementId, Kind, State};
use super::rows::{Announcement, Version};
use super::sending::Send;
use super::store;
use super::wording::Wording;
use crate::db::Tx;
use crate::homes::Scope;
use crate::web::actor::{Acting, Entrusted, Staff};
use crate::{audit, jobs, numbers};

/// Publishes what the law requires to tell, for another capability: at once, to all of these scopes, in Kazakh and in Russian. Whoever calls
/// it has asked who may, and that the places lie within reach; nobody can refuse to be told ([`Kind::Legal`]).
///
/// # Errors
/// When the database fails.
pub fn publish_for<D: Entrusted>(
    tx: &mut Tx<'_>,
    who: &Staff<D>,
    wording: Wording,
    scopes: &[Scope],
) -> QueryResult<AnnouncementId> {
    let (now, company) = (tx.now(), who.company());
    let new = Announcement {
        id: AnnouncementId::fresh(now),
        company_id: company,
        number: numbers::next(tx, company, "announcement", now.year())?,
        kind: Kind::Legal,
        state: State::Scheduled,
        version: 1,
        author_id: who.person(),
        outage_from: None,
        outage_until: None,
        send_at: Some(now),
        published_at: None,
        expires_at: None,
        ended_at: None,
        withdrawn_why: None,
        created_at: now,
        updated_at: now,
    };
    store::desk::add(tx, &new, &Version::new(&new, 1, wording, who.person(), now))?;
    store::desk::set_scopes(tx, company, new.id, scopes)?;
    jobs::enqueue(tx, &Send { company, announcement: new.id, version: 1, at: now, again: false })?;
    audit::by(who).did("announcements.scheduled", ("announcement", new.id)).with(json!({ "send_at": now })).record(tx)?;
    Ok(new.id)
}
