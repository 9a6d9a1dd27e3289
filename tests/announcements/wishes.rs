//! How people wish to be told, set on the page and kept: off, once a day, and what nobody can refuse.

use chrono::TimeDelta;

use super::{building, told, water};
use crate::support::TestPortal;
use crate::support::people::{editor, owner2};

/// The second owner chooses on the page of settings.
async fn wishes(portal: &TestPortal, fields: &[(&str, &str)]) {
    let who = owner2();
    let form = portal.visit(&who, "/notifications/settings").await.form("/notifications/settings");
    let form = fields.iter().fold(form, |form, (name, value)| form.with(name, value));
    portal.submit(&who, &form).await.is(303);
}

/// How many letters the second owner got.
fn letters(portal: &TestPortal) -> usize {
    portal.letters().iter().filter(|sent| sent.to == "owner2@demo.example").count()
}

#[actix_web::test]
async fn who_wants_no_letters_gets_none_but_in_an_emergency() {
    let (portal, place) = (TestPortal::open().await, building());
    wishes(
        &portal,
        &[
            ("announcement_info", "off"),
            ("announcement_outage", "off"),
            ("request", "immediate"),
            ("quiet_from", "13"),
            ("quiet_until", "16"),
            ("digest_at", "18"),
        ],
    )
    .await;
    let (at, _) = told(&portal, &editor(), &water(&[("place", &place)])).await;
    assert_eq!(letters(&portal), 0);
    portal.visit(&editor(), &format!("{at}/recipients")).await.sees("только портал");
    portal.visit(&owner2(), "/notifications").await.sees("Воды не будет");

    let (at, _) = told(&portal, &editor(), &water(&[("place", &place), ("kind", "legal")])).await;
    assert_eq!(letters(&portal), 0, "not before the quiet hours are over");
    portal.visit(&editor(), &format!("{at}/recipients")).await.sees("письмо ждёт отправки");
    told(&portal, &editor(), &water(&[("place", &place), ("kind", "emergency"), ("expires_at", "2026-11-20T23:00")])).await;
    assert_eq!(letters(&portal), 1, "an emergency waits for nobody's sleep");
    assert!(portal.letter_to("owner2@demo.example").subject.contains("Воды не будет"));
    portal.pass(TimeDelta::hours(2)).await;
    assert_eq!(letters(&portal), 2, "the legal one after the quiet hours");
}

#[actix_web::test]
async fn the_days_letter_comes_at_its_hour_with_what_was_not_read() {
    let (portal, place) = (TestPortal::open().await, building());
    wishes(&portal, &[("announcement_info", "daily"), ("digest_at", "9")]).await;
    let (at, _) = told(&portal, &editor(), &water(&[("place", &place)])).await;
    let (_, read) = told(&portal, &editor(), &water(&[("place", &place), ("title_ru", "Собрание кружка")])).await;
    portal.visit(&editor(), &format!("{at}/recipients")).await.sees("дневная подборка");
    portal.visit(&owner2(), &read).await.is(200);
    noticed(&portal).await;
    portal.pass(TimeDelta::hours(18)).await;
    assert_eq!(letters(&portal), 0, "it is eight in the morning");
    portal.pass(TimeDelta::hours(1)).await;
    assert_eq!(letters(&portal), 1);
    let letter = portal.letter_to("owner2@demo.example");
    assert!(letter.text.contains("Воды не будет") && !letter.text.contains("Собрание кружка"), "{}", letter.text);
    portal.pass(TimeDelta::hours(24)).await;
    assert_eq!(letters(&portal), 1, "nothing new, no letter");
}

/// Waits until one of the two is noted as read: reading writes nothing itself, the note follows it.
async fn noticed(portal: &TestPortal) {
    for _ in 0..200 {
        if !portal.visit(&owner2(), "/notifications?show=unread").await.text().contains("Собрание кружка") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("that it was read is not noted");
}
