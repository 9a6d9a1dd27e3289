//! Who is asking: found out once per request, in one hop to the database, and looked at by every extractor after that.

use std::sync::Arc;

use actix_session::SessionExt;
use actix_web::body::MessageBody;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, web};
use chrono_tz::Tz;
use diesel::dsl::exists;
use diesel::prelude::*;

use super::appointed::appointments;
use super::error::Error;
use super::found;
use super::held::homes;
use super::hosts::AtHost;
use super::look::Look;
use super::problems::refused;
pub use super::reader::Reader;
use super::reader::{LANGUAGE, asked_language, locale_of};
pub use super::seat::{Grant, Home, Seat};
use super::session::keys;
use super::visit::{self, Visit, VisitId};
use crate::app::App;
use crate::clock::Moment;
use crate::db::schema::{contacts, memberships, notices, people, representatives, second_factors};
use crate::db::{Broken, Conn, Failure, Never};
use crate::text::Locale;
use crate::who::{PersonId, Role};

/// The zone of those who have chosen none.
pub const ZONE: Tz = chrono_tz::Asia::Almaty;

/// Somebody who is signed in, with everything they are.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The person.
    pub person: PersonId,
    /// Their full name.
    pub name: String,
    /// The language of their account.
    pub locale: Locale,
    /// Their time zone.
    pub zone: Tz,
    /// All they are, residents' seats first.
    pub seats: Vec<Seat>,
    /// What was chosen in the header.
    pub chosen: Option<String>,
    /// Notices not read.
    pub unread: u32,
    /// When the password was last typed in this session.
    pub proved_at: Option<Moment>,
    /// This session's id.
    pub session: String,
    /// Whether signing in asks them for a code besides the password.
    pub second_factor: bool,
    /// The visit of support by which it is really the operator who asks.
    pub visit: Option<Visit>,
}

impl Identity {
    /// Who is asking, if they are signed in.
    pub fn of(req: &HttpRequest) -> Option<Arc<Self>> {
        req.extensions().get::<Arc<Self>>().cloned()
    }

    /// The seat for a role: the chosen one if it is of that role, else the first.
    pub fn seat_as(&self, role: Option<Role>) -> Option<&Seat> {
        let fits = |seat: &&Seat| role.is_none_or(|r| seat.role == r);
        let chosen = self.chosen.as_deref().unwrap_or_default();
        // a chosen company stays chosen when only the role changes
        let company = chosen.split_once(':').map(|(_, company)| company);
        self.seats
            .iter()
            .filter(fits)
            .find(|s| s.id() == chosen)
            .or_else(|| {
                self.seats
                    .iter()
                    .filter(fits)
                    .find(|s| company.is_some() && s.company.map(|c| c.to_string()).as_deref() == company)
            })
            .or_else(|| self.seats.iter().find(fits))
    }

    /// The role they are in when the page does not say.
    pub fn role(&self) -> Option<Role> {
        self.seat_as(None).map(|seat| seat.role)
    }

    /// How the page looks.
    pub(super) fn look(&self, role: Option<Role>) -> Option<&Look> {
        self.seat_as(role)?.look.as_ref()
    }

    /// Whose name stands on top of the page.
    pub(super) fn brand(&self, locale: Locale, role: Option<Role>) -> Option<String> {
        let seat = self.seat_as(role)?;
        seat.company.map(|_| seat.company_name(locale).to_owned())
    }
}

/// The person whom the session names.
pub fn signed_in(req: &HttpRequest) -> Option<PersonId> {
    req.get_session().get::<String>(keys::PERSON).ok().flatten().and_then(|id| id.parse().ok())
}

