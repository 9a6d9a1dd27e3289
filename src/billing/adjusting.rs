//! Charges that are made good: a service that was off, people who moved in the middle of a month, people who were away, benefits.
//!
//! Each goes by days or minutes of a month: base × part / whole, rounded to the nearest tiyn, halves away from zero. What goes by people has the
//! price of one person for a month as its base and person-days as its part, so that an absence of some and a move add up day by day. What goes
//! by time or per cent has as its base what those before it left of the line, in the order: off, moved, absent, benefit. A line never becomes
//! less than nothing. Months that were charged before are made good in the next month that is charged, each once, a year back at most.

use std::collections::{HashMap, HashSet};

use chrono::{Days, Months, NaiveDate, NaiveTime};

use super::tariff::{Basis, Rate, ServiceId};
use crate::clock::Moment;
use crate::ledger::{Fund, month};
use crate::money::Tiyn;

crate::ids! {
    /// Why somebody is charged otherwise.
    AdjustmentId,
}

crate::words! {
    /// What is made good. They are reckoned in this order.
    pub enum Kind {
        /// A service was off in a house.
        Outage = "outage",
        /// People moved in or out in the middle of a month.
        Moved = "moved",
        /// People were away.
        Absence = "absence",
        /// Somebody pays less by law or decision.
        Benefit = "benefit",
    }
}

impl Kind {
    /// The key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Outage => "billing.adjustment.outage",
            Self::Moved => "billing.adjustment.moved",
            Self::Absence => "billing.adjustment.absence",
            Self::Benefit => "billing.adjustment.benefit",
        }
    }
}

/// How many months back charges are made good, with the month itself.
const MONTHS_BACK: u32 = 12;

/// Why somebody is charged otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Adjustment {
    pub(super) id: AdjustmentId,
    pub(super) kind: Kind,
    /// Of one service; `None` is of all that it can be of.
    pub(super) service: Option<ServiceId>,
    pub(super) since: NaiveDate,
    /// The last day; `None` goes on.
    pub(super) until: Option<NaiveDate>,
    /// How many were away, or lived there before the first day.
    pub(super) people: i64,
    /// How many live there from the first day on.
    pub(super) people_after: i64,
    /// Hundredths of a per cent.
    pub(super) percent: i64,
    /// From when until when it was off, by the clock on the wall.
    pub(super) off: Option<(Moment, Moment)>,
}

/// What was charged for a service in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Charge {
    pub(super) service: ServiceId,
    pub(super) fund: Fund,
    pub(super) basis: Basis,
    /// Hundredths of a person, where it goes by people.
    pub(super) quantity: i64,
    pub(super) rate: Rate,
    pub(super) amount: Tiyn,
}

/// A line that makes another good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Adjusted {
    pub(super) adjustment: AdjustmentId,
    pub(super) kind: Kind,
    pub(super) service: ServiceId,
    pub(super) fund: Fund,
    /// Of which month's line.
    pub(super) month: NaiveDate,
    pub(super) base: Tiyn,
    pub(super) part: i64,
    pub(super) whole: i64,
    pub(super) amount: Tiyn,
}

/// What was made good before.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
    /// Charges of earlier months.
    pub(super) charges: HashMap<NaiveDate, Vec<Charge>>,
    /// What they were made good by.
    pub(super) taken: HashSet<(AdjustmentId, ServiceId, NaiveDate)>,
    /// By how much in all.
    pub(super) sums: HashMap<(ServiceId, NaiveDate), i64>,
}

/// How many days a month has.
pub(super) fn days_of(of: NaiveDate) -> i64 {
    (month::last(of) - month::first(of)).num_days() + 1
}

/// How many days of a month are within a span.
fn days_within(of: NaiveDate, since: NaiveDate, until: Option<NaiveDate>) -> i64 {
    let (from, to) = (since.max(month::first(of)), until.unwrap_or(NaiveDate::MAX).min(month::last(of)));
    ((to - from).num_days() + 1).max(0)
}

/// How many minutes of a month are within a span.
fn minutes_within(of: NaiveDate, (begins, ends): (Moment, Moment)) -> i64 {
    let first = month::first(of).and_time(NaiveTime::MIN);
    let after = month::next(of).and_time(NaiveTime::MIN);
    (ends.min(after) - begins.max(first)).num_minutes().max(0)
}

