//! Those who have no code: they ask, staff compare, and they are told.

use super::{chooses_password, proves, way_in};
use crate::support::people::{admin, clerk, known_as, manager, owner2, registrar, tenant, visitor};
use crate::support::{Person, Screen, Side, TestPortal};

/// Claims a flat of the first building.
async fn claims(portal: &TestPortal, who: &Person, number: &str, holds: &str) -> Screen {
    let page = format!("/join/claims/new?building={}", Side::First.building(1));
    let form = portal.visit(who, &page).await.is(200).form("/join/claims");
    portal.submit(who, &form.with("number", number).with("holds", holds).with("minor", "no").with("note", "Недавно купил")).await
}

#[actix_web::test]
async fn somebody_new_asks_is_accepted_by_the_card_they_have_and_told() {
    let portal = TestPortal::open().await;
    let guest = visitor();
    let form = portal.visit(&guest, "/join/account").await.form("/join/account");
    portal.submit(&guest, &form.with("name", "Мария Иванова").with("email", "maria@demo.example")).await.is(200);
    portal.work().await;
    let link = way_in(&portal.letter_to("maria@demo.example").text, "/join/proof/");
    let to = proves(&portal, &guest, &link).await.is(303).leads_to().to_owned();
    chooses_password(&portal, &guest, &to).await;
    assert_eq!(portal.visit(&guest, "/").await.leads_to(), "/join/claims", "an account that belongs nowhere yet");
    let found = portal.visit(&guest, "/join/claims/new?q=%D0%B0%D0%B1%D0%B0%D0%B9").await;
    found.is(200).sees("Абай даңғылы, 12").sees("закон запрещает их собирать");
    assert!(claims(&portal, &guest, "2", "owner").await.is(303).leads_to() == "/join/claims");
    portal.visit(&guest, "/join/claims").await.sees("Ждёт ответа");
    // those who keep the register are told, others are not
    let staff = registrar();
    portal.visit(&staff, "/notifications").await.sees("Новая заявка на доступ");
    portal.visit(&clerk(), "/notifications").await.misses("Новая заявка на доступ");
    let at = portal.visit(&staff, "/staff/claims").await.is(200).sees("Мария Иванова").attributes("tbody th a", "href").pop();
    let at = at.expect("the claim");
    let page = portal.visit(&staff, &at).await;
    page.is(200).sees("Иванова Мария Петровна").sees("имя совпадает").sees("Недавно купил");
    // the holder in the register has come in already: their card is not to be given away
    assert_eq!(page.form(&format!("{at}/acceptance")).value("card"), "new");
    let accept = page.form(&format!("{at}/acceptance"));
    portal.submit(&staff, &accept).await.is(303);
    portal.submit(&staff, &accept).await.is(422).sees("уже ответил");
    portal.work().await;
    let letter = portal.letter_to("maria@demo.example");
    assert!(letter.subject.contains("Доступ открыт"), "{}", letter.subject);
    portal.visit(&guest, "/home").await.is(200).sees("кв. 2");
    portal.visit(&guest, "/join/claims").await.sees("Принята");
}

#[actix_web::test]
async fn staff_are_told_by_mail_of_claims_within_their_zone_alone() {
    let portal = TestPortal::open().await;
    let at = format!("/staff/team/{}", known_as("registrar").id());
    let boss = admin();
    let form = portal.visit(&boss, &format!("{at}/edit")).await.form(&at).with("reach", "zone");
    portal.submit(&boss, &form.and("place", &format!("building:{}", Side::First.building(2)))).await.is(303);
    claims(&portal, &tenant(), "10", "owner").await.is(303);
    portal.work().await;
    portal.visit(&registrar(), "/notifications").await.misses("Новая заявка на доступ");
    assert!(portal.letters().iter().all(|letter| letter.to != known_as("registrar").email()));
    let letter = portal.letter_to(&known_as("manager").email());
    assert!(letter.subject.contains("Новая заявка на доступ"), "{}", letter.subject);
    assert!(letter.text.contains("/staff/claims/") && letter.text.contains("Абай даңғылы, 12"), "{}", letter.text);
}

#[actix_web::test]
async fn a_refusal_has_a_reason_and_the_person_is_told() {
    let portal = TestPortal::open().await;
    let me = tenant();
    claims(&portal, &me, "10", "owner").await.is(303);
    claims(&portal, &me, "10", "tenant").await.is(422).sees("уже есть и ждёт ответа");
    let staff = manager();
    let all = portal.visit(&staff, "/staff/claims").await.attributes("tbody th a", "href");
    let at = all.last().expect("the newest stands last").clone();
    let form = portal.visit(&staff, &at).await.sees("К этому помещению пока н").form(&format!("{at}/refusal"));
    portal.submit(&staff, &form).await.is(422);
    portal.submit(&staff, &form.with("reason", "В договоре другая квартира")).await.is(303);
    portal.work().await;
    assert!(portal.letter_to("tenant@demo.example").text.contains("В договоре другая квартира"));
    portal.visit(&me, "/join/claims").await.sees("Отклонена").sees("В договоре другая квартира");
    portal.visit(&me, "/notifications").await.sees("Заявка отклонена");
    portal.visit(&me, "/home").await.misses("кв. 10");
    claims(&portal, &me, "10", "tenant").await.is(303);
}

#[actix_web::test]
async fn what_is_not_there_is_said_so_and_what_one_holds_is_not_claimed() {
    let portal = TestPortal::open().await;
    let me = owner2();
    let nothing = claims(&portal, &me, "777", "owner").await;
    nothing.is(422).sees("нет такого номера").misses("Жұмабаев");
    claims(&portal, &me, "2", "owner").await.is(422).sees("уже есть в вашей учётной записи");
    let lived_in = claims(&portal, &me, "1", "owner").await;
    lived_in.is(303);
    assert!(!portal.visit(&me, "/join/claims").await.body().contains("Жұмабаев"), "who lives there is not told");
}

#[actix_web::test]
async fn so_many_may_wait_at_a_time() {
    let portal = TestPortal::open().await;
    let me = owner2();
    for number in ["1", "10", "12 А"] {
        claims(&portal, &me, number, "family").await.is(303);
    }
    let form = portal.visit(&me, &format!("/join/claims/new?building={}", Side::First.building(2))).await.form("/join/claims");
    portal.submit(&me, &form.with("number", "1").with("holds", "tenant").with("minor", "no")).await.is(422).sees("не больше 3");
}

#[actix_web::test]
async fn the_queue_tells_its_age_in_working_days() {
    let portal = TestPortal::open().await;
    // the claim of the world came on Tuesday, 17 November; it is Friday
    portal.visit(&registrar(), "/staff/claims").await.is(200).sees("3 рабочих дня");
    portal.app.clock.pass(chrono::TimeDelta::days(3));
    portal.visit(&registrar(), "/staff/claims").await.sees("4 рабочих дня");
}
