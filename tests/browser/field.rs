//! A technician whose telephone loses the network: the day stays open, what is done waits and arrives once, at the time it was done.

use std::time::Duration;

use aula::clock::Moment;
use aula::db::schema::{field_deeds, field_events};
use aula::text::Locale;
use chrono::TimeDelta;
use diesel::prelude::*;

use super::{sign_in, sound, words};
use crate::support::browser::Browser;
use crate::support::serving::Served;
use crate::support::{Side, world};

const RU: Locale = Locale::Ru;

/// Asks the page until it says yes.
async fn until(browser: &Browser, script: &str) {
    for _ in 0..100 {
        if browser.ask(script).await == true {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("«{script}» never came true at {}:\n{}", browser.path().await, browser.text().await);
}

/// A phone that has the day on it, and then no network.
async fn away(portal: &Served) -> Browser {
    let phone = Browser::start().await;
    phone.size(390).await;
    sign_in(&phone, portal, "technician@demo.example", RU).await;
    phone.visit(&portal.at("/jobs")).await;
    until(&phone, "return document.documentElement.dataset.ready === 'offline'").await;
    sound(&phone).await;
    portal.cut().await;
    phone.visit(&portal.at(&format!("/jobs/{}", Side::First.job()))).await;
    phone.sees(&words(RU, "dispatch.offline.none")).await;
    phone
}

/// The page's clock as it was so many minutes ago: what is pressed now was pressed then.
async fn earlier(phone: &Browser, minutes: u32) {
    let script = format!(
        "const real = Date; window.Date = class extends real {{ \
         constructor(...of) {{ of.length ? super(...of) : super(real.now() - {minutes} * 60000); }} }}"
    );
    phone.ask(&script).await;
}

/// When the job came to which stage.
async fn moves(portal: &Served) -> Vec<(String, Moment)> {
    let read = portal.app.db.read(|conn| {
        field_events::table
            .filter(field_events::job_id.eq(Side::First.job()))
            .filter(field_events::what.eq("moved"))
            .order((field_events::happened_at, field_events::id))
            .select((field_events::details, field_events::happened_at))
            .load(conn)
    });
    read.await.expect("the events")
}

#[actix_web::test]
async fn the_day_goes_on_without_a_network() {
    let portal = Served::open().await;
    let phone = away(&portal).await;
    earlier(&phone, 20).await;
    phone.click_text(&words(RU, "dispatch.step.set_out")).await;
    phone.sees(&words(RU, "dispatch.offline.queued")).await;
    phone.click_text(&words(RU, "dispatch.step.arrive")).await;
    // by then the button says what follows, and a pause can be noted
    phone.sees(&words(RU, "dispatch.step.finish")).await;
    phone.sees(&words(RU, "dispatch.step.pause")).await;
    assert!(moves(&portal).await.is_empty(), "nothing has arrived");
    // the list is there too, and a page that was not kept says so
    phone.visit(&portal.at("/jobs")).await;
    phone.sees(&words(RU, "dispatch.offline.queued")).await;
    phone.visit(&portal.at(&format!("/jobs/{}", world::id(7, 7)))).await;
    phone.sees(&words(RU, "dispatch.offline.text")).await;

    portal.mend();
    phone.visit(&portal.at(&format!("/jobs/{}", Side::First.job()))).await;
    phone.sees(&words(RU, "dispatch.stage.on_site")).await;
    phone.does_not_see(&words(RU, "dispatch.offline.queued")).await;
    let moved = moves(&portal).await;
    assert_eq!(moved.iter().map(|(stage, _)| stage.as_str()).collect::<Vec<_>>(), ["on_the_way", "on_site"], "each once");
    let ago: Vec<TimeDelta> = moved.iter().map(|(_, at)| world::now() - *at).collect();
    assert!((19..=22).contains(&ago[0].num_minutes()), "when it was pressed, not when it arrived: {ago:?}");
    assert!(ago[1] < TimeDelta::minutes(2), "{ago:?}");
    leaves(&portal, &phone).await;
}

/// Signing out leaves nothing of the day on the telephone.
async fn leaves(portal: &Served, phone: &Browser) {
    phone.visit(&portal.at("/jobs")).await;
    until(phone, "return document.documentElement.dataset.ready === 'offline'").await;
    phone.ask("document.querySelector('.account > summary').click()").await;
    phone.click_text(&words(RU, "layout.sign_out")).await;
    phone.sees(&words(RU, "accounts.said.signed_out")).await;
    assert_eq!(phone.ask("return caches.keys().then((all) => all.length)").await, 0);
    assert_eq!(phone.ask("return navigator.serviceWorker.getRegistrations().then((all) => all.length)").await, 0);
    assert_eq!(phone.ask("return localStorage.length").await, 0);
}

#[actix_web::test]
async fn what_the_dispatcher_changed_meanwhile_is_asked_about() {
    let portal = Served::open().await;
    let phone = away(&portal).await;
    phone.click_text(&words(RU, "dispatch.step.set_out")).await;
    phone.sees(&words(RU, "dispatch.offline.queued")).await;

    portal.mend();
    let desk = Browser::start().await;
    sign_in(&desk, &portal, "dispatcher@demo.example", RU).await;
    desk.visit(&portal.at(&format!("/staff/jobs/{}", Side::First.job()))).await;
    desk.ask("document.querySelector('[name=time]').value = '16:30'").await;
    desk.click_text(&words(RU, "dispatch.work.offer_send")).await;
    desk.sees("16:30").await;

    phone.visit(&portal.at("/jobs")).await;
    phone.sees(&words(RU, "dispatch.late.title")).await;
    assert!(moves(&portal).await.is_empty(), "neither is lost, neither is forced");
    phone.click_text(&words(RU, "dispatch.step.set_out")).await;
    phone.sees(&words(RU, "dispatch.late.yours")).await;
    sound_but_for_the_network(&phone).await;
    phone.click_text(&words(RU, "dispatch.late.counts")).await;
    phone.sees(&words(RU, "dispatch.stage.on_the_way")).await;
    let outcomes: Vec<String> = portal
        .app
        .db
        .read(|conn| field_deeds::table.order(field_deeds::id).select(field_deeds::outcome).load(conn))
        .await
        .expect("the deeds");
    // those of the world wait in both companies still
    assert_eq!(outcomes.iter().filter(|outcome| *outcome == "taken").count(), 1, "{outcomes:?}");
}

/// A page that fits, whatever the browser has said of the network.
async fn sound_but_for_the_network(browser: &Browser) {
    assert_eq!(browser.runs_over().await, 0);
    let errors = browser.console_errors().await;
    let own: Vec<_> = errors.iter().filter(|error| !error.contains("net::ERR_") && !error.contains("Failed to fetch")).collect();
    assert!(own.is_empty(), "{own:#?}");
}
