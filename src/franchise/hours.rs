//! When a company's office is open: hours for each day of the week, days off and working days of its own, and the state's calendar.
//!
//! A pure rule. Times are minutes since midnight by the company's clock. A day of the company's own counts before the state's
//! calendar; a holiday of the state is a day off; a Saturday that a decree makes a working day has Monday's hours
//! unless it has its own. Only promises to answer may be counted by these hours: what the law counts in working days (replies to appeals,
//! terms of notices) counts the state's calendar alone, [`crate::calendar`], whatever a company has agreed with its people.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use crate::calendar::{Holidays, Kind};

/// Minutes since midnight.
pub type Minute = u16;
/// The last minute that can be written: midnight at the end of a day.
pub(super) const MIDNIGHT: Minute = 24 * 60;
/// How far ahead an opening is looked for: no office is closed for longer and still has hours.
const AHEAD: u64 = 60;

/// The hours of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// From when.
    pub from: Minute,
    /// Until when.
    pub until: Minute,
    /// A break.
    pub lunch: Option<(Minute, Minute)>,
}

impl Open {
    /// The stretches of a day in which the door is open, in their order.
    pub(super) fn stretches(self) -> Vec<(Minute, Minute)> {
        let mut all = match self.lunch {
            Some((from, until)) if from > self.from && until < self.until && from < until => {
                vec![(self.from, from), (until, self.until)]
            }
            _ => vec![(self.from, self.until)],
        };
        all.retain(|(from, until)| from < until);
        all
    }
}

/// An office's hours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    /// Monday first; `None` is closed.
    pub week: [Option<Open>; 7],
    /// Days of the company's own: `None` is off.
    pub days: BTreeMap<NaiveDate, Option<Open>>,
}

impl Hours {
    /// Whether any hours are set at all: a company that has said nothing is neither open nor closed.
    pub fn is_set(&self) -> bool {
        self.week.iter().any(Option::is_some)
    }

    fn of_weekday(&self, date: NaiveDate) -> Option<Open> {
        let place = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or_default();
        self.week.get(place).copied().flatten()
    }

    /// The hours of a day; `None` when the office is closed all day.
    pub fn on(&self, calendar: &Holidays, date: NaiveDate) -> Option<Open> {
        if let Some(own) = self.days.get(&date) {
            return *own;
        }
        match calendar.on(date).map(|row| row.kind) {
            Some(Kind::DayOff) => None,
            Some(Kind::MovedWorkingDay) => self.of_weekday(date).or_else(|| self.week.first().copied().flatten()),
            None => self.of_weekday(date),
        }
    }

    /// Whether the door is open at a moment of the company's clock.
    pub fn is_open(&self, calendar: &Holidays, at: NaiveDateTime) -> bool {
        self.closes(calendar, at).is_some()
    }

    /// When the door that is open at a moment closes; `None` when it is not open.
    pub fn closes(&self, calendar: &Holidays, at: NaiveDateTime) -> Option<NaiveDateTime> {
        let now = minute_of(at);
        let of = self.on(calendar, at.date())?;
        let (_, until) = of.stretches().into_iter().find(|(from, until)| (*from..*until).contains(&now))?;
        moment(at.date(), until)
    }

    /// The first moment from `at` on at which the door is open; `None` when there is none in the next two months.
    pub fn opens_next(&self, calendar: &Holidays, at: NaiveDateTime) -> Option<NaiveDateTime> {
        if self.is_open(calendar, at) {
            return Some(at);
        }
        let mut date = at.date();
        for _ in 0..=AHEAD {
            let opened = self.on(calendar, date).map(Open::stretches).unwrap_or_default();
            let next = opened.into_iter().filter_map(|(from, _)| moment(date, from)).find(|from| *from >= at);
            if next.is_some() {
                return next;
            }
            date = date.checked_add_days(Days::new(1))?;
        }
        None
    }
}

fn minute_of(at: NaiveDateTime) -> Minute {
    Minute::try_from(at.hour() * 60 + at.minute()).unwrap_or_default()
}

fn moment(date: NaiveDate, minute: Minute) -> Option<NaiveDateTime> {
    date.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::minutes(i64::from(minute)))
}

/// A time as people write it, `09:00`; `24:00` is the end of the day.
pub(super) fn read(text: &str) -> Option<Minute> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let digits = |part: &str| {
        (!part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<Minute>().ok())?
    };
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    let all = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && all <= MIDNIGHT).then_some(all)
}

