//! What the operator may do while visiting as somebody else, decided at one place that every request passes: looking is allowed and
//! noted, writing is refused unless an administrator of the company granted it, and what opens an account, lasts longer than
//! the visit or carries personal data away stays closed even then.

use actix_web::HttpResponse;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::web;
use serde_json::json;

use super::chrome::role_key;
use super::error::Error;
use super::identify::Identity;
use super::limits::address;
use super::problems::refused;
use super::visit::{self, Visit};
use crate::app::App;
use crate::audit;
use crate::clock::Moment;
use crate::db::Never;
use crate::who::Role;

/// Where a visit is ended.
pub const END: &str = "/support/end";
/// Signing out of a visit ends it; the operator stays signed in as themselves.
const SIGN_OUT: &str = "/sign-out";

/// Closed to the eye: the account itself (password, second factor, sessions, e-mail, export of personal data), a person's
/// notices of all companies, links that open something, and the operator's own room.
const UNSEEN: &[&str] = &[
    "/profile",
    "/notifications",
    "/my-data",
    "/password",
    "/sign-in",
    "/first",
    "/unsubscribe",
    "/appointments",
    "/join",
    "/operator",
    "/staff/audit/exports",
    "/jobs/calendar",
    "/staff/settings/security",
];
/// Of these the person's homes are shown: what support is asked about most.
const SEEN: &str = "/profile/homes";
/// Files that carry people's data or the means to come in as them.
const CARRIED_AWAY: &[&str] = &[
    ".xlsx",
    ".csv",
    ".txt",
    ".zip",
    "letters.pdf",
    "sheets.pdf",
    "protocol.pdf",
    "walk.pdf",
    "act.pdf",
    "bill.pdf",
    "receipt.pdf",
    "/document",
    "/scan",
];
/// And whole houses in one file.
const ARCHIVES: &str = "/archive/";
/// Closed to the hand besides, whatever was granted: what would outlast the visit, lengthen the grant
/// or be said in the person's own name.
const UNTOUCHED: &[&str] = &[
    "/staff/support",
    "/staff/team",
    "/staff/audit",
    "/staff/invitations",
    "/staff/handovers",
    "/staff/billing/books",
    "/staff/payments",
    "/staff/debts",
    "/staff/spending",
    "/bills",
    "/pay",
    "/seat",
    "/surveys",
    "/meters",
];

/// A visit of support, as the banner says it.
#[derive(Clone, Debug)]
pub struct ChromeVisit {
    /// Who looks.
    pub operator: String,
    /// As whom.
    pub person: String,
    /// Until when at the latest.
    pub until: Moment,
    /// Whether they may write at this moment.
    pub writes: bool,
    /// Where the person also is something: a path and the key of the role's name.
    pub places: Vec<(&'static str, &'static str)>,
}

impl ChromeVisit {
    /// The banner of whoever looks as somebody else.
    pub(super) fn of(identity: &Identity) -> Option<Self> {
        let visit = identity.visit.as_ref()?;
        let place = |role| match role {
            Role::Resident => Some(("/home", role_key(role))),
            Role::Staff => Some(("/staff", role_key(role))),
            Role::Technician | Role::Vendor | Role::Operator => None,
        };
        let places: Vec<_> = identity.seats.iter().filter_map(|seat| place(seat.role)).collect();
        Some(Self {
            operator: visit.operator_name().to_owned(),
            person: identity.name.clone(),
            until: visit.until(),
            writes: visit.writes(),
            places: if places.len() > 1 { places } else { Vec::new() },
        })
    }
}

fn within(path: &str, of: &str) -> bool {
    path.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Why a request is not let through, if it is not.
fn no(visit: &Visit, safe: bool, path: &str) -> Option<&'static str> {
    let unseen = UNSEEN.iter().any(|closed| within(path, closed)) && !within(path, SEEN);
    let carried = CARRIED_AWAY.iter().any(|end| path.ends_with(end)) || path.contains(ARCHIVES);
    match safe {
        true => (unseen || carried).then_some("errors.visit.closed"),
        false if path == END => None,
        false if !visit.writes() => Some("errors.visit.reads"),
        false => (unseen || carried || UNTOUCHED.iter().any(|closed| within(path, closed))).then_some("errors.visit.untouched"),
    }
}

/// Lets people be themselves, and a visitor of support look.
pub(super) async fn gate(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let Some((visit, name)) = Identity::of(req.request()).and_then(|who| Some((who.visit.clone()?, who.name.clone()))) else {
        return next.call(req).await.map(ServiceResponse::map_into_left_body);
    };
    let safe = req.method().is_safe();
    if !safe && req.path() == SIGN_OUT {
        // the same form, sent on to where the visit ends
        let on = HttpResponse::TemporaryRedirect().insert_header((header::LOCATION, END)).finish();
        return Ok(req.into_response(on).map_into_right_body());
    }
    if let Some(key) = no(&visit, safe, req.path()) {
        return Ok(refused(req, Error::Closed(key.into())));
    }
    if let Err(error) = noted(&req, visit, name, safe).await {
        return Ok(refused(req, error));
    }
    next.call(req).await.map(ServiceResponse::map_into_left_body)
}

/// Notes the page before it is shown, and an act before it is done: with a line of its own in the company's trail, whatever
/// else the act records.
async fn noted(req: &ServiceRequest, visit: Visit, name: String, safe: bool) -> Result<(), Error> {
    let (Some(app), Some(path)) = (req.app_data::<web::Data<App>>(), req.match_pattern()) else { return Ok(()) };
    if path == END || path.starts_with("/brand/") {
        return Ok(());
    }
    let address = address(req.request()).to_string();
    let noting = app.db.write::<_, Never>(move |tx| {
        visit::note(tx, &visit, &path, !safe)?;
        if !safe {
            let by = audit::By::account(visit.operator(), visit.operator_name(), &address).instead(visit.person(), &name);
            by.within(visit.company()).did("visits.acted", ("visit", visit.id())).with(json!({ "path": path })).record(tx)?;
        }
        Ok(())
    });
    Ok(noting.await?)
}
