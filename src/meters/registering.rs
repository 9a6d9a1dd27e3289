//! The register: meters come, are verified, are replaced by an act; houses have their days.

use chrono::NaiveDate;
use serde_json::json;

use super::giving::{Giver, Wrong};
use super::meter::{MeterId, Resource, Values, plain};
use super::reading::{History, Source};
use super::refused::Refused;
use super::rows::{Meter, Row};
use super::window::Window;
use super::{Metering, giving, ours, store};
use crate::audit;
use crate::db::{Failure, Tx, taken};
use crate::homes::{BuildingId, EntranceId, PremisesId};
use crate::text::fold;
use crate::web::actor::{Acting, Staff};
use crate::who::CompanyId;

type Done<T> = Result<T, Failure<Refused>>;

/// Where a meter hangs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// In which house.
    pub building: BuildingId,
    /// In which entrance, where it counts for that one alone.
    pub entrance: Option<EntranceId>,
    /// Whose own it is; of a common meter none.
    pub premises: Option<PremisesId>,
}

/// A meter that is to be put into the register.
#[derive(Clone, Debug)]
pub struct NewMeter {
    /// What it measures.
    pub resource: Resource,
    /// The number on it.
    pub serial: String,
    /// Whole digits of its dial.
    pub digits: i32,
    /// How many tariffs it tells apart.
    pub zones: i32,
    /// Where in the premises or the house, in words.
    pub place: String,
    /// Since which day.
    pub installed_on: NaiveDate,
    /// Until which day its verification holds.
    pub verified_until: Option<NaiveDate>,
    /// What it showed when it came.
    pub first: Values,
}

/// What makes two spellings of a serial number the same.
pub(super) fn same_serial(serial: &str) -> String {
    fold(serial).split_whitespace().collect()
}

/// Puts a meter there, without a line in the trail.
pub(super) fn put(
    tx: &mut Tx<'_>,
    company: CompanyId,
    at: Spot,
    of: &NewMeter,
    (replaces, act): (Option<MeterId>, &str),
) -> Done<MeterId> {
    let [first_1, first_2, first_3, first_4] = of.first;
    let meter = Meter {
        id: MeterId::fresh(tx.now()),
        company_id: company,
        building_id: at.building,
        entrance_id: at.entrance,
        premises_id: at.premises,
        resource: of.resource,
        serial: of.serial.clone(),
        serial_folded: same_serial(&of.serial),
        digits: of.digits,
        zones: of.zones,
        place: of.place.clone(),
        installed_on: of.installed_on,
        removed_on: None,
        verified_until: of.verified_until,
        first_1,
        first_2,
        first_3,
        first_4,
        replaces_id: replaces,
        act: act.to_owned(),
        created_at: tx.now(),
    };
    match store::meters::add(tx, &meter) {
        Err(error) if taken(&error) => Err(Failure::Refused(Refused::SerialTaken)),
        Err(error) => Err(error.into()),
        Ok(_) => Ok(meter.id),
    }
}

/// Puts a new meter into the register.
pub(super) fn add(tx: &mut Tx<'_>, who: &Staff<Metering>, at: Spot, of: &NewMeter, today: NaiveDate) -> Done<MeterId> {
    store::meters::house(tx, who.reach(), at.building)?;
    ours(tx, who.company(), at.building)?;
    if of.installed_on > today {
        return Err(Failure::Refused(Refused::Day));
    }
    let id = put(tx, who.company(), at, of, (None, ""))?;
    let details = json!({ "serial": of.serial, "since": of.installed_on });
    audit::by(who).did("meters.added", ("meter", id)).with(details).record(tx)?;
    Ok(id)
}

/// That a meter was taken away: on which day, by which act, what it showed last, and what came in its place.
#[derive(Clone, Debug)]
pub(super) struct Replacement {
    pub(super) day: NaiveDate,
    pub(super) act: String,
    pub(super) last: Values,
    pub(super) new: Option<NewMeter>,
}

