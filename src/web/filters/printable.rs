//! What a template may hand to a filter: sentences, amounts, numbers, days and moments, by value or behind any number of
//! references (askama adds one at each macro).

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::money::Tiyn;
use crate::text::Locale;
use crate::web::said::Said;

/// What can be put into words.
pub trait Spoken {
    /// The words in a language.
    fn spoken(&self, locale: Locale) -> String;
}

impl Spoken for Said {
    fn spoken(&self, locale: Locale) -> String {
        self.in_words(locale)
    }
}

impl Spoken for Tiyn {
    fn spoken(&self, locale: Locale) -> String {
        self.print(locale)
    }
}

impl<T: Spoken + ?Sized> Spoken for &T {
    fn spoken(&self, locale: Locale) -> String {
        T::spoken(self, locale)
    }
}

/// What a sentence may count.
pub trait Count {
    /// The number without its sign.
    fn count(&self) -> u64;
}

macro_rules! counts {
    ($($whole:ty),*) => {$(
        impl Count for $whole {
            fn count(&self) -> u64 {
                u64::try_from(*self).unwrap_or(u64::MAX)
            }
        }
    )*};
}
counts!(u8, u16, u32, u64, usize);

impl Count for i32 {
    fn count(&self) -> u64 {
        u64::from(self.unsigned_abs())
    }
}

impl Count for i64 {
    fn count(&self) -> u64 {
        self.unsigned_abs()
    }
}

impl<T: Count + ?Sized> Count for &T {
    fn count(&self) -> u64 {
        T::count(self)
    }
}

/// A moment; the database keeps it as UTC without saying so.
pub trait Moment {
    /// In UTC.
    fn utc(&self) -> NaiveDateTime;
}

impl Moment for NaiveDateTime {
    fn utc(&self) -> NaiveDateTime {
        *self
    }
}

impl Moment for DateTime<Utc> {
    fn utc(&self) -> NaiveDateTime {
        self.naive_utc()
    }
}

impl<T: Moment + ?Sized> Moment for &T {
    fn utc(&self) -> NaiveDateTime {
        T::utc(self)
    }
}

/// A day, or a moment that falls on one.
pub trait Day {
    /// The day on the calendar of `zone`.
    fn day(&self, zone: Tz) -> NaiveDate;
}

impl Day for NaiveDate {
    fn day(&self, _: Tz) -> NaiveDate {
        *self
    }
}

impl Day for NaiveDateTime {
    fn day(&self, zone: Tz) -> NaiveDate {
        self.and_utc().with_timezone(&zone).date_naive()
    }
}

impl Day for DateTime<Utc> {
    fn day(&self, zone: Tz) -> NaiveDate {
        self.with_timezone(&zone).date_naive()
    }
}

impl<T: Day + ?Sized> Day for &T {
    fn day(&self, zone: Tz) -> NaiveDate {
        T::day(self, zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_falls_on_the_day_of_the_wall_calendar() {
        let evening: NaiveDateTime = "2026-11-20T19:30:00".parse().unwrap();
        assert_eq!(evening.day(chrono_tz::UTC).to_string(), "2026-11-20");
        assert_eq!(evening.day(chrono_tz::Asia::Almaty).to_string(), "2026-11-21");
        assert_eq!(evening.and_utc().day(chrono_tz::Asia::Almaty).to_string(), "2026-11-21");
    }

    #[test]
    fn whatever_counts_counts_without_its_sign() {
        assert_eq!([(-3_i32).count(), 3_i64.count(), 3_usize.count(), (&&3_u8).count()], [3; 4]);
    }
}
