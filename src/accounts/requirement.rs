//! That a company wants a second factor of its staff, from a day on. Until then they are reminded; from then on whoever has
//! none is led to set it up before any page of the staff. Whether they also live in a house of the company changes nothing there.

use chrono::{Days, NaiveDate, NaiveTime, TimeZone};
use chrono_tz::Tz;
use diesel::QueryResult;
use serde_json::json;

use super::store;
use crate::audit;
use crate::clock::Moment;
use crate::db::Tx;
use crate::web::actor::{Admin, Recent, Staff};
use crate::web::{Refusal, Said};

/// Days that people have unless the administrator says otherwise.
const NOTICE: Days = Days::new(14);
/// The farthest day that can be set.
const FARTHEST: Days = Days::new(366);

/// A day that cannot be the one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoDay;

impl Refusal for NoDay {
    fn said(&self) -> Said {
        "accounts.refused.requirement".into()
    }
}

/// The day by the company's calendar.
pub(super) fn day(moment: Moment, zone: Tz) -> NaiveDate {
    moment.and_utc().with_timezone(&zone).date_naive()
}

/// The day that is proposed.
pub(super) fn proposed(now: Moment, zone: Tz) -> NaiveDate {
    let today = day(now, zone);
    today.checked_add_days(NOTICE).unwrap_or(today)
}

/// The moment at which a day begins in the company's zone, if it is tomorrow or later and not a year away.
pub(super) fn beginning(typed: &str, now: Moment, zone: Tz) -> Result<Moment, NoDay> {
    let wanted = NaiveDate::parse_from_str(typed, "%Y-%m-%d").map_err(|_| NoDay)?;
    let today = day(now, zone);
    if wanted <= today || today.checked_add_days(FARTHEST).is_none_or(|last| wanted > last) {
        return Err(NoDay);
    }
    // a zone that skips midnight begins its day an hour later
    let begins = zone.from_local_datetime(&wanted.and_time(NaiveTime::MIN)).earliest();
    begins.or_else(|| zone.from_local_datetime(&wanted.and_hms_opt(1, 0, 0)?).earliest()).map(|at| at.naive_utc()).ok_or(NoDay)
}

/// Wants it from a moment on, or not any more.
pub(super) fn require(tx: &mut Tx<'_>, who: &Recent<Staff<Admin>>, from: Option<Moment>) -> QueryResult<()> {
    store::second::require(tx, who.company(), from)?;
    let line = match from {
        Some(_) => audit::by(&**who).did("accounts.second_factor_required", ("company", who.company())),
        None => audit::by(&**who).did("accounts.second_factor_lifted", ("company", who.company())),
    };
    line.with(json!({ "from": from })).record(tx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_at_midnight_of_the_company() {
        let now: Moment = "2026-11-20T20:30:00".parse().unwrap();
        let zone = chrono_tz::Asia::Almaty;
        assert_eq!(day(now, zone).to_string(), "2026-11-21", "half past one at night");
        assert_eq!(proposed(now, zone).to_string(), "2026-12-05");
        assert_eq!(beginning("2026-12-05", now, zone), Ok("2026-12-04T19:00:00".parse().unwrap()));
        assert_eq!(beginning("2026-11-22", now, zone), Ok("2026-11-21T19:00:00".parse().unwrap()));
        for typed in ["2026-11-21", "2026-11-20", "2027-11-23", "", "05.12.2026", "2026-02-30"] {
            assert_eq!(beginning(typed, now, zone), Err(NoDay), "{typed}");
        }
    }
}
