//! How many SQL statements a page costs. A changed number is a changed line; and no page costs more because a list is longer.

use std::fmt::Write as _;

use crate::support::{Person, Side, TestPortal};

/// Who looks at what.
fn pages() -> Vec<(&'static str, &'static str, String)> {
    let path = |pattern: &str| Side::First.path(pattern);
    vec![
        ("visitor", "landing", "/".into()),
        ("visitor", "sign in", "/sign-in".into()),
        ("owner", "home", "/home".into()),
        ("owner", "announcements", "/announcements".into()),
        ("owner", "an announcement", path("/announcements/{announcement}")),
        ("owner", "surveys", "/surveys".into()),
        ("owner", "a survey", path("/surveys/{survey}")),
        ("owner", "answering a survey", path("/surveys/{survey}/answer")),
        ("owner", "requests", "/requests".into()),
        ("owner", "open requests of the house", "/requests?show=house".into()),
        ("owner", "a request", path("/requests/{request}")),
        ("owner", "notifications", "/notifications".into()),
        ("owner", "profile", "/profile".into()),
        ("owner", "bills", "/bills".into()),
        ("owner", "a bill", path("/bills/{bill}")),
        ("owner", "meters", "/meters".into()),
        ("accountant", "readings to look at", "/staff/meters?month=2026-11-01".into()),
        ("accountant", "meters without readings", "/staff/meters?show=silent".into()),
        ("accountant", "the register of meters", "/staff/meters/register".into()),
        ("accountant", "a meter", path("/staff/meters/{meter}")),
        ("accountant", "charges", "/staff/billing".into()),
        ("accountant", "a run", path("/staff/billing/runs/{billing}")),
        ("accountant", "services", "/staff/billing/services".into()),
        ("accountant", "bills of the company", "/staff/billing/bills".into()),
        ("accountant", "books", "/staff/billing/books".into()),
        ("owner", "payments", "/payments".into()),
        ("owner", "a payment", path("/payments/{payment}")),
        ("owner", "paying a bill", path("/bills/{bill}/payment")),
        ("owner", "an order", path("/pay/{order}")),
        ("accountant", "payments", "/staff/payments".into()),
        ("accountant", "paying online", "/staff/payments/channels".into()),
        ("accountant", "a payment", path("/staff/payments/{payment}")),
        ("accountant", "banks and terminals", "/staff/payments/doors".into()),
        ("accountant", "a bank's connection", path("/staff/payments/doors/{biller}?day=2026-11-18")),
        ("accountant", "a bank's register", path("/staff/payments/registers/{register}")),
        ("accountant", "unidentified money", "/staff/payments/parked".into()),
        ("accountant", "unidentified money, one of them", path("/staff/payments/parked/{parked}?premises={premises}")),
        ("accountant", "taking cash", "/staff/payments/new".into()),
        ("accountant", "taking cash for premises", path("/staff/payments/new?premises={premises}")),
        ("owner", "the money of the house", "/house-money".into()),
        ("accountant", "spending", "/staff/spending".into()),
        ("accountant", "the turnover sheet", "/staff/billing/turnover".into()),
        ("accountant", "debts", "/staff/debts".into()),
        ("accountant", "a debt", path("/staff/debts/{debt}")),
        ("accountant", "letters about debts", "/staff/debts/letters".into()),
        ("manager", "staff home", "/staff".into()),
        ("manager", "homes", "/staff/homes".into()),
        (
            "manager",
            "homes, searched by a name",
            "/staff/homes?q=жумабаев".replace("жумабаев", "%D0%B6%D1%83%D0%BC%D0%B0%D0%B1%D0%B0%D0%B5%D0%B2"),
        ),
        ("manager", "buildings", "/staff/homes/buildings".into()),
        ("manager", "a building", path("/staff/homes/buildings/{building}")),
        ("manager", "premises", path("/staff/homes/premises/{premises}")),
        ("manager", "imports", "/staff/homes/imports".into()),
        ("manager", "announcements of staff", "/staff/announcements".into()),
        ("manager", "an announcement of staff", path("/staff/announcements/{announcement}")),
        ("manager", "requests of staff", "/staff/requests".into()),
        ("manager", "requests of staff, searched", "/staff/requests?q=2026-000001&show=all".into()),
        ("manager", "a request of staff", path("/staff/requests/{request}")),
        ("manager", "terms of requests", "/staff/requests/terms".into()),
        ("manager", "figures of requests", "/staff/requests/figures".into()),
        ("manager", "the board", "/staff/board".into()),
        ("manager", "the board of a week", "/staff/board?view=week".into()),
        ("manager", "jobs of staff", "/staff/jobs".into()),
        ("manager", "a job of staff", path("/staff/jobs/{job}")),
        ("technician", "jobs of today", "/jobs".into()),
        ("technician", "a job", path("/jobs/{job}")),
        ("owner", "a job of mine", path("/requests/jobs/{job}")),
        ("manager", "recipients", path("/staff/announcements/{announcement}/recipients")),
        ("manager", "surveys of staff", "/staff/surveys".into()),
        ("manager", "a survey of staff", path("/staff/surveys/{survey}")),
        ("manager", "results of a survey", path("/staff/surveys/{survey}/results")),
        ("manager", "letters that did not arrive", "/staff/mail".into()),
        ("manager", "second factors of staff", "/staff/settings/security".into()),
        ("manager", "the trail", "/staff/audit".into()),
        ("manager", "the trail, filtered", "/staff/audit?act=homes&from=2026-11-01&to=2026-11-30".into()),
        ("manager", "the check of the trail", "/staff/audit/check".into()),
        ("operator", "operator's home", "/operator".into()),
        ("operator", "the installation's trail", "/operator/audit".into()),
    ]
}

async fn cost(portal: &TestPortal, key: &str, path: &str) -> u64 {
    let person = if key == "visitor" { Person::visitor() } else { Person::named(key) };
    // what is noted besides, when a session is used for the first time in a while, is not the page's
    portal.visit(&person, path).await.is(200);
    actix_web::rt::time::sleep(std::time::Duration::from_millis(50)).await;
    let (screen, count) = portal.statements(portal.visit(&person, path)).await;
    screen.is(200);
    count
}

#[actix_web::test]
async fn a_page_costs_what_it_cost_before() {
    let portal = TestPortal::open().await;
    let mut snapshot = String::new();
    for (key, name, path) in pages() {
        let _ = writeln!(snapshot, "{:3}  {key}: {name}", cost(&portal, key, &path).await);
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("statements", snapshot);
    });
}

#[actix_web::test]
async fn a_longer_list_costs_no_more_statements() {
    let portal = TestPortal::open().await;
    let mut before = Vec::new();
    for (key, _, path) in pages() {
        before.push(cost(&portal, key, &path).await);
    }
    crate::homes::many(&portal, 60).await;
    let mut dearer = Vec::new();
    for ((key, name, path), before) in pages().into_iter().zip(before) {
        let after = cost(&portal, key, &path).await;
        if after > before {
            dearer.push(format!("{key}: {name} cost {before} statements, and {after} with more premises"));
        }
    }
    assert!(dearer.is_empty(), "{dearer:#?}");
}
