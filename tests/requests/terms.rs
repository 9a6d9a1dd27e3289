//! Terms, and what happens when they run out.

use chrono::TimeDelta;

use super::{reports, steps};
use crate::support::TestPortal;
use crate::support::people::{admin, dispatcher, owner2};

#[actix_web::test]
async fn a_company_promises_from_a_day_on_and_hides_what_it_does_not_do() {
    let portal = TestPortal::open().await;
    let (boss, me) = (admin(), owner2());
    portal.visit(&boss, "/staff/requests/terms").await.is(200).sees("В лифте застряли люди").sees("15 минут");
    let page = portal.visit(&boss, "/staff/requests/terms?category=flat_leak").await;
    let form = page.is(200).form("/staff/requests/terms");
    let set = form.with("first_answer", "60").with("resolution", "120").with("ground", "Договор № 7");
    portal.submit(&boss, &set.clone().with("since", "2026-11-20")).await.is(422).sees("не раньше завтрашнего дня");
    portal.submit(&boss, &set.clone().with("since", "2026-11-23")).await.is(303);
    portal.submit(&boss, &set.with("since", "2026-11-23")).await.is(422).sees("С этого дня сроки уже установлены");
    let before = reports(&portal, &me, "flat_leak", "Капает").await;
    portal.app.clock.pass(TimeDelta::days(3));
    let after = reports(&portal, &me, "flat_leak", "Капает снова").await;
    portal.visit(&me, &after).await.sees("2 часа").sees("Договор № 7").sees("Крайний срок: сегодня в 15:00");
    portal.visit(&me, &before).await.sees("5 рабочих дней");
    let page = portal.visit(&boss, "/staff/requests/terms?category=yard_dogs").await;
    portal.submit(&boss, &page.form("/staff/requests/terms/offer")).await.is(303);
    let offered = portal.visit(&me, "/requests/new").await.attributes("#f-category option", "value");
    assert!(!offered.contains(&"yard_dogs".to_owned()) && offered.contains(&"yard_snow".to_owned()));
}

#[actix_web::test]
async fn waiting_stops_the_clock_and_a_missed_term_is_noted_once() {
    let portal = TestPortal::open().await;
    let (staff, me) = (dispatcher(), owner2());
    // an emergency: two hours, day and night
    let at = reports(&portal, &me, "flat_flood", "Заливает").await;
    steps(&portal, &staff, &at, "accept", &[]).await.is(303);
    portal.visit(&me, &at).await.sees("Срок: сегодня в 16:00");
    portal.app.clock.pass(TimeDelta::minutes(30));
    steps(&portal, &staff, &at, "wait", &[("wait", "parts")]).await.is(303);
    portal.pass(TimeDelta::hours(5)).await;
    portal.visit(&staff, &format!("/staff{at}")).await.misses("Пропущенные сроки");
    steps(&portal, &staff, &at, "start", &[]).await.is(303);
    portal
        .visit(&me, &at)
        .await
        .sees("Срок: сегодня в 21:00")
        .sees("Сейчас нерабочее время. При аварии звоните: +7 727 000 00 01");
    portal.pass(TimeDelta::hours(2)).await;
    portal.pass(TimeDelta::hours(2)).await;
    let page = portal.visit(&staff, &format!("/staff{at}")).await;
    page.sees("Пропущенные сроки").sees("Срок пропущен: Исполнение");
    assert_eq!(page.text().matches("Срок пропущен").count(), 1, "noted once, however often it is looked at");
    portal.visit(&staff, "/staff/requests?show=overdue").await.sees("2026-000002");
}

#[actix_web::test]
async fn what_is_put_off_comes_back_on_its_day() {
    let portal = TestPortal::open().await;
    let (staff, me) = (dispatcher(), owner2());
    let at = reports(&portal, &me, "yard_trees", "Обрезать тополь").await;
    steps(&portal, &staff, &at, "defer", &[("until", "2028-01-01")]).await.is(422).sees("не позже чем через год");
    steps(&portal, &staff, &at, "defer", &[("until", "2026-11-25")]).await.is(303);
    portal.visit(&me, &at).await.sees("Отложена. Вернётся в работу сама: 25 ноября 2026");
    portal.pass(TimeDelta::days(4)).await;
    portal.visit(&me, &at).await.sees("Отложена");
    portal.pass(TimeDelta::days(1)).await;
    portal.visit(&me, &at).await.sees("Принята");
}
