//! Corrections: everybody is told once of each wording that was to be told, nobody twice, nobody of one that was replaced at once.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use diesel::prelude::*;

use super::{building, told, water};
use crate::support::TestPortal;
use crate::support::people::{editor, known_as, owner2};

/// How many letters each has got of each subject.
fn letters(portal: &TestPortal) -> BTreeMap<(String, String), usize> {
    let mut all = BTreeMap::new();
    for letter in portal.letters() {
        *all.entry((letter.to, letter.subject)).or_default() += 1;
    }
    all
}

/// Corrects both titles and has everybody told.
async fn correct(portal: &TestPortal, at: &str, words: &str) {
    let editor = editor();
    let form = portal.visit(&editor, &format!("{at}/edit")).await.form(at);
    let form = form.with("title_ru", words).with("title_kk", words).with("tell", "yes");
    portal.submit(&editor, &form).await.is(303);
}

/// How often each wording stands in the proof.
async fn proof(portal: &TestPortal, at: &str) -> BTreeMap<i32, i64> {
    use aula::db::schema::announcement_recipients::dsl::{announcement_id, announcement_recipients, version};
    let id = at.rsplit('/').next().expect("an id").to_owned();
    let rows: Vec<i32> = portal
        .app
        .db
        .read(move |conn| announcement_recipients.filter(announcement_id.eq(id)).select(version).load(conn))
        .await
        .expect("the proof");
    rows.into_iter().fold(BTreeMap::new(), |mut all, wording| {
        *all.entry(wording).or_default() += 1;
        all
    })
}

#[actix_web::test]
async fn two_corrections_tell_everybody_once_of_each() {
    let (portal, place) = (TestPortal::open().await, building());
    let (at, _) = told(&portal, &editor(), &water(&[("place", &place)])).await;
    for words in ["До шести", "До семи"] {
        correct(&portal, &at, words).await;
        portal.pass(TimeDelta::hours(2)).await;
        // a job that comes again does nothing again
        portal.work().await;
    }
    assert_eq!(proof(&portal, &at).await, [(1, 2), (2, 2), (3, 2)].into());
    let letters = letters(&portal);
    assert_eq!((letters.len(), letters.values().all(|times| *times == 1)), (6, true), "{letters:?}");
    for words in ["Исправлено: До шести", "Исправлено: До семи"] {
        assert_eq!(letters.get(&("owner2@demo.example".to_owned(), words.to_owned())), Some(&1), "{letters:?}");
    }
}

#[actix_web::test]
async fn of_two_corrections_in_a_row_only_the_last_is_told() {
    let (portal, place) = (TestPortal::open().await, building());
    let (at, _) = told(&portal, &editor(), &water(&[("place", &place)])).await;
    correct(&portal, &at, "До шести").await;
    correct(&portal, &at, "До семи").await;
    portal.pass(TimeDelta::hours(2)).await;
    assert_eq!(proof(&portal, &at).await, [(1, 2), (3, 2)].into());
    let letters = letters(&portal);
    assert_eq!((letters.len(), letters.values().all(|times| *times == 1)), (4, true), "{letters:?}");
    assert!(letters.keys().all(|(_, subject)| !subject.contains("шести")), "{letters:?}");
}

#[actix_web::test]
async fn an_account_without_an_address_counts_as_paper() {
    use aula::db::schema::people::dsl::{email, people};
    let (portal, place) = (TestPortal::open().await, building());
    let id = known_as("owner2").id();
    let written = portal.app.db.write::<_, aula::db::Never>(move |tx| {
        Ok(diesel::update(people.find(id)).set(email.eq(None::<String>)).execute(&mut **tx)?)
    });
    assert_eq!(written.await.expect("somebody without an address"), 1);
    let (at, read) = told(&portal, &editor(), &water(&[("place", &place)])).await;
    portal.visit(&editor(), &at).await.is(200);
    let proof = portal.visit(&editor(), &format!("{at}/recipients?channel=paper")).await;
    proof.sees("Иванова Мария Петровна").sees("на бумаге").misses("Жұмабаев");
    assert_eq!(portal.letters().len(), 1, "the other owner's");
    // and yet it lies in the portal
    portal.visit(&owner2(), "/notifications").await.sees("Воды не будет");
    portal.visit(&owner2(), &read).await.is(200);
}
