//! Two at once: one wins, and the other reads a sentence.

use futures_util::future::join;

use super::{job, made, plans, second};
use crate::support::people::{dispatcher, known_as, manager, owner, technician};
use crate::support::{Screen, TestPortal};

/// Whichever of two was refused.
fn loser(answers: &(Screen, Screen)) -> &Screen {
    let mut status = [answers.0.status.as_u16(), answers.1.status.as_u16()];
    status.sort_unstable();
    assert_eq!(status, [303, 422], "{} | {}", answers.0.text(), answers.1.text());
    if answers.0.status.as_u16() == 422 { &answers.0 } else { &answers.1 }
}

#[actix_web::test]
async fn of_two_dispatchers_one_assigns() {
    let portal = TestPortal::open().await;
    second(&portal).await;
    let (one, other) = (dispatcher(), manager());
    for who in [&one, &other] {
        portal.visit(who, &format!("/staff/jobs/{}", job())).await.is(200);
        portal.token(who).await;
    }
    let (at, first, clerk) = (format!("/staff/jobs/{}/offer", job()), known_as("technician").id(), known_as("clerk").id());
    let fields = |to| [("version", "1"), ("to", to), ("day", "2026-11-23"), ("time", "10:00"), ("lasts", "60")];
    let (a, b) = (fields(first.as_str()), fields(clerk.as_str()));
    let answers = join(portal.send(&one, &at, &a), portal.send(&other, &at, &b)).await;
    loser(&answers).sees("только что изменил");
}

#[actix_web::test]
async fn of_two_technicians_one_takes_it() {
    let portal = TestPortal::open().await;
    let (one, other) = (technician(), second(&portal).await);
    let id = made(&portal, false).await;
    plans(&portal, &dispatcher(), &id, &[("to", "trade"), ("day", "2026-11-20")]).await.is(303);
    for who in [&one, &other] {
        portal.visit(who, "/jobs").await.sees("Можно взять");
        portal.visit(who, &format!("/jobs/{id}")).await.is(200).sees("Беру наряд");
        portal.token(who).await;
    }
    let (at, fields) = (format!("/jobs/{id}/steps"), [("version", "2"), ("act", "accept")]);
    let answers = join(portal.upload(&one, &at, &fields, &[]), portal.upload(&other, &at, &fields, &[])).await;
    let mut to = [answers.0.is(303).leads_to().to_owned(), answers.1.is(303).leads_to().to_owned()];
    to.sort();
    assert_eq!(to, ["/jobs".to_owned(), format!("/jobs/{id}")]);
    let first_lost = answers.0.leads_to() == "/jobs";
    let who = if first_lost { &one } else { &other };
    portal.visit(who, "/jobs").await.sees("уже взял другой техник");
    portal.visit(who, &format!("/jobs/{id}")).await.is(404);
}

#[actix_web::test]
async fn a_resident_calls_off_while_the_technician_starts() {
    let portal = TestPortal::open().await;
    let (resident, hands) = (owner(), technician());
    portal.visit(&resident, &format!("/requests/jobs/{}/cancellation", job())).await.is(200);
    portal.visit(&hands, &format!("/jobs/{}", job())).await.is(200);
    for who in [&resident, &hands] {
        portal.token(who).await;
    }
    let (off, steps) = (format!("/requests/jobs/{}/cancellation", job()), format!("/jobs/{}/steps", job()));
    let (stop, start) = ([("version", "1")], [("version", "1"), ("act", "set_out")]);
    let answers = join(portal.send(&resident, &off, &stop), portal.upload(&hands, &steps, &start, &[])).await;
    assert!(!loser(&answers).errors().is_empty(), "{}", loser(&answers).text());
}

#[actix_web::test]
async fn the_last_free_hour_goes_to_one_of_two() {
    let portal = TestPortal::open().await;
    let (a, b) = (made(&portal, true).await, made(&portal, true).await);
    let me = owner();
    for id in [&a, &b] {
        portal.visit(&me, &format!("/requests/jobs/{id}")).await.is(200);
    }
    portal.token(&me).await;
    let (at_a, at_b) = (format!("/requests/jobs/{a}/window"), format!("/requests/jobs/{b}/window"));
    // from four to six there is room for one
    let fields = [("version", "1"), ("window", "2026-11-20T11:00:00")];
    let answers = join(portal.send(&me, &at_a, &fields), portal.send(&me, &at_b, &fields)).await;
    loser(&answers).sees("бұрын таңдап үлгерді");
}
