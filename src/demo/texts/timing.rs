//! When an announcement was published and when what it speaks of happens, counted from the moment the demo starts.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Weekday};
use chrono_tz::Tz;

use crate::clock::Moment;

/// When it was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// So many minutes before now.
    MinutesAgo(i64),
    /// So many days before today, at this hour of the local clock.
    DaysAgo(u64, u32),
    /// At 10:00 on the last such month and day: greetings and seasons come once a year.
    Each(u32, u32),
}

/// The days on which work may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// Monday to Friday.
    Weekdays,
    /// Saturday, when people are at home.
    Saturday,
}

/// When that of which it speaks happens, counted from its publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// Not sooner than after so many days, on the next suitable day, from one hour until another, and so many days longer.
    Planned {
        /// Days from publication.
        after: u64,
        /// On which days.
        on: On,
        /// The hour at which it begins.
        from: u32,
        /// The hour at which it ends.
        until: u32,
        /// How many days after the first is the last: 0 for one day.
        more_days: u64,
    },
    /// It has begun before the publication and goes on after it, in minutes; both ends at full or half hours.
    Running {
        /// How long before.
        since: i64,
        /// How long after.
        more: i64,
    },
    /// From midnight of the first day of the month after so many months; it has no end.
    FirstOfMonth(u32),
}

impl Posted {
    /// The moment of publication in UTC; never after `now`.
    pub(super) fn at(self, now: Moment, tz: Tz) -> Moment {
        let today = local(now, tz).date();
        let moment = match self {
            Self::MinutesAgo(minutes) => Some(now - TimeDelta::minutes(minutes)),
            Self::DaysAgo(days, hour) => today.checked_sub_days(Days::new(days)).and_then(|day| utc(day, hour, tz)),
            Self::Each(month, day) => [0, 1]
                .into_iter()
                .filter_map(|ago| NaiveDate::from_ymd_opt(today.year() - ago, month, day))
                .find(|day| *day < today)
                .and_then(|day| utc(day, 10, tz)),
        };
        moment.unwrap_or(now).min(now)
    }
}

impl Window {
    /// Beginning and end in UTC; `None` only at the end of the calendar.
    pub(super) fn at(self, posted: Moment, tz: Tz) -> Option<(Moment, Moment)> {
        let day = local(posted, tz).date();
        match self {
            Self::Planned { after, on, from, until, more_days } => {
                let first = on.next(day.checked_add_days(Days::new(after))?)?;
                let last = first.checked_add_days(Days::new(more_days))?;
                Some((utc(first, from, tz)?, utc(last, until, tz)?))
            }
            Self::Running { since, more } => {
                Some((half_hour(posted - TimeDelta::minutes(since)), half_hour(posted + TimeDelta::minutes(more))))
            }
            Self::FirstOfMonth(months) => {
                let first = day.with_day(1)?.checked_add_months(Months::new(months))?;
                let start = utc(first, 0, tz)?;
                Some((start, start))
            }
        }
    }
}

impl On {
    fn next(self, day: NaiveDate) -> Option<NaiveDate> {
        let suits = |day: &NaiveDate| match self {
            Self::Weekdays => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
            Self::Saturday => day.weekday() == Weekday::Sat,
        };
        day.iter_days().take(7).find(suits)
    }
}

/// The full or half hour before.
fn half_hour(moment: Moment) -> Moment {
    let seconds = moment.and_utc().timestamp();
    DateTime::from_timestamp(seconds - seconds.rem_euclid(1_800), 0).map_or(moment, |rounded| rounded.naive_utc())
}

fn local(moment: Moment, tz: Tz) -> NaiveDateTime {
    moment.and_utc().with_timezone(&tz).naive_local()
}

fn utc(day: NaiveDate, hour: u32, tz: Tz) -> Option<Moment> {
    tz.from_local_datetime(&day.and_hms_opt(hour, 0, 0)?).earliest().map(|moment| moment.naive_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TZ: Tz = Tz::Asia__Almaty;

    fn moment(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> Moment {
        NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn publication_is_counted_from_the_local_day() {
        let now = moment(2026, 11, 20, 20, 17); // 1:17 on the 21st in Almaty
        assert_eq!(Posted::MinutesAgo(50).at(now, TZ), moment(2026, 11, 20, 19, 27));
        assert_eq!(Posted::DaysAgo(1, 9).at(now, TZ), moment(2026, 11, 20, 4, 0));
        assert_eq!(Posted::Each(3, 17).at(now, TZ), moment(2026, 3, 17, 5, 0));
        assert_eq!(Posted::Each(12, 4).at(now, TZ), moment(2025, 12, 4, 5, 0));
    }

    #[test]
    fn work_begins_on_suitable_days() {
        let friday = moment(2026, 11, 20, 5, 0);
        let plan = |on, more_days| Window::Planned { after: 1, on, from: 9, until: 18, more_days };
        assert_eq!(plan(On::Weekdays, 0).at(friday, TZ), Some((moment(2026, 11, 23, 4, 0), moment(2026, 11, 23, 13, 0))));
        assert_eq!(plan(On::Saturday, 1).at(friday, TZ), Some((moment(2026, 11, 21, 4, 0), moment(2026, 11, 22, 13, 0))));
        assert_eq!(Window::FirstOfMonth(4).at(friday, TZ).unwrap().0, moment(2027, 2, 28, 19, 0));
    }

    #[test]
    fn what_is_running_is_said_in_round_hours() {
        let posted = moment(2026, 11, 20, 5, 17);
        let window = Window::Running { since: 20, more: 150 }.at(posted, TZ);
        assert_eq!(window, Some((moment(2026, 11, 20, 4, 30), moment(2026, 11, 20, 7, 30))));
    }

    proptest! {
        #[test]
        fn nothing_is_published_in_the_future_or_ends_before_it_begins(seconds in 1_750_000_000_i64..2_000_000_000) {
            let now = DateTime::from_timestamp(seconds, 0).unwrap().naive_utc();
            for text in super::super::ALATAU.iter().chain(super::super::ESIL) {
                let posted = text.posted_at(now, TZ);
                prop_assert!(posted <= now && now - posted < TimeDelta::days(367), "{}", text.slug);
                if let Some((from, until)) = text.window_at(now, TZ) {
                    prop_assert!(from <= until, "{}", text.slug);
                }
            }
        }
    }
}
