//! The resident's two hours, and what they confide.

use aula::db::schema::{field_claims, field_notes};
use chrono::TimeDelta;
use diesel::prelude::*;

use super::{job, made, steps};
use crate::support::people::{dispatcher, known_as, owner, owner2, technician};
use crate::support::{Screen, TestPortal};

/// Chooses a window on the page of a job.
async fn chooses(portal: &TestPortal, id: &str, window: &str) -> Screen {
    let me = owner();
    let page = portal.visit(&me, &format!("/requests/jobs/{id}")).await;
    let version = super::version(page.is(200));
    portal.send(&me, &format!("/requests/jobs/{id}/window"), &[("version", &version), ("window", window)]).await
}

#[actix_web::test]
async fn windows_are_what_the_shift_and_the_jobs_leave() {
    let portal = TestPortal::open().await;
    let id = made(&portal, true).await;
    let me = owner();
    portal.visit(&me, "/notifications").await.sees("Техник келетін уақытты таңдаңыз");
    let page = portal.visit(&me, &format!("/requests/jobs/{id}")).await;
    let windows = page.is(200).attributes("input[name=window]", "value");
    // Friday two in the afternoon; from three to half past four the technician is at the lamp, Saturday and Sunday are free
    assert_eq!(windows.first().map(String::as_str), Some("2026-11-20T11:00:00"), "four to six: {windows:?}");
    assert_eq!(windows.get(1).map(String::as_str), Some("2026-11-23T03:00:00"), "Monday from nine, within eight to ten");
    assert_eq!(windows.iter().filter(|window| window.starts_with("2026-11-23")).count(), 5);
    for wrong in ["2026-11-21T05:00:00", "2026-11-20T03:00:00", "2026-11-23T05:15:00", "2027-11-23T05:00:00", "soon", ""] {
        chooses(&portal, &id, wrong).await.is(422);
    }
    chooses(&portal, &id, "2026-11-23T05:00:00").await.is(303);
    let page = portal.visit(&me, &format!("/requests/jobs/{id}")).await;
    page.sees("23 қараша, 10:00–12:00").sees("Уақытты тағы 2 рет өзгертуге болады");
    portal.visit(&technician(), "/jobs").await.sees("Позже").sees("23 ноября, 10:00–12:00");
    portal.visit(&dispatcher(), "/staff/board?day=2026-11-23").await.sees("10:00").sees("1 час 30 минут / 8 часов");
}

#[actix_web::test]
async fn the_time_is_changed_twice_and_not_a_third_time() {
    let portal = TestPortal::open().await;
    let id = made(&portal, true).await;
    for window in ["2026-11-23T05:00:00", "2026-11-24T05:00:00", "2026-11-25T05:00:00"] {
        chooses(&portal, &id, window).await.is(303);
    }
    chooses(&portal, &id, "2026-11-26T05:00:00").await.is(422).sees("екі рет өзгертіп қойдыңыз");
    let claims =
        portal.app.db.read(|conn| field_claims::table.select(field_claims::cell).load::<aula::clock::Moment>(conn)).await;
    let days: Vec<String> = claims.expect("the claims").iter().map(|cell| cell.date().to_string()).collect();
    assert_eq!(days.iter().filter(|day| *day == "2026-11-25").count(), 3, "an hour and the way");
    assert!(
        !days.contains(&"2026-11-23".to_owned()) && !days.contains(&"2026-11-24".to_owned()),
        "what was given up is free: {days:?}"
    );
}

#[actix_web::test]
async fn it_is_called_off_until_somebody_has_set_out() {
    let portal = TestPortal::open().await;
    let me = owner();
    let page = portal.visit(&me, &format!("/requests/jobs/{}/cancellation", job())).await;
    page.is(200).sees("Өтініштің өзі ашық қалады");
    let form = page.form(&format!("/requests/jobs/{}/cancellation", job()));
    steps(&portal, &technician(), &job(), "set_out", &[], &[]).await.is(303);
    portal.submit(&me, &form).await.is(422).sees("Техник жолға шығып қойды");
    let id = made(&portal, true).await;
    chooses(&portal, &id, "2026-11-23T05:00:00").await.is(303);
    let page = portal.visit(&me, &format!("/requests/jobs/{id}/cancellation")).await;
    portal.submit(&me, &page.form(&format!("/requests/jobs/{id}/cancellation")).with("why", "Өзім жөндедім")).await.is(303);
    portal.visit(&dispatcher(), "/notifications").await.sees("Житель отменил").sees("Өзім жөндедім");
    portal.visit(&technician(), "/jobs").await.misses("23 ноября");
    portal.visit(&dispatcher(), &format!("/staff/jobs/{id}")).await.sees("Отменён");
}

