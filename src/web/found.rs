//! Who a session belongs to is looked up in the hop that reads the session, and lies here until [`identify`](super::identify) asks:
//! one transaction and one change of threads for what every page needs.

use std::cell::RefCell;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;

use super::identify::Identity;
use super::visit::VisitId;
use crate::who::PersonId;

tokio::task_local! {
    /// What this request's session led to. Of the request, not of the thread: a thread works on many at once.
    static FOUND: RefCell<Option<Found>>;
}

/// Whom a session led to.
pub(super) struct Found {
    /// The session's id.
    pub(super) session: String,
    /// The person it names.
    pub(super) person: PersonId,
    /// The visit it is in.
    pub(super) visiting: Option<VisitId>,
    /// The person, if there still is one, and whether it is the one visited.
    pub(super) who: (Option<Identity>, bool),
}

/// Makes room for what is found during a request.
pub(super) async fn room(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    FOUND.scope(RefCell::default(), next.call(req)).await
}

/// Lays down what was found; without a request to which it belongs it is forgotten.
pub(super) fn keep(found: Found) {
    FOUND.try_with(|room| room.replace(Some(found))).ok();
}

/// Takes what was found, if it is about this session of this person in this visit.
pub(super) fn take(session: &str, person: PersonId, visiting: Option<VisitId>) -> Option<(Option<Identity>, bool)> {
    let found = FOUND.try_with(RefCell::take).ok().flatten()?;
    (found.session == session && found.person == person && found.visiting == visiting).then_some(found.who)
}
