//! Answering without a script: step by step, nothing lost, once.

use super::{answered, building, closed, drafted, opened, yard};
use crate::support::TestPortal;
use crate::support::people::{editor, owner, owner2, tenant};

#[actix_web::test]
async fn the_server_decides_what_is_asked_next_and_nothing_typed_is_lost() {
    let (portal, place, boss) = (TestPortal::open().await, building(), editor());
    let at = yard(&portal, &boss, &[("place", &place)]).await;
    portal.visit(&owner2(), &at.replace("/staff", "")).await.is(404);
    let read = opened(&portal, &boss, &at).await;
    let (who, action) = (owner2(), format!("{read}/answer"));
    portal.visit(&who, "/surveys").await.is(200).sees("О дворе").sees("Ждут вашего ответа");
    portal.visit(&who, "/home").await.sees("О дворе").sees("Просим вашего мнения");
    portal.visit(&who, &read).await.sees("Опрос именной").sees("Ответить");

    let first = portal.visit(&who, &action).await;
    first.sees("Нужны ли скамейки?").sees("обязательно").misses("Где?");
    portal.submit(&who, &first.form(&action).with("go", "next")).await.is(422).sees("На этот вопрос нужно ответить.");
    let second = portal.submit(&who, &first.form(&action).with("q1", "1").with("go", "next")).await;
    second.is(200).sees("Где?").sees("Чистота").sees("Шаг 2 из 2");
    // back with half of it typed, and forth again: all of it is still there
    let typed = second.form(&action).with("q2", "1").with("q4", "Больше света").with("go", "back");
    let back = portal.submit(&who, &typed).await;
    back.is(200).sees("Нужны ли скамейки?");
    assert_eq!(back.form(&action).value("q4"), "Больше света");
    let again = portal.submit(&who, &back.form(&action).with("go", "next")).await;
    assert_eq!(again.form(&action).value("q4"), "Больше света");
    let check = portal.submit(&who, &again.form(&action).with("q3", "4").with("go", "next")).await;
    check.is(200).sees("Проверьте ответы").sees("Площадка").sees("Больше света");
    // from the last look back to the first question: no benches, so nobody is asked where
    let changed = portal.submit(&who, &check.form(&action).with("go", "to:0")).await;
    let changed = portal.submit(&who, &changed.form(&action).with("q1", "2").with("go", "next")).await;
    changed.is(200).misses("Где?").sees("Чистота");
    let check = portal.submit(&who, &changed.form(&action).with("go", "next")).await;
    check.sees("Больше света").misses("Площадка");
    let sent = portal.submit(&who, &check.form(&action).with("go", "send")).await;
    portal.follow(&who, sent).await.is(200).sees("Спасибо! Ваш ответ принят.").sees("Изменить ответ").misses("Площадка");
    portal.visit(&who, "/home").await.misses("О дворе");
    portal.visit(&who, "/surveys").await.sees("Вы уже ответили").misses("Ждут вашего ответа");
}

#[actix_web::test]
async fn an_answer_is_changed_until_the_end_and_then_its_author_sees_what_came_of_it() {
    let (portal, place, boss) = (TestPortal::open().await, building(), editor());
    let at = yard(&portal, &boss, &[("place", &place)]).await;
    let read = opened(&portal, &boss, &at).await;
    let who = owner2();
    answered(&portal, &who, &read).await;
    portal.visit(&boss, &format!("{at}/results")).await.is(200).sees("промежуточные").sees("1 · 100");
    let action = format!("{read}/answer");
    let form = portal.visit(&who, &action).await.form(&action);
    assert_eq!(form.value("q1"), "1", "what was answered before stands in the form");
    let next = portal.submit(&who, &form.with("q1", "2").with("go", "next")).await.form(&action);
    assert_eq!(next.value("q3"), "4");
    let check = portal.submit(&who, &next.with("go", "next")).await.form(&action);
    portal.submit(&who, &check.with("go", "send")).await.is(303);
    portal.visit(&boss, &format!("{at}/results")).await.sees("Получен 1 ответ.");
    // no results for residents before the end
    portal.visit(&who, &read).await.misses("Получен 1 ответ.");
    closed(&portal, &at).await;
    portal.visit(&who, &read).await.sees("Получен 1 ответ.").sees("Мой ответ").misses("Изменить ответ");
    portal.visit(&owner(), &read).await.is(200).sees("тек қатысқандар").misses("жауап келді");
    portal.visit(&who, &action).await.is(422);
    portal.submit(&who, &check_again(&portal, &who, &read).await).await.is(303);
    portal.visit(&who, &read).await.sees("завершён");
}

