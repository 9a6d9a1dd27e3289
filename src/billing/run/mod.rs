//! The monthly run: rehearsed, looked at, posted, and taken back while nothing is paid.
//!
//! A run goes house by house. Each portion is one transaction: numbers, bills, lines and entries of the books together; a portion that is
//! there already is passed over, so that a run that was killed goes on where it was. Until the last portion is written nobody sees a bill of it.

mod jobs;
mod reckoning;

use serde::{Deserialize, Serialize};

pub(super) use jobs::{Of, post_at_once};
pub use jobs::{Post, Rehearse, Undo};
pub(super) use reckoning::{House, Known, Previous, Reckoned};

use super::adjusting::Kind;
use super::charge::Odd;
use super::tariff::ServiceId;
use crate::homes::PremisesId;
use crate::web::Said;

crate::ids! {
    /// A monthly run.
    RunId,
}

crate::words! {
    /// How far a run has come.
    pub enum State {
        /// It is being reckoned, and nothing written.
        Rehearsing = "rehearsing",
        /// Reckoned: somebody is to look at it.
        Rehearsed = "rehearsed",
        /// Bills are being written.
        Posting = "posting",
        /// Written, and seen by residents.
        Posted = "posted",
        /// It is being taken back.
        Undoing = "undoing",
        /// Taken back.
        Undone = "undone",
        /// Nothing came of it.
        Failed = "failed",
    }
}

/// How many of each list a report keeps.
const SHOWN: usize = 20;

/// What a run came to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Report {
    /// How many bills.
    pub(super) bills: i64,
    /// Charged, in tiyn.
    pub(super) accrued: i64,
    /// Charged the month before, in tiyn.
    pub(super) accrued_before: i64,
    /// Penalty, in tiyn.
    pub(super) penalty: i64,
    /// Due, in tiyn: what is owed, without what is paid ahead.
    pub(super) due: i64,
    /// Charged by service.
    pub(super) services: Vec<(ServiceId, i64)>,
    /// What was made good: of which kind, how many lines, how much in tiyn.
    pub(super) adjusted: Vec<(Kind, i64, i64)>,
    /// The greatest changes: premises, before, now.
    pub(super) changes: Vec<(PremisesId, i64, i64)>,
    /// What is strange, the first of it.
    pub(super) odd: Vec<(PremisesId, Odd)>,
    /// How much is strange.
    pub(super) all_odd: i64,
    /// Written, it came to another sum than the rehearsal.
    pub(super) differs: bool,
    /// Why nothing came of it.
    pub(super) failed: Option<Said>,
}

impl Report {
    /// Adds a bill.
    fn take(&mut self, of: &Reckoned<'_>) {
        self.bills += 1;
        self.accrued += of.accrued;
        self.penalty += of.penalty;
        self.due += of.due().max(0);
        for line in &of.lines {
            let service = line.tariff.0.service;
            match self.services.iter_mut().find(|(id, _)| *id == service) {
                Some((_, sum)) => *sum += line.amount.0,
                None => self.services.push((service, line.amount.0)),
            }
        }
        for one in &of.adjusted {
            match self.adjusted.iter_mut().find(|(kind, ..)| *kind == one.kind) {
                Some((_, many, sum)) => (*many, *sum) = (*many + 1, *sum + one.amount.0),
                None => self.adjusted.push((one.kind, 1, one.amount.0)),
            }
        }
        if let Some(before) = of.accrued_before {
            self.accrued_before += before;
            if before != of.accrued {
                self.changes.push((of.premises, before, of.accrued));
            }
            if self.changes.len() > SHOWN * 8 {
                self.cut();
            }
        }
        for odd in &of.odd {
            self.all_odd += 1;
            if self.odd.len() < SHOWN {
                self.odd.push((of.premises, *odd));
            }
        }
    }

    /// Keeps the greatest changes.
    fn cut(&mut self) {
        self.changes.sort_by_key(|(_, before, now)| std::cmp::Reverse((now - before).abs()));
        self.changes.truncate(SHOWN);
    }
}
