//! What time it is. Time is an argument: whoever needs it is handed a [`Clock`] or a [`Moment`],
//! so a test can stand still on a Friday evening and see Monday come.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, NaiveDateTime, TimeDelta};

/// A moment in UTC, to the microsecond: what both databases can keep.
pub type Moment = NaiveDateTime;

/// The real clock, or one that stands still until it is moved.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    still: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The clock of the machine.
    pub fn real() -> Self {
        Self::default()
    }

    /// A clock that stands at `moment`; clones move together.
    pub fn standing_at(moment: Moment) -> Self {
        let micros = moment.and_utc().timestamp_micros();
        Self { still: Some(Arc::new(AtomicI64::new(micros))) }
    }

    /// The present moment.
    pub fn now(&self) -> Moment {
        let micros = match &self.still {
            Some(micros) => micros.load(Ordering::SeqCst),
            None => {
                #[allow(clippy::disallowed_methods, reason = "this is the one place that asks the machine")]
                let now = chrono::Utc::now();
                now.timestamp_micros()
            }
        };
        DateTime::from_timestamp_micros(micros).unwrap_or_default().naive_utc()
    }

    /// Moves a standing clock; the real one cannot be moved and ignores it.
    pub fn pass(&self, time: TimeDelta) {
        if let Some(micros) = &self.still {
            micros.fetch_add(time.num_microseconds().unwrap_or_default(), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_still_clock_moves_only_when_told_and_its_clones_with_it() {
        let start = DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc();
        let clock = Clock::standing_at(start);
        let other = clock.clone();
        assert_eq!(clock.now(), start);
        other.pass(TimeDelta::hours(3));
        assert_eq!(clock.now(), start + TimeDelta::hours(3));
    }
}
