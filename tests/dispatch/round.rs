//! The technician's phone.

use chrono::TimeDelta;

use super::{job, lamp, made, picture, plans, second, steps};
use crate::support::people::{clerk, dispatcher, known_as, manager, other_manager, owner, owner2, technician};
use crate::support::{Side, TestPortal};

#[actix_web::test]
async fn from_the_list_to_done_and_the_request_goes_along() {
    let portal = TestPortal::open().await;
    let (me, staff, resident) = (technician(), dispatcher(), owner());
    let list = portal.visit(&me, "/jobs").await;
    list.is(200).sees("На сегодня 1 наряд").sees("Нет света в подъезде").sees("20 ноября");
    let page = portal.visit(&me, &format!("/jobs/{}", job())).await;
    page.is(200).sees("Абай даңғылы, 12").sees("Выехал");
    assert_eq!(page.attributes("main a[href^='tel:']", "href"), ["tel:+77010000001"]);
    steps(&portal, &me, &job(), "finish", &[], &[]).await.is(422).sees("техник ещё не выехал");
    steps(&portal, &me, &job(), "set_out", &[], &[]).await.is(303);
    portal.visit(&staff, &format!("/staff/requests/{}", lamp())).await.sees("В работе").sees("Ахметов Марат");
    portal.visit(&resident, "/notifications").await.sees("Техник жолға шықты");
    portal.visit(&resident, &format!("/requests/{}", lamp())).await.sees("жолға шықты").sees("Толығырақ");
    steps(&portal, &me, &job(), "arrive", &[], &[]).await.is(303);
    portal.pass(TimeDelta::minutes(45)).await;
    steps(&portal, &me, &job(), "finish", &[], &[&picture()]).await.is(303);
    let page = portal.visit(&me, &format!("/jobs/{}", job())).await;
    page.sees("Выполнен").sees("45 минут");
    assert_eq!(page.all("main img").len(), 3, "of the request, from before, from after");
    portal.visit(&staff, &format!("/staff/requests/{}", lamp())).await.sees("Выполнена");
    portal.visit(&resident, &format!("/requests/{}", lamp())).await.sees("Түзетілді ме");
    let page = portal.visit(&staff, &format!("/staff/jobs/{}", job())).await;
    portal.submit(&staff, &page.form(&format!("/staff/jobs/{}/verification", job()))).await.is(303);
    portal.visit(&staff, &format!("/staff/jobs/{}", job())).await.sees("Проверен");
    portal.visit(&manager(), "/staff/audit?act=dispatch").await.sees("Изменено состояние наряда").sees("Работа проверена");
}

#[actix_web::test]
async fn what_is_not_good_goes_back_and_the_request_with_it() {
    let portal = TestPortal::open().await;
    let (me, staff) = (technician(), dispatcher());
    for act in ["set_out", "arrive", "finish"] {
        steps(&portal, &me, &job(), act, &[], &[]).await.is(303);
    }
    let page = portal.visit(&staff, &format!("/staff/jobs/{}", job())).await;
    let form = page.form(&format!("/staff/jobs/{}/return", job()));
    portal.submit(&staff, &form.clone().with("wrong", "")).await.is(422);
    portal.submit(&staff, &form.with("wrong", "Лампа мигает")).await.is(303);
    portal.visit(&staff, &format!("/staff/requests/{}", lamp())).await.sees("В работе");
    portal.visit(&me, &format!("/jobs/{}", job())).await.sees("Лампа мигает").sees("Беру наряд");
}

#[actix_web::test]
async fn the_resident_confirms_by_code_or_name_and_the_list_stays_as_they_saw_it() {
    let portal = TestPortal::open().await;
    let (me, resident, id) = (technician(), owner(), job());
    let at = format!("/jobs/{id}/confirmation");
    portal.send(&me, &at, &[("way", "name"), ("name", "Ерлан")]).await.is(422);
    for act in ["set_out", "arrive"] {
        portal.visit(&resident, &format!("/requests/jobs/{id}")).await.misses("Техникке айтатын код");
        steps(&portal, &me, &id, act, &[], &[]).await.is(303);
    }
    let code = portal.visit(&resident, &format!("/requests/jobs/{id}")).await.all(".card .number").remove(0);
    assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
    portal.visit(&me, &format!("/jobs/{id}")).await.misses(&code);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    portal.send(&me, &at, &[("way", "code"), ("code", wrong)]).await.is(422).sees("Код неверный");
    let materials = format!("/jobs/{id}/materials");
    let used = [("name", "Патрон"), ("quantity", "1,5"), ("unit", "piece"), ("price", "1 000")];
    portal.send(&me, &materials, &used).await.is(303);
    portal.visit(&me, &format!("/jobs/{id}")).await.sees("1,5 шт.").sees("2 300,00 ₸");
    portal.send(&me, &at, &[("way", "code"), ("code", &code)]).await.is(303);
    portal.send(&me, &at, &[("way", "name"), ("name", "Ерлан")]).await.is(422).sees("уже подтверждена");
    portal.send(&me, &materials, &used).await.is(422).sees("уже подтверждена");
    portal.send(&me, &format!("{materials}/{}/removal", Side::First.material()), &[]).await.is(422);
    portal.visit(&resident, &format!("/requests/jobs/{id}")).await.sees("Код арқылы растады").misses("Техникке айтатын код");
    for (who, path) in [(&me, "/jobs/"), (&dispatcher(), "/staff/jobs/")] {
        let act = portal.visit(who, &format!("{path}{id}/act.pdf")).await;
        assert_eq!(act.is(200).header("content-type"), "application/pdf");
        assert!(act.bytes.starts_with(b"%PDF-"));
    }
}

