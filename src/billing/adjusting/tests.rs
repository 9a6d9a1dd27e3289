//! What is made good, against counting day by day.

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id(n: u8) -> AdjustmentId {
    format!("000000000000000000000000{n:02}").parse().unwrap()
}

fn service(n: u8) -> ServiceId {
    format!("000000000000000000000001{n:02}").parse().unwrap()
}

fn one(n: u8, kind: Kind, since: &str, until: Option<&str>) -> Adjustment {
    let (since, until) = (day(since), until.map(day));
    Adjustment { id: id(n), kind, service: None, since, until, people: 0, people_after: 0, percent: 0, off: None }
}

/// So many people at 450 ₸ each.
fn rubbish(people: i64) -> Charge {
    let (quantity, rate) = (people * 100, Rate(4_500_000));
    let amount = rate.times(quantity).unwrap();
    Charge { service: service(1), fund: Fund::Current, basis: Basis::Person, quantity, rate, amount }
}

fn lift(amount: i64) -> Charge {
    Charge {
        service: service(2),
        fund: Fund::Current,
        basis: Basis::Area,
        quantity: 6_140,
        rate: Rate(125_000),
        amount: Tiyn(amount),
    }
}

fn amounts(all: &[Adjusted]) -> Vec<(Kind, i64)> {
    all.iter().map(|of| (of.kind, of.amount.0)).collect()
}

#[test]
fn one_of_three_was_away_for_ten_days_of_november() {
    let away = Adjustment { people: 1, ..one(1, Kind::Absence, "2026-11-11", Some("2026-11-20")) };
    let made = adjusted(&[&away], day("2026-11-01"), &[rubbish(3), lift(76_750)], &Before::default()).unwrap();
    // 450 ₸ × 10 / 30, and the lift does not go by people
    assert_eq!((amounts(&made), made[0].part, made[0].whole), (vec![(Kind::Absence, -15_000)], -10, 30));
}

#[test]
fn three_lived_there_until_the_14th_and_one_from_the_15th_on() {
    let moved = Adjustment { people: 3, people_after: 1, ..one(1, Kind::Moved, "2026-11-15", None) };
    let of = |charged| amounts(&adjusted(&[&moved], day("2026-11-01"), &[rubbish(charged)], &Before::default()).unwrap());
    // 3 × 14 + 1 × 16 = 58 days of one person
    assert_eq!(of(3), [(Kind::Moved, -48_000)], "charged 90 days of one person");
    assert_eq!(of(1), [(Kind::Moved, 42_000)], "charged 30 of them");
    assert!(adjusted(&[&moved], day("2026-12-01"), &[rubbish(1)], &Before::default()).unwrap().is_empty());
}

#[test]
fn a_day_without_a_lift_and_half_the_rest_by_decision() {
    let off = (day("2026-11-03").and_hms_opt(12, 0, 0).unwrap(), day("2026-11-06").and_hms_opt(12, 0, 0).unwrap());
    let outage =
        Adjustment { off: Some(off), service: Some(service(2)), ..one(1, Kind::Outage, "2026-11-03", Some("2026-11-06")) };
    let benefit = Adjustment { percent: 5_000, ..one(2, Kind::Benefit, "2026-01-01", None) };
    let made = adjusted(&[&benefit, &outage], day("2026-11-01"), &[lift(30_000), rubbish(1)], &Before::default()).unwrap();
    assert_eq!(amounts(&made), [(Kind::Outage, -3_000), (Kind::Benefit, -13_500), (Kind::Benefit, -22_500)]);
}

#[test]
fn what_was_charged_before_is_made_good_once() {
    let away = Adjustment { people: 1, ..one(1, Kind::Absence, "2026-10-01", Some("2026-11-15")) };
    let charges = HashMap::from([(day("2026-10-01"), vec![rubbish(2)])]);
    let mut before = Before { charges, ..Before::default() };
    let made = adjusted(&[&away], day("2026-11-01"), &[rubbish(2)], &before).unwrap();
    assert_eq!(
        made.iter().map(|of| (of.month, of.amount.0)).collect::<Vec<_>>(),
        [(day("2026-10-01"), -45_000), (day("2026-11-01"), -22_500)]
    );
    for of in made {
        before.taken.insert((of.adjustment, of.service, of.month));
        *before.sums.entry((of.service, of.month)).or_default() += of.amount.0;
    }
    before.charges.insert(day("2026-11-01"), vec![rubbish(2)]);
    assert!(adjusted(&[&away], day("2026-12-01"), &[rubbish(2)], &before).unwrap().is_empty());
}