/// A time as people read it.
pub(super) fn print(minute: Minute) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    /// Monday to Friday nine to six with an hour for lunch.
    fn office() -> Hours {
        let day = Some(Open { from: 540, until: 1080, lunch: Some((780, 840)) });
        Hours { week: [day, day, day, day, day, None, None], days: BTreeMap::new() }
    }

    fn calendar() -> Holidays {
        Holidays::shipped().unwrap()
    }

    #[test]
    fn a_week_has_its_hours_its_lunch_and_its_weekend() {
        let (office, calendar) = (office(), calendar());
        // 20 November 2026 is a Friday
        assert!(office.is_open(&calendar, at("2026-11-20T09:00:00")));
        assert!(!office.is_open(&calendar, at("2026-11-20T08:59:59")));
        assert!(!office.is_open(&calendar, at("2026-11-20T13:30:00")));
        assert!(!office.is_open(&calendar, at("2026-11-20T18:00:00")));
        assert_eq!(office.closes(&calendar, at("2026-11-20T10:00:00")), Some(at("2026-11-20T13:00:00")));
        assert_eq!(office.opens_next(&calendar, at("2026-11-20T13:00:00")), Some(at("2026-11-20T14:00:00")));
        assert_eq!(office.opens_next(&calendar, at("2026-11-20T18:00:00")), Some(at("2026-11-23T09:00:00")));
    }

    #[test]
    fn the_states_holidays_close_and_the_companys_own_days_count_before_them() {
        let (mut office, calendar) = (office(), calendar());
        // 16 December is Independence Day
        let holiday: NaiveDate = "2026-12-16".parse().unwrap();
        assert_eq!(office.on(&calendar, holiday), None);
        let short = Open { from: 600, until: 720, lunch: None };
        office.days.insert(holiday, Some(short));
        assert_eq!(office.on(&calendar, holiday), Some(short));
        office.days.insert("2026-11-23".parse().unwrap(), None);
        assert_eq!(office.opens_next(&calendar, at("2026-11-20T18:00:00")), Some(at("2026-11-24T09:00:00")));
    }

    #[test]
    fn a_saturday_made_a_working_day_has_mondays_hours() {
        let saturday: NaiveDate = "2026-11-21".parse().unwrap();
        let row =
            crate::calendar::Holiday { date: saturday, kind: Kind::MovedWorkingDay, source: String::new(), provisional: false };
        assert_eq!(office().on(&Holidays::new([row]), saturday), office().week[0]);
    }

    #[test]
    fn an_office_without_hours_never_opens() {
        let nothing = Hours::default();
        assert!(!nothing.is_set() && nothing.opens_next(&calendar(), at("2026-11-20T10:00:00")).is_none());
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        assert_eq!((read("9:00"), read("09:30"), read("24:00")), (Some(540), Some(570), Some(1440)));
        for wrong in ["", "9", "25:00", "24:01", "9:60", "-1:00", "9:0a", "999:00"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!(print(545), "09:05");
    }

    fn any_open() -> impl Strategy<Value = Option<Open>> {
        let bounds = proptest::collection::vec(0..=MIDNIGHT, 4).prop_map(|mut all| {
            all.sort_unstable();
            all
        });
        proptest::option::of((bounds, any::<bool>()).prop_map(|(all, lunch)| Open {
            from: all[0],
            until: all[3],
            lunch: lunch.then_some((all[1], all[2])),
        }))
    }

    fn any_hours() -> impl Strategy<Value = Hours> {
        let days = proptest::collection::btree_map(0..40_u64, any_open(), 0..6);
        (proptest::array::uniform7(any_open()), days).prop_map(|(week, days)| {
            let first: NaiveDate = "2026-12-01".parse().unwrap();
            Hours { week, days: days.into_iter().map(|(n, open)| (first + Days::new(n), open)).collect() }
        })
    }

    proptest! {
        /// What is said to open next is open then, and not a minute earlier.
        #[test]
        fn the_next_opening_is_the_first(hours in any_hours(), start in 0..(30 * 24 * 60_i64)) {
            let calendar = calendar();
            let now = at("2026-12-01T00:00:00") + TimeDelta::minutes(start);
            let next = hours.opens_next(&calendar, now);
            let end = next.unwrap_or(now + TimeDelta::days(7));
            if let Some(next) = next {
                prop_assert!(next >= now && (next == now || !hours.is_open(&calendar, now)));
                prop_assert!(hours.is_open(&calendar, next));
                prop_assert!(hours.closes(&calendar, next).is_some_and(|closes| closes > next));
            }
            let mut minute = now;
            while minute < end.min(now + TimeDelta::days(7)) {
                prop_assert!(!hours.is_open(&calendar, minute), "open at {minute} before {end}");
                minute += TimeDelta::minutes(1);
            }
        }
    }
}
