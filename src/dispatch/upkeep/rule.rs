//! When upkeep comes round: a recurrence rule of iCalendar (RFC 5545, 3.3.10) that knows days and nothing smaller. Read and reckoned by the
//! library `rrule`; here stands what people choose from, and what is not taken.

use chrono::{Datelike, NaiveDate, NaiveTime, TimeZone};
use rrule::{Frequency, RRule, RRuleSet, Tz, Unvalidated};

crate::words! {
    /// How often something comes round, as people choose it.
    pub enum Every {
        /// Every week.
        Week = "week",
        /// Every second week.
        Fortnight = "fortnight",
        /// Every month.
        Month = "month",
        /// Every third month.
        Quarter = "quarter",
        /// Twice a year.
        HalfYear = "half_year",
        /// Every year.
        Year = "year",
        /// By a rule of their own.
        Own = "own",
    }
}

impl Every {
    /// The key of its name.
    pub(in crate::dispatch) fn key(self) -> &'static str {
        match self {
            Self::Week => "dispatch.every.week",
            Self::Fortnight => "dispatch.every.fortnight",
            Self::Month => "dispatch.every.month",
            Self::Quarter => "dispatch.every.quarter",
            Self::HalfYear => "dispatch.every.half_year",
            Self::Year => "dispatch.every.year",
            Self::Own => "dispatch.every.own",
        }
    }

    /// The rule of it for something that begins on a day; none for a rule of their own. What begins at the end of a month comes at the end
    /// of shorter ones, too: a rule of the thirty-first alone would leave half of the year out.
    pub(in crate::dispatch) fn rule(self, starts: NaiveDate) -> Option<String> {
        let months = |every: u32| {
            let day = starts.day();
            let days: Vec<String> = (28.min(day)..=day).map(|day| day.to_string()).collect();
            let end = if day > 28 { ";BYSETPOS=-1" } else { "" };
            format!("FREQ=MONTHLY;INTERVAL={every};BYMONTHDAY={}{end}", days.join(","))
        };
        match self {
            Self::Week => Some("FREQ=WEEKLY".to_owned()),
            Self::Fortnight => Some("FREQ=WEEKLY;INTERVAL=2".to_owned()),
            Self::Month => Some(months(1)),
            Self::Quarter => Some(months(3)),
            Self::HalfYear => Some(months(6)),
            Self::Year => Some(months(12)),
            Self::Own => None,
        }
    }

    /// Which of them a rule is.
    pub(in crate::dispatch) fn of(rule: &str, starts: NaiveDate) -> Self {
        let same = |every: &&Self| every.rule(starts).as_deref() == Some(rule);
        Self::ALL.iter().find(same).copied().unwrap_or(Self::Own)
    }
}

/// The most days that are asked for at once.
const MOST: u16 = 400;

/// A rule as it is typed, if it is one of days.
pub(in crate::dispatch) fn read(typed: &str, starts: NaiveDate) -> Option<String> {
    let typed = typed.trim().to_uppercase();
    let bare = typed.strip_prefix("RRULE:").unwrap_or(&typed).to_owned();
    let rule: RRule<Unvalidated> = bare.parse().ok()?;
    let of_days = matches!(rule.get_freq(), Frequency::Daily | Frequency::Weekly | Frequency::Monthly | Frequency::Yearly);
    let smaller = ["BYHOUR", "BYMINUTE", "BYSECOND"].iter().any(|part| bare.contains(part));
    (of_days && !smaller && bare.len() <= 200 && set(&bare, starts).is_some()).then_some(bare)
}

fn set(rule: &str, starts: NaiveDate) -> Option<RRuleSet> {
    let start = Tz::UTC.from_utc_datetime(&starts.and_time(NaiveTime::MIN));
    rule.parse::<RRule<Unvalidated>>().ok()?.build(start).ok()
}

/// The days between two days, both of them in it, on which it comes round.
pub(in crate::dispatch) fn days(rule: &str, starts: NaiveDate, (from, until): (NaiveDate, NaiveDate)) -> Vec<NaiveDate> {
    let at = |day: NaiveDate| Tz::UTC.from_utc_datetime(&day.and_time(NaiveTime::MIN));
    let Some(set) = set(rule, starts) else { return Vec::new() };
    let all = set.after(at(from)).before(at(until)).all(MOST).dates;
    all.into_iter().map(|at| at.date_naive()).filter(|day| (from..=until).contains(day)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn said(rule: &str, starts: &str, from: &str, until: &str) -> Vec<String> {
        days(rule, day(starts), (day(from), day(until))).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_begins_at_the_end_of_a_month_leaves_no_month_out() {
        let monthly = Every::Month.rule(day("2026-12-31")).unwrap();
        let found = said(&monthly, "2026-12-31", "2026-12-01", "2027-04-30");
        assert_eq!(found, ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]);
        let thirtieth = Every::Month.rule(day("2026-11-30")).unwrap();
        assert_eq!(said(&thirtieth, "2026-11-30", "2027-01-01", "2027-03-31"), ["2027-01-30", "2027-02-28", "2027-03-30"]);
    }

    #[test]
    fn every_choice_comes_round_from_its_first_day_on() {
        let starts = day("2026-11-20");
        for every in Every::ALL {
            let Some(rule) = every.rule(starts) else { continue };
            assert_eq!(days(&rule, starts, (starts, starts)), [starts], "{rule}");
            assert_eq!(Every::of(&rule, starts), *every);
            assert!(days(&rule, starts, (day("2026-01-01"), day("2026-11-19"))).is_empty(), "not before it begins: {rule}");
        }
        assert_eq!(said("FREQ=WEEKLY;INTERVAL=2", "2026-11-20", "2026-11-21", "2026-12-20"), ["2026-12-04", "2026-12-18"]);
        assert_eq!(Every::of("FREQ=DAILY", starts), Every::Own);
    }

    #[test]
    fn a_rule_of_their_own_is_one_of_days() {
        let starts = day("2026-10-01");
        assert_eq!(
            read(" rrule:freq=weekly;byday=mo,th ", starts).as_deref(),
            Some("FREQ=WEEKLY;BYDAY=MO,TH"),
            "as calendars write it"
        );
        assert_eq!(read("freq=weekly;byday=mo,th", starts).as_deref(), Some("FREQ=WEEKLY;BYDAY=MO,TH"));
        for wrong in ["", "x", "FREQ=SECONDLY", "FREQ=HOURLY;INTERVAL=5", "FREQ=DAILY;BYHOUR=1,2,3", "FREQ=MONTHLY;BYMONTHDAY=45"]
        {
            assert_eq!(read(wrong, starts), None, "{wrong}");
        }
        let season = "FREQ=MONTHLY;BYMONTH=10,11,12,1,2,3;BYMONTHDAY=1";
        assert_eq!(said(season, "2026-10-01", "2027-03-01", "2027-10-31"), ["2027-03-01", "2027-10-01"]);
    }
}