/// Loads who is asking, and remembers a language that was asked for.
pub(super) async fn identify(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let Some(app) = req.app_data::<web::Data<App>>().cloned() else {
        return next.call(req).await.map(ServiceResponse::map_into_left_body);
    };
    if let Err(error) = recognise(&app, &req).await {
        return Ok(refused(req, error));
    }
    let asked = asked_language(req.request());
    let mut res = next.call(req).await?;
    if let Some(asked) = asked {
        let cookie = Cookie::build(LANGUAGE, asked.code()).path("/").http_only(true).secure(app.config.https());
        let cookie = cookie.same_site(SameSite::Lax).max_age(Duration::days(365)).finish();
        // a cookie that cannot be added is one the client will ask again for: the page itself is right
        res.response_mut().add_cookie(&cookie).unwrap_or_default();
    }
    Ok(res.map_into_left_body())
}

async fn recognise(app: &App, req: &ServiceRequest) -> Result<(), Error> {
    super::flash::take(req, app);
    if req.get_session().get::<bool>(keys::UNREADABLE).ok().flatten().is_some() {
        return Err(Error::Unavailable(Broken::Gone));
    }
    let mut account = None;
    let mut over = false;
    if let Some(person) = signed_in(req.request()) {
        let visiting: Option<VisitId> = req.get_session().get(keys::VISIT).ok().flatten();
        let (found, visited) = load(app, person, visiting, req.request()).await?;
        over = visiting.is_some() && !visited;
        match found {
            Some(mut identity) => {
                // by a company's own name one is only what one is there
                if let Some(at) = AtHost::of(req.request()) {
                    identity.seats.retain(|seat| seat.company == Some(at.company()));
                }
                let own = (identity.person, identity.locale, identity.zone);
                account = Some(identity.visit.as_ref().map_or(own, |visit| (visit.operator(), visit.locale(), visit.zone())));
                req.extensions_mut().insert(Arc::new(identity));
            }
            None => req.get_session().purge(),
        }
    }
    let locale = locale_of(req.request(), account.map(|(_, locale, _)| locale));
    let zone = account.map_or(ZONE, |(_, _, zone)| zone);
    req.extensions_mut().insert(Reader { locale, zone });
    // a stylesheet is nobody's page: the next page says it
    if over && !req.path().starts_with("/brand/") {
        // said before anything is done: a form that was drawn as somebody else is not sent as oneself
        req.get_session().remove(keys::VISIT);
        return Err(Error::Closed("errors.visit.over".into()));
    }
    match (asked_language(req.request()), account) {
        (Some(asked), Some((person, held, _))) if asked != held && req.method().is_safe() => remember(app, person, asked).await,
        _ => Ok(()),
    }
}

/// The one write that a GET makes: the person asked, in the address, to be spoken to in another language from now on.
async fn remember(app: &App, person: PersonId, locale: Locale) -> Result<(), Error> {
    let kept: Result<_, Failure<Never>> = app
        .db
        .write(move |tx| {
            let me = people::table.filter(people::id.eq(person));
            Ok(diesel::update(me).set(people::locale.eq(locale.code())).execute(&mut **tx)?)
        })
        .await;
    kept.map(|_| ()).map_err(Error::from)
}

/// Who is signed in, or as whom they visit, and whether they do.
async fn load(
    app: &App,
    person: PersonId,
    visiting: Option<VisitId>,
    req: &HttpRequest,
) -> Result<(Option<Identity>, bool), Error> {
    let session = req.get_session();
    let (chosen, proved_at) = (session.get(keys::SEAT).ok().flatten(), session.get(keys::PROVED_AT).ok().flatten());
    let id: String = session.get(keys::ID).ok().flatten().unwrap_or_default();
    let now = app.clock.now();
    let (found, visited) = match found::take(&id, person, visiting) {
        Some(found) => found,
        None => app.db.read(move |conn| who(conn, person, visiting, now)).await?,
    };
    let proved_at = if visited { None } else { proved_at };
    Ok((found.map(|found| Identity { chosen, proved_at, session: id, ..found }), visited))
}

