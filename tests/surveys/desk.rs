//! Staff: writing, what is refused, what stands once it is open, and the files that leave the house.

use super::{NEEDED, YARD, answered, asked, building, closed, drafted, opened, yard};
use crate::support::people::{dispatcher, editor, owner2, secretary};
use crate::support::{Side, TestPortal};

#[actix_web::test]
async fn who_writes_to_people_or_prepares_meetings_asks_them_and_nobody_else() {
    let (portal, place) = (TestPortal::open().await, building());
    for who in [editor(), secretary()] {
        let at = drafted(&portal, &who, &[("place", &place)]).await;
        portal.visit(&who, &at).await.is(200).sees("Добавьте хотя бы один вопрос.");
        portal.visit(&dispatcher(), &at).await.is(200).misses("Добавить вопрос");
        portal.visit(&dispatcher(), &format!("{at}/edit")).await.is(403);
        portal.visit(&dispatcher(), &format!("{at}/publication")).await.is(403);
    }
    portal.visit(&dispatcher(), "/staff/surveys").await.is(200).sees("О дворе").misses("Новый опрос");
}

#[actix_web::test]
async fn what_is_open_does_not_change_any_more() {
    let (portal, place, boss) = (TestPortal::open().await, building(), editor());
    let at = yard(&portal, &boss, &[("place", &place)]).await;
    let edit = portal.visit(&boss, &format!("{at}/edit")).await.form(&at);
    let question = portal.visit(&boss, &format!("{at}/questions/1")).await.form(&format!("{at}/questions/1"));
    let removal = portal.visit(&boss, &at).await.form(&format!("{at}/questions/2/removal"));
    opened(&portal, &boss, &at).await;
    for path in ["edit", "questions/1", "questions/new?kind=text", "publication"] {
        portal.visit(&boss, &format!("{at}/{path}")).await.is(422);
    }
    portal.submit(&boss, &edit.with("title_ru", "Другое")).await.is(422).sees("вопросы больше не меняются");
    portal.submit(&boss, &question.with("words_ru", "Другое?")).await.is(422);
    portal.submit(&boss, &removal).await.is(422);
    portal.visit(&boss, &at).await.sees("О дворе").sees("Нужны ли скамейки?").misses("Другое?").misses("Убрать");

    // only its end may be put off, and never brought forward
    let action = format!("{at}/extension");
    let form = portal.visit(&boss, &action).await.form(&action);
    portal.submit(&boss, &form.clone().with("closes_at", "2026-11-29T18:00")).await.is(422).sees("позже прежнего");
    portal.submit(&boss, &form.clone().with("closes_at", "")).await.is(422);
    portal.submit(&boss, &form.with("closes_at", "2026-12-05T18:00")).await.is(303);
    portal.visit(&boss, &at).await.sees("5 декабря 2026");
}

#[actix_web::test]
async fn a_draft_is_opened_only_when_everybody_could_answer_it() {
    let (portal, place, boss) = (TestPortal::open().await, building(), editor());
    let at = drafted(&portal, &boss, &[("place", &place)]).await;
    asked(&portal, &boss, &at, "single", &[("words_kk", "Не?"), ("options_kk", "Иә\nЖоқ")]).await;
    let page = portal.visit(&boss, &format!("{at}/publication")).await;
    page.is(200).sees("Вопрос 1 и его варианты должны быть на казахском и на русском.");
    assert!(page.forms().iter().all(|form| !form.action.ends_with("/publication")));
    let form = portal.visit(&boss, "/staff/surveys/new").await.form("/staff/surveys");
    let form = YARD.iter().fold(form, |form, (name, value)| form.with(name, value)).with("place", &place);
    let refused = portal.submit(&boss, &form.with("anonymous", "yes").with("weight", "area")).await;
    refused.is(422).sees("было бы понятно, чей это ответ");
    assert_eq!(refused.form("/staff/surveys").value("title_ru"), "О дворе", "nothing typed is lost");
}