#[actix_web::test]
async fn what_is_confided_opens_for_the_executor_on_the_day_and_is_erased() {
    let portal = TestPortal::open().await;
    let (me, hands, id) = (owner(), technician(), job());
    let page = portal.visit(&me, &format!("/requests/jobs/{id}")).await;
    let form = page.form(&format!("/requests/jobs/{id}/note"));
    let form = form.and("may_enter", "yes").with("key", "Консьержде, 5-ұя").with("pet", "Ит тістейді").with("alarm", "4321");
    portal.submit(&me, &form).await.is(303);
    let kept =
        portal.app.db.read(|conn| field_notes::table.select(field_notes::locked).first::<String>(conn)).await.expect("a note");
    assert!(!kept.contains("4321") && !kept.contains("Консьерж"), "{kept}");
    portal.visit(&hands, &format!("/jobs/{id}")).await.sees("Открыть записку жителя").misses("5-ұя").misses("4321");
    portal.visit(&dispatcher(), &format!("/staff/jobs/{id}")).await.misses("5-ұя");
    portal.send(&hands, &format!("/jobs/{id}/note"), &[]).await.is(303);
    portal.visit(&hands, &format!("/jobs/{id}")).await.sees("5-ұя").sees("Ит тістейді").sees("4321").sees("Можно войти без меня");
    portal.visit(&me, &format!("/requests/jobs/{id}")).await.sees("Жазбаңызды 1 рет ашты").sees("Ахметов М.");
    portal.pass(TimeDelta::minutes(20)).await;
    portal.visit(&hands, &format!("/jobs/{id}")).await.misses("5-ұя");
    portal.pass(TimeDelta::hours(20)).await;
    portal.send(&hands, &format!("/jobs/{id}/note"), &[]).await.is(422).sees("только в день работы");
    for act in ["set_out", "arrive", "finish"] {
        steps(&portal, &hands, &id, act, &[], &[]).await.is(303);
    }
    let left = portal.app.db.read(|conn| field_notes::table.count().get_result::<i64>(conn)).await.expect("a count");
    assert_eq!(left, 0, "nothing of it is kept");
    portal.visit(&me, &format!("/requests/jobs/{id}")).await.misses("5-ұя").sees("Жазбаңызды 1 рет ашты");
}

#[actix_web::test]
async fn the_door_code_is_the_executors_on_the_day_alone() {
    let portal = TestPortal::open().await;
    let (staff, hands, id) = (dispatcher(), technician(), job());
    let building = crate::support::Side::First.building(1);
    let page = portal.visit(&staff, &format!("/staff/board/doors/{building}")).await;
    let entrance = crate::support::Side::First.entrance(1);
    let form = page.is(200).form(&format!("/staff/board/doors/{building}"));
    portal
        .submit(&staff, &form.with(&format!("code-{entrance}"), "12К3456").with(&format!("words-{entrance}"), "Домофон слева"))
        .await
        .is(303);
    portal.visit(&staff, &format!("/staff/board/doors/{building}")).await.is(200);
    portal.visit(&hands, &format!("/jobs/{id}")).await.sees("12К3456").sees("Домофон слева");
    portal.visit(&owner(), &format!("/requests/jobs/{id}")).await.misses("12К3456");
    portal.visit(&owner2(), &format!("/staff/board/doors/{building}")).await.is(403);
    portal.pass(TimeDelta::hours(20)).await;
    portal.visit(&hands, &format!("/jobs/{id}")).await.misses("12К3456");
    assert_ne!(known_as("technician").id(), known_as("owner").id());
}
