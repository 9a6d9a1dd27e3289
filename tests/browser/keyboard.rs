//! Without a mouse: an announcement is written and published with Tab, Space and Enter, and one always sees where one is.

use aula::text::Locale;
use chrono::TimeDelta;

use super::{sign_in, sound, words};
use crate::support::browser::Browser;
use crate::support::people::known_as;
use crate::support::serving::Served;

const L: Locale = Locale::Ru;

/// Goes on with Tab to what is called so, and looks whether one sees the focus there.
async fn to(browser: &Browser, key: &str) {
    browser.walk_to(&words(L, key)).await;
    let ring = browser.ask("const it = document.activeElement, seen = getComputedStyle(it); return seen.outlineStyle !== 'none' && parseFloat(seen.outlineWidth) >= 2 && it.matches(':focus-visible')").await;
    assert_eq!(ring, true, "no focus to be seen at «{}»", words(L, key));
    let inside = browser
        .ask("const at = document.activeElement.getBoundingClientRect(); return at.bottom > 0 && at.top < innerHeight")
        .await;
    assert_eq!(inside, true, "«{}» has the focus outside of the window", words(L, key));
}

async fn field(browser: &Browser, key: &str, text: &str) {
    to(browser, key).await;
    browser.write(text).await;
}

#[actix_web::test]
async fn publishes() {
    let portal = Served::open().await;
    let browser = Browser::start().await;
    sign_in(&browser, &portal, "manager@demo.example", L).await;
    browser.visit(&portal.at("/staff")).await;
    // the first step of the keyboard leads past the menu
    browser.press("Tab").await;
    assert_eq!(browser.focused().await, words(L, "layout.skip"));
    browser.press("Enter").await;
    to(&browser, "announcements.desk.new").await;
    browser.press("Enter").await;
    browser.sees(&words(L, "announcements.form.audience")).await;
    field(&browser, "announcements.form.title_kk", "Лифт жөнделеді").await;
    field(&browser, "announcements.form.body_kk", "Ертең лифт тоқтайды.").await;
    field(&browser, "announcements.form.title_ru", "Ремонт лифта").await;
    field(&browser, "announcements.form.body_ru", "Завтра лифт остановят.").await;
    to(&browser, "homes.audience.company").await;
    browser.press("Space").await;
    to(&browser, "announcements.form.save").await;
    browser.press("Enter").await;
    browser.sees(&words(L, "announcements.next.draft")).await;
    to(&browser, "announcements.show.publish").await;
    browser.press("Enter").await;
    browser.sees(&words(L, "announcements.publication.title")).await;
    to(&browser, "announcements.publication.submit").await;
    browser.press("Enter").await;
    browser.sees(&words(L, "announcements.show.undo")).await;
    portal.pass(TimeDelta::seconds(20)).await;
    browser.reload().await;
    browser.sees(&words(L, "announcements.state.published")).await;
    sound(&browser).await;
}

/// The menu of one's own opens, and Escape closes it where it was opened.
#[actix_web::test]
async fn opens_and_leaves_the_menu() {
    let portal = Served::open().await;
    let browser = Browser::start().await;
    sign_in(&browser, &portal, "owner@demo.example", L).await;
    let account = words(L, "layout.account").replace("%{name}", known_as("owner").name);
    browser.walk_to(&account).await;
    browser.press("Enter").await;
    browser.sees(&words(L, "layout.sign_out")).await;
    browser.press("Tab Escape").await;
    browser.does_not_see(&words(L, "layout.sign_out")).await;
    assert!(browser.focused().await.contains(&account), "{}", browser.focused().await);
}
