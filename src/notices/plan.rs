//! How a person is told: the rules between what they wish and what must be.
//!
//! | kind | in the portal | by mail |
//! |---|---|---|
//! | may be refused | at once | at the person's pace: at once, once a day, not at all |
//! | may not be refused | at once | at once, whatever they wish |
//!
//! Quiet hours put a letter off to their end; only an emergency does not wait. A person gets at most one letter of a throttled
//! kind an hour: what comes within the hour gathers, and goes out in one letter when the hour is over.

use std::collections::HashMap;

use chrono::TimeDelta;
use chrono_tz::Tz;

use super::hours::Hours;
use super::kind::{Kind, Pace};
use crate::clock::Moment;

/// The least time between two letters of a throttled kind to one person.
pub(super) const APART: TimeDelta = TimeDelta::hours(1);

crate::words! {
    /// How far a notice has come on its way into a letter with others.
    pub(super) enum Digest {
        /// It never was on that way: it had a letter of its own, or none is wished.
        None = "none",
        /// It waits for the day's letter.
        Waiting = "waiting",
        /// It waits until the hour after the last letter is over.
        Gathering = "gathering",
        /// It went out in a letter with others.
        Mailed = "mailed",
        /// It was read or withdrawn before that.
        Dropped = "dropped",
    }
}

impl Digest {
    /// Whether it is still on that way.
    pub(super) fn is_on_the_way(self) -> bool {
        matches!(self, Self::Waiting | Self::Gathering)
    }

    /// Those that are.
    pub(super) fn on_the_way() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|digest| digest.is_on_the_way())
    }
}

/// Who is told, as the rules see them.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    pub(super) zone: Tz,
    pub(super) hours: Hours,
    /// Only what they chose themselves.
    pub(super) wishes: HashMap<Kind, Pace>,
    /// When their last letter of a throttled kind went out or will.
    pub(super) last: Option<Moment>,
}

impl Reader {
    /// The pace that holds.
    pub(super) fn pace(&self, kind: Kind) -> Pace {
        pace(kind, self.wishes.get(&kind).copied())
    }
}

/// The pace that holds for a kind, given what the person chose.
pub(super) fn pace(kind: Kind, wish: Option<Pace>) -> Pace {
    if kind.refusable() { wish.unwrap_or(Pace::Immediate) } else { Pace::Immediate }
}

/// How a person is told of one thing, besides the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plan {
    /// Not at all.
    PortalOnly,
    /// By a letter of its own, not before that moment.
    Letter(Moment),
    /// In the day's letter.
    Daily,
    /// In one letter with others, when that moment has come.
    Gather(Moment),
}

/// Decides.
pub(super) fn plan(kind: Kind, reader: &Reader, now: Moment) -> Plan {
    match reader.pace(kind) {
        Pace::Off => Plan::PortalOnly,
        Pace::Daily => Plan::Daily,
        Pace::Immediate if kind.wakes() => Plan::Letter(now),
        Pace::Immediate => match reader.last.map(|last| last + APART) {
            Some(free) if kind.throttled() && free > now => Plan::Gather(free),
            _ => Plan::Letter(reader.hours.not_in_quiet(now, reader.zone)),
        },
    }
}

/// A notice on its way into a letter with others.
#[derive(Clone, Copy, Debug)]
pub(super) struct OnTheWay {
    pub(super) digest: Digest,
    pub(super) created_at: Moment,
    /// When a gathering one may go.
    pub(super) free_at: Option<Moment>,
}

