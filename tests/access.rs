//! Every address × everybody: who is let in. One snapshot, taken from the addresses of the running portal, so that none can be
//! forgotten and a door left open is a changed line.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use aula::web::Listed;

use crate::support::people::ROSTER;
use crate::support::portal::Proof;
use crate::support::{Person, Screen, Side, TestPortal};

/// What an answer is, in a word or two.
fn word(side: Side, pattern: &str, screen: &Screen) -> String {
    assert!(!screen.status.is_server_error(), "{} → {}: {}", screen.path, screen.status, screen.text());
    let status = screen.status.as_u16();
    if status != 303 {
        return status.to_string();
    }
    // where a way back leads is no matter of this test, and ids are named by what they are
    let mut to = screen.leads_to().split('?').next().unwrap_or_default().to_owned();
    for hole in pattern.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
        if hole != "version" {
            to = to.replace(&side.fills(pattern, hole), &format!("{{{hole}}}"));
        }
    }
    let named: Vec<String> = to
        .split('/')
        .map(|part| {
            match part.len() {
                26 if part.bytes().all(|b| b.is_ascii_alphanumeric()) => "{id}".into(),
                // what opens something is another one each time
                40.. => "{token}".into(),
                _ => part.to_owned(),
            }
        })
        .collect();
    format!("{status} {}", named.join("/"))
}

/// One request. POSTs carry an empty form with a good token.
async fn knock(portal: &TestPortal, person: &Person, route: &Listed) -> Screen {
    let path = Side::First.path(route.path);
    match route.method {
        "GET" => portal.visit(person, &path).await,
        _ => match portal.send(person, &path, &[]).await {
            // a form with files is sent as one
            screen if screen.status.as_u16() == 400 => portal.upload(person, &path, &[], &[]).await,
            screen => screen,
        },
    }
}

fn everybody() -> Vec<&'static str> {
    std::iter::once("visitor").chain(ROSTER.iter().map(|known| known.key)).collect()
}

fn arrives(key: &str) -> Person {
    if key == "visitor" { Person::visitor() } else { Person::named(key) }
}

/// The actors by what they get, in the order in which each answer first came.
fn lines(answers: &[(&str, String)]) -> String {
    let mut by_answer: Vec<(&str, Vec<&str>)> = Vec::new();
    for (actor, answer) in answers {
        match by_answer.iter_mut().find(|(known, _)| known == answer) {
            Some((_, actors)) => actors.push(actor),
            None => by_answer.push((answer, vec![actor])),
        }
    }
    by_answer.iter().fold(String::new(), |mut text, (answer, actors)| {
        let _ = writeln!(text, "    {answer:<14} ← {}", actors.join(" "));
        text
    })
}

/// What is done there concerns nobody but who does it.
fn is_personal(path: &str) -> bool {
    ["/profile", "/sign-", "/seat", "/notifications", "/password", "/unsubscribe", "/announcements/"]
        .iter()
        .any(|start| path.starts_with(start))
}

#[actix_web::test]
async fn every_address_lets_in_whom_it_should() {
    let mut portal = TestPortal::open().await;
    let mut routes = portal.routes().to_vec();
    routes.sort();
    let mut snapshot = String::new();
    for route in &routes {
        let (mut answers, mut done) = (Vec::new(), false);
        for key in everybody() {
            let screen = knock(&portal, &arrives(key), route).await;
            answers.push((key, word(Side::First, route.path, &screen)));
            // whoever got something done has changed the world: the next one gets a fresh one, unless it was only their own
            let did = route.method == "POST" && screen.status.as_u16() == 303 && !screen.leads_to().starts_with("/sign-in");
            if did && !is_personal(route.path) {
                portal = TestPortal::open().await;
            }
            done |= did;
        }
        if done && is_personal(route.path) {
            portal = TestPortal::open().await;
        }
        let _ = writeln!(snapshot, "{} {}\n{}", route.method, route.path, lines(&answers));
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("access", snapshot);
    });
}

/// Machines prove themselves by signatures of their own, and one-click unsubscription (RFC 8058) comes without anything.
fn of_machines(path: &str) -> bool {
    ["/api/", "/unsubscribe/"].iter().any(|start| path.starts_with(start))
}

#[actix_web::test]
async fn a_form_that_is_not_ours_does_nothing() {
    let portal = TestPortal::open().await;
    let mut open = BTreeMap::new();
    for route in portal.routes().iter().filter(|route| route.method == "POST" && !of_machines(route.path)) {
        let path = Side::First.path(route.path);
        for key in ["visitor", "owner", "manager"] {
            let person = arrives(key);
            for proof in [
                Proof::Nothing,
                Proof::Origin("https://evil.example"),
                Proof::Origin("null"),
                Proof::Site("cross-site"),
                Proof::Site("same-site"),
            ] {
                let screen = portal.send_with(&person, &path, &[("token", "AAAA")], proof).await;
                if screen.status.as_u16() != 403 {
                    open.insert(format!("{} as {key} with {proof:?}", route.path), screen.status);
                }
            }
            // somebody else's token is no proof
            let token = portal.token(&Person::named("other_owner")).await;
            let screen = portal.send_with(&person, &path, &[("token", &token)], Proof::Nothing).await;
            if screen.status.as_u16() != 403 {
                open.insert(format!("{} as {key} with another's token", route.path), screen.status);
            }
        }
    }
    assert!(open.is_empty(), "these took a form from elsewhere: {open:#?}");
}

#[actix_web::test]
async fn a_form_of_ours_passes_by_token_by_site_and_by_origin() {
    let portal = TestPortal::open().await;
    for proof in [Proof::Token, Proof::Site("same-origin"), Proof::Site("none"), Proof::Origin("http://127.0.0.1:8080")] {
        let screen =
            portal.send_with(&Person::named("owner"), "/profile", &[("locale", "kk"), ("zone", "Asia/Almaty")], proof).await;
        assert_eq!(screen.leads_to(), "/profile", "{proof:?}: {}", screen.status);
    }
}
