//! Who is told what and when: of the opening, before the end, and of the results.

use chrono::TimeDelta;

use super::{answered, building, closed, opened, yard};
use crate::support::TestPortal;
use crate::support::people::{editor, owner, owner2};

#[actix_web::test]
async fn all_are_told_that_it_is_open_and_before_the_end_those_who_have_not_answered() {
    let (portal, place, boss) = (TestPortal::open().await, building(), editor());
    let at = yard(&portal, &boss, &[("place", &place), ("anonymous", "yes")]).await;
    assert!(portal.letters().is_empty());
    let read = opened(&portal, &boss, &at).await;
    assert_eq!(portal.letters().len(), 2, "the owner and the second owner");
    let letter = portal.letter_to("owner2@demo.example");
    assert_eq!(letter.subject, "Опрос: О дворе");
    assert!(letter.text.contains(&read) && letter.text.contains("30 ноября 2026"), "{}", letter.text);
    assert_eq!(portal.letter_to("owner@demo.example").subject, "Сауалнама: Аула туралы");
    portal.visit(&owner2(), "/notifications").await.sees("Опрос: О дворе");

    answered(&portal, &owner2(), &read).await;
    portal.pass(TimeDelta::days(6)).await;
    assert_eq!(portal.letters().len(), 2, "four days before the end nobody is reminded");
    portal.pass(TimeDelta::days(1) + TimeDelta::hours(5)).await;
    let reminders = |portal: &TestPortal| portal.letters().iter().filter(|sent| sent.subject.starts_with("Пікіріңізді")).count();
    assert_eq!((portal.letters().len(), reminders(&portal)), (3, 1), "only the one who has not answered");
    portal.pass(TimeDelta::hours(12)).await;
    assert_eq!(portal.letters().len(), 3, "and only once");

    // put off, it reminds anew, three days before the new end
    let action = format!("{at}/extension");
    let form = portal.visit(&boss, &action).await.form(&action);
    portal.submit(&boss, &form.with("closes_at", "2026-12-10T18:00")).await.is(303);
    portal.pass(TimeDelta::days(8)).await;
    assert_eq!(reminders(&portal), 1);
    portal.pass(TimeDelta::days(2)).await;
    assert_eq!(reminders(&portal), 2);
}

#[actix_web::test]
async fn it_ends_by_its_day_and_the_results_go_back_to_those_who_took_part() {
    let (portal, place, boss) = (TestPortal::open().await, building(), editor());
    let at = yard(&portal, &boss, &[("place", &place)]).await;
    let read = opened(&portal, &boss, &at).await;
    answered(&portal, &owner2(), &read).await;
    portal.pass(TimeDelta::days(10) + TimeDelta::hours(5)).await;
    portal.visit(&boss, &at).await.sees("завершён");
    let letter = portal.letter_to("owner2@demo.example");
    assert_eq!(letter.subject, "Результаты опроса: О дворе");
    assert!(letter.text.contains("1 ответ"), "{}", letter.text);
    assert!(portal.letters().iter().all(|sent| sent.to != "owner@demo.example" || !sent.subject.contains("нәтижесі")));
    portal.visit(&owner2(), &read).await.sees("Получен 1 ответ.");
    portal.visit(&owner2(), "/notifications").await.sees("Результаты опроса: О дворе");
    portal.visit(&owner(), "/home").await.misses("Аула туралы");
}

#[actix_web::test]
async fn everybody_who_was_asked_hears_of_it_where_that_was_promised() {
    let (portal, place, boss) = (TestPortal::open().await, building(), editor());
    let at = yard(&portal, &boss, &[("place", &place), ("shown_to", "audience")]).await;
    let read = opened(&portal, &boss, &at).await;
    answered(&portal, &owner2(), &read).await;
    closed(&portal, &at).await;
    assert_eq!(portal.letter_to("owner@demo.example").subject, "Сауалнама нәтижесі: Аула туралы");
    portal.visit(&owner(), &read).await.sees("1 жауап келді.");
}

#[actix_web::test]
async fn a_withdrawn_survey_is_told_to_nobody_any_more() {
    let (portal, place, boss) = (TestPortal::open().await, building(), editor());
    let at = yard(&portal, &boss, &[("place", &place)]).await;
    opened(&portal, &boss, &at).await;
    let action = format!("{at}/withdrawal");
    let form = portal.visit(&boss, &action).await.form(&action);
    portal.submit(&boss, &form.with("why", "Ошибка")).await.is(303);
    let before = portal.letters().len();
    portal.pass(TimeDelta::days(20)).await;
    assert_eq!(portal.letters().len(), before);
}
