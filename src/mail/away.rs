//! Since when the mail server has not been reached: known to this process alone, and only since it last tried.

use std::sync::{Arc, Mutex, PoisonError};

use crate::clock::Moment;

/// Clones share what they know.
#[derive(Clone, Debug, Default)]
pub(super) struct Away(Arc<Mutex<Option<Moment>>>);

impl Away {
    /// Since when, if it was not reached the last time.
    pub(super) fn since(&self) -> Option<Moment> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes whether it was reached; of several failures in a row the first one counts.
    pub(super) fn note(&self, reached: bool, now: Moment) {
        let mut since = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *since = if reached { None } else { Some(since.unwrap_or(now)) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, TimeDelta};

    #[test]
    fn the_first_failure_counts_and_an_answer_ends_it() {
        let (away, now) = (Away::default(), DateTime::from_timestamp(0, 0).unwrap().naive_utc());
        assert_eq!(away.since(), None);
        away.note(false, now);
        away.clone().note(false, now + TimeDelta::hours(1));
        assert_eq!(away.since(), Some(now));
        away.note(true, now + TimeDelta::hours(2));
        assert_eq!(away.since(), None);
    }
}