impl Adjustment {
    /// Base, part and whole of a line of a month; `None` when it is none of its.
    fn share(&self, of: NaiveDate, line: &Charge, left: Tiyn) -> Option<(Tiyn, i64, i64)> {
        if self.service.is_some_and(|service| service != line.service) {
            return None;
        }
        let (days, within) = (days_of(of), days_within(of, self.since, self.until));
        let (base, part, whole) = match self.kind {
            Kind::Outage => (left, -minutes_within(of, self.off?), days * 24 * 60),
            Kind::Benefit => (left, -self.percent.checked_mul(within)?, days * 10_000),
            Kind::Absence if line.basis == Basis::Person => {
                let away = self.people.min(line.quantity / 100);
                (line.rate.whole()?, -away.checked_mul(within)?, days)
            }
            Kind::Moved if line.basis == Basis::Person && month::first(self.since) == of => {
                let before = (self.since - of).num_days();
                let lived = self.people * before + self.people_after * (days - before);
                (line.rate.whole()?, lived - line.quantity / 100 * days, days)
            }
            Kind::Absence | Kind::Moved => return None,
        };
        (part != 0).then_some((base, part, whole))
    }

    /// The months that it is of, until one.
    fn months(&self, until: NaiveDate) -> impl Iterator<Item = NaiveDate> + use<> {
        let earliest = until.checked_sub_months(Months::new(MONTHS_BACK - 1)).unwrap_or(until);
        let last = month::first(self.until.unwrap_or(until)).min(until);
        let first = month::first(self.since).max(earliest);
        std::iter::successors(Some(first), |of| Some(month::next(*of))).take_while(move |of| *of <= last)
    }

    /// The first month that it is of, and that can still be made good in one.
    pub(super) fn reaches_back(&self, of: NaiveDate) -> Option<NaiveDate> {
        self.months(of).next()
    }
}

/// The day before which nothing is made good any more in a month.
pub(super) fn earliest(of: NaiveDate) -> NaiveDate {
    of.checked_sub_months(Months::new(MONTHS_BACK - 1)).unwrap_or(of)
}

/// What is made good in a month: its own charges and those before it. `None` when an amount is beyond all bounds.
pub(super) fn adjusted(all: &[&Adjustment], of: NaiveDate, own: &[Charge], before: &Before) -> Option<Vec<Adjusted>> {
    let mut sorted: Vec<&&Adjustment> = all.iter().collect();
    sorted.sort_by_key(|one| (one.kind, one.id));
    let mut made = Vec::new();
    let mut sums = before.sums.clone();
    let mut months: Vec<NaiveDate> = sorted.iter().flat_map(|one| one.months(of)).collect();
    months.sort_unstable();
    months.dedup();
    for in_month in months {
        let lines = if in_month == of { own } else { before.charges.get(&in_month).map_or(&[][..], Vec::as_slice) };
        for line in lines {
            for one in sorted.iter().filter(|one| one.months(of).any(|other| other == in_month)) {
                if before.taken.contains(&(one.id, line.service, in_month)) {
                    continue;
                }
                let sum = sums.entry((line.service, in_month)).or_default();
                let left = Tiyn(line.amount.0.checked_add(*sum)?.max(0));
                let Some((base, part, whole)) = one.share(in_month, line, left) else { continue };
                let amount = Tiyn(base.scaled(part, whole)?.0.max(-left.0));
                if amount == Tiyn::ZERO {
                    continue;
                }
                *sum = sum.checked_add(amount.0)?;
                made.push(Adjusted {
                    adjustment: one.id,
                    kind: one.kind,
                    service: line.service,
                    fund: line.fund,
                    month: in_month,
                    base,
                    part,
                    whole,
                    amount,
                });
            }
        }
    }
    Some(made)
}

/// A month's sum shared by days among those who held premises one after another: from which day each held them. The parts add up to it.
pub(super) fn by_days(sum: Tiyn, of: NaiveDate, from: &[NaiveDate]) -> Option<Vec<(NaiveDate, NaiveDate, Tiyn)>> {
    let (first, last) = (month::first(of), month::last(of));
    let mut begins: Vec<NaiveDate> = from.iter().map(|day| (*day).max(first)).filter(|day| *day <= last).collect();
    begins.sort_unstable();
    begins.dedup();
    let ends: Vec<NaiveDate> = begins.iter().skip(1).filter_map(|day| day.checked_sub_days(Days::new(1))).chain([last]).collect();
    let days: Vec<u64> =
        begins.iter().zip(&ends).map(|(a, b)| u64::try_from((*b - *a).num_days() + 1).unwrap_or_default()).collect();
    let parts = sum.split(&days)?;
    Some(begins.into_iter().zip(ends).zip(parts).map(|((from, until), part)| (from, until, part)).collect())
}

#[cfg(test)]
mod tests;
