//! What others are told of meters, and how an invented past is laid down.

use chrono::{NaiveDate, TimeDelta, TimeZone};
use diesel::QueryResult;

use super::reading::{ReadingId, Source};
use super::refused::Refused;
use super::registering::{NewMeter, Spot, put};
use super::rows::Row;
use super::{DRAFTS, store};
use crate::app::App;
use crate::clock::Moment;
use crate::db::{Broken, Conn, Failure, Never, Tx};
use crate::files;
use crate::text::{self, Locale};
use crate::web::Said;
use crate::web::actor::{Acting, Resident};
use crate::who::{CompanyId, PersonId};

/// How long pictures wait for their form to be sent.
const WAITS: TimeDelta = TimeDelta::days(2);

/// That readings of a resident's premises are wanted now.
#[derive(Clone, Debug)]
pub struct Awaited {
    /// Of how many meters.
    pub meters: usize,
    /// Until when, in words.
    pub sentence: Said,
}

/// The meters of a resident whose readings are wanted and not given, while a window is open.
///
/// # Errors
/// When the database fails.
pub fn awaited(conn: &mut Conn, who: &Resident, now: Moment) -> QueryResult<Option<Awaited>> {
    let premises: Vec<String> = who.homes().iter().map(|home| home.premises.clone()).collect();
    let meters = store::meters::of_premises(conn, who.company(), &premises)?;
    if meters.is_empty() {
        return Ok(None);
    }
    let windows = store::windows::all(conn, who.company())?;
    let today = who.zone().from_utc_datetime(&now).date_naive();
    let round = |building: &crate::homes::BuildingId| windows.get(building).copied().unwrap_or_default().round(today);
    let open: Vec<_> = meters.iter().filter(|of| round(&of.building_id).open).collect();
    let ids: Vec<_> = open.iter().map(|of| of.id).collect();
    let Some(first) = open.iter().map(|of| round(&of.building_id)).min_by_key(|round| round.until) else { return Ok(None) };
    let readings = store::readings::since(conn, who.company(), &ids, Some(first.month))?;
    let given = |of: &&&super::rows::Meter| of.history(&readings).at(round(&of.building_id).month).is_none();
    let missing = open.iter().filter(given).count();
    let until = text::day_month(who.locale(), first.until);
    let sentence = Said::new("meters.said.awaited").with("until", until);
    Ok((missing > 0).then_some(Awaited { meters: missing, sentence }))
}

/// Throws away pictures of forms that were never sent. A task for the schedule.
///
/// # Errors
/// When the database fails.
pub async fn forget_drafts(app: &App) -> Result<(), Broken> {
    let forgotten = app.db.write::<_, Never>(|tx| {
        let old = tx.now() - WAITS;
        Ok(files::clear_before(tx, DRAFTS, old)?)
    });
    forgotten.await.map(drop).map_err(Broken::from)
}

/// A meter of the demo with what was read on it: month, value, whether somebody of the staff looked at it, and whether it was far from usual.
#[derive(Clone, Debug)]
pub struct Past {
    /// Where it hangs.
    pub at: Spot,
    /// What it is.
    pub meter: NewMeter,
    /// Its readings, the oldest first.
    pub readings: Vec<(NaiveDate, [i64; 4], bool, bool)>,
    /// Who gave them, and by what name.
    pub author: Option<(PersonId, String)>,
}

impl Past {
    /// What went through its first tariff in a month, if that was read.
    pub fn in_month(&self, month: NaiveDate) -> Option<i64> {
        let at = self.readings.iter().position(|(of, ..)| *of == month)?;
        let before = at.checked_sub(1).and_then(|at| self.readings.get(at)).map_or(self.meter.first, |(_, values, ..)| *values);
        let [is, ..] = self.readings.get(at)?.1;
        let [was, ..] = before;
        Some(is - was)
    }
}

/// Lays a meter with its past down, without a line in the trail; gives the readings nobody has looked at.
///
/// # Errors
/// When it is refused, or the database fails.
pub fn settle(
    tx: &mut Tx<'_>,
    (company, staff): (CompanyId, PersonId),
    of: &Past,
    today: NaiveDate,
) -> Result<Vec<ReadingId>, Failure<Refused>> {
    let id = put(tx, company, of.at, &of.meter, (None, ""))?;
    let window = store::windows::of(tx, company, of.at.building)?;
    let mut unseen = Vec::new();
    for (month, values, seen, is_far) in &of.readings {
        let [value_1, value_2, value_3, value_4] = *values;
        let round = window.round(*month);
        let (author_id, author) = of.author.clone().map_or((Some(staff), String::new()), |(id, name)| (Some(id), name));
        let row = Row {
            id: ReadingId::fresh(tx.now()),
            company_id: company,
            meter_id: id,
            building_id: of.at.building,
            month: *month,
            turn: 1,
            taken_on: round.from.min(today),
            value_1,
            value_2,
            value_3,
            value_4,
            source: if of.author.is_some() { Source::Resident } else { Source::Staff },
            author_id,
            author,
            reason: String::new(),
            is_far: *is_far,
            created_at: tx.now(),
        };
        store::readings::add(tx, std::slice::from_ref(&row))?;
        if *seen {
            store::readings::judge(tx, company, row.id, (true, ""), staff)?;
        } else {
            unseen.push(row.id);
        }
    }
    Ok(unseen)
}

/// A value as people read it: «123,456».
pub(super) fn figure(locale: Locale, value: i64) -> String {
    text::decimal(locale, value, 3)
}