/// Whether a letter is to be written now to somebody for whom these wait: when one of them is ripe. All the others go with it,
/// since one letter is better than two.
pub(super) fn ripe(waiting: &[OnTheWay], hours: Hours, zone: Tz, now: Moment) -> bool {
    waiting.iter().any(|notice| match notice.digest {
        Digest::Waiting => hours.next_digest(notice.created_at, zone) <= now,
        Digest::Gathering => notice.free_at.is_none_or(|free| free <= now),
        Digest::None | Digest::Mailed | Digest::Dropped => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::hours::Quiet;
    use chrono::DateTime;
    use proptest::prelude::*;

    const ALMATY: Tz = chrono_tz::Asia::Almaty;

    fn at(text: &str) -> Moment {
        Moment::parse_from_str(&format!("2026-11-{text}:00"), "%Y-%m-%d %H:%M:%S").unwrap() - TimeDelta::hours(5)
    }

    fn reader(wishes: &[(Kind, Pace)]) -> Reader {
        Reader {
            zone: ALMATY,
            hours: Hours { quiet: Quiet::new(22, 8), digest_at: 9 },
            wishes: wishes.iter().copied().collect(),
            last: None,
        }
    }

    #[test]
    fn who_has_chosen_nothing_gets_a_letter_at_once() {
        for kind in Kind::ALL {
            assert_eq!(plan(*kind, &reader(&[]), at("20 12:00")), Plan::Letter(at("20 12:00")));
        }
    }

    #[test]
    fn a_wish_holds_for_its_own_kind_only() {
        let reader = reader(&[(Kind::AnnouncementInfo, Pace::Off), (Kind::AnnouncementOutage, Pace::Daily)]);
        assert_eq!(plan(Kind::AnnouncementInfo, &reader, at("20 12:00")), Plan::PortalOnly);
        assert_eq!(plan(Kind::AnnouncementOutage, &reader, at("20 12:00")), Plan::Daily);
        assert_eq!(plan(Kind::AnnouncementLegal, &reader, at("20 12:00")), Plan::Letter(at("20 12:00")));
    }

    #[test]
    fn only_an_emergency_wakes() {
        let night = at("20 23:00");
        assert_eq!(plan(Kind::AnnouncementEmergency, &reader(&[]), night), Plan::Letter(night));
        for kind in [Kind::AnnouncementInfo, Kind::AnnouncementOutage, Kind::AnnouncementLegal] {
            assert_eq!(plan(kind, &reader(&[]), night), Plan::Letter(at("21 08:00")), "{kind}");
        }
    }

    #[test]
    fn news_within_the_hour_gathers_and_nothing_else_does() {
        let reader = Reader { last: Some(at("20 12:00")), ..reader(&[]) };
        assert_eq!(plan(Kind::AnnouncementInfo, &reader, at("20 12:59")), Plan::Gather(at("20 13:00")));
        assert_eq!(plan(Kind::AnnouncementInfo, &reader, at("20 13:00")), Plan::Letter(at("20 13:00")));
        assert_eq!(plan(Kind::AnnouncementOutage, &reader, at("20 12:59")), Plan::Letter(at("20 12:59")));
    }

    #[test]
    fn a_letter_is_ripe_at_the_first_digest_hour_after_the_news() {
        let hours = Hours { quiet: None, digest_at: 9 };
        let waiting = [OnTheWay { digest: Digest::Waiting, created_at: at("20 10:00"), free_at: None }];
        assert!(!ripe(&waiting, hours, ALMATY, at("20 23:59")));
        assert!(!ripe(&waiting, hours, ALMATY, at("21 08:59")));
        assert!(ripe(&waiting, hours, ALMATY, at("21 09:00")));
        assert!(ripe(&waiting, hours, ALMATY, at("21 15:00")), "a run that was missed is made up for");
        assert!(!ripe(&[], hours, ALMATY, at("21 09:00")), "an empty letter is never ripe");
    }

    #[test]
    fn gathered_news_is_ripe_when_its_hour_is_over() {
        let gathering = [OnTheWay { digest: Digest::Gathering, created_at: at("20 12:10"), free_at: Some(at("20 13:00")) }];
        assert!(!ripe(&gathering, Hours::default(), ALMATY, at("20 12:59")));
        assert!(ripe(&gathering, Hours::default(), ALMATY, at("20 13:00")));
    }

    fn any_kind() -> impl Strategy<Value = Kind> {
        prop::sample::select(Kind::ALL)
    }

    proptest! {
        #[test]
        fn what_may_not_be_refused_is_always_a_letter(kind in any_kind(), wish in prop::sample::select(Pace::ALL), from in 0u32..24, until in 0u32..24,
                seconds in 1_767_225_600i64..1_830_297_600, since in 0i64..100_000) {
            let now = DateTime::from_timestamp(seconds, 0).unwrap().naive_utc();
            let reader = Reader {
                zone: ALMATY,
                hours: Hours { quiet: Quiet::new(from, until), digest_at: 9 },
                wishes: Kind::ALL.iter().map(|kind| (*kind, wish)).collect(),
                last: Some(now - TimeDelta::seconds(since)),
            };
            match plan(kind, &reader, now) {
                Plan::Letter(due) => {
                    prop_assert!(due >= now && due - now < TimeDelta::days(1));
                    prop_assert!(!kind.wakes() || due == now);
                    prop_assert!(!kind.refusable() || wish == Pace::Immediate);
                }
                Plan::Gather(free) => prop_assert!(kind.throttled() && wish == Pace::Immediate && free > now && free - now <= APART),
                Plan::Daily => prop_assert!(kind.refusable() && wish == Pace::Daily),
                Plan::PortalOnly => prop_assert!(kind.refusable() && wish == Pace::Off),
            }
        }
    }
}
