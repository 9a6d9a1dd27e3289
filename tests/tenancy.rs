//! Another company's things are not there. Every address with a hole, asked for with the ids of one company by the people of the
//! other: 404, or 403 where they may not ask at all, and nothing of it is shown.

use std::collections::BTreeMap;

use aula::web::Listed;

use crate::support::people::{Part, ROSTER};
use crate::support::{Person, Side, TestPortal};

/// Holes that belong to a person, or to nobody in particular: no company's id fills them. Machines prove themselves by signatures, whoever
/// they are, and a provider's page is open to whoever was sent there.
const OF_NO_COMPANY: [&str; 10] = [
    "/password/",
    "/first/",
    "/appointments/",
    "/join/",
    "/brand/",
    "/companies/",
    "/calendar/",
    "/meters/link/",
    "/api/",
    "/pay/sandbox/",
];

fn with_holes(portal: &TestPortal) -> Vec<Listed> {
    portal
        .routes()
        .iter()
        .filter(|route| route.path.contains('{') && !OF_NO_COMPANY.iter().any(|start| route.path.starts_with(start)))
        .cloned()
        .collect()
}

/// The people of a side. The operator belongs to no company and sees what is everybody's.
fn people_of(side: Side) -> impl Iterator<Item = &'static str> {
    ROSTER.iter().filter(move |known| known.side == side && known.part != Part::Operator).map(|known| known.key)
}

async fn ask(portal: &TestPortal, person: &Person, method: &str, path: &str) -> u16 {
    let mut screen = if method == "GET" { portal.visit(person, path).await } else { portal.send(person, path, &[]).await };
    // a form with files is asked for as one
    if method == "POST" && screen.status.as_u16() == 400 {
        screen = portal.upload(person, path, &[], &[]).await;
    }
    screen.status.as_u16()
}

#[actix_web::test]
async fn what_belongs_to_another_company_is_not_there() {
    let portal = TestPortal::open().await;
    let routes = with_holes(&portal);
    assert!(routes.len() > 10, "the addresses with holes: {routes:?}");
    let mut seen = BTreeMap::new();
    for side in Side::BOTH {
        for route in &routes {
            let path = side.path(route.path);
            for key in people_of(side.other()) {
                let status = ask(&portal, &Person::named(key), route.method, &path).await;
                // unsubscribing is by a sealed token, the same for everybody
                if !matches!(status, 404 | 403) && !route.path.starts_with("/unsubscribe/") {
                    seen.insert(format!("{} {} of the {side:?} by {key}", route.method, route.path), status);
                }
            }
        }
    }
    assert!(seen.is_empty(), "these show or do something for another company's people: {seen:#?}");
}

/// Each address must be there for somebody of its own company, else the test above would prove nothing.
#[actix_web::test]
async fn what_belongs_to_the_own_company_is_there() {
    let mut portal = TestPortal::open().await;
    let mut missing = Vec::new();
    for route in with_holes(&portal) {
        let path = Side::First.path(route.path);
        let mut answers = Vec::new();
        for key in ["manager", "owner", "operator", "technician"] {
            let status = ask(&portal, &Person::named(key), route.method, &path).await;
            answers.push(status);
            if route.method == "POST" && status == 303 {
                portal = TestPortal::open().await;
            }
            if !matches!(status, 404 | 403) {
                break;
            }
        }
        if answers.iter().all(|status| matches!(status, 404 | 403)) {
            missing.push(format!("{} {} → {answers:?}", route.method, route.path));
        }
    }
    assert!(missing.is_empty(), "nobody finds these, so tests/support/world.rs fills their holes wrongly: {missing:#?}");
}

/// A path that mixes ids of both companies leads nowhere, whoever asks.
#[actix_web::test]
async fn ids_of_two_companies_do_not_mix() {
    let portal = TestPortal::open().await;
    let mut seen = BTreeMap::new();
    for route in with_holes(&portal).into_iter().filter(|route| route.path.matches('{').count() > 1) {
        let (before, last) = route.path.rsplit_once('{').expect("a hole");
        let (hole, tail) = last.split_once('}').expect("a closed hole");
        // numbers within their thing, the same in both companies
        if ["version", "question"].contains(&hole) {
            continue;
        }
        for (side, key) in [(Side::First, "manager"), (Side::First, "owner"), (Side::Second, "other_manager")] {
            let path = format!("{}{}{tail}", side.path(before), side.other().fills(route.path, hole));
            let status = ask(&portal, &Person::named(key), route.method, &path).await;
            if !matches!(status, 404 | 403) {
                seen.insert(format!("{} {} by {key}", route.method, path), status);
            }
        }
    }
    assert!(seen.is_empty(), "{seen:#?}");
}

/// An id that is none, or nobody's, is a 404 and never a 500.
#[actix_web::test]
async fn a_garbled_id_is_not_found() {
    let portal = TestPortal::open().await;
    let mut wrong = BTreeMap::new();
    for route in with_holes(&portal) {
        for garbled in [
            "0",
            "00000000000000000000000000",
            "%00",
            "%F0%9F%A6%84",
            "..%2F..%2Fetc%2Fpasswd",
            "'%20OR%201=1--",
            &"z".repeat(26),
            &"a".repeat(3000),
        ] {
            let (before, last) = route.path.rsplit_once('{').expect("a hole");
            let tail = last.split_once('}').map_or("", |(_, tail)| tail);
            let path = format!("{}{garbled}{tail}", Side::First.path(before));
            for key in ["manager", "owner"] {
                let status = ask(&portal, &Person::named(key), route.method, &path).await;
                if !matches!(status, 404 | 403) && !route.path.starts_with("/unsubscribe/") {
                    wrong.insert(format!("{} {} by {key}", route.method, path.chars().take(120).collect::<String>()), status);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
