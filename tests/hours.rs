//! Office hours: set by administrators and by the operator, shown to residents, by the company's own clock.

use futures_util::future::join_all;

use crate::support::people::{admin, editor, operator, owner};
use crate::support::{Person, Screen, Side, TestPortal};

const PAGE: &str = "/staff/settings/hours";

/// Monday to Friday nine to six, an hour for lunch.
async fn set(portal: &TestPortal, who: &Person, path: &str) -> Screen {
    let mut form = portal.visit(who, path).await.is(200).form(path);
    for weekday in 1..=5 {
        form = form.with(&format!("from_{weekday}"), "09:00").with(&format!("until_{weekday}"), "18:00");
    }
    portal.submit(who, &form.with("lunch_from", "13:00").with("lunch_until", "14:00")).await
}

/// The world's clock stands at two in the afternoon of a Friday in Almaty.
#[actix_web::test]
async fn residents_see_whether_the_office_is_open_and_when_it_opens() {
    let (portal, boss) = (TestPortal::open().await, admin());
    portal.visit(&owner(), "/home").await.is(200).sees("+7 727 000 00 01").misses("Кеңсе қазір");
    set(&portal, &boss, PAGE).await.is(303);
    portal.visit(&owner(), "/home").await.sees("Кеңсе қазір ашық. Жабылатын уақыты: 18:00.");
    portal.pass(chrono::TimeDelta::hours(5)).await;
    portal.visit(&owner(), "/home").await.sees("Кеңсе қазір жабық").sees("23 қараша").sees("9:00");
    portal.visit(&Person::named("other_owner"), "/home").await.misses("Офис сейчас");
    let kept = portal.visit(&boss, PAGE).await.form(PAGE);
    assert_eq!((kept.value("from_5"), kept.value("until_5"), kept.value("from_6")), ("09:00", "18:00", ""));
    assert_eq!(kept.value("lunch_from"), "13:00");
}

#[actix_web::test]
async fn a_day_of_the_companys_own_counts_before_the_week() {
    let (portal, boss) = (TestPortal::open().await, admin());
    set(&portal, &boss, PAGE).await.is(303);
    let add = format!("{PAGE}/days");
    portal.send(&boss, &add, &[("day", "2026-11-20"), ("note", "Ауысқан демалыс")]).await.is(303);
    portal.visit(&boss, PAGE).await.sees("Ауысқан демалыс").sees("закрыто");
    portal.visit(&owner(), "/home").await.sees("Кеңсе қазір жабық");
    let open = [("day", "2026-11-20"), ("from", "10:00"), ("until", "15:30")];
    portal.send(&boss, &add, &open).await.is(303);
    portal.visit(&owner(), "/home").await.sees("15:30");
    portal.send(&boss, &format!("{add}/2026-11-20/removal"), &[]).await.is(303);
    portal.send(&boss, &format!("{add}/2026-11-20/removal"), &[]).await.is(404);
    portal.visit(&owner(), "/home").await.sees("18:00");
    portal.visit(&boss, "/staff/audit").await.sees("Изменены часы работы офиса").sees("Убран особый день офиса");
}

#[actix_web::test]
async fn what_is_wrong_is_said_at_its_field_and_nothing_is_kept() {
    let (portal, boss) = (TestPortal::open().await, admin());
    for (from, until, wrong) in [("18:00", "09:00", "until_3"), ("09:00", "", "until_3"), ("9 утра", "18:00", "from_3")] {
        let refused = portal.send(&boss, PAGE, &[("from_3", from), ("until_3", until)]).await;
        assert!(!refused.is(422).error_of(wrong).is_empty(), "{from}–{until}");
        assert_eq!(refused.form(PAGE).value("from_3"), from);
    }
    assert!(!portal.send(&boss, &format!("{PAGE}/days"), &[("day", "завтра")]).await.is(422).error_of("day").is_empty());
    portal.visit(&owner(), "/home").await.misses("Кеңсе қазір");
    portal.visit(&editor(), PAGE).await.is(403);
}

#[actix_web::test]
async fn the_operator_sets_them_for_any_company_and_it_stands_in_its_trail() {
    let portal = TestPortal::open().await;
    let path = format!("/operator/companies/{}/hours", Side::Second.company());
    set(&portal, &operator(), &path).await.is(303);
    portal.visit(&Person::named("other_owner"), "/home").await.sees("Офис сейчас открыт до 18:00.");
    portal.visit(&Person::named("other_manager"), "/staff/audit").await.sees("Изменены часы работы офиса");
    portal.visit(&owner(), "/home").await.misses("Кеңсе қазір");
    portal.visit(&admin(), &path).await.is(403);
    let nowhere = format!("/operator/companies/{}/hours", "0".repeat(26));
    portal.send(&operator(), &nowhere, &[("from_1", "09:00"), ("until_1", "18:00")]).await.is(404);
}

#[actix_web::test]
async fn of_many_who_set_them_at_once_nobody_fails() {
    let (portal, boss) = (TestPortal::open().await, admin());
    portal.token(&boss).await;
    let fields = [("from_1", "09:00"), ("until_1", "18:00"), ("from_2", "09:00"), ("until_2", "18:00")];
    let answers = join_all((0..8).map(|_| portal.send(&boss, PAGE, &fields))).await;
    assert!(answers.iter().all(|screen| screen.status.as_u16() == 303), "{answers:?}");
}
