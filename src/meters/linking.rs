//! Links for whoever does not sign in: of one premises and one window, over with it, taken back at any time, and good for readings alone.

use chrono::{Days, NaiveDate, TimeZone};
use chrono_tz::Tz;
use diesel::QueryResult;
use serde_json::json;

use super::refused::Refused;
use super::store::links::Link;
use super::window::Round;
use super::{Metering, ours, store};
use crate::audit;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Conn, Failure, Tx};
use crate::homes::PremisesId;
use crate::web::actor::{Acting, Staff};
use crate::web::secrets;

crate::ids! {
    /// A link.
    LinkId,
}

/// What its seal is for.
const PURPOSE: &str = "meter link";

/// The path of a link.
pub(super) fn path(config: &Config, id: LinkId) -> String {
    format!("/meters/link/{}", secrets::sealed(&config.secret, PURPOSE, &id.to_string()))
}

/// The link that a token opens.
pub(super) fn opened(conn: &mut Conn, config: &Config, token: &str, now: Moment) -> QueryResult<Option<Link>> {
    let id = secrets::unseal(&config.secret, PURPOSE, token).and_then(|id| id.parse().ok());
    let Some(id) = id else { return Ok(None) };
    store::links::open(conn, id, now)
}

/// When a window is over by the clock on the wall.
pub(super) fn end_of(until: NaiveDate, zone: Tz) -> Moment {
    let after = until.checked_add_days(Days::new(1)).unwrap_or(until).and_time(chrono::NaiveTime::MIN);
    zone.from_local_datetime(&after).earliest().map_or(after, |at| at.naive_utc())
}

/// The link of premises for a window; there is one at a time.
pub(super) fn link_of(
    tx: &mut Tx<'_>,
    company: crate::who::CompanyId,
    premises: PremisesId,
    round: Round,
    zone: Tz,
) -> QueryResult<Option<Link>> {
    store::links::make(tx, company, premises, (round.month, end_of(round.until, zone)))?;
    store::links::of(tx, company, premises, round.month)
}

/// Staff make a link, to be dictated or printed for somebody without mail.
pub(super) fn make(tx: &mut Tx<'_>, who: &Staff<Metering>, id: PremisesId, today: NaiveDate) -> Result<(), Failure<Refused>> {
    let (building, ..) = store::meters::spot(tx, who.reach(), id)?;
    ours(tx, who.company(), building)?;
    let round = store::windows::of(tx, who.company(), building)?.round(today);
    link_of(tx, who.company(), id, round, who.zone())?;
    let details = json!({ "month": round.month });
    Ok(audit::by(who).did("meters.link_made", ("premises", id)).with(details).record(tx)?)
}

/// Staff take a link back: it opens nothing any more.
pub(super) fn revoke(tx: &mut Tx<'_>, who: &Staff<Metering>, id: PremisesId, today: NaiveDate) -> Result<(), Failure<Refused>> {
    let (building, ..) = store::meters::spot(tx, who.reach(), id)?;
    let round = store::windows::of(tx, who.company(), building)?.round(today);
    let link = store::links::of(tx, who.company(), id, round.month)?;
    if !link.map(|link| store::links::revoke(tx, who.company(), link.id)).transpose()?.unwrap_or_default() {
        return Err(Failure::Refused(Refused::Link));
    }
    let details = json!({ "month": round.month });
    Ok(audit::by(who).did("meters.link_revoked", ("premises", id)).with(details).record(tx)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_over_at_midnight_on_the_wall() {
        let end = end_of("2026-11-25".parse().unwrap(), chrono_tz::Asia::Almaty);
        assert_eq!(end.to_string(), "2026-11-25 19:00:00");
    }
}
