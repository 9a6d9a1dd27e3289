//! What went through each meter of a house in a month: read, or reckoned where nothing was given.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::QueryResult;

use super::meter::{MeterId, Resource};
use super::rows::{Meter, Reading};
use super::{store, usual, window};
use crate::db::Conn;
use crate::homes::{BuildingId, EntranceId, PremisesId};
use crate::who::CompanyId;

/// How a meter's month is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It was read: so much it shows, in thousandths.
    Read(i64),
    /// Nobody gave a reading: so much went through in a month on average, of the last six that are known.
    Average(i64),
    /// Nothing was ever read but the first value.
    Unknown,
}

/// One tariff of one meter in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Which meter.
    pub meter: MeterId,
    /// The number on it.
    pub serial: String,
    /// Whose own it is; of a common one none.
    pub premises: Option<PremisesId>,
    /// For which entrance it counts, where it counts for one.
    pub entrance: Option<EntranceId>,
    /// What it measures.
    pub resource: Resource,
    /// Which tariff, from 0, and of how many.
    pub zone: (usize, usize),
    /// What it showed last before the month, in thousandths.
    pub before: i64,
    /// What never shows on its dial.
    pub full: i64,
    /// How the month is known.
    pub how: How,
}

/// What is known of the meters of a house in a month, tariff by tariff. A meter that came after the month is left out, and one that was taken
/// away unless its last value counts for the month.
///
/// # Errors
/// When the database fails.
pub fn used(conn: &mut Conn, company: CompanyId, building: BuildingId, month: NaiveDate) -> QueryResult<Vec<Use>> {
    let meters = store::meters::of_house(conn, company, building, window::next(month))?;
    let ids: Vec<MeterId> = meters.iter().map(|of| of.id).collect();
    // a year and a bit is what averages need; of whoever was silent for longer all is read
    let mut readings = store::readings::since(conn, company, &ids, Some(window::before(month, 13)))?;
    let mut known: HashMap<MeterId, bool> = HashMap::new();
    for of in &readings {
        *known.entry(of.row.meter_id).or_default() |= of.row.month < month && of.accepted != Some(false);
    }
    let silent: Vec<MeterId> = ids.into_iter().filter(|id| !known.get(id).copied().unwrap_or_default()).collect();
    if !silent.is_empty() {
        readings.retain(|of| !silent.contains(&of.row.meter_id));
        readings.extend(store::readings::since(conn, company, &silent, None)?);
    }
    let mut by_meter: HashMap<MeterId, Vec<Reading>> = HashMap::new();
    for of in readings {
        by_meter.entry(of.row.meter_id).or_default().push(of);
    }
    let none = Vec::new();
    Ok(meters.iter().flat_map(|meter| of_meter(meter, by_meter.get(&meter.id).unwrap_or(&none), month)).collect())
}

fn of_meter(meter: &Meter, readings: &[Reading], month: NaiveDate) -> Vec<Use> {
    let history = meter.history(readings);
    let (now, (_, before)) = (history.at(month), history.before(month));
    if meter.removed_on.is_some() && now.is_none() {
        return Vec::new();
    }
    let value = |values: [i64; super::ZONES], zone: usize| values.get(zone).copied().unwrap_or_default();
    let zones = meter.zones();
    let one = |zone: usize| {
        let reckoned = || usual::average(&history.monthly(zone, month)).map_or(How::Unknown, How::Average);
        Use {
            meter: meter.id,
            serial: meter.serial.clone(),
            premises: meter.premises_id,
            entrance: meter.entrance_id,
            resource: meter.resource,
            zone: (zone, zones),
            before: value(before, zone),
            full: meter.dial().full(),
            how: now.map_or_else(reckoned, |values| How::Read(value(values, zone))),
        }
    };
    (0..zones).map(one).collect()
}