#[actix_web::test]
async fn five_wrong_codes_and_it_is_by_name_only() {
    let portal = TestPortal::open().await;
    let (me, id) = (technician(), job());
    for act in ["set_out", "arrive"] {
        steps(&portal, &me, &id, act, &[], &[]).await.is(303);
    }
    let code = portal.visit(&owner(), &format!("/requests/jobs/{id}")).await.all(".card .number").remove(0);
    let at = format!("/jobs/{id}/confirmation");
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        portal.send(&me, &at, &[("way", "code"), ("code", wrong)]).await.is(422).sees("Код неверный");
    }
    portal.send(&me, &at, &[("way", "code"), ("code", &code)]).await.is(422).sees("только по имени");
    portal.send(&me, &at, &[("way", "name"), ("name", "Жұмабаев Ерлан")]).await.is(303);
    portal.visit(&owner(), &format!("/requests/jobs/{id}")).await.sees("Жұмысты растады: Жұмабаев Ерлан");
}

#[actix_web::test]
async fn nobody_opened_needs_a_photo_and_brings_new_windows() {
    let portal = TestPortal::open().await;
    let (me, resident, id) = (technician(), owner(), job());
    for act in ["set_out", "arrive"] {
        steps(&portal, &me, &id, act, &[], &[]).await.is(303);
    }
    steps(&portal, &me, &id, "pause", &[("why", "access")], &[]).await.is(422).sees("снимок закрытой двери");
    steps(&portal, &me, &id, "pause", &[("why", "other")], &[]).await.is(422).sees("Напишите причину");
    steps(&portal, &me, &id, "pause", &[("why", "access")], &[&picture()]).await.is(303);
    portal.visit(&dispatcher(), &format!("/staff/requests/{}", lamp())).await.sees("Ждёт");
    portal.visit(&resident, "/notifications").await.sees("Есік ашылмады");
    let page = portal.visit(&resident, &format!("/requests/jobs/{id}")).await;
    let windows = page.attributes("input[name=window]", "value");
    assert!(windows.contains(&"2026-11-20T11:00:00".to_owned()), "the hour that was promised is free again: {windows:?}");
    let form = page.form(&format!("/requests/jobs/{id}/window")).with("window", "2026-11-23T05:00:00");
    portal.submit(&resident, &form).await.is(303);
    portal.visit(&resident, &format!("/requests/jobs/{id}")).await.sees("23 қараша, 10:00–12:00");
    portal.visit(&dispatcher(), &format!("/staff/requests/{}", lamp())).await.sees("В работе");
    portal.visit(&me, "/jobs").await.sees("Позже").sees("23 ноября");
}

#[actix_web::test]
async fn a_technician_sees_only_their_own() {
    let portal = TestPortal::open().await;
    let other = second(&portal).await;
    portal.visit(&other, "/jobs").await.is(200).sees("На сегодня нарядов нет");
    let shot = format!("/jobs/{}/files/{}", job(), Side::First.file(31));
    for path in [format!("/jobs/{}", job()), shot.clone(), format!("/jobs/{}/act.pdf", job())] {
        portal.visit(&other, &path).await.is(404);
    }
    steps_blind(&portal, &other).await;
    portal.visit(&technician(), &shot).await.is(200);
    for stranger in [owner(), dispatcher(), manager(), other_manager()] {
        portal.visit(&stranger, "/jobs").await.is(403);
    }
    portal.visit(&owner2(), &format!("/requests/jobs/{}", job())).await.is(404);
    portal.visit(&technician(), &format!("/staff/jobs/{}", job())).await.is(403);
    portal.visit(&technician(), "/staff/board").await.is(403);
}