/// Who is signed in, or as whom they visit, and whether they do.
pub(super) fn who(
    conn: &mut Conn,
    person: PersonId,
    visiting: Option<VisitId>,
    now: Moment,
) -> QueryResult<(Option<Identity>, bool)> {
    if let Some(visit) = visiting
        && let Some(visited) = visited(conn, visit, person, now)?
    {
        return Ok((Some(visited), true));
    }
    Ok((find(conn, person, now)?, false))
}

/// The person whom the operator visits as, with what they are in that company and nothing else. Nobody visits as an operator,
/// or as somebody who is nothing there any more.
fn visited(conn: &mut Conn, visit: VisitId, operator: PersonId, now: Moment) -> QueryResult<Option<Identity>> {
    let Some(visit) = visit::open(conn, visit, operator, now)? else { return Ok(None) };
    let Some(mut identity) = find(conn, visit.person(), now)? else { return Ok(None) };
    let runs_it = identity.seats.iter().any(|seat| seat.role == Role::Operator);
    identity.seats.retain(|seat| seat.company == Some(visit.company()));
    if runs_it || identity.seats.is_empty() {
        return Ok(None);
    }
    // the operator has proved who they are when it began; what the person has not set up must not stand in the way
    Ok(Some(Identity { unread: 0, second_factor: true, visit: Some(visit), ..identity }))
}

/// Everything that somebody is, in all companies.
///
/// # Errors
/// When the database fails.
pub fn seats(conn: &mut Conn, person: PersonId, now: Moment) -> QueryResult<Vec<Seat>> {
    let mut seats = homes(conn, person, now, true)?;
    seats.extend(appointments(conn, person, now)?);
    Ok(seats)
}

/// Name, language, time zone, whether they run the installation, how many notices and second factors they have, and whether
/// anybody's register has a card of them, a power of attorney in their name, and anybody a membership.
type About = (String, String, String, bool, (Option<i64>, Option<i64>), (bool, bool, bool));

pub(super) fn find(conn: &mut Conn, person: PersonId, now: Moment) -> QueryResult<Option<Identity>> {
    let unread = notices::table.filter(notices::person_id.eq(person)).filter(notices::read_at.is_null()).count();
    let second = second_factors::table.filter(second_factors::person_id.eq(person)).count();
    let carded = contacts::table.filter(contacts::person_id.eq(person));
    let acting = contacts::table
        .inner_join(representatives::table.on(representatives::contact_id.eq(contacts::id)))
        .filter(contacts::person_id.eq(person))
        .filter(representatives::revoked_at.is_null());
    let appointed = memberships::table.filter(memberships::person_id.eq(person)).filter(memberships::until.is_null());
    let about: Option<About> = people::table
        .find(person)
        .select((
            people::name,
            people::locale,
            people::time_zone,
            people::operator,
            (unread.single_value(), second.single_value()),
            (exists(carded), exists(acting), exists(appointed)),
        ))
        .first(conn)
        .optional()?;
    let Some((name, locale, zone, operator, (unread, second), (carded, acting, appointed))) = about else { return Ok(None) };
    // nearly everybody is one or the other: what cannot be there is not asked for
    let mut seats = if carded { homes(conn, person, now, acting)? } else { Vec::new() };
    if appointed {
        seats.extend(appointments(conn, person, now)?);
    }
    if operator {
        seats.push(Seat {
            role: Role::Operator,
            company: None,
            names: Default::default(),
            suspended: None,
            look: None,
            duties: Vec::new(),
            grants: Vec::new(),
            homes: Vec::new(),
            second_factor_from: None,
        });
    }
    Ok(Some(Identity {
        person,
        name,
        locale: Locale::from_code(&locale).unwrap_or_default(),
        zone: zone.parse().unwrap_or(ZONE),
        seats,
        chosen: None,
        unread: unread.and_then(|n| u32::try_from(n).ok()).unwrap_or_default(),
        proved_at: None,
        session: String::new(),
        second_factor: second.is_some_and(|n| n > 0),
        visit: None,
    }))
}
