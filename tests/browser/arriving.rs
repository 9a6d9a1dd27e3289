//! One person's way through a house: invited by staff whom they work beside, in by the letter, resident and colleague by turns, and out again
//! when the flat is sold.

use aula::text::Locale;

use chrono::TimeDelta;

use super::{enter, sign_in, sound, words};
use crate::support::browser::Browser;
use crate::support::people::known_as;
use crate::support::serving::Served;

const BUYER: &str = "Оспан Бекзат";
/// Nobody holds it before the story begins.
const FLAT: &str = "10";

/// Whoever the story is about works for the company, too.
fn guest() -> String {
    known_as("clerk").email()
}

async fn invite(desk: &Browser, portal: &Served, locale: Locale) {
    let says = |key| words(locale, key);
    desk.visit(&portal.at("/staff/invitations/new")).await;
    desk.fill(&says("joining.invite.building"), "Абай даңғылы, 12").await;
    desk.fill(&says("homes.sheet.number"), FLAT).await;
    desk.tick(&says("homes.holds.owner")).await;
    desk.fill(&says("homes.sheet.name"), known_as("clerk").name).await;
    desk.fill(&says("homes.sheet.email"), &guest()).await;
    desk.fill(&says("joining.invite.locale"), locale.own_name()).await;
    desk.tick(&says("joining.age.no")).await;
    sound(desk).await;
    desk.click_text(&says("joining.invite.submit")).await;
    desk.sees(known_as("clerk").name).await;
    portal.work().await;
}

/// The link in the letter, followed on the phone by somebody who is not signed in there.
async fn come_in(portal: &Served, locale: Locale) -> Browser {
    let letter = portal.letters().into_iter().rev().find(|letter| letter.to == guest()).expect("the invitation");
    let at = letter.text.find("/join/").expect("a link in the letter");
    let link = letter.text.get(at..).and_then(|rest| rest.split_whitespace().next()).expect("an address");
    let phone = Browser::start().await;
    phone.size(390).await;
    phone.visit(&portal.at(&format!("{link}?lang={}", locale.code()))).await;
    phone.sees("Абай даңғылы, 12").await;
    sound(&phone).await;
    phone.click_text(&words(locale, "joining.open.enter")).await;
    phone.sees(&words(locale, "accounts.sign_in.password")).await;
    enter(&phone, &guest(), locale).await;
    phone.does_not_see(&words(locale, "accounts.sign_in.password")).await;
    phone
}

/// Chooses a role under one's initials.
async fn switch(phone: &Browser, locale: Locale, role: &str) {
    phone.ask("document.querySelector('.account > summary').click()").await;
    phone.click_text(&words(locale, role)).await;
}

async fn sell(desk: &Browser, portal: &Served, locale: Locale) {
    let says = |key| words(locale, key);
    desk.visit(&portal.at("/staff/people?q=%D0%A1%D0%B5%D1%80%D0%B3%D0%B5%D0%B5%D0%B2")).await;
    desk.click_text(known_as("clerk").name).await;
    desk.click_text("Абай даңғылы, 12").await;
    desk.click_text(&says("homes.moves.add")).await;
    desk.tick(&says("homes.moves.kind.sale")).await;
    desk.fill(&says("homes.moves.day"), "2026-11-21").await;
    desk.tick(known_as("clerk").name).await;
    desk.fill(&says("homes.sheet.name"), BUYER).await;
    sound(desk).await;
    desk.click_text(&says("homes.moves.review")).await;
    desk.sees(&says("homes.moves.review_title")).await;
    sound(desk).await;
    desk.click_text(&says("homes.moves.confirm")).await;
    desk.sees(BUYER).await;
    sound(desk).await;
}

async fn story(locale: Locale) {
    let portal = Served::open().await;
    let desk = Browser::start().await;
    sign_in(&desk, &portal, "manager@demo.example", locale).await;
    invite(&desk, &portal, locale).await;
    let phone = come_in(&portal, locale).await;
    phone.visit(&portal.at(&format!("/home?lang={}", locale.code()))).await;
    phone.sees("Абай даңғылы, 12").await;
    sound(&phone).await;
    switch(&phone, locale, "layout.role.staff").await;
    phone.sees(&words(locale, "homes.index.title")).await;
    assert!(phone.path().await.starts_with("/staff"), "{}", phone.path().await);
    sound(&phone).await;
    switch(&phone, locale, "layout.role.resident").await;
    phone.sees("Абай даңғылы, 12").await;
    assert!(phone.path().await.starts_with("/home"), "{}", phone.path().await);
    sell(&desk, &portal, locale).await;
    // from the next day on the flat is another's, and the work is still theirs
    portal.pass(TimeDelta::hours(20)).await;
    phone.visit(&portal.at("/home")).await;
    phone.sees(&words(locale, "errors.forbidden.title")).await;
    phone.does_not_see("Абай даңғылы, 12").await;
    phone.visit(&portal.at("/staff")).await;
    phone.sees(&words(locale, "homes.index.title")).await;
}

#[actix_web::test]
async fn invited_in_switched_and_moved_out_in_kazakh() {
    story(Locale::Kk).await;
}

#[actix_web::test]
async fn invited_in_switched_and_moved_out_in_russian() {
    story(Locale::Ru).await;
}
