//! A technician's calendar at a secret address. The address is sealed, names company, person and a series, and opens while that series is the
//! one that counts: another one, or none, and whoever has the old address finds nothing.

use chrono::{NaiveDate, TimeDelta};
use diesel::QueryResult;

use super::ical::{Event, When, calendar};
use super::pages::placed;
use super::stage::Stage;
use super::store;
use super::store::one::Placed;
use crate::audit;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Conn, Failure, Never, Tx};
use crate::requests;
use crate::team;
use crate::text::{Locale, tv};
use crate::web::actor::{Acting, Technician};
use crate::web::secrets;
use crate::who::{CompanyId, PersonId};

const PURPOSE: &str = "job calendar";
/// How long what is over, and what was called off, stays in sight.
const BACK: TimeDelta = TimeDelta::days(40);

/// The path of a calendar.
pub(super) fn path(config: &Config, company: CompanyId, person: PersonId, series: &str) -> String {
    format!("/calendar/{}", secrets::sealed(&config.secret, PURPOSE, &format!("{company}|{person}|{series}")))
}

/// Whose calendar it is: company, person, series.
pub(super) fn opened(config: &Config, token: &str) -> Option<(CompanyId, PersonId, String)> {
    let text = secrets::unseal(&config.secret, PURPOSE, token)?;
    let mut parts = text.splitn(3, '|');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.to_owned()))
}

/// Gives a technician a new address; the one before opens nothing from now on.
pub(super) fn renew(tx: &mut Tx<'_>, who: &Technician) -> Result<(), Failure<Never>> {
    store::feeds::set(tx, who.company(), who.person(), &secrets::random_text())?;
    Ok(audit::by(who).did("dispatch.feed_made", ("technician", who.person())).record(tx)?)
}

/// Takes it back.
pub(super) fn revoke(tx: &mut Tx<'_>, who: &Technician) -> Result<(), Failure<Never>> {
    store::feeds::remove(tx, who.company(), who.person())?;
    Ok(audit::by(who).did("dispatch.feed_revoked", ("technician", who.person())).record(tx)?)
}

/// The calendar of whoever still works here, if the series counts.
///
/// # Errors
/// When the database fails.
pub(super) fn read(
    conn: &mut Conn,
    config: &Config,
    (company, person, series): (CompanyId, PersonId, &str),
    now: Moment,
) -> QueryResult<Option<String>> {
    if store::feeds::series(conn, company, person)?.as_deref() != Some(series) {
        return Ok(None);
    }
    if team::crew(conn, company, now.date())?.iter().all(|one| one.person != person) {
        return Ok(None);
    }
    let locale = store::one::addressees(conn, &[person])?.pop().and_then(|to| Locale::from_code(&to.locale)).unwrap_or_default();
    let since: NaiveDate = (now - BACK).date();
    let all = store::round::since(conn, company, person, since)?;
    let events: Vec<Event> = all.iter().filter_map(|placed| event(config, locale, placed)).collect();
    let (names, ..) = store::one::sender(conn, company)?;
    let name = tv(locale, "dispatch.feed.name", &[("company", store::one::in_language(&names, locale))]);
    Ok(Some(calendar(&name, &events)))
}

/// A job as an event: where and what, and nobody's name.
fn event(config: &Config, locale: Locale, (of, at): &Placed) -> Option<Event> {
    let when = match (of.starts_at, of.day) {
        (Some(start), _) => When::Span(start, start + TimeDelta::minutes(i64::from(of.lasts))),
        (None, Some(day)) => When::Day(day),
        (None, None) => return None,
    };
    Some(Event {
        uid: format!("{}@{}", of.id, config.host()),
        sequence: of.version,
        when,
        summary: format!("№ {} {}", of.number, requests::category_name(locale, &of.category)),
        place: placed(locale, of, at),
        url: format!("{}/jobs/{}", config.base_url, of.id),
        cancelled: of.stage == Stage::Cancelled,
        sure: of.stage != Stage::Offered,
        changed: of.updated_at,
    })
}
