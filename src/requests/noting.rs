//! Noting that something does not work in some houses, and that it works again.

use serde_json::json;

use super::coming::ask_house;
use super::kind::RequestId;
use super::moving::Done;
use super::outage::{OutageId, Service};
use super::refused::Refused;
use super::store;
use super::store::outages::Outage;
use crate::announcements;
use crate::audit;
use crate::clock::Moment;
use crate::db::{Failure, Tx};
use crate::homes::BuildingId;
use crate::web::actor::{Acting, Dispatcher, Staff};
use crate::who::{CompanyId, PersonId};

/// An outage as it is typed.
#[derive(Clone, Debug)]
pub(super) struct Noted {
    pub(super) service: Service,
    pub(super) planned: bool,
    pub(super) begins_at: Moment,
    pub(super) ends_at: Option<Moment>,
    pub(super) why: String,
    pub(super) houses: Vec<BuildingId>,
    /// The number of the announcement that told of it; empty for none.
    pub(super) announcement: String,
    /// Numbers of requests about it.
    pub(super) requests: Vec<String>,
}

/// Notes it.
pub(super) fn note(tx: &mut Tx<'_>, who: &Staff<Dispatcher>, of: &Noted) -> Done<OutageId> {
    let company = who.company();
    for house in &of.houses {
        if !who.reach().has(&house.to_string()) {
            return Err(diesel::result::Error::NotFound.into());
        }
        ask_house(tx, company, *house)?;
    }
    let announcement = match of.announcement.as_str() {
        "" => None,
        number => match announcements::numbered(tx, company, number)? {
            Some(id) => Some(id),
            None => return Err(Failure::Refused(Refused::NoAnnouncement)),
        },
    };
    let mut asked: Vec<RequestId> = Vec::new();
    for number in &of.requests {
        match store::one::numbered(tx, who.reach(), number)? {
            Some(found) => asked.push(found.id),
            None => return Err(Failure::Refused(Refused::NoRequest)),
        }
    }
    let new = Outage {
        id: OutageId::fresh(tx.now()),
        company_id: company,
        service: of.service,
        planned: of.planned,
        begins_at: of.begins_at,
        ends_at: of.ends_at,
        why: of.why.clone(),
        announcement_id: announcement,
        author_id: who.person(),
        created_at: tx.now(),
    };
    store::outages::add(tx, &new, &of.houses, &asked)?;
    let details = json!({ "service": of.service, "houses": of.houses.len() });
    audit::by(who).did("requests.outage_noted", ("outage", new.id)).with(details).record(tx)?;
    Ok(new.id)
}

/// It works again.
pub(super) fn end(tx: &mut Tx<'_>, who: &Staff<Dispatcher>, id: OutageId, at: Moment) -> Done<()> {
    store::outages::one(tx, who.reach(), id)?;
    if !store::outages::end(tx, who.company(), id, at)? {
        return Err(Failure::Refused(Refused::Ended));
    }
    Ok(audit::by(who).did("requests.outage_ended", ("outage", id)).record(tx)?)
}

/// An outage of before: for the demo.
#[derive(Clone, Debug)]
pub struct PastOutage {
    /// What was off.
    pub service: Service,
    /// Whether it was planned.
    pub planned: bool,
    /// From when.
    pub begins_at: Moment,
    /// Until when.
    pub ends_at: Option<Moment>,
    /// Why.
    pub why: String,
    /// Where.
    pub houses: Vec<BuildingId>,
}

/// Puts it there without asking anybody.
///
/// # Errors
/// When the database fails.
pub fn settle_outage(tx: &mut Tx<'_>, company: CompanyId, author: PersonId, of: &PastOutage) -> diesel::QueryResult<()> {
    let new = Outage {
        id: OutageId::fresh(of.begins_at),
        company_id: company,
        service: of.service,
        planned: of.planned,
        begins_at: of.begins_at,
        ends_at: of.ends_at,
        why: of.why.clone(),
        announcement_id: None,
        author_id: author,
        created_at: of.begins_at,
    };
    store::outages::add(tx, &new, &of.houses, &[])
}
