//! What each kind asks for: both languages, hours, an end; and how it ends.

use chrono::TimeDelta;

use super::{SENT, WATER, building, told, water, written};
use crate::support::people::{editor, owner, owner2};
use crate::support::{Person, TestPortal};

/// What the last look says is missing; nothing when it may be sent.
async fn refused(fields: &[(&str, &str)]) -> Option<String> {
    let (portal, editor) = (TestPortal::open().await, editor());
    let at = written(&portal, &editor, fields).await;
    let look = portal.visit(&editor, &format!("{at}/publication")).await;
    let said = look.all(".note.danger").join(" ");
    // and who sends without looking is told the same
    let sent = portal.send(&editor, &format!("{at}/publication"), &[("send_at", "")]).await;
    assert_eq!(sent.status.as_u16(), if said.is_empty() { 303 } else { 422 }, "{said}: {}", sent.text());
    portal.pass(SENT).await;
    assert_eq!(portal.letters().is_empty(), !said.is_empty(), "{said}");
    Some(said).filter(|said| !said.is_empty())
}

#[actix_web::test]
async fn what_is_missing_is_said_and_nothing_is_sent() {
    let place = building();
    let only_russian = [WATER[2], WATER[3], ("place", place.as_str())];
    let with = |more: &[(&'static str, &'static str)]| [WATER.as_slice(), &[("place", place.as_str())], more].concat();
    let cases = [
        (only_russian.to_vec(), ""),
        ([only_russian.as_slice(), &[("kind", "legal")]].concat(), "и на казахском, и на русском"),
        (with(&[("kind", "legal")]), ""),
        (WATER.to_vec(), "Выберите, кому оно предназначено"),
        (with(&[("body_kk", "")]), "нужны и заголовок, и текст"),
        (vec![("title_en", "Water"), ("body_en", "None"), ("place", &place)], "на казахском или русском"),
        (with(&[("kind", "outage")]), "начало и окончание отключения"),
        (
            with(&[("kind", "outage"), ("outage_from", "2026-11-20T18:00"), ("outage_until", "2026-11-20T15:00")]),
            "начало и окончание отключения",
        ),
        (
            with(&[("kind", "outage"), ("outage_from", "2026-11-20T08:00"), ("outage_until", "2026-11-20T10:00")]),
            "раньше, чем о нём сообщат",
        ),
        (with(&[("kind", "outage"), ("outage_from", "2026-11-20T15:00"), ("outage_until", "2026-11-20T18:00")]), ""),
        (with(&[("kind", "emergency")]), "до какого времени показывать"),
        (with(&[("kind", "emergency"), ("expires_at", "2026-11-20T23:00")]), ""),
        (with(&[("expires_at", "2026-11-20T13:00")]), "раньше, чем оно будет отправлено"),
    ];
    for (fields, sentence) in cases {
        match refused(&last_of_each(&fields)).await {
            None => assert_eq!(sentence, "", "{fields:?} was sent"),
            Some(said) => assert!(!sentence.is_empty() && said.contains(sentence), "{fields:?}: {said}"),
        }
    }
}

/// Fields in which a later value replaces an earlier one.
fn last_of_each<'a>(fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let later = |place: usize, name: &str| fields.iter().skip(place + 1).any(|(n, _)| *n == name);
    fields.iter().enumerate().filter(|(place, (name, _))| !later(*place, name)).map(|(_, field)| *field).collect()
}

#[actix_web::test]
async fn an_outage_says_its_hours_and_ends_by_itself() {
    let (portal, place) = (TestPortal::open().await, building());
    let fields = water(&[
        ("place", &place),
        ("kind", "outage"),
        ("outage_from", "2026-11-20T15:00"),
        ("outage_until", "2026-11-20T18:00"),
    ]);
    let (at, read) = told(&portal, &editor(), &fields).await;
    portal.visit(&owner2(), &read).await.sees("15:00").sees("18:00");
    let letter = portal.letter_to("owner2@demo.example");
    assert!(letter.text.contains("15:00") && letter.text.contains("18:00"), "{}", letter.text);
    portal.visit(&owner(), "/announcements").await.sees("Су өшіріледі");

    portal.pass(TimeDelta::hours(3) + TimeDelta::minutes(58)).await;
    portal.visit(&owner(), "/announcements").await.sees("Су өшіріледі");
    portal.pass(TimeDelta::minutes(2)).await;
    portal.visit(&owner(), "/announcements").await.misses("Су өшіріледі");
    portal.visit(&owner(), "/announcements?show=past").await.sees("Су өшіріледі");
    portal.visit(&owner2(), &read).await.is(200).sees("Срок этого объявления прошёл");
    portal.visit(&editor(), &at).await.sees("Срок закончился");
    let unread = portal.visit(&owner(), "/notifications?show=unread").await;
    unread.misses("Су өшіріледі");
}

