//! What is counted of requests: for staff by kind, house and person; for everybody by month.

use aula::requests::count_months;
use chrono::TimeDelta;

use super::{reports, steps};
use crate::support::people::{PASSWORD, admin, dispatcher, known_as, owner, owner2, visitor};
use crate::support::{Person, Side, TestPortal};

/// Reports these things and gives where they stand.
async fn several(portal: &TestPortal, me: &Person, texts: &[&str]) -> Vec<String> {
    let mut all = Vec::new();
    for text in texts {
        all.push(reports(portal, me, "flat_leak", text).await);
    }
    all
}

#[actix_web::test]
async fn staff_read_how_soon_and_how_late_by_kind_house_and_person() {
    let portal = TestPortal::open().await;
    let at = reports(&portal, &owner2(), "flat_leak", "Капает кран").await;
    let staff = dispatcher();
    portal.pass(TimeDelta::minutes(20)).await;
    steps(&portal, &staff, &at, "accept", &[]).await.is(303);
    portal.pass(TimeDelta::minutes(100)).await;
    steps(&portal, &staff, &at, "done", &[]).await.is(303);
    let page = portal.visit(&staff, "/staff/requests/figures").await;
    page.is(200).sees("20 минут").sees("2 часа").sees("По домам").sees("Абай даңғылы, 12");
    assert_eq!(page.all("svg[role=img]").len(), 3, "by kind, house and person: {}", page.text());
    // a zone of other houses counts none of it
    let card = format!("/staff/team/{}", known_as("dispatcher").id());
    let boss = admin();
    let form = portal.visit(&boss, &format!("{card}/edit")).await.form(&card).with("reach", "zone");
    portal.submit(&boss, &form.and("place", &format!("building:{}", Side::First.building(2)))).await.is(303);
    portal.visit(&dispatcher(), "/staff/requests/figures").await.sees("заявок не было").misses("20 минут");
    portal.visit(&owner(), "/staff/requests/figures").await.is(403);
}

#[actix_web::test]
async fn everybody_reads_months_that_nobody_edits() {
    let portal = TestPortal::open().await;
    let (me, staff) = (owner2(), dispatcher());
    let public = format!("/companies/{}", Side::First.company());
    let asked = several(&portal, &me, &["Кран", "Труба", "Батарея"]).await;
    count_months(&portal.app).await.expect("counted");
    portal.visit(&visitor(), &public).await.is(200).sees("Было меньше пяти заявок");
    portal.pass(TimeDelta::days(1)).await;
    several(&portal, &me, &["Смеситель", "Стояк"]).await;
    portal.pass(TimeDelta::days(1)).await;
    for at in &asked {
        steps(&portal, &staff, at, "accept", &[]).await.is(303);
    }
    count_months(&portal.app).await.expect("counted");
    let page = portal.visit(&visitor(), &public).await;
    page.sees("ноябрь 2026").misses("Было меньше пяти заявок");
    let told = page.all("tbody tr");
    assert!(told[0].contains("2 суток"), "three were answered after two days: {told:?}");
    // what is two months past stays as it was counted, whatever happens to its requests
    portal.pass(TimeDelta::days(120)).await;
    let staff = visitor();
    portal.sign_in(&staff, "dispatcher@demo.example", PASSWORD).await.is(303);
    steps(&portal, &staff, &asked[0], "done", &[]).await.is(303);
    count_months(&portal.app).await.expect("counted");
    let later = portal.visit(&visitor(), &public).await;
    assert_eq!(later.all("tbody tr"), told);
    portal.visit(&visitor(), &format!("/companies/{}", "0".repeat(26))).await.is(404);
}