/// Sends what is not theirs to send.
async fn steps_blind(portal: &TestPortal, who: &crate::support::Person) {
    let id = job();
    for (path, fields) in [
        (format!("/jobs/{id}/steps"), &[("version", "1"), ("act", "set_out")][..]),
        (format!("/jobs/{id}/steps"), &[("version", "1"), ("act", "accept")]),
    ] {
        portal.upload(who, &path, fields, &[]).await.is(404);
    }
    portal.send(who, &format!("/jobs/{id}/note"), &[]).await.is(404);
    portal.send(who, &format!("/jobs/{id}/confirmation"), &[("way", "name"), ("name", "x")]).await.is(404);
}

#[actix_web::test]
async fn what_is_given_back_waits_for_a_dispatcher_and_the_same_fault_is_remembered() {
    let portal = TestPortal::open().await;
    let (me, staff) = (technician(), dispatcher());
    steps(&portal, &me, &job(), "give_back", &[("words", "")], &[]).await.is(422);
    steps(&portal, &me, &job(), "give_back", &[("words", "Не моя специальность")], &[]).await.is(303);
    portal.visit(&me, &format!("/jobs/{}", job())).await.is(404);
    portal.visit(&staff, "/notifications").await.sees("возвращён").sees("Не моя специальность");
    portal.visit(&staff, "/staff/board").await.is(200).sees("Не назначены").sees("2026-000001");
    let again = made(&portal, false).await;
    plans(&portal, &staff, &again, &[("to", &known_as("technician").id()), ("day", "2026-11-20")]).await.is(303);
    portal.visit(&staff, &format!("/staff/jobs/{again}")).await.sees("Такая же поломка").sees("Шам");
    portal.visit(&me, &format!("/jobs/{again}")).await.sees("Такая же поломка").sees("№ 2026-000001");
    portal.visit(&clerk(), "/jobs").await.is(403);
}

#[actix_web::test]
async fn the_calendar_opens_by_its_secret_address_until_it_is_taken_back() {
    let portal = TestPortal::open().await;
    let me = technician();
    let page = portal.visit(&me, "/jobs/calendar").await;
    let address = page.is(200).all("main code").remove(0);
    let path = address.split_once("/calendar/").map(|(_, token)| format!("/calendar/{token}")).expect("an address");
    let anybody = crate::support::people::visitor();
    let calendar = portal.visit(&anybody, &path).await;
    assert_eq!(calendar.is(200).header("content-type"), "text/calendar; charset=utf-8");
    let text = String::from_utf8(calendar.bytes.clone()).expect("text").replace("\r\n ", "");
    for line in
        ["DTSTART:20261120T100000Z", "DTEND:20261120T110000Z", "STATUS:CONFIRMED", "SUMMARY:№ 2026-000001 Нет света в подъезде"]
    {
        assert!(text.contains(line), "{line} in {text}");
    }
    // an independent reader takes it for what the standard says
    let whole = String::from_utf8(calendar.bytes.clone()).expect("text");
    let read = ical::tree::cst::IcalCst::parse(&whole).expect("a calendar");
    assert_eq!(read.to_string(), whole, "nothing in it needs mending");
    let valid = read.decode().validate().expect("as RFC 5545 wants it");
    assert!(!valid.components.is_empty());
    assert!(!text.contains("Жұмабаев") && !text.contains("7701000"), "no resident is named: {text}");
    let tag = calendar.header("etag").to_owned();
    let again = portal.ask(&anybody, actix_web::http::Method::GET, &path, &[("if-none-match", &tag)], Vec::new()).await;
    again.is(304);
    portal.visit(&anybody, &format!("{path}x")).await.is(404);
    portal.submit(&me, &page.form("/jobs/calendar")).await.is(303);
    portal.visit(&anybody, &path).await.is(404);
    let page = portal.visit(&me, "/jobs/calendar").await;
    let address = page.all("main code").remove(0);
    let path = address.split_once("/calendar/").map(|(_, token)| format!("/calendar/{token}")).expect("an address");
    portal.visit(&anybody, &path).await.is(200);
    portal.submit(&me, &page.form("/jobs/calendar/revocation")).await.is(303);
    portal.visit(&anybody, &path).await.is(404);
}

#[actix_web::test]
async fn the_sheet_of_a_day_is_printed_by_both_sides() {
    let portal = TestPortal::open().await;
    let staffs = format!("/staff/board/days/{}/sheet.pdf?day=2026-11-20", known_as("technician").id());
    for (who, path) in [(technician(), "/jobs/sheet.pdf"), (dispatcher(), staffs.as_str())] {
        let sheet = portal.visit(&who, path).await;
        assert_eq!(sheet.is(200).header("content-type"), "application/pdf");
        assert!(sheet.bytes.len() > 5_000, "{} bytes", sheet.bytes.len());
    }
}
