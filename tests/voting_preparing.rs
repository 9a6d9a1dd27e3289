//! A meeting as its secretary prepares it: written down, checked by the law, fixed, told of, called off.

mod closed;
mod told;

use crate::support::people::{manager, secretary};
use crate::support::{Person, Side, TestPortal};

/// A meeting that keeps the terms: the tests' day is the 20th of November 2026.
pub(crate) const MEETING: [(&str, &str); 10] = [
    ("format", "absentee"),
    ("by", "portal"),
    ("initiator", "manager"),
    ("title_kk", "Смета және шатыр"),
    ("title_ru", "Смета и кровля"),
    ("opens_at", "2026-11-26T09:00"),
    ("closes_at", "2026-12-04T20:00"),
    ("shown", "at_closing"),
    ("chair", "Жұмабаев Ерлан Серікұлы"),
    ("secretary", "Төлегенова Айжан"),
];

/// A question about the estimate.
pub(crate) const ESTIMATE: [(&str, &str); 6] = [
    ("decides", "6:homes"),
    ("title_kk", "Сметаны бекіту"),
    ("title_ru", "Утверждение сметы"),
    ("text_kk", "2027 жылғы смета бекітілсін."),
    ("text_ru", "Утвердить смету на 2027 год."),
    ("formula", "none"),
];

/// Writes a meeting of the first building down, with some fields otherwise, and gives its address.
pub(crate) async fn begun(portal: &TestPortal, who: &Person, otherwise: &[(&str, &str)]) -> String {
    let building = Side::First.building(1);
    let mut form = portal.visit(who, "/staff/votes/new").await.form("/staff/votes").without("by").with("building", &building);
    for (name, value) in MEETING.iter().chain(otherwise) {
        form = form.with(name, value);
    }
    let screen = portal.submit(who, &form).await;
    screen.is(303);
    screen.leads_to().to_owned()
}

/// Adds a question.
pub(crate) async fn asked(portal: &TestPortal, who: &Person, at: &str, fields: &[(&str, &str)]) {
    let action = format!("{at}/questions");
    let mut form = portal.visit(who, &format!("{action}/new")).await.form(&action);
    for (name, value) in fields {
        form = form.with(name, value);
    }
    portal.submit(who, &form).await.is(303);
}

/// Presses the one button of a page that asks.
pub(crate) async fn confirmed(portal: &TestPortal, who: &Person, page: &str) {
    let form = portal.visit(who, page).await.form(page);
    portal.submit(who, &form).await.is(303);
}

/// A meeting of which the owners were told.
pub(crate) async fn notified(portal: &TestPortal, who: &Person) -> String {
    let at = begun(portal, who, &[]).await;
    asked(portal, who, &at, &ESTIMATE).await;
    confirmed(portal, who, &format!("{at}/fixing")).await;
    confirmed(portal, who, &format!("{at}/notification")).await;
    at
}

#[actix_web::test]
async fn a_secretary_prepares_a_meeting_and_the_page_says_what_is_next() {
    let (portal, who) = (TestPortal::open().await, secretary());
    let at = begun(&portal, &who, &[]).await;
    portal.visit(&who, &at).await.is(200).sees("не позднее 20 ноября 2026").sees("нет ни одного вопроса");
    asked(&portal, &who, &at, &ESTIMATE).await;
    let roof = [("decides", "10:homes"), ("formula", "once_by_area"), ("becomes", "1500")];
    let roof: Vec<(&str, &str)> = ESTIMATE.iter().copied().chain(roof).chain([("title_ru", "Ремонт кровли")]).collect();
    asked(&portal, &who, &at, &roof).await;
    let agenda = portal.visit(&who, &format!("{at}/questions")).await;
    agenda.is(200).sees("1. Утверждение сметы").sees("2. Ремонт кровли").sees("больше 1/2 от всех 5").sees("92 100,00 ₸");
    let up = agenda.forms().into_iter().rfind(|form| form.action.ends_with("/place")).expect("a button");
    portal.submit(&who, &up.with("move", "up")).await.is(303);
    portal.visit(&who, &format!("{at}/questions")).await.sees("1. Ремонт кровли").sees("2. Утверждение сметы");
    confirmed(&portal, &who, &format!("{at}/fixing")).await;
    portal.visit(&who, &at).await.sees("Повестка утверждена, но никто ещё не уведомлён");
    portal.visit(&who, &format!("{at}/edit")).await.is(422);
    confirmed(&portal, &who, &format!("{at}/unfixing")).await;
    portal.visit(&who, &format!("{at}/edit")).await.is(200);
}

