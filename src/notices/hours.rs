//! A person's hours by the clock on their wall: when no letter shall come, and when the day's letter shall.

use chrono::{Days, NaiveDate, TimeDelta, TimeZone, Timelike};
use chrono_tz::Tz;

use crate::clock::Moment;

/// The hour of the day's letter for those who have chosen none.
const DIGEST_AT: u32 = 9;

/// Hours in which no letter comes, from `from`:00 until `until`:00; they may cross midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quiet {
    pub(super) from: u32,
    pub(super) until: u32,
}

impl Quiet {
    /// `None` for hours that no clock shows, and for a beginning that is the end: that would be never or always.
    pub(super) fn new(from: u32, until: u32) -> Option<Self> {
        (from < 24 && until < 24 && from != until).then_some(Self { from, until })
    }

    /// Whether it is quiet in this hour.
    pub(super) fn holds(self, hour: u32) -> bool {
        if self.from < self.until { (self.from..self.until).contains(&hour) } else { hour >= self.from || hour < self.until }
    }
}

/// What a person has chosen, or what holds for those who have not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hours {
    /// Nobody has quiet hours who has not asked for them.
    pub(super) quiet: Option<Quiet>,
    /// The hour of the day's letter, 0 to 23.
    pub(super) digest_at: u32,
}

impl Default for Hours {
    fn default() -> Self {
        Self { quiet: None, digest_at: DIGEST_AT }
    }
}

impl Hours {
    /// As they are kept; what cannot be an hour is as if it had not been chosen.
    pub(super) fn kept(from: Option<i32>, until: Option<i32>, digest_at: Option<i32>) -> Self {
        let hour = |kept: Option<i32>| kept.and_then(|h| u32::try_from(h).ok()).filter(|h| *h < 24);
        Self {
            quiet: hour(from).zip(hour(until)).and_then(|(from, until)| Quiet::new(from, until)),
            digest_at: hour(digest_at).unwrap_or(DIGEST_AT),
        }
    }

    /// The first moment, not before `at`, at which a letter may come.
    pub(super) fn not_in_quiet(self, at: Moment, zone: Tz) -> Moment {
        let local = zone.from_utc_datetime(&at).naive_local();
        match self.quiet {
            Some(quiet) if quiet.holds(local.hour()) => next(at, quiet.until, zone),
            _ => at,
        }
    }

    /// The first of the day's letters after `at`.
    pub(super) fn next_digest(self, at: Moment, zone: Tz) -> Moment {
        next(at, self.digest_at, zone)
    }
}

/// The first time after `at` that a clock in `zone` shows `hour`:00.
fn next(at: Moment, hour: u32, zone: Tz) -> Moment {
    let today = zone.from_utc_datetime(&at).date_naive();
    let days = [Some(today), today.checked_add_days(Days::new(1)), today.checked_add_days(Days::new(2))];
    days.into_iter().flatten().filter_map(|day| moment_of(day, hour, zone)).find(|found| *found > at).unwrap_or(at)
}

