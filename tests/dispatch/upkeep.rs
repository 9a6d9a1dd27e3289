//! Upkeep: plans make jobs ahead of time, each day once; checklists with norms; what was missed is red.

use aula::db::schema::{field_jobs, field_rounds};
use aula::dispatch;
use chrono::TimeDelta;
use diesel::prelude::*;
use futures_util::future::join_all;

use super::{steps, version};
use crate::support::people::{dispatcher, manager, other_manager, owner, technician};
use crate::support::{Side, TestPortal};

/// The days of the plan of the world, with their jobs.
async fn rounds(portal: &TestPortal) -> Vec<(chrono::NaiveDate, Option<String>)> {
    let read = portal.app.db.read(|conn| {
        field_rounds::table
            .filter(field_rounds::plan_id.eq(Side::First.plan()))
            .order(field_rounds::day)
            .select((field_rounds::day, field_rounds::job_id))
            .load(conn)
    });
    read.await.expect("the rounds")
}

/// The job of the first round, once it is made.
async fn first(portal: &TestPortal) -> String {
    dispatch::make_rounds(&portal.app).await.expect("the errand");
    rounds(portal).await.remove(0).1.expect("a job")
}

#[actix_web::test]
async fn several_errands_at_once_make_each_days_job_once() {
    let portal = TestPortal::open().await;
    for errand in join_all((0..3).map(|_| dispatch::make_rounds(&portal.app))).await {
        errand.expect("an errand");
    }
    dispatch::make_rounds(&portal.app).await.expect("one more");
    let made = rounds(&portal).await;
    assert_eq!(
        made.iter().map(|(day, _)| day.to_string()).collect::<Vec<_>>(),
        ["2026-11-30"],
        "a fortnight ahead, and no further"
    );
    let jobs: i64 = portal
        .app
        .db
        .read(|conn| field_jobs::table.filter(field_jobs::place.eq("ВРУ")).count().get_result(conn))
        .await
        .expect("a number");
    assert_eq!(jobs, 2, "one in each company");
    portal.visit(&technician(), "/jobs").await.sees("30 ноября").sees("ВРУ");
    // two days after it nobody had gone
    portal.pass(TimeDelta::days(12)).await;
    dispatch::make_rounds(&portal.app).await.expect("an errand");
    assert_eq!(rounds(&portal).await.len(), 1, "the end of December is not near enough");
    let staff = dispatcher();
    let board = portal.visit(&staff, "/staff/board").await;
    board.sees("Пропущена 1 плановая работа");
    portal.visit(&staff, "/staff/plans").await.sees("Пропущена 1 плановая работа").sees("30 ноября 2026");
    portal.visit(&staff, &format!("/staff/plans/{}", Side::First.plan())).await.sees("Пропущено");
}

#[actix_web::test]
async fn a_checklist_is_filled_in_and_what_is_outside_its_norm_is_red() {
    let portal = TestPortal::open().await;
    let (me, staff, id) = (technician(), dispatcher(), first(&portal).await);
    for act in ["accept", "set_out", "arrive"] {
        steps(&portal, &me, &id, act, &[], &[]).await.is(303);
    }
    let page = portal.visit(&me, &format!("/jobs/{id}")).await;
    page.sees("Напряжение").sees("210–240 В");
    steps(&portal, &me, &id, "finish", &[], &[]).await.is(422).sees("Сначала заполните чек-лист");
    let at = format!("/jobs/{id}/checks");
    portal.send(&me, &at, &[("check-1", "много")]).await.is(422).sees("числом");
    portal.send(&me, &at, &[("check-1", "228,5"), ("check-2", "yes")]).await.is(303);
    portal.visit(&me, &format!("/jobs/{id}")).await.sees("228,5 В").misses("Вне нормы");
    portal.send(&me, &at, &[("check-1", "196"), ("check-2", "no")]).await.is(303);
    portal.visit(&me, &format!("/jobs/{id}")).await.sees("196 В: Вне нормы");
    steps(&portal, &me, &id, "finish", &[], &[]).await.is(303);
    let page = portal.visit(&staff, &format!("/staff/jobs/{id}")).await;
    page.sees("196 В: Вне нормы").sees("Нет: Вне нормы");
    let form = portal.visit(&staff, &page.link("Завести заявку по этому")).await;
    assert!(form.is(200).form("/staff/requests").value("text").contains("Напряжение: 196 В (210–240 В)"), "{}", form.text());
    let act = portal.visit(&staff, &format!("/staff/jobs/{id}/act.pdf")).await;
    assert!(act.is(200).bytes.starts_with(b"%PDF-"));
    portal.visit(&manager(), "/staff/audit?act=dispatch").await.sees("Заполнен чек-лист");
}

#[actix_web::test]
async fn a_plan_is_made_changed_for_the_future_and_ended() {
    let portal = TestPortal::open().await;
    let staff = dispatcher();
    let new = portal.visit(&staff, "/staff/plans/new").await;
    let form = new.is(200).form("/staff/plans").with("title", "Осмотр лифта").with("building", &Side::First.building(1));
    let form = form.with("entrance", "1").with("device", "Лифт № 1").with("category", "entrance_light");
    let form = form.with("lines", "Давление; 2; 6; бар\nЛюк закрыт").with("starts_on", "2026-11-23").with("every", "own");
    portal.submit(&staff, &form.clone().with("rule", "FREQ=SECONDLY")).await.is(422).sees("не удалось разобрать");
    portal.submit(&staff, &form.clone().with("lines", "Давление; 6; 2")).await.is(422).sees("Давление; 6; 2");
    let form = form.with("rule", "FREQ=WEEKLY;BYDAY=MO,TH");
    let to = portal.submit(&staff, &form).await.is(303).leads_to().to_owned();
    assert_eq!(portal.submit(&staff, &form).await.is(303).leads_to(), to, "sent twice it is one plan");
    portal.visit(&staff, &to).await.sees("23 ноября 2026, 26 ноября 2026").sees("2–6 бар");
    dispatch::make_rounds(&portal.app).await.expect("the errand");
    let page = portal.visit(&staff, &to).await;
    assert_eq!(page.all("main ul a[href^='/staff/jobs/']").len(), 4, "two weeks of Mondays and Thursdays: {}", page.text());

    let change = portal.visit(&staff, &format!("{to}/change")).await;
    let form = change.is(200).form(&format!("{to}/change")).with("every", "week").with("rule", "");
    portal.submit(&staff, &form).await.is(303);
    portal.submit(&staff, &form).await.is(422).sees("только что изменил");
    dispatch::make_rounds(&portal.app).await.expect("the errand");
    assert_eq!(portal.visit(&staff, &to).await.all("main ul a[href^='/staff/jobs/']").len(), 4, "what was made stays as it is");

    let ask = portal.visit(&staff, &format!("{to}/ending")).await;
    portal.submit(&staff, &ask.is(200).form(&format!("{to}/ending"))).await.is(303);
    portal.pass(TimeDelta::days(10)).await;
    dispatch::make_rounds(&portal.app).await.expect("the errand");
    assert_eq!(portal.visit(&staff, &to).await.sees("План завершён").all("main ul a[href^='/staff/jobs/']").len(), 4);
    portal.visit(&other_manager(), &to).await.is(404);
    portal.visit(&owner(), &to).await.is(403);
    assert!(!version(&change).is_empty());
}
