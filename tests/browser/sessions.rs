//! Languages, roles, and who may see what once they have left.

use aula::db::Never;
use aula::db::schema::memberships;
use aula::text::Locale;
use diesel::prelude::*;

use super::{enter, sign_in, sound, words};
use crate::support::browser::Browser;
use crate::support::people::known_as;
use crate::support::serving::Served;
use crate::support::{Side, world};

/// Opens the menu under one's initials.
async fn open_menu(browser: &Browser) {
    browser.ask("document.querySelector('.account > summary').click()").await;
}

#[actix_web::test]
async fn another_language_is_the_same_page() {
    let portal = Served::open().await;
    let browser = Browser::start().await;
    sign_in(&browser, &portal, "manager@demo.example", Locale::Ru).await;
    browser.visit(&portal.at("/staff/announcements?state=published")).await;
    open_menu(&browser).await;
    browser.click_text(Locale::Kk.own_name()).await;
    browser.sees(&words(Locale::Kk, "announcements.desk.new")).await;
    assert!(browser.path().await.starts_with("/staff/announcements?state=published"), "{}", browser.path().await);
    assert_eq!(browser.ask("return document.documentElement.lang").await, "kk");
    // and it is remembered
    browser.visit(&portal.at("/staff/homes")).await;
    browser.sees(&words(Locale::Kk, "homes.index.import")).await;
    sound(&browser).await;
}

/// Makes the owner an employee of their company, too.
async fn employ_the_owner(portal: &Served) {
    let row = (
        memberships::id.eq(world::id(0x7e57, 1)),
        memberships::company_id.eq(Side::First.company()),
        memberships::person_id.eq(known_as("owner").id()),
        memberships::role.eq("staff"),
        memberships::since.eq(world::now()),
    );
    let employed = portal
        .app
        .db
        .write::<_, Never>(move |tx| Ok(diesel::insert_into(memberships::table).values(row).execute(&mut **tx)?))
        .await;
    assert_eq!(employed.expect("the database"), 1);
}

#[actix_web::test]
async fn one_person_two_roles() {
    let portal = Served::open().await;
    employ_the_owner(&portal).await;
    let browser = Browser::start().await;
    browser.size(390).await;
    sign_in(&browser, &portal, "owner@demo.example", Locale::Ru).await;
    for (role, start, title) in
        [("layout.role.staff", "/staff", "welcome.desk.title"), ("layout.role.resident", "/home", "welcome.home.homes")]
    {
        open_menu(&browser).await;
        browser.click_text(&words(Locale::Ru, role)).await;
        browser.sees(&words(Locale::Ru, title)).await;
        assert_eq!(browser.path().await, start);
        sound(&browser).await;
    }
}

#[actix_web::test]
async fn a_session_ended_elsewhere() {
    let portal = Served::open().await;
    let (phone, desk) = (Browser::start().await, Browser::start().await);
    phone.size(390).await;
    sign_in(&phone, &portal, "owner@demo.example", Locale::Kk).await;
    sign_in(&desk, &portal, "owner@demo.example", Locale::Ru).await;
    desk.visit(&portal.at("/profile")).await;
    desk.click_text(&words(Locale::Ru, "accounts.profile.end_others")).await;
    desk.sees(&words(Locale::Ru, "accounts.said.sessions_ended")).await;
    phone.visit(&portal.at("/announcements")).await;
    phone.sees(&words(Locale::Kk, "accounts.sign_in.password")).await;
    // the way back is kept
    assert!(phone.path().await.starts_with("/sign-in?next="), "{}", phone.path().await);
    enter(&phone, "owner@demo.example", Locale::Kk).await;
    phone.sees(&words(Locale::Ru, "announcements.list.current")).await;
    assert!(phone.path().await.starts_with("/announcements"));
    sound(&desk).await;
    sound(&phone).await;
}

#[actix_web::test]
async fn back_after_signing_out_shows_nothing() {
    let portal = Served::open().await;
    let browser = Browser::start().await;
    sign_in(&browser, &portal, "owner@demo.example", Locale::Ru).await;
    browser.visit(&portal.at("/profile")).await;
    let name = known_as("owner").name;
    browser.sees(name).await;
    open_menu(&browser).await;
    browser.click_text(&words(Locale::Ru, "layout.sign_out")).await;
    browser.sees(&words(Locale::Ru, "accounts.said.signed_out")).await;
    browser.back().await;
    browser.sees(&words(Locale::Ru, "accounts.sign_in.submit")).await;
    browser.does_not_see(name).await;
    sound(&browser).await;
}
