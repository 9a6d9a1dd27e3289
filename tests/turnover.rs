//! The turnover sheet says what the books say, in each of its formats.

use aula::ledger;
use aula::sheet::{Cell, Grid, Limits};
use chrono::NaiveDate;

use crate::debts::pay;
use crate::payments::{charge, company};
use crate::support::people::{accountant, clerk};
use crate::support::{Side, TestPortal};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[actix_web::test]
async fn what_was_there_and_what_was_written_is_what_is_left() {
    let portal = TestPortal::open().await;
    let who = accountant();
    portal.visit(&clerk(), "/staff/billing/turnover").await.is(403);
    charge(&portal, "2026-11-01", "2026-11-20").await;
    pay(&portal, 1, 100_000, "2026-11-20").await;
    charge(&portal, "2026-12-01", "2026-12-31").await;
    pay(&portal, 1, 500_000, "2027-01-05").await;
    let read = |from: &'static str, until: &'static str| {
        let db = portal.app.db.clone();
        async move {
            let span = (day(from), day(until));
            db.read(move |conn| Ok((ledger::personal(conn, company(), None, span)?, ledger::general(conn, company(), span)?)))
                .await
                .expect("turnover")
        }
    };
    let (november, _) = read("2026-11-01", "2026-11-30").await;
    let (december, general) = read("2026-12-01", "2026-12-31").await;
    let (january, _) = read("2027-01-01", "2027-01-31").await;
    for of in &december {
        let same = |all: &[ledger::Personal]| {
            let mine = all.iter().find(|one| {
                (one.kind, one.fund, &one.address, one.premises, &one.door)
                    == (of.kind, of.fund, &of.address, of.premises, &of.door)
            });
            mine.map_or(0, |one| one.sides.closing())
        };
        assert_eq!(of.sides.opening, same(&november), "{of:?}");
    }
    assert_eq!(january.iter().map(|of| of.sides.opening).sum::<i64>(), december.iter().map(|of| of.sides.closing()).sum::<i64>());
    // both sides of the books are the same
    let sum = |of: fn(&ledger::Sides) -> i64| general.iter().map(|(.., sides)| of(sides)).sum::<i64>();
    assert_eq!(
        (sum(|sides| sides.debit), sum(|sides| sides.opening), sum(ledger::Sides::closing)),
        (sum(|sides| sides.credit), 0, 0)
    );
    let page = portal.visit(&who, "/staff/billing/turnover?from=2026-12-01&until=2026-12-01").await;
    page.is(200).sees("25 987,50");
}

#[actix_web::test]
async fn files_are_for_excel_and_for_machines() {
    let portal = TestPortal::open().await;
    let who = accountant();
    charge(&portal, "2026-11-01", "2026-11-20").await;
    let at = "/staff/billing/turnover";
    let excel = portal.visit(&who, &format!("{at}.csv?from=2026-11-01&until=2026-11-01&dialect=excel")).await.is(200).body();
    assert!(excel.starts_with('\u{feff}') && excel.contains(";3070,00;"), "{excel}");
    let plain = portal.visit(&who, &format!("{at}.csv?from=2026-11-01&until=2026-11-01&dialect=rfc4180")).await.is(200).body();
    assert!(
        !plain.starts_with('\u{feff}') && plain.contains(",3070.00,") && plain.lines().all(|line| !line.contains(';')),
        "{plain}"
    );
    assert_eq!(plain.lines().count(), 9, "a head and eight premises");
    let house = format!("{at}.csv?from=2026-11-01&building={}", Side::First.building(1));
    assert!(portal.visit(&who, &house).await.is(200).body().lines().count() > 1);
    let other = format!("{at}.csv?from=2026-11-01&building={}", Side::Second.building(1));
    assert_eq!(portal.visit(&who, &other).await.is(200).body().lines().count(), 1, "another company's house is empty");
    let accruals = portal.visit(&who, "/staff/billing/accruals.csv?from=2026-11-01&until=2026-11-01&dialect=rfc4180").await;
    assert!(accruals.is(200).body().contains("Содержание дома"));
    let book = portal.visit(&who, &format!("{at}.xlsx?from=2026-11-01&until=2026-11-01")).await;
    let grid = Grid::read(&book.is(200).bytes, "turnover.xlsx", Limits::default()).expect("a sheet");
    assert_eq!(grid.sheets().len(), 3);
    let sum: f64 = grid
        .rows()
        .iter()
        .filter_map(|row| row.get(6))
        .filter_map(|cell| match cell {
            Cell::Number(number) => Some(*number),
            _ => None,
        })
        .sum();
    assert!((sum - 25_987.5).abs() < 0.001, "{sum}");
}
