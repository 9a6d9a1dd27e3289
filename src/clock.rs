//! What time it is. Time is an argument: whoever needs it is handed a [`Clock`] or a [`Moment`],
//! so a test can stand still on a Friday evening and see Monday come.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta};

/// A moment in UTC, to the microsecond: what both databases can keep.
pub type Moment = NaiveDateTime;

/// The day on the walls of Kazakhstan, by which holdings begin, terms run out and people come of age. The whole country keeps one time,
/// UTC+5, since 1 March 2024 (the government's decree of 19 January 2024); earlier moments are those of Almaty.
#[must_use]
pub fn today(now: Moment) -> NaiveDate {
    now.and_utc().with_timezone(&chrono_tz::Asia::Almaty).date_naive()
}

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

    /// The present day on the walls of Kazakhstan.
    pub fn today(&self) -> NaiveDate {
        today(self.now())
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

    #[test]
    fn the_day_begins_in_kazakhstan_before_it_does_in_greenwich() {
        let at = |text: &str| text.parse::<Moment>().unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(today(at("2026-11-20T18:59:59")), day("2026-11-20"));
        assert_eq!(today(at("2026-11-20T19:00:00")), day("2026-11-21"));
    }
}
