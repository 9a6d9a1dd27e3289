//! What was off, how often and how long.

use crate::support::people::{admin, dispatcher, known_as, owner, tenant};
use crate::support::{Side, TestPortal};

#[actix_web::test]
async fn residents_read_how_often_and_how_long_it_was_off_at_theirs() {
    let portal = TestPortal::open().await;
    let staff = dispatcher();
    let form = portal.visit(&staff, "/staff/requests/outages/new").await.is(200).form("/staff/requests/outages");
    portal.submit(&staff, &form).await.is(422).sees("Отметьте хотя бы один дом");
    let form = form.with("service", "cold_water").with("why", "Замена задвижки").with("planned", "yes");
    let form = form.and("house", &Side::First.building(1)).with("begins_at", "2026-11-19T10:00");
    portal.submit(&staff, &form.clone().with("ends_at", "2026-11-19T09:00")).await.is(422).sees("позже начала");
    portal.submit(&staff, &form.clone().with("ends_at", "2026-11-19T12:30").with("asked", "2026-77")).await.is(422);
    portal.submit(&staff, &form.clone().with("announcement", "2026-77")).await.is(422).sees("Объявления с таким номером нет");
    let noted = form.with("ends_at", "2026-11-19T12:30").with("asked", "2026-1").with("announcement", "2026-000001");
    portal.submit(&staff, &noted).await.is(303);
    portal.submit(&staff, &noted).await.is(303);
    let register = portal.visit(&staff, "/staff/requests/outages").await;
    register.is(200).sees("Замена задвижки").sees("№ 2026-000001");
    assert_eq!(register.all("tbody tr").len(), 2, "noted once, beside that of the world");
    let page = portal.visit(&owner(), "/requests/outages").await;
    page.is(200).sees("Суық су: 1 рет, 3 сағат").sees("Замена задвижки").misses("Ыстық су");
    // the tenant's house has had no hot water since the morning
    portal.visit(&tenant(), "/requests/outages").await.sees("Горячая вода: 1 раз, 3 часа").sees("окончание неизвестно");
    portal.visit(&tenant(), "/requests/new").await.sees("Мы знаем, сейчас не работает: Горячая вода");
    let end = format!("/staff/requests/outages/{}/ending", Side::First.outage());
    portal.send(&staff, &end, &[]).await.is(303);
    let again = portal.send(&staff, &end, &[]).await;
    portal.follow(&staff, again).await.sees("уже закончилось");
    portal.visit(&tenant(), "/requests/new").await.misses("Мы знаем");
    portal.visit(&admin(), "/staff/audit?act=requests").await.sees("Записано отключение").sees("Отключение закончилось");
}

#[actix_web::test]
async fn a_zone_notes_and_sees_its_own_houses_only() {
    let portal = TestPortal::open().await;
    let at = format!("/staff/team/{}", known_as("dispatcher").id());
    let boss = admin();
    let form = portal.visit(&boss, &format!("{at}/edit")).await.form(&at).with("reach", "zone");
    portal.submit(&boss, &form.and("place", &format!("building:{}", Side::First.building(1)))).await.is(303);
    let staff = dispatcher();
    portal.visit(&staff, "/staff/requests/outages").await.is(200).misses("Прорыв на вводе");
    let end = format!("/staff/requests/outages/{}/ending", Side::First.outage());
    portal.send(&staff, &end, &[]).await.is(404);
    let form = portal.visit(&staff, "/staff/requests/outages/new").await.form("/staff/requests/outages");
    let form = form.with("service", "gas").with("why", "x").with("begins_at", "2026-11-20T10:00");
    portal.submit(&staff, &form.and("house", &Side::First.building(2))).await.is(404);
}