#[test]
fn a_year_back_and_no_further() {
    let benefit = Adjustment { percent: 10_000, ..one(1, Kind::Benefit, "2020-01-01", None) };
    assert_eq!(benefit.reaches_back(day("2026-11-01")), Some(day("2025-12-01")));
    assert_eq!(earliest(day("2026-11-01")), day("2025-12-01"));
}

#[test]
fn two_who_held_it_one_after_another_pay_by_days() {
    let parts = by_days(Tiyn(10_000), day("2026-11-01"), &[day("2020-01-01"), day("2026-11-11")]).unwrap();
    assert_eq!(parts, [(day("2026-11-01"), day("2026-11-10"), Tiyn(3_333)), (day("2026-11-11"), day("2026-11-30"), Tiyn(6_667))]);
}

proptest! {
    #[test]
    fn no_line_becomes_less_than_nothing(
        people in 1i64..6, sum in 0i64..500_000,
        what in prop::collection::vec((0usize..4, 0u64..90, 0u64..60, 0i64..8, 0i64..8, 0i64..10_001), 0..6),
    ) {
        let of = day("2026-11-01");
        let all: Vec<Adjustment> = (1u8..).zip(&what).map(|(n, (kind, from, long, before, after, percent))| {
            let since = day("2026-09-15").checked_add_days(Days::new(*from)).unwrap();
            let until = since.checked_add_days(Days::new(*long)).unwrap();
            let off = (since.and_time(NaiveTime::MIN), until.and_time(NaiveTime::MIN));
            Adjustment {
                id: id(n), kind: Kind::ALL[*kind], service: None, since, until: Some(until),
                people: *before, people_after: *after, percent: *percent, off: Some(off),
            }
        }).collect();
        let own = [rubbish(people), lift(sum)];
        let made = adjusted(&all.iter().collect::<Vec<_>>(), of, &own, &Before::default()).unwrap();
        for line in &own {
            let changed: i64 = made.iter().filter(|one| one.service == line.service).map(|one| one.amount.0).sum();
            prop_assert!(line.amount.0 + changed >= 0);
        }
        prop_assert!(made.iter().all(|one| one.month == of && one.amount != Tiyn::ZERO));
    }

    /// Against counting who lived there on each day.
    #[test]
    fn a_move_and_an_absence_are_what_the_days_say(
        before in 0i64..6, after in 0i64..6, on in 1u32..31, from in 1u32..31, long in 0u32..30,
    ) {
        let of = day("2026-11-01");
        let at = |n: u32| of.with_day0((n - 1).min(29)).unwrap();
        use chrono::Datelike;
        let moved = Adjustment { people: before, people_after: after, ..one(1, Kind::Moved, "2026-11-01", None) };
        let moved = Adjustment { since: at(on), ..moved };
        let made = adjusted(&[&moved], of, &[rubbish(3)], &Before::default()).unwrap();
        let lived: i64 = (1..=30).map(|n| if at(n) < at(on) { before } else { after }).sum();
        // 450 ₸ are 15 ₸ a day
        prop_assert_eq!(135_000 + made.iter().map(|one| one.amount.0).sum::<i64>(), lived * 1_500);
        let (since, until) = (at(from), at((from + long).min(30)));
        let away = Adjustment { people: 2, since, until: Some(until), ..one(1, Kind::Absence, "2026-11-01", None) };
        let made = adjusted(&[&away], of, &[rubbish(3)], &Before::default()).unwrap();
        let there: i64 = (1..=30).map(|n| if at(n) >= since && at(n) <= until { 1 } else { 3 }).sum();
        prop_assert_eq!(135_000 + made.iter().map(|one| one.amount.0).sum::<i64>(), there * 1_500);
    }

    #[test]
    fn the_parts_of_holders_are_the_whole(sum in 0i64..90_000_000, days in prop::collection::vec(0u64..200, 1..5)) {
        let from: Vec<NaiveDate> = days.iter().map(|n| day("2026-08-01").checked_add_days(Days::new(*n)).unwrap()).collect();
        let Some(parts) = by_days(Tiyn(sum), day("2026-11-01"), &from) else { return Ok(()) };
        prop_assert_eq!(parts.iter().map(|(_, _, part)| part.0).sum::<i64>(), sum);
        prop_assert!(parts.windows(2).all(|two| two[0].1.succ_opt() == Some(two[1].0)));
        prop_assert_eq!(parts.last().map(|of| of.1), Some(day("2026-11-30")));
    }
}