/// A form that somebody had open when the survey ended.
async fn check_again(portal: &TestPortal, who: &crate::support::Person, read: &str) -> crate::support::screen::SeenForm {
    let page = portal.visit(who, "/notifications/settings").await;
    let mut form = page.form("/notifications/settings");
    form.action = format!("{read}/answer");
    form.with("q1", "1").with("go", "send")
}

#[actix_web::test]
async fn only_those_who_are_asked_answer_and_each_home_once_where_homes_answer() {
    let (portal, place, boss) = (TestPortal::open().await, building(), editor());
    let at = yard(&portal, &boss, &[("place", &place), ("per", "unit"), ("weight", "area")]).await;
    let read = opened(&portal, &boss, &at).await;
    portal.visit(&tenant(), &read).await.is(404);
    portal.visit(&tenant(), "/surveys").await.misses("О дворе");
    let who = owner();
    let page = portal.visit(&who, &read).await;
    let homes: Vec<String> =
        page.links().into_iter().map(|(_, href)| href).filter(|href| href.contains("answer?home=")).collect();
    assert_eq!(homes.len(), 3, "two flats and a parking place: {homes:?}");
    answered(&portal, &who, &read).await;
    let page = portal.visit(&who, &read).await;
    assert_eq!(
        page.links().iter().filter(|(words, href)| href.contains("answer?home=") && words.contains("Жауап беру")).count(),
        2
    );
    answered(&portal, &who, &read).await;
    answered(&portal, &owner2(), &read).await;
    closed(&portal, &at).await;
    let results = portal.visit(&boss, &format!("{at}/results")).await;
    // flats 1 and 2 and the first of the owner's others: 61,40 + 13,25 or 72,05 + 45,00
    results.sees("Получено 3 ответа.").sees("Общий вес ответов").sees("м²");
}

#[actix_web::test]
async fn owners_only_asks_no_tenant() {
    let (portal, boss) = (TestPortal::open().await, editor());
    for (only, status) in [("yes", 404), ("", 200)] {
        let at = drafted(&portal, &boss, &[("place", "company"), ("owners_only", only)]).await;
        super::asked(&portal, &boss, &at, "single", &super::NEEDED).await;
        let read = opened(&portal, &boss, &at).await;
        portal.visit(&tenant(), &read).await.is(status);
        portal.visit(&owner(), &read).await.is(200);
    }
}

#[actix_web::test]
async fn an_empty_sheet_and_a_forged_home_are_refused() {
    let (portal, place, boss) = (TestPortal::open().await, building(), editor());
    let at = drafted(&portal, &boss, &[("place", &place)]).await;
    super::asked(&portal, &boss, &at, "text", &[("words_kk", "Не?"), ("words_ru", "Что?")]).await;
    let read = opened(&portal, &boss, &at).await;
    let (who, action) = (owner2(), format!("{read}/answer"));
    let form = portal.visit(&who, &action).await.form(&action);
    portal.submit(&who, &form.clone().with("go", "send")).await.is(422).sees("Ответьте хотя бы на один вопрос.");
    // a home of somebody else is not chosen: the reader's own answers
    portal
        .submit(&who, &form.with("home", &crate::support::Side::First.premises(1)).with("q1", "Свет").with("go", "send"))
        .await
        .is(303);
    portal.visit(&who, &read).await.sees("Ваш ответ принят.");
}