/// The moment of a local hour. One that the clock leaps over (in spring) is an hour later; one that comes twice, its first.
fn moment_of(day: NaiveDate, hour: u32, zone: Tz) -> Option<Moment> {
    let local = day.and_hms_opt(hour, 0, 0)?;
    let found = zone.from_local_datetime(&local).earliest();
    found.or_else(|| zone.from_local_datetime(&(local + TimeDelta::hours(1))).earliest()).map(|found| found.naive_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use proptest::prelude::*;

    const ALMATY: Tz = chrono_tz::Asia::Almaty;

    /// A moment by the clock in Almaty (UTC+5).
    fn almaty(text: &str) -> Moment {
        Moment::parse_from_str(&format!("{text}:00"), "%Y-%m-%d %H:%M:%S").unwrap() - TimeDelta::hours(5)
    }

    fn quiet(from: u32, until: u32) -> Hours {
        Hours { quiet: Quiet::new(from, until), ..Hours::default() }
    }

    #[test]
    fn a_night_that_crosses_midnight_ends_in_the_morning_after_it() {
        let night = quiet(22, 8);
        for (told, due) in [
            ("2026-11-20 21:59", "2026-11-20 21:59"),
            ("2026-11-20 22:00", "2026-11-21 08:00"),
            ("2026-11-20 23:30", "2026-11-21 08:00"),
            ("2026-11-21 00:10", "2026-11-21 08:00"),
            ("2026-11-21 07:59", "2026-11-21 08:00"),
            ("2026-11-21 08:00", "2026-11-21 08:00"),
        ] {
            assert_eq!(night.not_in_quiet(almaty(told), ALMATY), almaty(due), "{told}");
        }
    }

    #[test]
    fn quiet_within_a_day_and_none_at_all() {
        assert_eq!(quiet(13, 15).not_in_quiet(almaty("2026-11-20 13:00"), ALMATY), almaty("2026-11-20 15:00"));
        assert_eq!(quiet(13, 15).not_in_quiet(almaty("2026-11-20 12:59"), ALMATY), almaty("2026-11-20 12:59"));
        assert_eq!(Quiet::new(9, 9), None);
        assert_eq!(Quiet::new(24, 9), None);
        assert_eq!(quiet(9, 9).not_in_quiet(almaty("2026-11-20 09:30"), ALMATY), almaty("2026-11-20 09:30"));
    }

    #[test]
    fn the_days_letter_comes_at_the_readers_own_hour() {
        let hours = Hours { digest_at: 18, ..Hours::default() };
        assert_eq!(hours.next_digest(almaty("2026-11-20 17:59"), ALMATY), almaty("2026-11-20 18:00"));
        assert_eq!(hours.next_digest(almaty("2026-11-20 18:00"), ALMATY), almaty("2026-11-21 18:00"));
        let moscow = hours.next_digest(almaty("2026-11-20 17:59"), chrono_tz::Europe::Moscow);
        assert_eq!(moscow, almaty("2026-11-20 20:00"), "18:00 in Moscow is 20:00 in Almaty");
    }

    #[test]
    fn an_hour_that_a_clock_leaps_over_is_found_all_the_same() {
        let berlin = chrono_tz::Europe::Berlin;
        let at = |text: &str| Moment::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        let hours = Hours { digest_at: 2, ..Hours::default() };
        // in the night to 29 March 2026 two o'clock does not exist in Berlin, in the night to 25 October it comes twice
        assert_eq!(hours.next_digest(at("2026-03-28 12:00"), berlin), at("2026-03-29 01:00"));
        assert_eq!(hours.next_digest(at("2026-10-24 12:00"), berlin), at("2026-10-25 00:00"));
    }

    #[test]
    fn what_is_kept_wrongly_is_as_if_not_chosen() {
        assert_eq!(Hours::kept(Some(22), None, None), Hours::default());
        assert_eq!(Hours::kept(Some(-1), Some(8), Some(77)), Hours::default());
        assert_eq!(Hours::kept(Some(22), Some(8), Some(7)), Hours { quiet: Quiet::new(22, 8), digest_at: 7 });
    }

    proptest! {
        #[test]
        fn a_letter_is_never_early_never_in_quiet_and_at_most_a_day_late(from in 0u32..24, until in 0u32..24, seconds in 1_767_225_600i64..1_830_297_600) {
            let (hours, at) = (quiet(from, until), DateTime::from_timestamp(seconds, 0).unwrap().naive_utc());
            let due = hours.not_in_quiet(at, ALMATY);
            prop_assert!(due >= at && due - at < TimeDelta::days(1));
            prop_assert!(!hours.quiet.is_some_and(|q| q.holds(ALMATY.from_utc_datetime(&due).hour())));
            prop_assert_eq!(hours.not_in_quiet(due, ALMATY), due);
        }

        #[test]
        fn the_next_digest_is_at_its_hour_and_within_a_day(hour in 0u32..24, seconds in 1_767_225_600i64..1_830_297_600) {
            let (hours, at) = (Hours { digest_at: hour, ..Hours::default() }, DateTime::from_timestamp(seconds, 0).unwrap().naive_utc());
            let next = hours.next_digest(at, ALMATY);
            prop_assert!(next > at && next - at <= TimeDelta::days(1));
            let local = ALMATY.from_utc_datetime(&next);
            prop_assert_eq!((local.hour(), local.minute(), local.second()), (hour, 0, 0));
        }
    }
}
