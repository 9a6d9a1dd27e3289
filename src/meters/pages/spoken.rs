//! Meters and readings in words.

use crate::homes::{BuildingId, Kind};
use crate::meters::meter::{Resource, Values, ZONES, zone_key};
use crate::meters::rows::{Meter, Reading};
use crate::meters::settling::figure;
use crate::meters::window::{Round, Window};
use crate::text::{self, Locale, t, tv};
use crate::web::Said;

/// «Холодная вода № 123».
pub(super) fn title(locale: Locale, resource: Resource, serial: &str) -> String {
    format!("{} № {serial}", t(locale, resource.key()))
}

/// Where a meter hangs: address, then premises, entrance or «общий».
pub(super) fn place(locale: Locale, address: &str, entrance: Option<&String>, premises: Option<&(Kind, String)>) -> String {
    let spot = match (premises, entrance) {
        (Some((kind, number)), _) => tv(locale, kind.label_key(), &[("number", number)]),
        (None, Some(number)) => tv(locale, "meters.place.entrance", &[("number", number)]),
        (None, None) => t(locale, "meters.place.house").into_owned(),
    };
    format!("{address}, {spot}")
}

/// Values with their unit: «день 123,4 / ночь 56 кВт·ч».
pub(super) fn values(locale: Locale, resource: Resource, zones: usize, values: &Values) -> String {
    let one = |(zone, value): (usize, &i64)| {
        let name = if zones > 1 { format!("{} ", t(locale, zone_key(zones, zone))) } else { String::new() };
        format!("{name}{}", figure(locale, *value))
    };
    let all: Vec<String> = values.iter().enumerate().take(zones.min(ZONES)).map(one).collect();
    format!("{}\u{a0}{}", all.join(" / "), t(locale, resource.unit_key()))
}

/// The values of a meter.
pub(super) fn values_of(locale: Locale, meter: &Meter, of: &Values) -> String {
    values(locale, meter.resource, meter.zones(), of)
}

/// When readings are wanted: now, or from when to when, and what happens to those that come outside.
pub(super) fn window(locale: Locale, round: Round) -> Said {
    let key = if round.open { "meters.window.open" } else { "meters.window.shut" };
    Said::new(key)
        .with("from", text::day_month(locale, round.from))
        .with("until", text::day_month(locale, round.until))
        .with("month", text::month_year(locale, round.month))
}

/// How far a reading is, and how its badge looks.
pub(super) fn state(of: &Reading, counts: bool) -> (&'static str, &'static str) {
    match (of.accepted, counts) {
        (Some(false), _) => ("meters.state.rejected", "danger"),
        (_, false) => ("meters.state.corrected", "neutral"),
        (Some(true), true) => ("meters.state.accepted", "good"),
        (None, true) => ("meters.state.given", "action"),
    }
}

/// Houses to choose from.
pub(super) fn houses_of(houses: Vec<(BuildingId, String)>) -> Vec<(String, String)> {
    houses.into_iter().map(|(id, address)| (id.to_string(), address)).collect()
}

/// From which to which day.
pub(super) fn days(locale: Locale, of: Window) -> String {
    tv(locale, "meters.window.days", &[("from", &of.opens.to_string()), ("until", &of.closes.to_string())])
}

/// All resources with their names.
pub(super) fn resources(locale: Locale) -> Vec<(String, String)> {
    Resource::ALL.iter().map(|of| (of.word().to_owned(), t(locale, of.key()).into_owned())).collect()
}
