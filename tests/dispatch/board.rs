//! The dispatcher's board.

use chrono::TimeDelta;

use super::{job, made, plans, second, steps};
use crate::support::people::{dispatcher, known_as, owner, technician};
use crate::support::{Side, TestPortal};

#[actix_web::test]
async fn the_board_shows_days_and_weeks_and_gives_out_work() {
    let portal = TestPortal::open().await;
    let staff = dispatcher();
    let board = portal.visit(&staff, "/staff/board").await;
    board.is(200).sees("пятница, 20 ноября").sees("Ахметов Марат").sees("15:00").sees("1 час 30 минут / 8 часов");
    portal.visit(&staff, "/staff/board?view=week").await.is(200).sees("Ахметов М.").sees("18 %");
    let id = made(&portal, false).await;
    let board = portal.visit(&staff, "/staff/board").await;
    let form = board.sees("2026-000002").form(&format!("/staff/jobs/{id}/offer"));
    portal.submit(&staff, &form.clone().with("time", "15:30")).await.is(422).sees("уже отдано другому наряду");
    let to = portal.submit(&staff, &form.with("time", "17:10")).await;
    assert_eq!(to.is(303).leads_to(), "/staff/board?day=2026-11-20");
    portal.visit(&staff, "/staff/board").await.sees("17:00").sees("Все наряды распределены");
    portal.visit(&technician(), "/notifications").await.sees("Новый наряд");
    portal.visit(&owner(), "/notifications").await.sees("Келу уақыты белгіленді");
    steps(&portal, &technician(), &id, "accept", &[], &[]).await.is(303);
    // who has accepted need not accept another time
    plans(&portal, &staff, &id, &[("to", &known_as("technician").id()), ("day", "2026-11-23"), ("time", "09:00")]).await.is(303);
    portal.visit(&technician(), &format!("/jobs/{id}")).await.sees("Принят").sees("23 ноября, 8:00–10:00");
}

#[actix_web::test]
async fn shifts_are_somebodys_own_or_the_offices() {
    let portal = TestPortal::open().await;
    let (staff, at) = (dispatcher(), format!("/staff/board/shifts/{}", known_as("technician").id()));
    let form = portal.visit(&staff, &at).await.is(200).form(&at);
    portal.submit(&staff, &form.clone().with("from-6", "10:00")).await.is(422).sees("и начало, и конец смены");
    portal.submit(&staff, &form.with("from-6", "10:00").with("until-6", "14:00")).await.is(303);
    let id = made(&portal, true).await;
    let windows = portal.visit(&owner(), &format!("/requests/jobs/{id}")).await.attributes("input[name=window]", "value");
    assert_eq!(windows, ["2026-11-21T05:00:00", "2026-11-21T07:00:00"], "Saturday from ten to two, and nothing else");
    portal.visit(&staff, &format!("/staff/board/shifts/{}", known_as("owner").id())).await.is(404);
}

#[actix_web::test]
async fn a_day_of_somebody_who_fell_ill_goes_to_others_in_one_act() {
    let portal = TestPortal::open().await;
    let staff = dispatcher();
    let at = format!("/staff/board/days/{}", known_as("technician").id());
    let ask = portal.visit(&staff, &format!("{at}?day=2026-11-20")).await;
    portal.submit(&staff, &ask.is(200).sees("Нет света в подъезде").form(&at)).await.is(303);
    portal.visit(&staff, "/staff/board").await.sees("Роздано: 0, осталось в списке: 1").sees("2026-000001");
    portal.visit(&technician(), "/jobs").await.sees("На сегодня нарядов нет");

    let portal = TestPortal::open().await;
    let (staff, other) = (dispatcher(), second(&portal).await);
    let ask = portal.visit(&staff, &format!("{at}?day=2026-11-20")).await;
    portal.submit(&staff, &ask.is(200).form(&at)).await.is(303);
    portal.visit(&staff, "/staff/board").await.sees("Роздано: 1, осталось в списке: 0");
    portal.visit(&technician(), &format!("/jobs/{}", job())).await.is(404);
    portal.visit(&other, "/jobs").await.sees("Нет света в подъезде").sees("15:00");
    portal.visit(&technician(), "/notifications").await.sees("Наряд передан другому");
}

