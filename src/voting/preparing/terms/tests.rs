//! The terms: what the law allows passes, what it does not is named with a day that would do.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;

fn on() -> NaiveDate {
    "2026-11-20".parse().unwrap()
}

/// Told on the 20th of November, opened on a day and closed so many hours later.
fn plan(opens: &str, hours: i64) -> Plan {
    let opens: NaiveDateTime = format!("{opens}T09:00:00").parse().unwrap();
    Plan {
        format: Format::Absentee,
        by_portal: true,
        by_paper: true,
        announced: on(),
        now: on().and_hms_opt(12, 0, 0).unwrap(),
        meets: None,
        opens: Some(opens),
        closes: Some(opens + TimeDelta::hours(hours)),
        units: 100,
    }
}

#[test]
fn told_on_the_twentieth_owners_vote_from_the_twenty_sixth() {
    assert_eq!(plan("2026-11-26", 7 * 24).broken(on()), []);
    assert_eq!(plan("2026-11-25", 7 * 24).broken(on()), [Broken::Notice("2026-11-26".parse().unwrap())]);
    let said = Broken::Notice("2026-11-26".parse().unwrap()).said(on());
    assert_eq!(said.args.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>(), ["5", "42(6)", "26.11.2026"]);
}

#[test]
fn the_portal_is_open_for_seven_whole_days_and_at_most_two_months() {
    let end = "2026-12-03T09:00:00".parse().unwrap();
    assert_eq!(plan("2026-11-26", 7 * 24 - 1).broken(on()), [Broken::PortalShort(end)]);
    let last = "2027-01-20".parse().unwrap();
    assert_eq!(plan("2026-11-26", 55 * 24).broken(on()), []);
    assert_eq!(plan("2026-11-26", 56 * 24).broken(on()), [Broken::PortalLong(last), Broken::SurveyLong(last)]);
}

#[test]
fn a_large_building_has_three_months_on_paper_and_two_in_the_portal() {
    let large = Plan { units: 501, by_portal: false, ..plan("2026-11-26", 80 * 24) };
    assert_eq!(large.broken(on()), []);
    assert_eq!(Plan { units: 500, ..large.clone() }.broken(on()), [Broken::SurveyLong("2027-01-20".parse().unwrap())]);
    assert_eq!(Plan { by_portal: true, ..large }.broken(on()), [Broken::PortalLong("2027-01-20".parse().unwrap())]);
}

#[test]
fn who_meets_says_when_and_is_told_before_the_first_of_the_two() {
    let mixed = Plan { format: Format::Mixed, ..plan("2026-11-28", 8 * 24) };
    assert_eq!(mixed.broken(on()), [Broken::NoMeeting]);
    let early = Plan { meets: "2026-11-25T19:00:00".parse().ok(), ..mixed.clone() };
    assert_eq!(early.broken(on()), [Broken::Notice("2026-11-26".parse().unwrap())]);
    let late = Plan { meets: "2026-12-30T19:00:00".parse().ok(), ..mixed };
    assert_eq!(late.broken(on()), [Broken::MeetsAfter]);
    let hall = Plan { format: Format::InPerson, meets: "2026-11-26T09:00:00".parse().ok(), ..plan("2026-11-26", 3) };
    assert_eq!(hall.broken(on()), [], "an evening is enough for those who meet");
}

#[test]
fn what_is_not_said_is_asked_for() {
    let empty = Plan { opens: None, closes: None, ..plan("2026-11-26", 1) };
    assert_eq!(empty.broken(on()), [Broken::NoOpening, Broken::NoClosing]);
    assert_eq!(plan("2026-11-26", 0).broken(on()), [Broken::Backwards]);
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0u64..1_500).prop_map(|after| on().checked_add_days(Days::new(after)).unwrap())
}

proptest! {
    #[test]
    fn between_the_notice_and_the_first_lawful_day_lie_five_whole_days(announced in day()) {
        let first = earliest(announced, announced);
        let between = announced.iter_days().skip(1).take_while(|day| *day < first).count();
        prop_assert_eq!(between, 5);
        prop_assert_eq!(announce_by(first, announced), announced);
    }

    #[test]
    fn whatever_is_within_the_terms_passes(announced in day(), wait in 0u64..20, days in 7i64..30, units in 1u64..2_000) {
        let opens = earliest(announced, announced).checked_add_days(Days::new(wait)).unwrap().and_hms_opt(8, 0, 0).unwrap();
        let plan = Plan {
            announced, units, now: announced.and_hms_opt(9, 0, 0).unwrap(), opens: Some(opens), closes: Some(opens + TimeDelta::days(days)),
            ..plan("2026-11-26", 0)
        };
        prop_assert_eq!(plan.broken(announced), []);
    }

    #[test]
    fn the_day_that_a_refusal_names_cures_it(announced in day(), opens in -40i64..90, hours in -50i64..3_000, units in 1u64..2_000) {
        let begin = announced.and_hms_opt(9, 0, 0).unwrap() + TimeDelta::days(opens);
        let plan = Plan { announced, units, now: announced.and_hms_opt(9, 0, 0).unwrap(), opens: Some(begin),
            closes: Some(begin + TimeDelta::hours(hours)), ..plan("2026-11-26", 0) };
        for broken in plan.broken(announced) {
            let mended = match &broken {
                Broken::Notice(day) => Plan { opens: day.and_hms_opt(9, 0, 0), ..plan.clone() },
                Broken::PortalShort(end) => Plan { closes: Some(*end), ..plan.clone() },
                Broken::PortalLong(day) | Broken::SurveyLong(day) => Plan { closes: day.and_hms_opt(23, 0, 0), ..plan.clone() },
                _ => continue,
            };
            let same = |other: &Broken| std::mem::discriminant(other) == std::mem::discriminant(&broken);
            prop_assert!(!mended.broken(announced).iter().any(same), "{:?}", broken);
        }
    }

    #[test]
    fn waiting_never_mends_a_late_notice(announced in day(), opens in 0u64..12, later in 1u64..10) {
        let begin = announced.checked_add_days(Days::new(opens)).unwrap().and_hms_opt(9, 0, 0).unwrap();
        let plan = Plan { announced, now: announced.and_hms_opt(9, 0, 0).unwrap(), opens: Some(begin), closes: Some(begin + TimeDelta::days(8)),
            ..plan("2026-11-26", 0) };
        let late = |plan: &Plan| plan.broken(announced).iter().any(|broken| matches!(broken, Broken::Notice(_)));
        let waited = Plan { announced: announced.checked_add_days(Days::new(later)).unwrap(), ..plan.clone() };
        prop_assert!(!late(&plan) || late(&waited));
    }
}
