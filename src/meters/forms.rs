//! What people type about meters, and how it becomes something true.

use chrono::NaiveDate;

use super::giving::{Entered, draft_of};
use super::meter::{Dial, MeterId, Resource, Values, ZONES};
use super::registering::{NewMeter, Replacement};
use super::rows::Meter;
use super::window::Window;
use crate::homes::BuildingId;
use crate::web::Form;

/// The field of a tariff's value.
pub(super) fn value_field(meter: MeterId, zone: usize) -> String {
    format!("v-{meter}-{zone}")
}

/// The field by which somebody says that it is so.
pub(super) fn sure_field(meter: MeterId) -> String {
    format!("sure-{meter}")
}

/// The field that says how many readings there were.
pub(super) fn turn_field(meter: MeterId) -> String {
    format!("turn-{meter}")
}

/// The field of a picture.
pub(super) fn photo_field(meter: MeterId) -> String {
    format!("photo-{meter}")
}

/// Reads values of all tariffs; `None` when one is wrong, which the form says then.
fn values(form: &mut Form, dial: Dial, zones: usize, field: impl Fn(usize) -> String) -> Option<Values> {
    let mut all = [0; ZONES];
    let mut right = true;
    for (zone, value) in all.iter_mut().enumerate().take(zones) {
        let name = field(zone);
        match dial.read(form.value(&name)) {
            Ok(read) => *value = read,
            Err(said) => {
                form.refuse(&name, said);
                right = false;
            }
        }
    }
    right.then_some(all)
}

/// What was typed for these meters; those left empty are left out.
pub(super) fn entered(form: &mut Form, meters: &[Meter], whose: &str) -> Vec<Entered> {
    let once = form.value(crate::web::once::FIELD).to_owned();
    let mut all = Vec::new();
    for meter in meters {
        let empty = (0..meter.zones()).all(|zone| form.value(&value_field(meter.id, zone)).is_empty());
        if empty {
            continue;
        }
        let Some(values) = values(form, meter.dial(), meter.zones(), |zone| value_field(meter.id, zone)) else { continue };
        all.push(Entered {
            meter: meter.id,
            values,
            turn: form.value(&turn_field(meter.id)).parse().unwrap_or_default(),
            sure: form.has(&sure_field(meter.id), "yes"),
            draft: draft_of(whose, &once, meter.id),
        });
    }
    all
}

fn day(form: &mut Form, field: &str) -> Option<NaiveDate> {
    let day = form.value(field).parse().ok();
    if day.is_none() {
        form.refuse(field, "meters.refused.no_day");
    }
    day
}

fn count(form: &mut Form, field: &str, least: i32, most: i32) -> Option<i32> {
    let count = form.value(field).parse().ok().filter(|count| (least..=most).contains(count));
    if count.is_none() {
        form.refuse(field, "meters.refused.count");
    }
    count
}

/// Reads a meter; of one that comes in another's place what it measures is known.
pub(super) fn new_meter(form: &mut Form, known: Option<Resource>, day_field: &str) -> Option<NewMeter> {
    let resource = known.or_else(|| form.word("resource"));
    let serial = form.text("serial", 40);
    let (digits, zones) = (count(form, "digits", 3, 9), count(form, "zones", 1, 4));
    let place = form.optional("place", 80);
    let installed_on = day(form, day_field);
    let verified = form.value("verified_until").to_owned();
    let verified_until = if verified.is_empty() { None } else { day(form, "verified_until") };
    let dial = Dial { digits: u32::try_from(digits?).ok()? };
    let zones_read = usize::try_from(zones?).ok()?;
    for zone in 0..zones_read {
        let name = format!("first-{zone}");
        if form.value(&name).is_empty() {
            form.refuse(&name, "forms.refused.empty");
        }
    }
    let first = values(form, dial, zones_read, |zone| format!("first-{zone}"));
    if form.failed() {
        return None;
    }
    Some(NewMeter {
        resource: resource?,
        serial,
        digits: digits?,
        zones: zones?,
        place,
        installed_on: installed_on?,
        verified_until,
        first: first?,
    })
}

/// Reads that a meter was taken away, and what came in its place; without a number nothing came.
pub(super) fn replacement(form: &mut Form, of: &Meter) -> Option<Replacement> {
    let (day, act) = (day(form, "day"), form.text("act", 80));
    let last = values(form, of.dial(), of.zones(), |zone| format!("last-{zone}"));
    let new = if form.value("serial").is_empty() { None } else { new_meter(form, Some(of.resource), "day") };
    if form.failed() { None } else { Some(Replacement { day: day?, act, last: last?, new }) }
}

/// Reads which house, and from which to which day.
pub(super) fn window(form: &mut Form) -> Option<(BuildingId, Window)> {
    let building = form.value("building").parse().ok();
    if building.is_none() {
        form.refuse("building", "forms.refused.choice");
    }
    let number = |form: &Form, field: &str| form.value(field).parse::<u32>().unwrap_or_default();
    let window = Window::new(number(form, "opens"), number(form, "closes"));
    if window.is_none() {
        form.refuse("opens", "meters.refused.window");
    }
    if form.failed() { None } else { building.zip(window) }
}
