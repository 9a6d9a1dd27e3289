//! What a bank says it took on a day is compared with what its machine told us.

use aula::ledger::Kind;

use crate::payments::trial;
use crate::payments_biller::{ACCOUNT, ask, bank, counted, opened};
use crate::support::people::{accountant, clerk};
use crate::support::{Person, Screen, Side, TestPortal};

/// The payments of a day as the bank has them: txn, account, sum.
fn register(lines: &[(&str, &str, &str)]) -> String {
    let mut text = String::new();
    let mut total = 0;
    for (txn, account, sum) in lines {
        text += &format!("{txn}\t19.11.2026\t10:15:03\t{account}\t{sum}\r\n");
        total += sum.replace('.', "").parse::<i64>().expect("a sum");
    }
    text + &format!("Total:\t{}\t{}.{:02}\r\n", lines.len(), total / 100, total % 100)
}

async fn bring(portal: &TestPortal, who: &Person, day: &str, text: &str) -> Screen {
    let at = format!("/staff/payments/doors/{}/registers", Side::First.biller());
    portal.upload(who, &at, &[("of", day)], &[("file", "QIWI_17_202611201.csv", text.as_bytes())]).await
}

/// The bank tells of three payments of the 19th.
async fn told() -> TestPortal {
    let portal = opened().await;
    for (txn, sum) in [("101", "100.00"), ("102", "200.00"), ("103", "300.00")] {
        let query = format!("command=pay&txn_id={txn}&account={ACCOUNT}&sum={sum}&txn_date=20261119101503");
        assert!(ask(&portal, &bank(), &query).await.is(200).body().contains("\"result\":0"));
    }
    portal
}

#[actix_web::test]
async fn a_register_that_agrees_is_said_to_agree() {
    let portal = told().await;
    let who = accountant();
    let text = register(&[("101", ACCOUNT, "100.00"), ("102", ACCOUNT, "200.00"), ("103", ACCOUNT, "300.00")]);
    let at = bring(&portal, &who, "2026-11-19", &text).await.is(303).leads_to().to_owned();
    let page = portal.visit(&who, &at).await;
    assert_eq!(page.is(200).all(".badge.good").len(), 1);
    assert!(page.all("tbody tr").is_empty());
    // the same file again
    let again = bring(&portal, &who, "2026-11-19", &text).await;
    assert!(!again.is(422).error_of("file").is_empty());
    portal.visit(&clerk(), &at).await.is(403);
}

#[actix_web::test]
async fn the_three_kinds_of_difference_are_shown_exported_and_mended_by_a_person() {
    let portal = told().await;
    let who = accountant();
    let text = register(&[
        ("101", ACCOUNT, "100.00"),
        ("102", ACCOUNT, "201.00"),
        ("104", ACCOUNT, "400.00"),
        ("105", "10-00O777", "500.00"),
    ]);
    let at = bring(&portal, &who, "2026-11-19", &text).await.is(303).leads_to().to_owned();
    let page = portal.visit(&who, &at).await;
    assert_eq!(page.is(200).all("tbody tr").len(), 4);
    page.sees("103").sees("201,00").sees("500,00");
    let csv = portal.visit(&who, &format!("{at}/export.csv")).await.is(200).body();
    assert!(csv.contains("103") && csv.contains("104") && !csv.contains("101"), "{csv}");
    assert!(portal.visit(&who, &format!("{at}/export.xlsx")).await.is(200).bytes.starts_with(b"PK"));
    // what only the bank has is written down, once, and told of later it is that payment
    let write = format!("{at}/payments/104");
    let form = portal.visit(&who, &write).await.is(200).sees("400,00").form(&write);
    assert!(!portal.submit(&who, &form).await.is(422).error_of("reason").is_empty());
    let form = form.with("reason", "Банк растады");
    assert_eq!(portal.submit(&who, &form).await.is(303).leads_to(), at);
    portal.submit(&who, &form).await.is(303);
    portal.send(&who, &write, &[("reason", "тағы")]).await.is(303);
    assert_eq!(counted(&portal).await, (4, 4, 0, 1));
    let late = format!("command=pay&txn_id=104&account={ACCOUNT}&sum=400.00&txn_date=20261119235959");
    assert!(ask(&portal, &bank(), &late).await.is(200).body().contains("\"prv_txn_id\":\"2026000005\",\"result\":0"));
    assert_eq!(counted(&portal).await, (4, 4, 0, 1));
    // for an account that nobody knows it waits for a person
    let parked = portal.send(&who, &format!("{at}/payments/105"), &[("reason", "Банк растады")]).await;
    assert_eq!(parked.is(303).leads_to(), "/staff/payments/parked");
    assert!(trial(&portal).await.contains(&(Kind::Unidentified, -50_000)));
    assert_eq!(
        portal.visit(&who, &at).await.is(200).all("tbody tr").len(),
        2,
        "103 and the sum of 102 are left to ask the bank about"
    );
    // the rest of the day comes in a second file
    let rest = register(&[("103", ACCOUNT, "300.00")]);
    let second = bring(&portal, &who, "2026-11-19", &rest).await.is(303).leads_to().to_owned();
    assert_eq!(portal.visit(&who, &second).await.is(200).all("tbody tr").len(), 0, "what another register has is not missing");
    assert_eq!(portal.visit(&who, &at).await.is(200).all("tbody tr").len(), 1);
    let paid = portal.visit(&who, &format!("{at}/payments/999")).await;
    paid.is(404);
}

#[actix_web::test]
async fn what_is_torn_is_refused_whole_with_the_reason() {
    let portal = told().await;
    let who = accountant();
    let good = register(&[("101", ACCOUNT, "100.00")]);
    for (day, text, field) in [
        ("2026-11-19", good.replace("Total", "#otal"), "file"),
        ("2026-11-19", good.lines().next().expect("a line").to_owned(), "file"),
        ("2026-11-19", good.replace("Total:\t1\t100.00", "Total:\t1\t100.01"), "file"),
        ("2026-11-19", good.replace("\t100.00\r\nTotal", "\t1e2\r\nTotal"), "file"),
        ("2026-11-19", String::new(), "file"),
        ("2026-11-18", good.clone(), "of"),
        ("2026-11-21", good.clone(), "of"),
        ("", good.clone(), "of"),
    ] {
        let refused = bring(&portal, &who, day, &text).await;
        assert!(!refused.is(422).error_of(field).is_empty(), "{day} {text}");
    }
    let page = portal.visit(&who, &format!("/staff/payments/doors/{}", Side::First.biller())).await;
    assert_eq!(page.is(200).attributes("tbody th a", "href").iter().filter(|href| href.contains("/registers/")).count(), 1);
}
