//! Dates and times of day in words and in figures.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike, Weekday};
use chrono_tz::Tz;

use super::{Locale, t, tv};

/// A date in words: «2026 ж. 20 қараша», «20 ноября 2026», «20 November 2026».
#[must_use]
pub fn date(locale: Locale, date: NaiveDate) -> String {
    let (year, day) = (date.year().to_string(), date.day().to_string());
    let month = t(locale, month_key(date));
    tv(locale, "dates.date", &[("year", &year), ("month", &month), ("day", &day)])
}

/// A day of a year that everybody knows: «20 қараша», «20 ноября», «20 November».
#[must_use]
pub fn day_month(locale: Locale, date: NaiveDate) -> String {
    let month = t(locale, month_key(date));
    tv(locale, "dates.day_month", &[("month", &month), ("day", &date.day().to_string())])
}

/// The month of a date as the name of a period: «2026 ж. қараша», «ноябрь 2026», «November 2026».
#[must_use]
pub fn month_year(locale: Locale, date: NaiveDate) -> String {
    let month = t(locale, period_key(date));
    tv(locale, "dates.month_year", &[("month", &month), ("year", &date.year().to_string())])
}

/// A moment of UTC by the clock on the reader's wall: «20 ноября 2026, 14:05».
#[must_use]
pub fn date_time(locale: Locale, utc: NaiveDateTime, tz: Tz) -> String {
    let local = local(utc, tz);
    let day = date(locale, local.date());
    tv(locale, "dates.date_time", &[("date", &day), ("time", &time(local.time()))])
}

/// A date in figures for tables: `20.11.2026`; in English too, since forms in Kazakhstan are filled in so.
#[must_use]
pub fn short_date(_locale: Locale, date: NaiveDate) -> String {
    format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year())
}

/// A time of day on the 24-hour clock: `9:00`, `14:05`.
#[must_use]
pub fn time(time: NaiveTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// The day of the week: «жұма», «пятница», «Friday».
#[must_use]
pub fn weekday(locale: Locale, date: NaiveDate) -> String {
    let key = match date.weekday() {
        Weekday::Mon => "dates.weekday.mon",
        Weekday::Tue => "dates.weekday.tue",
        Weekday::Wed => "dates.weekday.wed",
        Weekday::Thu => "dates.weekday.thu",
        Weekday::Fri => "dates.weekday.fri",
        Weekday::Sat => "dates.weekday.sat",
        Weekday::Sun => "dates.weekday.sun",
    };
    t(locale, key).into_owned()
}

/// The clock on the wall of `tz` at a moment of UTC.
pub(super) fn local(utc: NaiveDateTime, tz: Tz) -> NaiveDateTime {
    tz.from_utc_datetime(&utc).naive_local()
}

fn month_key(date: NaiveDate) -> &'static str {
    match date.month() {
        1 => "dates.month.1",
        2 => "dates.month.2",
        3 => "dates.month.3",
        4 => "dates.month.4",
        5 => "dates.month.5",
        6 => "dates.month.6",
        7 => "dates.month.7",
        8 => "dates.month.8",
        9 => "dates.month.9",
        10 => "dates.month.10",
        11 => "dates.month.11",
        _ => "dates.month.12",
    }
}

fn period_key(date: NaiveDate) -> &'static str {
    match date.month() {
        1 => "dates.period.1",
        2 => "dates.period.2",
        3 => "dates.period.3",
        4 => "dates.period.4",
        5 => "dates.period.5",
        6 => "dates.period.6",
        7 => "dates.period.7",
        8 => "dates.period.8",
        9 => "dates.period.9",
        10 => "dates.period.10",
        11 => "dates.period.11",
        _ => "dates.period.12",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Locale::{En, Kk, Ru};

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_date_is_said_as_people_say_it() {
        let friday = day(2026, 11, 20);
        assert_eq!(date(Kk, friday), "2026 ж. 20 қараша");
        assert_eq!(date(Ru, friday), "20 ноября 2026");
        assert_eq!(date(En, friday), "20 November 2026");
        assert_eq!(Locale::ALL.map(|l| day_month(l, friday)), ["20 қараша", "20 ноября", "20 November"]);
        assert_eq!(Locale::ALL.map(|l| month_year(l, friday)), ["2026 ж. қараша", "ноябрь 2026", "November 2026"]);
        assert_eq!(Locale::ALL.map(|l| weekday(l, friday)), ["жұма", "пятница", "Friday"]);
        assert_eq!(short_date(Ru, day(2026, 3, 8)), "08.03.2026");
    }

    #[test]
    fn almaty_is_five_hours_ahead_since_2024() {
        let utc = day(2026, 11, 20).and_hms_opt(21, 5, 59).unwrap();
        assert_eq!(date_time(Ru, utc, Tz::Asia__Almaty), "21 ноября 2026, 2:05");
        assert_eq!(date_time(Kk, utc, Tz::Asia__Almaty), "2026 ж. 21 қараша, 2:05");
        let before = day(2023, 11, 20).and_hms_opt(8, 5, 0).unwrap();
        assert_eq!(date_time(Ru, before, Tz::Asia__Almaty), "20 ноября 2023, 14:05");
    }

    #[test]
    fn every_month_and_weekday_has_words_of_its_own() {
        for locale in Locale::ALL {
            let months: std::collections::BTreeSet<_> = (1..=12).map(|m| day_month(locale, day(2026, m, 1))).collect();
            let periods: std::collections::BTreeSet<_> = (1..=12).map(|m| month_year(locale, day(2026, m, 1))).collect();
            let days: std::collections::BTreeSet<_> = (1..=7).map(|d| weekday(locale, day(2026, 11, d))).collect();
            assert_eq!((months.len(), periods.len(), days.len()), (12, 12, 7));
            assert!(months.iter().chain(&periods).chain(&days).all(|words| !words.contains("dates.")));
        }
    }
}
