//! Charging by meters: what each premises used times its rate, and the part of a common meter that nobody's own meters account for.
//!
//! A meter is charged up to a *position* of its dial. A reading moves it to what the dial shows; where nothing was read it goes on by the
//! average of the last six months, or by the norm per person where there is nothing to average. What was reckoned too high is made good by the
//! readings that follow: until they have caught up, nothing is charged. So whatever is estimated, in the end just what went through is paid.

use std::collections::HashMap;

use super::charge::{Charged, Odd};
use super::tariff::{Basis, Rate, Tariff};
use crate::homes::EntranceId;
use crate::meters::{How, MeterId, Use};
use crate::money::Tiyn;

crate::words! {
    /// How a part of a line came about.
    pub enum Means {
        /// From one reading to the next.
        Read = "read",
        /// By the average of the last months.
        Average = "average",
        /// By the norm per person.
        Norm = "norm",
        /// What the premises' own meters used together: it is taken from what the common meter counted.
        Units = "units",
    }
}

/// A part of a line: one tariff of one meter, or a sum of several. Values in thousandths of the unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) meter: Option<MeterId>,
    pub(super) serial: String,
    pub(super) zone: (usize, usize),
    pub(super) before: i64,
    pub(super) after: i64,
    pub(super) used: i64,
    pub(super) means: Means,
    pub(super) rate: Rate,
}

/// What is known of a house's meters in a month.
#[derive(Clone, Debug, Default)]
pub(super) struct Metering {
    pub(super) uses: Vec<Use>,
    /// Up to which position each tariff of each meter was charged before.
    pub(super) charged: HashMap<(MeterId, usize), i64>,
}

/// What a metered service comes to for premises: quantity, amount and how it came about; or what is strange; or nothing at all.
pub(super) type Found = Option<Result<(i64, Tiyn, Vec<Part>), Odd>>;

/// The amount for parts, each used × rate, rounded once to the nearest tiyn, halves up. Rates are hundredths of a tiyn, uses thousandths.
pub(super) fn priced(parts: &[(i64, Rate)]) -> Option<Tiyn> {
    const SCALE: i128 = 100_000;
    let sum =
        parts.iter().try_fold(0i128, |sum, (used, rate)| sum.checked_add(i128::from(*used).checked_mul(i128::from(rate.0))?))?;
    i64::try_from((sum + SCALE / 2).div_euclid(SCALE)).ok().map(Tiyn)
}

/// One tariff of one meter: from which position to which, and how much that is. Of a meter nobody ever read, nothing.
pub(super) fn part(of: &Use, charged: Option<i64>, rate: Rate) -> Option<Part> {
    let before = charged.unwrap_or(of.before);
    let (after, used, means) = match of.how {
        How::Read(value) if value >= before && value - before <= of.full / 10 * 9 => (value, value - before, Means::Read),
        // past the end of the dial, as the register of readings allowed it
        How::Read(value) if value < before && of.full - before + value <= of.full / 10 => {
            (value, of.full - before + value, Means::Read)
        }
        // charged ahead of what it shows: it has to catch up
        How::Read(_) => (before, 0, Means::Read),
        How::Average(used) => ((before + used) % of.full.max(1), used, Means::Average),
        How::Unknown => return None,
    };
    Some(Part { meter: Some(of.meter), serial: of.serial.clone(), zone: of.zone, before, after, used, means, rate })
}

/// The rate of a tariff of the meter: its own where there is one, else that of the kind of premises.
fn rate_of(tariff: &Tariff, base: Rate, zone: usize) -> Rate {
    let own = zone.checked_sub(1).and_then(|zone| tariff.zones.get(zone)).copied().unwrap_or_default();
    if own == Rate(0) { base } else { own }
}

/// What premises used of the tariff's resource; `None` when nothing at all is known of it.
fn own(tariff: &Tariff, of: &Charged, metering: &Metering, base: Rate) -> Option<Vec<Part>> {
    let mine: Vec<&Use> =
        metering.uses.iter().filter(|used| used.premises == Some(of.id) && Some(used.resource) == tariff.resource).collect();
    let charged = |used: &Use| metering.charged.get(&(used.meter, used.zone.0)).copied();
    let known: Vec<Part> = mine.iter().filter_map(|used| part(used, charged(used), rate_of(tariff, base, used.zone.0))).collect();
    if !known.is_empty() {
        return Some(known);
    }
    let norm = of.people.map(|people| tariff.norm.saturating_mul(i64::from(people))).filter(|norm| *norm > 0)?;
    // the norm moves the position of the meter on, so that a later reading pays only what is left
    let (meter, serial, zone, before, full) = match mine.first() {
        Some(used) => (Some(used.meter), used.serial.clone(), used.zone, charged(used).unwrap_or(used.before), used.full),
        None => (None, String::new(), (0, 1), 0, i64::MAX),
    };
    let after = before.saturating_add(norm) % full.max(1);
    Some(vec![Part { meter, serial, zone, before, after, used: norm, means: Means::Norm, rate: base }])
}