#[actix_web::test]
async fn dates_that_break_a_term_are_refused_with_the_article_and_a_lawful_day() {
    let (portal, who) = (TestPortal::open().await, secretary());
    let cases: [(&[(&str, &str)], &str); 4] = [
        (&[("opens_at", "2026-11-25T09:00")], "ст. 42(6) Закона). Самая ранняя дата — 26.11.2026"),
        (&[("closes_at", "2026-12-03T08:59")], "ст. 44(2) Закона). Самое раннее окончание — 03.12.2026 09:00"),
        (&[("closes_at", "2027-01-21T09:00")], "ст. 44(2) Закона). Последний день — 20.01.2027"),
        (&[("closes_at", "")], "Не указано окончание голосования"),
    ];
    for (otherwise, said) in cases {
        let at = begun(&portal, &who, otherwise).await;
        asked(&portal, &who, &at, &ESTIMATE).await;
        portal.visit(&who, &at).await.sees(said);
        portal.send(&who, &format!("{at}/fixing"), &[]).await.is(422).sees(said);
        portal.visit(&who, &at).await.sees("черновик");
    }
}

#[actix_web::test]
async fn both_languages_and_whole_texts_are_asked_for() {
    let (portal, who) = (TestPortal::open().await, secretary());
    let at = begun(&portal, &who, &[("title_kk", ""), ("chair", "")]).await;
    let ready = portal.visit(&who, &format!("{at}/questions/new?text=lift")).await.form(&format!("{at}/questions"));
    portal.submit(&who, &ready).await.is(303);
    portal
        .visit(&who, &at)
        .await
        .sees("Нет темы собрания на казахском")
        .sees("Не указан председатель собрания")
        .sees("осталось незаполненное место {кіреберіс нөмірі}");
    portal.send(&who, &format!("{at}/fixing"), &[]).await.is(422);
}

#[actix_web::test]
async fn owners_who_call_a_meeting_are_a_tenth_by_the_register() {
    let (portal, who) = (TestPortal::open().await, secretary());
    let at = begun(&portal, &who, &[("initiator", "owners")]).await;
    asked(&portal, &who, &at, &ESTIMATE).await;
    portal.send(&who, &format!("{at}/fixing"), &[]).await.is(422).sees("не меньше 1 (ст. 42(3)");
    let page = format!("{at}/initiators");
    let nobody = format!("{}:{}", Side::First.premises(2), Side::First.contact(1));
    portal.send(&who, &page, &[("owner", &nobody)]).await.is(303);
    portal.visit(&who, &page).await.sees("Выберите собственника из реестра").sees("Пока никто не выбран");
    let owner = format!("{}:{}", Side::First.premises(1), Side::First.contact(1));
    portal.send(&who, &page, &[("owner", &owner)]).await.is(303);
    portal.visit(&who, &page).await.sees("Жұмабаев Ерлан Серікұлы");
    confirmed(&portal, &who, &format!("{at}/fixing")).await;
}

#[actix_web::test]
async fn others_of_the_staff_read_and_do_not_write() {
    let (portal, clerk, boss) = (TestPortal::open().await, Person::named("clerk"), manager());
    let at = begun(&portal, &boss, &[]).await;
    portal.visit(&clerk, &at).await.is(200).misses("Утвердить повестку");
    for path in ["edit", "fixing", "initiators", "questions/new", "cancellation"] {
        portal.visit(&clerk, &format!("{at}/{path}")).await.is(403);
    }
    portal.send(&clerk, &format!("{at}/fixing"), &[]).await.is(403);
}