#[actix_web::test]
async fn questions_change_places_and_take_their_conditions_with_them() {
    let (portal, place, boss) = (TestPortal::open().await, building(), editor());
    let at = yard(&portal, &boss, &[("place", &place)]).await;
    portal.visit(&boss, &at).await.sees("Только тем, кто на вопрос 1 ответил «Да».");
    portal.visit(&boss, &format!("{at}/preview")).await.is(200).sees("Где?").sees("Только тем");
    let form = portal.visit(&boss, &at).await.form(&format!("{at}/questions/1/place"));
    portal.submit(&boss, &form).await.is(303);
    portal.visit(&boss, &at).await.misses("Только тем");
    let gone = portal.visit(&boss, &at).await.form(&format!("{at}/questions/3/removal"));
    portal.submit(&boss, &gone).await.is(303);
    portal.submit(&boss, &gone).await.is(404);
    portal.visit(&boss, &at).await.misses("Чистота");
}

#[actix_web::test]
async fn the_list_is_searched_whatever_the_case_and_leaves_as_a_file() {
    let (portal, place, boss) = (TestPortal::open().await, building(), editor());
    drafted(&portal, &boss, &[("place", &place)]).await;
    let found = portal.visit(&boss, "/staff/surveys?q=%D0%90%D0%A3%D0%9B%D0%90").await;
    found.is(200).sees("О дворе").misses("Ограждение");
    portal.visit(&boss, "/staff/surveys?state=closed").await.misses("О дворе").sees("Ограждение");
    let csv = portal.visit(&boss, "/staff/surveys/export.csv?state=draft").await;
    assert!(csv.is(200).body().contains("О дворе"));
    portal.visit(&boss, "/staff/surveys/export.xlsx").await.is(200);
}

#[actix_web::test]
async fn a_named_survey_leaves_with_names_and_stable_columns() {
    let (portal, place, boss) = (TestPortal::open().await, building(), editor());
    let at = yard(&portal, &boss, &[("place", &place), ("breakdown", "role")]).await;
    let read = opened(&portal, &boss, &at).await;
    let head = |text: String| text.lines().next().map(str::to_owned).unwrap_or_default();
    let before = head(portal.visit(&boss, &format!("{at}/results.csv")).await.is(200).body());
    answered(&portal, &owner2(), &read).await;
    closed(&portal, &at).await;
    let csv = portal.visit(&boss, &format!("{at}/results.csv")).await.is(200).body();
    assert_eq!(head(csv.clone()), before, "the columns of an empty survey are those of a full one");
    for words in ["Иванова Мария Петровна", "Абай даңғылы, 12", "q1 Нужны", "q2.1", "q2.2", "q2.other", "q3", "q4", "Площадка"]
    {
        assert!(csv.contains(words), "{words} is missing in {csv}");
    }
    let codes = portal.visit(&boss, &format!("{at}/results.csv?as=codes")).await.is(200).body();
    assert!(!codes.contains(";Да;") && codes.contains("q1 Нужны"), "{codes}");
    portal.visit(&dispatcher(), &format!("{at}/results.xlsx")).await.is(403);
    portal.visit(&dispatcher(), &format!("{at}/results")).await.is(200).misses("Иванова");
}

#[actix_web::test]
async fn a_withdrawal_says_why_and_shows_no_results() {
    let (portal, place, boss) = (TestPortal::open().await, building(), editor());
    let at = yard(&portal, &boss, &[("place", &place)]).await;
    let read = opened(&portal, &boss, &at).await;
    answered(&portal, &owner2(), &read).await;
    let action = format!("{at}/withdrawal");
    let form = portal.visit(&boss, &action).await.form(&action);
    portal.submit(&boss, &form).await.is(422);
    portal.submit(&boss, &form.with("why", "Вопросы были неточными")).await.is(303);
    portal.visit(&owner2(), &read).await.is(200).sees("Вопросы были неточными").misses("Получен");
    portal.visit(&owner2(), "/surveys?show=past").await.sees("отозван");
    portal.visit(&boss, &format!("{at}/results")).await.is(404);
    portal.visit(&boss, &action).await.is(422);
}

#[actix_web::test]
async fn a_house_with_surveys_does_not_go_unasked() {
    let (portal, boss) = (TestPortal::open().await, editor());
    let at = drafted(&portal, &boss, &[("place", &format!("entrance:{}", Side::First.entrance(3)))]).await;
    asked(&portal, &boss, &at, "single", &NEEDED).await;
    portal.visit(&boss, &at).await.sees("подъезд 1");
}