#[actix_web::test]
async fn a_job_on_its_own_and_one_for_a_firm() {
    let portal = TestPortal::open().await;
    let (staff, me) = (dispatcher(), technician());
    let form = portal.visit(&staff, "/staff/jobs/new").await.is(200).form("/staff/jobs");
    portal.submit(&staff, &form).await.is(422);
    let form = form.with("building", &Side::First.building(1)).with("category", "flat_leak").with("text", "Осмотр стояка");
    portal.submit(&staff, &form.clone().with("flat", "777")).await.is(422).sees("нет квартиры с таким номером");
    let to = portal.submit(&staff, &form.with("flat", "10").with("phone", "8 701 555 66 77")).await.is(303).leads_to().to_owned();
    let id = to.rsplit('/').next().expect("an id").to_owned();
    portal.visit(&staff, &to).await.sees("кв. 10").sees("подъезд 2").sees("+7 701 555 66 77");
    portal.visit(&staff, "/staff/jobs?q=2026-2").await.sees("2026-000002").misses("2026-000001");
    plans(&portal, &staff, &id, &[("to", &format!("firm:{}", Side::First.firm()))]).await.is(303);
    portal.visit(&me, "/jobs").await.misses("Осмотр стояка");
    portal.visit(&me, &format!("/jobs/{id}")).await.is(404);
    plans(&portal, &staff, &id, &[("to", &format!("firm:{}", Side::Second.firm()))]).await.is(422);
    plans(&portal, &staff, &id, &[("to", &known_as("owner").id())]).await.is(422).sees("не обслуживает");
    let page = portal.visit(&staff, &format!("/staff/jobs/{id}/cancellation")).await;
    let form = page.is(200).form(&format!("/staff/jobs/{id}/cancellation"));
    portal.submit(&staff, &form.clone().with("why", "")).await.is(422);
    portal.submit(&staff, &form.with("why", "Стояк заменили")).await.is(303);
    portal.visit(&staff, &to).await.sees("Отменён");
}

#[actix_web::test]
async fn a_zone_is_all_that_its_dispatcher_sees_of_jobs() {
    let portal = TestPortal::open().await;
    let at = format!("/staff/team/{}", known_as("dispatcher").id());
    let boss = crate::support::people::admin();
    let form = portal.visit(&boss, &format!("{at}/edit")).await.form(&at).with("reach", "zone");
    portal.submit(&boss, &form.and("place", &format!("building:{}", Side::First.building(2)))).await.is(303);
    let staff = dispatcher();
    portal.visit(&staff, "/staff/jobs?show=all").await.is(200).misses("2026-000001");
    portal.visit(&staff, "/staff/board").await.is(200).misses("Нет света в подъезде");
    portal.visit(&staff, &format!("/staff/jobs/{}", job())).await.is(404);
    portal.send(&staff, &format!("/staff/jobs/{}/offer", job()), &[("version", "1")]).await.is(404);
    portal.visit(&staff, &format!("/staff/board/doors/{}", Side::First.building(1))).await.is(404);
}

#[actix_web::test]
async fn an_offer_without_an_answer_goes_back_and_the_history_says_so() {
    let portal = TestPortal::open().await;
    let (staff, me) = (dispatcher(), technician());
    let id = made(&portal, false).await;
    let mine = known_as("technician").id();
    plans(&portal, &staff, &id, &[("to", &mine), ("day", "2026-11-20"), ("time", "16:30")]).await.is(303);
    portal.pass(TimeDelta::minutes(115)).await;
    portal.visit(&me, &format!("/jobs/{id}")).await.is(200);
    portal.pass(TimeDelta::minutes(15)).await;
    portal.visit(&me, &format!("/jobs/{id}")).await.is(404);
    portal.visit(&me, "/notifications").await.sees("остался без ответа");
    portal.visit(&staff, "/notifications").await.sees("остался без ответа");
    portal.visit(&staff, &format!("/staff/jobs/{id}")).await.sees("ответа на предложение нет, наряд вернулся к диспетчеру");
    portal.visit(&staff, "/staff/board").await.sees("Не назначены");
    // its time is free for another one
    let again = made(&portal, false).await;
    plans(&portal, &staff, &again, &[("to", &mine), ("day", "2026-11-20"), ("time", "16:30")]).await.is(303);
    // what was accepted stays, and so does what is offered for later than tomorrow
    plans(&portal, &staff, &id, &[("to", &mine), ("day", "2026-11-25"), ("time", "10:00")]).await.is(303);
    portal.pass(TimeDelta::hours(5)).await;
    portal.visit(&me, &format!("/jobs/{id}")).await.is(200);
    portal.visit(&me, &format!("/jobs/{}", job())).await.is(200);
}