/// What a metered tariff comes to, premises by premises; `None` when an amount is beyond all bounds.
pub(super) fn reckon(tariff: &Tariff, all: &[Charged], metering: &Metering) -> Option<Vec<Found>> {
    if tariff.basis == Basis::Common { shared(tariff, all, metering) } else { by_meter(tariff, all, metering) }
}

fn by_meter(tariff: &Tariff, all: &[Charged], metering: &Metering) -> Option<Vec<Found>> {
    all.iter()
        .map(|of| {
            let base = tariff.rates.of(of.kind);
            if base == Rate(0) {
                return Some(None);
            }
            let Some(parts) = own(tariff, of, metering, base) else { return Some(Some(Err(Odd::NoReading))) };
            let sums: Vec<(i64, Rate)> = parts.iter().map(|part| (part.used, part.rate)).collect();
            let quantity = parts.iter().try_fold(0i64, |sum, part| sum.checked_add(part.used))?;
            Some(Some(Ok((quantity, priced(&sums)?, parts))))
        })
        .collect()
}

/// For which premises common meters count: for an entrance's where they hang in one, unless the whole house has its own.
fn groups<'a>(tariff: &Tariff, metering: &'a Metering) -> Vec<(Option<EntranceId>, Vec<&'a Use>)> {
    let common: Vec<&Use> =
        metering.uses.iter().filter(|used| used.premises.is_none() && Some(used.resource) == tariff.resource).collect();
    let of_house: Vec<&Use> = common.iter().filter(|used| used.entrance.is_none()).copied().collect();
    if !of_house.is_empty() {
        return vec![(None, of_house)];
    }
    let mut groups: Vec<(Option<EntranceId>, Vec<&Use>)> = Vec::new();
    for used in common {
        match groups.iter_mut().find(|(entrance, _)| *entrance == used.entrance) {
            Some((_, all)) => all.push(used),
            None => groups.push((used.entrance, vec![used])),
        }
    }
    groups
}

/// What the premises' own meters used together.
fn together(used: i64, rate: Rate) -> Part {
    let zone = (0, 1);
    Part { meter: None, serial: String::new(), zone, before: 0, after: 0, used, means: Means::Units, rate }
}

/// What common meters counted and no own meter did, in money, split by area so that the parts add up to it.
fn shared(tariff: &Tariff, all: &[Charged], metering: &Metering) -> Option<Vec<Found>> {
    let mut found: Vec<Found> = vec![None; all.len()];
    for (entrance, uses) in groups(tariff, metering) {
        let inside = |of: &Charged| entrance.is_none() || of.entrance == entrance;
        let base = tariff.rates.flats;
        let charged = |used: &Use| metering.charged.get(&(used.meter, used.zone.0)).copied();
        let mut parts: Vec<Part> =
            uses.iter().filter_map(|used| part(used, charged(used), rate_of(tariff, base, used.zone.0))).collect();
        if parts.is_empty() {
            continue;
        }
        let common: i64 = parts.iter().map(|part| part.used).sum();
        let known = all.iter().filter(|of| inside(of)).filter_map(|of| own(tariff, of, metering, base));
        let units: i64 = known.flatten().map(|part| part.used).sum();
        parts.push(together(units, base));
        let whole = priced(&[((common - units).max(0), base)])?;
        let weight = |of: &Charged| {
            let area = of.area.filter(|_| inside(of) && tariff.rates.of(of.kind) > Rate(0)).unwrap_or_default();
            u64::try_from(area).unwrap_or_default()
        };
        let weights: Vec<u64> = all.iter().map(weight).collect();
        if weights.iter().all(|weight| *weight == 0) {
            continue;
        }
        for ((of, share), place) in all.iter().zip(whole.split(&weights)?).zip(&mut found) {
            if inside(of) && tariff.rates.of(of.kind) > Rate(0) {
                *place = Some(of.area.map(|area| (area, share, parts.clone())).ok_or(Odd::NoArea));
            }
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests;