#[actix_web::test]
async fn what_is_over_before_it_could_be_sent_is_not_sent() {
    let (portal, place, editor) = (TestPortal::open().await, building(), editor());
    let fields = water(&[
        ("place", &place),
        ("kind", "outage"),
        ("outage_from", "2026-11-20T15:00"),
        ("outage_until", "2026-11-20T18:00"),
    ]);
    let at = written(&portal, &editor, &fields).await;
    super::sent(&portal, &editor, &at).await;
    // the portal stood still for the rest of the day
    portal.pass(TimeDelta::hours(9)).await;
    assert!(portal.letters().iter().all(|letter| letter.subject != "Воды не будет"));
    portal.visit(&editor, &at).await.sees("Срок закончился");
    portal.visit(&owner(), "/announcements").await.misses("Су өшіріледі");
}

#[actix_web::test]
async fn an_outage_that_lasts_longer_is_shown_longer() {
    let (portal, place, editor) = (TestPortal::open().await, building(), editor());
    let fields = water(&[
        ("place", &place),
        ("kind", "outage"),
        ("outage_from", "2026-11-20T15:00"),
        ("outage_until", "2026-11-20T18:00"),
    ]);
    let at = written(&portal, &editor, &fields).await;
    // the editor changes one field of the form, as it comes
    let form = portal.visit(&editor, &format!("{at}/edit")).await.form(&at);
    portal.submit(&editor, &form.with("outage_until", "2026-11-20T21:00")).await.is(303);
    super::sent(&portal, &editor, &at).await;
    portal.pass(SENT).await;
    portal.pass(TimeDelta::hours(5)).await;
    portal.visit(&owner(), "/announcements").await.sees("Су өшіріледі");
    portal.pass(TimeDelta::hours(3)).await;
    portal.visit(&owner(), "/announcements").await.misses("Су өшіріледі");
}

#[actix_web::test]
async fn a_legal_one_stands_in_both_languages_and_is_confirmed_for_each_wording() {
    let (portal, place, editor) = (TestPortal::open().await, building(), editor());
    let reader = owner2();
    let others = to_confirm(&portal, &reader).await;
    let (at, read) = told(&portal, &editor, &water(&[("place", &place), ("kind", "legal")])).await;
    assert_eq!(to_confirm(&portal, &reader).await, others + 1);
    let page = portal.visit(&reader, &read).await;
    page.sees("Воды не будет").sees("Су өшіріледі").sees("Я ознакомлен");
    portal.submit(&reader, &page.form(&format!("{read}/confirmation"))).await.is(303);
    portal.visit(&reader, &read).await.sees("Вы подтвердили").misses("Я ознакомлен");
    assert_eq!(to_confirm(&portal, &reader).await, others);

    let form = portal.visit(&editor, &format!("{at}/edit")).await.form(&at);
    portal
        .submit(&editor, &form.clone().with("title_kk", "").with("body_kk", ""))
        .await
        .is(422)
        .sees("и на казахском, и на русском");
    portal.submit(&editor, &form.with("title_ru", "Воды не будет вовсе")).await.is(303);
    portal.visit(&reader, &read).await.sees("вовсе").sees("Я ознакомлен");
    assert_eq!(to_confirm(&portal, &reader).await, others + 1, "the list asks for what the page asks for");
    portal.visit(&editor, &at).await.sees("Подтвердили ознакомление 0");
}

/// How many announcements somebody's list says are to be confirmed.
async fn to_confirm(portal: &TestPortal, reader: &Person) -> usize {
    portal.visit(reader, "/announcements").await.all("main .badge").iter().filter(|badge| badge.contains("подтверждения")).count()
}
