//! Real people at a real browser: Chromium, phones and desks, Kazakh and Russian, with and without scripts.
//!
//! Words are looked up where the pages take them from, so that mending a sentence breaks no test.
#![allow(clippy::expect_used, reason = "in a test, a broken promise is a failed test")]

mod arriving;
mod everywhere;
mod field;
mod keyboard;
mod publishing;
mod recounting;
mod sessions;
mod voting;

use aula::text::{Locale, t};

use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::serving::Served;

/// A person's words for a page: those of their language.
fn words(locale: Locale, key: &str) -> String {
    t(locale, key).into_owned()
}

/// Signs in through the page, in a language, and goes on in it: an account has a language of its own.
async fn sign_in(browser: &Browser, portal: &Served, login: &str, locale: Locale) {
    browser.visit(&portal.at(&format!("/sign-in?lang={}", locale.code()))).await;
    enter(browser, login, locale).await;
    browser.does_not_see(&words(locale, "accounts.sign_in.password")).await;
    let path = browser.path().await;
    assert!(!path.starts_with("/sign-in"), "{login} cannot sign in:\n{}", browser.text().await);
    browser.visit(&portal.at(&format!("{path}?lang={}", locale.code()))).await;
}

/// Fills in the page of signing in.
async fn enter(browser: &Browser, login: &str, locale: Locale) {
    browser.fill(&words(locale, "accounts.sign_in.login"), login).await;
    browser.fill(&words(locale, "accounts.sign_in.password"), PASSWORD).await;
    browser.click_text(&words(locale, "accounts.sign_in.submit")).await;
}

/// Fails the test if the page is wider than its window or has logged an error.
async fn sound(browser: &Browser) {
    let (path, over) = (browser.path().await, browser.runs_over().await);
    assert_eq!(over, 0, "{path} runs over by {over} px");
    let errors = browser.console_errors().await;
    assert!(errors.is_empty(), "{path} logged {errors:#?}");
}
