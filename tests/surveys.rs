//! Surveys as people live them: written, opened, answered step by step, closed, shown to those who took part.

mod anonymous;
mod answering;
mod desk;
mod racing;
mod telling;

use chrono::TimeDelta;

use crate::support::people::editor;
use crate::support::{Person, Side, TestPortal};

/// The first building of the first company, as its checkbox is called.
fn building() -> String {
    format!("building:{}", Side::First.building(1))
}

/// A survey's words, and that it ends in ten days.
const YARD: [(&str, &str); 3] = [("title_kk", "Аула туралы"), ("title_ru", "О дворе"), ("closes_at", "2026-11-30T18:00")];

/// Writes a draft as an editor would, and gives its address.
async fn drafted(portal: &TestPortal, who: &Person, fields: &[(&str, &str)]) -> String {
    let mut form = portal.visit(who, "/staff/surveys/new").await.form("/staff/surveys");
    let all: Vec<(&str, &str)> = YARD.iter().chain(fields).copied().collect();
    for (name, value) in all {
        form = form.with(name, value);
    }
    let screen = portal.submit(who, &form).await;
    screen.is(303);
    screen.leads_to().to_owned()
}

/// Adds a question of a kind.
async fn asked(portal: &TestPortal, who: &Person, at: &str, kind: &str, fields: &[(&str, &str)]) {
    let action = format!("{at}/questions");
    let mut form = portal.visit(who, &format!("{action}/new?kind={kind}")).await.form(&action);
    for (place, (name, value)) in fields.iter().enumerate() {
        let again = fields.iter().take(place).any(|(before, _)| before == name);
        form = if again { form.and(name, value) } else { form.with(name, value) };
    }
    portal.submit(who, &form).await.is(303);
}

/// Yes or no, which must be answered.
const NEEDED: [(&str, &str); 5] = [
    ("words_kk", "Орындық керек пе?"),
    ("words_ru", "Нужны ли скамейки?"),
    ("options_kk", "Иә\nЖоқ"),
    ("options_ru", "Да\nНет"),
    ("required", "yes"),
];

/// A survey of the yard: are benches needed, where (only if so), how clean it is, anything else.
async fn yard(portal: &TestPortal, who: &Person, fields: &[(&str, &str)]) -> String {
    let at = drafted(portal, who, fields).await;
    asked(portal, who, &at, "single", &NEEDED).await;
    let places = [
        ("words_kk", "Қайда?"),
        ("words_ru", "Где?"),
        ("options_kk", "Ойын алаңы\nКіреберіс"),
        ("options_ru", "Площадка\nПодъезд"),
    ];
    let places: Vec<(&str, &str)> = places.iter().copied().chain([("other", "yes"), ("when", "1:1")]).collect();
    asked(portal, who, &at, "multiple", &places).await;
    asked(portal, who, &at, "scale", &[("words_kk", "Тазалық"), ("words_ru", "Чистота")]).await;
    asked(portal, who, &at, "text", &[("words_kk", "Тағы не?"), ("words_ru", "Что ещё?")]).await;
    at
}

/// Opens it from the page of the last look, and has everybody told; gives the address for residents.
async fn opened(portal: &TestPortal, who: &Person, at: &str) -> String {
    let action = format!("{at}/publication");
    let form = portal.visit(who, &action).await.form(&action);
    portal.submit(who, &form).await.is(303);
    portal.work().await;
    at.replace("/staff", "")
}

/// Answers yes, at the playground, four, and nothing else: three steps.
async fn answered(portal: &TestPortal, who: &Person, read: &str) {
    let action = format!("{read}/answer");
    let form = portal.visit(who, &action).await.form(&action).with("q1", "1").with("go", "next");
    let form = portal.submit(who, &form).await.is(200).form(&action);
    let form = portal.submit(who, &form.with("q2", "1").with("q3", "4").with("go", "next")).await.is(200).form(&action);
    portal.submit(who, &form.with("go", "send")).await.is(303);
}

/// Ends it by hand.
async fn closed(portal: &TestPortal, at: &str) {
    let (boss, action) = (editor(), format!("{at}/closing"));
    let form = portal.visit(&boss, &action).await.form(&action);
    portal.submit(&boss, &form).await.is(303);
    portal.pass(TimeDelta::seconds(1)).await;
}
