//! Who is asking: found out once per request, in one hop to the database, and looked at by every extractor after that.

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_session::SessionExt;
use actix_web::body::MessageBody;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::ACCEPT_LANGUAGE;
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, web};
use chrono_tz::Tz;
use diesel::prelude::*;

use super::appointed::appointments;
use super::error::Error;
use super::problems::refused;
use super::seats;
use super::session::keys;
use crate::app::App;
use crate::clock::Moment;
use crate::db::schema::{notices, people};
use crate::db::{Broken, Conn, Failure, Never};
use crate::text::Locale;
use crate::who::{CompanyId, Duty, Holds, PersonId, Reach, Role};

/// The zone of those who have chosen none.
pub const ZONE: Tz = chrono_tz::Asia::Almaty;
const LANGUAGE: &str = "aula-lang";

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
}

/// Something a person is: a role, in a company.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The role.
    pub role: Role,
    /// The company; the operator has none.
    pub company: Option<CompanyId>,
    /// Its name in Kazakh, Russian and English.
    pub names: [String; 3],
    /// What they are entrusted with there, in whichever zone.
    pub duties: Vec<Duty>,
    /// The same with its zones: their own, and those of colleagues they stand in for.
    pub grants: Vec<Grant>,
    /// What they hold there.
    pub homes: Vec<Home>,
}

/// Duties within a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The duties.
    pub duties: Vec<Duty>,
    /// The buildings of the zone; `None` is the whole company.
    pub buildings: Option<Vec<String>>,
}

/// Premises somebody holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The premises' id.
    pub premises: String,
    /// The kind of premises, as a word.
    pub kind: String,
    /// The number on the door.
    pub number: String,
    /// The building's id.
    pub building: String,
    /// The building's address.
    pub address: String,
    /// The complex' id.
    pub complex: Option<String>,
    /// The entrance's id.
    pub entrance: Option<String>,
    /// As what.
    pub holds: Holds,
}

impl Seat {
    /// What the switch in the header sends.
    pub fn id(&self) -> String {
        match self.company {
            Some(company) => format!("{}:{company}", self.role),
            None => self.role.to_string(),
        }
    }

    /// How far they see in their company when they act by a duty, or by none in particular; `None` when they have not got it.
    pub fn reach(&self, company: CompanyId, duty: Option<Duty>) -> Option<Reach> {
        let mut buildings = BTreeSet::new();
        let mut any = false;
        for grant in self.grants.iter().filter(|grant| duty.is_none_or(|duty| grant.duties.contains(&duty))) {
            match &grant.buildings {
                None => return Some(Reach::whole(company)),
                Some(zone) => buildings.extend(zone.iter().cloned()),
            }
            any = true;
        }
        any.then(|| Reach::part(company, buildings.into_iter().collect()))
    }

    /// The company's name in a language.
    pub fn company_name(&self, locale: Locale) -> &str {
        let [kk, ru, en] = &self.names;
        match locale {
            Locale::Kk => kk,
            Locale::Ru => ru,
            Locale::En => en,
        }
    }
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

    /// Whose name stands on top of the page.
    pub(super) fn brand(&self, locale: Locale, role: Option<Role>) -> Option<String> {
        let seat = self.seat_as(role)?;
        seat.company.map(|_| seat.company_name(locale).to_owned())
    }
}

/// How the page is to be read, by whoever it is.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// Their language.
    pub locale: Locale,
    /// Their time zone.
    pub zone: Tz,
}

impl Reader {
    /// The reader of a request; before anything is known of them, what their browser says.
    pub fn of(req: &HttpRequest) -> Self {
        // looked up first: reading cookies needs the extensions too
        let known = req.extensions().get::<Self>().copied();
        known.unwrap_or_else(|| Self { locale: locale_of(req, None), zone: ZONE })
    }
}

/// The person whom the session names.
pub fn signed_in(req: &HttpRequest) -> Option<PersonId> {
    req.get_session().get::<String>(keys::PERSON).ok().flatten().and_then(|id| id.parse().ok())
}

fn asked_language(req: &HttpRequest) -> Option<Locale> {
    let query = req.query_string();
    form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang").and_then(|(_, code)| Locale::from_code(&code))
}

/// Asked for now, else the account's, else the cookie's, else the browser's, else Kazakh.
fn locale_of(req: &HttpRequest, account: Option<Locale>) -> Locale {
    asked_language(req)
        .or(account)
        .or_else(|| req.cookie(LANGUAGE).and_then(|c| Locale::from_code(c.value())))
        .or_else(|| req.headers().get(ACCEPT_LANGUAGE).and_then(|h| h.to_str().ok()).and_then(Locale::from_accept_language))
        .unwrap_or_default()
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
    if let Some(person) = signed_in(req.request()) {
        match load(app, person, req.request()).await? {
            Some(identity) => {
                account = Some((identity.person, identity.locale, identity.zone));
                req.extensions_mut().insert(Arc::new(identity));
            }
            None => req.get_session().purge(),
        }
    }
    let locale = locale_of(req.request(), account.map(|(_, locale, _)| locale));
    let zone = account.map_or(ZONE, |(_, _, zone)| zone);
    req.extensions_mut().insert(Reader { locale, zone });
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

async fn load(app: &App, person: PersonId, req: &HttpRequest) -> Result<Option<Identity>, Error> {
    let session = req.get_session();
    let (chosen, proved_at, id) = (
        session.get(keys::SEAT).ok().flatten(),
        session.get(keys::PROVED_AT).ok().flatten(),
        session.get(keys::ID).ok().flatten(),
    );
    let now = app.clock.now();
    let found = app.db.read(move |conn| find(conn, person, now)).await?;
    Ok(found.map(|found| Identity { chosen, proved_at, session: id.unwrap_or_default(), ..found }))
}

fn find(conn: &mut Conn, person: PersonId, now: Moment) -> QueryResult<Option<Identity>> {
    let unread = notices::table.filter(notices::person_id.eq(person)).filter(notices::read_at.is_null()).count();
    let about: Option<(String, String, String, bool, Option<i64>)> = people::table
        .find(person)
        .select((people::name, people::locale, people::time_zone, people::operator, unread.single_value()))
        .first(conn)
        .optional()?;
    let Some((name, locale, zone, operator, unread)) = about else { return Ok(None) };
    let mut seats = seats::homes(conn, person, now)?;
    seats.extend(appointments(conn, person, now)?);
    if operator {
        seats.push(Seat {
            role: Role::Operator,
            company: None,
            names: Default::default(),
            duties: Vec::new(),
            grants: Vec::new(),
            homes: Vec::new(),
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
    }))
}
