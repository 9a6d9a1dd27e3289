//! Moments seen from now, and stretches of time: «вчера в 9:00», «20 ноября, 10:00–14:00».

use chrono::{Datelike, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;

use super::dates::{date, date_time, day_month, local, time};
use super::{Locale, t, tn, tv};

/// A moment as a neighbour would name it: today, yesterday and tomorrow with the time, up to six days back in days,
/// anything older as a date, anything later as a date with its time. Both moments are UTC.
#[must_use]
pub fn when(locale: Locale, then: NaiveDateTime, now: NaiveDateTime, tz: Tz) -> String {
    let at = local(then, tz);
    let clock = time(at.time());
    let hour = [("time", clock.as_str())];
    match (local(now, tz).date() - at.date()).num_days() {
        0 => tv(locale, "dates.today", &hour),
        1 => tv(locale, "dates.yesterday", &hour),
        -1 => tv(locale, "dates.tomorrow", &hour),
        days @ 2..=6 => tn(locale, "dates.ago.days", days.unsigned_abs(), &[]),
        days if days > 0 => date(locale, at.date()),
        _ => date_time(locale, then, tz),
    }
}

/// As [`when`], but what happened within the last hours of today is counted in minutes and hours: «5 минут назад».
#[must_use]
pub fn ago(locale: Locale, then: NaiveDateTime, now: NaiveDateTime, tz: Tz) -> String {
    let passed = now - then;
    let today = local(then, tz).date() == local(now, tz).date();
    if passed < TimeDelta::zero() || (!today && passed >= TimeDelta::hours(1)) {
        return when(locale, then, now, tz);
    }
    let minutes = passed.num_minutes().unsigned_abs();
    match minutes {
        0 => t(locale, "dates.ago.now").into_owned(),
        1..=59 => tn(locale, "dates.ago.minutes", minutes, &[]),
        _ => tn(locale, "dates.ago.hours", minutes / 60, &[]),
    }
}

/// A stretch of time, as for an outage: «20 ноября, 10:00–14:00», or with both days when it crosses midnight, and with
/// both years when it crosses New Year. Both ends are UTC.
#[must_use]
pub fn span(locale: Locale, from: NaiveDateTime, to: NaiveDateTime, tz: Tz) -> String {
    let (start, end) = (local(from, tz), local(to, tz));
    let (opens, closes) = (time(start.time()), time(end.time()));
    let said = if start.year() == end.year() { day_month } else { date };
    let (first, last) = (said(locale, start.date()), said(locale, end.date()));
    if start.date() == end.date() {
        return tv(locale, "dates.span.day", &[("day", &first), ("from", &opens), ("to", &closes)]);
    }
    let args = [("day", first.as_str()), ("from", &opens), ("last", &last), ("to", &closes)];
    tv(locale, "dates.span.days", &args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Locale::{En, Kk, Ru};

    const TZ: Tz = Tz::Asia__Almaty;

    /// A moment by the clock in Almaty (UTC+5), given as UTC.
    fn almaty(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        let local = chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(hour, minute, 0).unwrap();
        local - TimeDelta::hours(5)
    }

    fn said(locale: Locale, then: NaiveDateTime) -> String {
        when(locale, then, almaty(2026, 11, 20, 16, 0), TZ)
    }

    #[test]
    fn near_moments_are_words() {
        assert_eq!(
            Locale::ALL.map(|l| said(l, almaty(2026, 11, 20, 14, 5))),
            ["бүгін 14:05", "сегодня в 14:05", "today at 14:05"]
        );
        assert_eq!(Locale::ALL.map(|l| said(l, almaty(2026, 11, 19, 9, 0))), ["кеше 9:00", "вчера в 9:00", "yesterday at 9:00"]);
        assert_eq!(
            Locale::ALL.map(|l| said(l, almaty(2026, 11, 21, 10, 0))),
            ["ертең 10:00", "завтра в 10:00", "tomorrow at 10:00"]
        );
        assert_eq!(Locale::ALL.map(|l| said(l, almaty(2026, 11, 17, 23, 59))), ["3 күн бұрын", "3 дня назад", "3 days ago"]);
        assert_eq!(said(Ru, almaty(2026, 11, 14, 9, 0)), "6 дней назад");
    }

    #[test]
    fn far_moments_are_dates() {
        assert_eq!(said(Ru, almaty(2026, 11, 13, 9, 0)), "13 ноября 2026");
        assert_eq!(said(Kk, almaty(2025, 1, 2, 9, 0)), "2025 ж. 2 қаңтар");
        assert_eq!(said(Ru, almaty(2026, 11, 25, 9, 0)), "25 ноября 2026, 9:00");
    }

    #[test]
    fn midnight_is_the_readers_own() {
        // 00:30 in Almaty is still the day before in UTC.
        let now = almaty(2026, 11, 20, 0, 40);
        assert_eq!(when(Ru, almaty(2026, 11, 20, 0, 30), now, TZ), "сегодня в 0:30");
        assert_eq!(when(Ru, almaty(2026, 11, 19, 23, 50), now, TZ), "вчера в 23:50");
    }

    #[test]
    fn recent_moments_are_counted() {
        let now = almaty(2026, 11, 20, 0, 40);
        let counted = |minutes| ago(Ru, now - TimeDelta::minutes(minutes), now, TZ);
        assert_eq!(counted(0), "только что");
        assert_eq!(counted(21), "21 минуту назад");
        assert_eq!(counted(50), "50 минут назад");
        assert_eq!(counted(70), "вчера в 23:30");
        assert_eq!(counted(-5), "сегодня в 0:45");
        let evening = almaty(2026, 11, 20, 18, 0);
        let ages = Locale::ALL.map(|l| ago(l, almaty(2026, 11, 20, 15, 10), evening, TZ));
        assert_eq!(ages, ["2 сағат бұрын", "2 часа назад", "2 hours ago"]);
    }

    #[test]
    fn stretches_name_each_day_once() {
        let (ten, two) = (almaty(2026, 11, 20, 10, 0), almaty(2026, 11, 20, 14, 0));
        let spans = Locale::ALL.map(|l| span(l, ten, two, TZ));
        assert_eq!(spans, ["20 қараша, 10:00–14:00", "20 ноября, 10:00–14:00", "20 November, 10:00–14:00"]);
        assert_eq!(span(Ru, ten, almaty(2026, 11, 21, 6, 0), TZ), "20 ноября, 10:00 – 21 ноября, 6:00");
        assert_eq!(span(Kk, ten, almaty(2027, 1, 2, 6, 0), TZ), "2026 ж. 20 қараша, 10:00 – 2027 ж. 2 қаңтар, 6:00");
        assert_eq!(span(En, ten, ten, TZ), "20 November, 10:00–10:00");
    }
}
