//! How soon a request has to be answered and done: data with the day from which it counts and the ground it stands on.
//!
//! What ships (`terms.csv`) is what a contract usually promises, within what the law leaves: defects of a service are mended within ten
//! calendar days unless the contract says otherwise (Consumer law art. 35(4)), claims are answered within ten (art. 31(1)). No act sets
//! hours for emergencies: those are the contract's. A company sets its own per category.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::category::Category;
use super::clock::Term;
use crate::text::{Locale, t};

crate::words! {
    /// How soon something has to be seen to.
    pub enum Urgency {
        /// Danger to people or the house: day and night.
        Emergency = "emergency",
        /// Today or tomorrow.
        Urgent = "urgent",
        /// Within a week or so.
        Usual = "usual",
        /// When its turn comes.
        Planned = "planned",
        /// A question that wants an answer rather than work.
        Answer = "answer",
    }
}

impl Urgency {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Emergency => "requests.urgency.emergency",
            Self::Urgent => "requests.urgency.urgent",
            Self::Usual => "requests.urgency.usual",
            Self::Planned => "requests.urgency.planned",
            Self::Answer => "requests.urgency.answer",
        }
    }
}

/// A promise: a term, since when it counts, and its ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// The first day on which it counts.
    pub since: NaiveDate,
    /// The term.
    pub term: Term,
    /// A word of ours ([`ground`] says it), or the company's own words.
    pub ground: String,
}

static SHIPPED: LazyLock<Vec<(Urgency, Promise)>> =
    LazyLock::new(|| include_str!("terms.csv").lines().skip(1).filter_map(row).collect());

fn row(line: &str) -> Option<(Urgency, Promise)> {
    let mut cells = line.trim().split(',');
    let (urgency, since) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
    let (first_answer, resolution) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
    let around_the_clock = cells.next()? == "yes";
    let term = Term { first_answer, resolution, around_the_clock };
    Some((urgency, Promise { since, term, ground: cells.next()?.to_owned() }))
}

/// The last of these that counts on a day.
fn on(day: NaiveDate, promises: impl Iterator<Item = Promise>) -> Option<Promise> {
    promises.filter(|promise| promise.since <= day).max_by_key(|promise| promise.since)
}

/// What counts for a category on a day: the company's own promise, else the shipped one.
pub fn counting(category: &Category, own: &[Promise], day: NaiveDate) -> Promise {
    let shipped = || SHIPPED.iter().filter(|(of, _)| *of == category.urgency).map(|(_, promise)| promise.clone());
    // a request of before the first row has the first row's terms
    let first = || shipped().min_by_key(|promise| promise.since);
    on(day, own.iter().cloned()).or_else(|| on(day, shipped())).or_else(first).unwrap_or(Promise {
        since: day,
        term: Term { first_answer: 480, resolution: 2400, around_the_clock: false },
        ground: "contract".to_owned(),
    })
}

/// The ground of a promise in words.
pub fn ground(locale: Locale, kept: &str) -> String {
    match kept {
        "contract" => t(locale, "requests.ground.contract").into_owned(),
        "consumer_35" => t(locale, "requests.ground.consumer_35").into_owned(),
        "consumer_31" => t(locale, "requests.ground.consumer_31").into_owned(),
        own => own.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::category;
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_urgency_has_a_shipped_promise() {
        for urgency in Urgency::ALL {
            assert!(SHIPPED.iter().any(|(of, _)| of == urgency), "{urgency}");
        }
        assert_eq!(SHIPPED.len(), include_str!("terms.csv").lines().count() - 1);
    }

    #[test]
    fn emergencies_count_day_and_night_and_a_companys_own_promise_from_its_day() {
        let stuck = category::find("lift_stuck").unwrap();
        assert!(counting(stuck, &[], day("2026-11-20")).term.around_the_clock);
        let own = |since: &str, resolution| Promise {
            since: day(since),
            term: Term { first_answer: 10, resolution, around_the_clock: true },
            ground: "№ 12".into(),
        };
        let all = [own("2026-12-01", 30), own("2026-06-01", 60)];
        assert_eq!(counting(stuck, &all, day("2026-11-20")).term.resolution, 60);
        assert_eq!(counting(stuck, &all, day("2026-12-01")).term.resolution, 30);
        assert_eq!(counting(stuck, &all, day("2026-05-31")).term.resolution, 120, "before that the shipped one");
    }
}
