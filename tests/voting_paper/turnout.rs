//! The turnout, the list that is carried round, and reminders.

use chrono::TimeDelta;

use super::{staff, vote};
use crate::support::TestPortal;
use crate::support::assembly::{Assembly, Called};
use crate::support::paper::is_sound;
use crate::support::people::{owner, secretary};

fn told(portal: &TestPortal, address: &str) -> usize {
    let reminds = |subject: &str| ["Проголосуйте до", "Дауыс беріңіз:"].iter().any(|start| subject.starts_with(start));
    portal.letters().iter().filter(|letter| letter.to == address && reminds(&letter.subject)).count()
}

#[actix_web::test]
async fn the_turnout_says_what_the_quorum_lacks_and_nobody_s_choice() {
    let (portal, boss) = (TestPortal::open().await, secretary());
    let here = Assembly::settle(&portal, Called::open()).await;
    let page = portal.visit(&boss, &staff(&here, "/turnout")).await;
    page.is(200);
    // thirteen homes: a quorum is seven
    assert!(page.text().contains("нужно ещё 7"), "{}", page.text());
    for (flat, who) in [(3, "a3"), (5, "a5"), (6, "a6"), (9, "a9"), (10, "a10")] {
        assert!(vote(&portal, &here, here.flat(flat), who, "ff--").await);
    }
    assert!(portal.visit(&boss, &staff(&here, "/turnout")).await.text().contains("нужно ещё 2"));
    let walk = portal.visit(&boss, &staff(&here, "/walk")).await;
    walk.is(200);
    assert!(walk.text().contains("кв. 4") && !walk.text().contains("кв. 3,"), "{}", walk.text());
    assert!(!walk.text().contains("Иванов"), "the list has numbers and no names");
    let pdf = portal.visit(&boss, &staff(&here, "/walk.pdf")).await;
    is_sound(&pdf.is(200).bytes);
    portal.visit(&owner(), &staff(&here, "/walk.pdf")).await.is(403);
}

#[actix_web::test]
async fn the_page_takes_as_many_statements_for_a_house_as_for_a_door() {
    let (portal, boss) = (TestPortal::open().await, secretary());
    let here = Assembly::settle(&portal, Called::open()).await;
    portal.visit(&boss, &staff(&here, "/turnout")).await.is(200);
    let (_, taken) = portal.statements(portal.visit(&boss, &staff(&here, "/turnout"))).await;
    assert!(taken <= 16, "{taken} statements");
}

#[actix_web::test]
async fn only_those_who_have_not_voted_are_reminded_and_once_at_each_step() {
    let portal = TestPortal::open().await;
    // five days are left: the middle of the week is half a day ahead, three days before the end two days
    let here = Assembly::settle(&portal, Called::open()).await;
    portal.pass(TimeDelta::hours(1)).await;
    assert_eq!(told(&portal, "owner@demo.example"), 0, "nothing is due yet");
    portal.pass(TimeDelta::hours(45)).await;
    let first = told(&portal, "owner@demo.example");
    assert_eq!(first, 1);
    assert_eq!(told(&portal, "proxy@demo.example"), 1, "who acts for an owner is reminded, too");
    assert_eq!(told(&portal, "tenant@demo.example"), 0, "who rents has no vote");
    portal.pass(TimeDelta::minutes(20)).await;
    assert_eq!(told(&portal, "owner@demo.example"), 1, "once at each step");
    // both flats and the parking place have voted: nothing is left to remind of
    for (unit, choices) in [(0, "ff--"), (1, "ff--"), (13, "--f-")] {
        assert!(vote(&portal, &here, here.unit(unit), "owner", choices).await);
    }
    portal.pass(TimeDelta::hours(24)).await;
    assert_eq!(told(&portal, "owner@demo.example"), 1, "it stopped when they voted");
    assert_eq!(told(&portal, "neighbour@demo.example"), 2);
}

#[actix_web::test]
async fn by_hand_once_a_day() {
    let (portal, boss) = (TestPortal::open().await, secretary());
    let here = Assembly::settle(&portal, Called::open()).await;
    let path = staff(&here, "/turnout/reminder");
    portal.visit(&boss, &path).await.is(200);
    portal.send(&boss, &path, &[]).await.is(303);
    portal.work().await;
    assert_eq!(told(&portal, "owner@demo.example"), 1);
    portal.send(&boss, &path, &[]).await.is(303);
    portal.work().await;
    assert_eq!(told(&portal, "owner@demo.example"), 1);
    portal.app.clock.pass(TimeDelta::days(1));
    portal.send(&boss, &path, &[]).await.is(303);
    portal.work().await;
    assert_eq!(told(&portal, "owner@demo.example"), 2);
}
