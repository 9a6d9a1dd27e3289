//! The shipped calendar against the list of `reference/law-kz.md` §5.1, and the counting of deadlines.

use super::*;
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn shipped() -> Holidays {
    Holidays::shipped().unwrap()
}

/// The weekdays of a year on which nobody works, as (month, day).
fn weekdays_off(year: i32) -> Vec<(u32, u32)> {
    let calendar = shipped();
    let weekday = |date: &NaiveDate| !matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    let days = day(year, 1, 1).iter_days().take_while(|date| date.year() == year).filter(weekday);
    days.filter(|date| !calendar.is_working(*date)).map(|date| (date.month(), date.day())).collect()
}

#[test]
fn the_year_2026_is_as_published() {
    let law =
        [(1, 1), (1, 2), (1, 7), (3, 9), (3, 23), (3, 24), (3, 25), (5, 1), (5, 7), (5, 11), (5, 27), (7, 6), (10, 26), (12, 16)];
    assert_eq!(weekdays_off(2026), law);
    assert!(shipped().is_working(day(2026, 8, 31)), "30 August is no holiday any more");
    assert!(!shipped().is_provisional(day(2026, 1, 1), day(2026, 12, 31)));
}

#[test]
fn the_year_2027_is_as_computed_and_says_so() {
    let law =
        [(1, 1), (1, 4), (1, 7), (3, 8), (3, 15), (3, 22), (3, 23), (3, 24), (5, 3), (5, 7), (5, 10), (7, 6), (10, 25), (12, 16)];
    assert_eq!(weekdays_off(2027), law);
    assert!(shipped().rows().filter(|row| row.date.year() == 2027).all(|row| row.provisional));
    assert!(shipped().is_provisional(day(2026, 12, 25), day(2027, 1, 8)));
    assert!(shipped().is_provisional(day(2028, 2, 1), day(2028, 2, 2)), "nothing is known of 2028");
    assert!(shipped().covers(2027) && !shipped().covers(2028));
}

#[test]
fn terms_begin_on_the_day_after() {
    let calendar = shipped();
    assert_eq!(calendar.add_working_days(day(2026, 11, 20), 1), day(2026, 11, 23));
    assert_eq!(calendar.add_working_days(day(2026, 11, 20), 0), day(2026, 11, 20));
    assert_eq!(calendar.add_working_days(day(2026, 11, 21), 1), day(2026, 11, 23), "a Saturday's term starts on Monday");
    // 20 March is a Friday; 23–25 are Nauryz.
    assert_eq!(calendar.add_working_days(day(2026, 3, 20), 1), day(2026, 3, 26));
    assert_eq!(calendar.add_working_days(day(2026, 12, 30), 3), day(2027, 1, 6), "31 Dec, 5 and 6 Jan");
}

#[test]
fn a_term_that_ends_on_a_day_off_moves_on() {
    let calendar = shipped();
    assert_eq!(calendar.roll_forward(day(2026, 5, 9)), day(2026, 5, 12));
    assert_eq!(calendar.roll_forward(day(2026, 5, 12)), day(2026, 5, 12));
    assert_eq!(calendar.add_calendar_days(day(2026, 4, 24), 15), day(2026, 5, 12));
    assert_eq!(calendar.add_calendar_days(day(2026, 11, 1), 15), day(2026, 11, 16));
}

#[test]
fn a_decree_moves_days() {
    let row = |date, kind| Holiday { date, kind, source: "decree".into(), provisional: false };
    let rows = shipped()
        .rows()
        .cloned()
        .chain([
            row(day(2026, 5, 8), Kind::DayOff),
            row(day(2026, 5, 16), Kind::MovedWorkingDay),
            row(day(2026, 5, 27), Kind::MovedWorkingDay),
        ])
        .collect::<Vec<_>>();
    let calendar = Holidays::new(rows);
    assert!(!calendar.is_working(day(2026, 5, 8)));
    assert!(calendar.is_working(day(2026, 5, 16)), "a Saturday worked");
    assert!(calendar.is_working(day(2026, 5, 27)), "the later row counts");
    assert_eq!(calendar.on(day(2026, 5, 16)).map(|row| row.kind), Some(Kind::MovedWorkingDay));
}

#[test]
fn a_bad_line_is_named() {
    let head = "date,kind,provisional,source\n";
    assert_eq!(rows::read(&format!("{head}2026-01-01,off,no,law\n2026-13-01,off,no,law")), Err(BadRow { line: 3 }));
    for line in ["2026-01-01,off,no", "2026-01-01,off,no, ", "2026-01-01,holiday,no,x", "2026-01-01,off,maybe,x"] {
        assert_eq!(rows::read(&format!("{head}{line}")), Err(BadRow { line: 2 }), "{line}");
    }
    assert_eq!(
        rows::read(&format!("{head}\n2026-01-01,working,yes,a, b\n")).unwrap().first().map(|row| row.source.as_str()),
        Some("a, b")
    );
}

#[test]
fn the_end_of_time_ends() {
    assert_eq!(shipped().add_working_days(NaiveDate::MAX, 5), NaiveDate::MAX);
    assert_eq!(shipped().add_calendar_days(NaiveDate::MAX, 5), NaiveDate::MAX);
}

proptest! {
    #[test]
    fn counting_there_and_back(offset in 0_u64..700, n in 1_u32..60) {
        let calendar = shipped();
        let from = day(2026, 1, 1) + Days::new(offset);
        let to = calendar.add_working_days(from, n);
        prop_assert!(to > from && calendar.is_working(to));
        prop_assert_eq!(calendar.working_days_between(from, to), usize::try_from(n).unwrap());
        prop_assert_eq!(calendar.working_days_between(to, from), 0);
    }
}