/// Takes a meter away and puts another in its place. Its last value is a reading of the month that is reckoned then.
pub(super) fn replace(
    tx: &mut Tx<'_>,
    who: &Staff<Metering>,
    id: MeterId,
    of: &Replacement,
    today: NaiveDate,
) -> Result<MeterId, Failure<Wrong>> {
    let refused = |why: Refused| Failure::Refused(Wrong::from(why));
    let (meter, ..) = store::meters::one(tx, who.reach(), id)?;
    giving::ours(tx, who.company(), &meter)?;
    if of.day > today || of.day < meter.installed_on {
        return Err(refused(Refused::Day));
    }
    let known = store::readings::since(tx, who.company(), &[id], None)?;
    let month = store::windows::of(tx, who.company(), meter.building_id)?.round(of.day).month;
    let history = meter.history(&known);
    let newest = history.counted.keys().next_back().copied().unwrap_or(month).max(month);
    let is_far = can_be_last(&meter, &history, newest, &of.last)?;
    if !store::meters::remove(tx, who.company(), id, of.day)? {
        return Err(refused(Refused::Replaced));
    }
    let giver = Giver { source: Source::Act, person: Some(who.person()), name: who.name().to_owned() };
    let turn = giving::turns(&known, id, newest) + 1;
    last_reading(tx, &meter, of, &giver, (newest, turn, is_far))?;
    let at = Spot { building: meter.building_id, entrance: meter.entrance_id, premises: meter.premises_id };
    let next = match &of.new {
        Some(new) => put(tx, who.company(), at, new, (Some(id), &of.act)).map_err(|failure| match failure {
            Failure::Refused(why) => refused(why),
            Failure::Broken(broken) => Failure::Broken(broken),
        })?,
        None => id,
    };
    let last: Vec<String> = of.last.iter().take(meter.zones()).map(|value| plain(*value)).collect();
    let serial = of.new.as_ref().map_or("", |new| new.serial.as_str());
    let details = json!({ "act": of.act, "day": of.day, "values": last.join(" / "), "serial": serial });
    audit::by(who).did("meters.replaced", ("meter", id)).with(details).record(tx)?;
    Ok(next)
}

/// Whether these can be a meter's last values: no less than it showed before, nor than it showed this month.
fn can_be_last(meter: &Meter, history: &History, month: NaiveDate, last: &Values) -> Result<bool, Failure<Wrong>> {
    let wrong = |(zone, why)| Failure::Refused(Wrong { meter: Some(meter.id), zone, why });
    let is_far = history.check(month, last, true).map_err(wrong)?;
    let shown = history.at(month).unwrap_or_default();
    for (zone, (was, is)) in shown.iter().zip(last).enumerate().take(meter.zones()) {
        meter.dial().passed(*was, *is).ok_or_else(|| wrong((zone, Refused::Less(*was))))?;
    }
    Ok(is_far)
}

fn last_reading(
    tx: &mut Tx<'_>,
    meter: &Meter,
    of: &Replacement,
    giver: &Giver,
    (month, turn, is_far): (NaiveDate, i32, bool),
) -> Result<(), Failure<Wrong>> {
    let [value_1, value_2, value_3, value_4] = of.last;
    let row = Row {
        id: super::reading::ReadingId::fresh(tx.now()),
        company_id: meter.company_id,
        meter_id: meter.id,
        building_id: meter.building_id,
        month,
        turn,
        taken_on: of.day,
        value_1,
        value_2,
        value_3,
        value_4,
        source: giver.source,
        author_id: giver.person,
        author: giver.name.clone(),
        reason: of.act.clone(),
        is_far,
        created_at: tx.now(),
    };
    match store::readings::add(tx, std::slice::from_ref(&row)) {
        Err(error) if taken(&error) => Err(Failure::Refused(Refused::Changed.into())),
        added => Ok(added?),
    }
}

/// Notes until when a meter's verification holds now.
pub(super) fn verify(tx: &mut Tx<'_>, who: &Staff<Metering>, id: MeterId, until: NaiveDate) -> Done<()> {
    let (meter, ..) = store::meters::one(tx, who.reach(), id)?;
    ours(tx, who.company(), meter.building_id)?;
    if until <= meter.installed_on {
        return Err(Failure::Refused(Refused::Day));
    }
    if !store::meters::verified(tx, who.company(), id, until)? {
        return Err(Failure::Refused(Refused::Removed));
    }
    let details = json!({ "verified_was": meter.verified_until, "verified_is": until });
    Ok(audit::by(who).did("meters.verified", ("meter", id)).with(details).record(tx)?)
}

/// Sets from which to which day a house gives its readings.
pub(super) fn set_window(tx: &mut Tx<'_>, who: &Staff<Metering>, id: BuildingId, of: Window) -> Done<()> {
    store::meters::house(tx, who.reach(), id)?;
    ours(tx, who.company(), id)?;
    let was = store::windows::of(tx, who.company(), id)?;
    store::windows::set(tx, who.company(), id, of)?;
    let days = |of: Window| format!("{}–{}", of.opens, of.closes);
    let details = json!({ "days_was": days(was), "days_is": days(of) });
    Ok(audit::by(who).did("meters.window_set", ("building", id)).with(details).record(tx)?)
}
