//! Debts from the 26th on: seen, asked for by steps, promised, kept or broken; and nobody is asked who has paid.

use aula::db::schema::{debt_letters, debts};
use aula::money::Tiyn;
use aula::payments::{self, Channel, Incoming};
use aula::sheet::{Grid, Limits};
use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use futures_util::future::join_all;

use crate::payments::{charge, company, trial};
use crate::support::paper::{is_sound, pages_of};
use crate::support::people::{PASSWORD, accountant, clerk, known_as};
use crate::support::{Person, Side, TestPortal};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// Lets time pass until the noon of a day, and the morning's look happen.
async fn until(portal: &TestPortal, on: &str) {
    // a task that is new waits for its next hour
    portal.pass(TimeDelta::zero()).await;
    let days = (day(on) - portal.app.clock.today()).num_days();
    portal.pass(TimeDelta::days(days)).await;
    assert_eq!(portal.app.clock.today(), day(on));
}

/// The accountant, come back: sessions end with time.
async fn back(portal: &TestPortal) -> Person {
    let who = accountant().elsewhere();
    let known = known_as("accountant");
    portal.sign_in(&who, &known.email(), PASSWORD).await.is(303);
    who
}

/// The open debts: premises and overdue.
async fn open(portal: &TestPortal) -> Vec<(String, i64)> {
    let read = portal.app.db.read(|conn| {
        let mine = debts::table.filter(debts::company_id.eq(company())).filter(debts::is_open.eq(true));
        mine.order(debts::premises_id).select((debts::premises_id, debts::overdue)).load(conn)
    });
    read.await.expect("debts")
}

async fn debt_of(portal: &TestPortal, premises: u128) -> String {
    let read = portal.app.db.read(move |conn| {
        let mine = debts::table.filter(debts::premises_id.eq(Side::First.premises(premises)));
        mine.filter(debts::is_open.eq(true)).select(debts::id).first::<String>(conn)
    });
    format!("/staff/debts/{}", read.await.expect("a debt"))
}

pub(crate) async fn pay(portal: &TestPortal, premises: u128, amount: i64, on: &str) {
    let of = Incoming {
        channel: Channel::Biller,
        source: "test".into(),
        external: format!("{premises}-{on}-{amount}"),
        premises: Side::First.premises(premises).parse().expect("an id"),
        day: day(on),
        amount: Tiyn(amount),
        payer: String::new(),
        note: String::new(),
        person: None,
    };
    let paid = portal.app.db.write(move |tx| payments::settle(tx, company(), None, &of)).await;
    paid.expect("paid");
}

/// Has the letters of a step printed; gives the address of the batch.
async fn print(portal: &TestPortal, who: &Person, step: &str) -> String {
    let form = portal.visit(who, "/staff/debts/letters").await.is(200).form("/staff/debts/letters");
    let at = portal.submit(who, &form.with("step", step)).await.is(303).leads_to().to_owned();
    portal.work().await;
    at
}

#[actix_web::test]
async fn who_did_not_pay_by_the_25th_stands_on_the_list_until_it_is_paid() {
    let portal = TestPortal::open().await;
    portal.visit(&clerk(), "/staff/debts").await.is(403);
    november(&portal, "2026-11-30").await;
    until(&portal, "2026-12-25").await;
    assert!(open(&portal).await.is_empty(), "one can still pay today");
    until(&portal, "2026-12-26").await;
    let who = back(&portal).await;
    assert_eq!(open(&portal).await.iter().map(|(_, sum)| sum).sum::<i64>(), 2_598_750);
    let list = portal.visit(&who, "/staff/debts").await;
    list.is(200).sees("25 987,50").sees("3 070,00");
    assert_eq!(list.all("tbody th[scope=row]").len(), 8);
    assert!(portal.visit(&who, "/staff/debts/export.csv").await.is(200).body().contains("3070,00"));
    assert!(portal.visit(&who, "/staff/debts?older=30").await.is(200).all("tbody th").is_empty());
    let house = format!("/staff/debts?building={}", Side::First.building(1));
    assert!(!portal.visit(&who, &house).await.is(200).all("tbody th").is_empty());
    let one = debt_of(&portal, 1).await;
    portal.visit(&who, &one).await.is(200).sees("3 070,00").sees("ноябрь 2026");
    // half of it: the debt is smaller; all of it: there is none
    pay(&portal, 1, 157_000, "2026-12-26").await;
    portal.visit(&who, &one).await.is(200).sees("1 500,00");
    until(&portal, "2026-12-27").await;
    assert!(open(&portal).await.contains(&(Side::First.premises(1), 150_000)));
    pay(&portal, 1, 150_000, "2026-12-27").await;
    portal.send(&who, "/staff/debts/look", &[]).await.is(303);
    portal.work().await;
    assert_eq!(open(&portal).await.len(), 7);
    assert!(!portal.visit(&who, &one).await.is(200).body().contains("/plan\""), "nothing is left to promise");
    trial(&portal).await;
}

/// The world's debt is none by the books: it is closed, and November charged.
async fn november(portal: &TestPortal, on: &str) {
    aula::debts::look_at_once(&portal.app, company()).await.expect("a look");
    charge(portal, "2026-11-01", on).await;
}

/// How many letters of a step were written since December.
async fn many(portal: &TestPortal, step: &'static str) -> i64 {
    let read = portal.app.db.read(move |conn| {
        let mine = debt_letters::table.filter(debt_letters::company_id.eq(company())).filter(debt_letters::step.eq(step));
        mine.filter(debt_letters::made_on.ge(day("2026-12-01"))).count().get_result::<i64>(conn)
    });
    read.await.expect("letters")
}

#[actix_web::test]
async fn letters_go_by_steps_each_once_however_many_press_the_button() {
    let portal = TestPortal::open().await;
    november(&portal, "2026-11-30").await;
    until(&portal, "2026-12-26").await;
    let who = back(&portal).await;
    portal.token(&who).await;
    let pressed = join_all((0..4).map(|_| portal.send(&who, "/staff/debts/letters", &[("step", "reminder")]))).await;
    assert_eq!(pressed.iter().filter(|screen| screen.status.as_u16() == 303).count(), 1);
    portal.work().await;
    assert_eq!(many(&portal, "reminder").await, 8);
    let batch = pressed.iter().find(|screen| screen.status.as_u16() == 303).expect("one").leads_to().to_owned();
    portal.visit(&who, &batch).await.is(200).link("PDF");
    let file = portal.visit(&who, &format!("{batch}/letters.pdf")).await;
    is_sound(&file.is(200).bytes);
    if let Some(pages) = pages_of(&file.bytes) {
        assert_eq!(pages.len(), 8, "a page each");
        let mine = pages.iter().find(|page| page.contains("3 070,00") || page.contains("3\u{a0}070,00")).expect("the owner's");
        assert!(mine.find("берешек") < mine.find("задолженность"), "Kazakh first: {mine}");
        assert!(mine.contains(known_as("owner").name));
    }
    // nobody waits for a demand yet, and the court is far
    for step in ["demand", "warning", "reminder"] {
        let refused = portal.send(&who, "/staff/debts/letters", &[("step", step)]).await;
        assert!(!refused.is(422).error_of("step").is_empty(), "{step}");
    }
    pay(&portal, 1, 307_000, "2026-12-28").await;
    until(&portal, "2027-01-24").await;
    let who = back(&portal).await;
    print(&portal, &who, "demand").await;
    assert_eq!(many(&portal, "demand").await, 7, "who paid gets none");
    until(&portal, "2027-02-25").await;
    let who = back(&portal).await;
    assert!(portal.send(&who, "/staff/debts/letters", &[("step", "warning")]).await.is(422).error_of("step").len() > 3);
    until(&portal, "2027-02-26").await;
    let register = |bytes: Vec<u8>| Grid::read(&bytes, "register.xlsx", Limits::default()).expect("a sheet").height();
    assert_eq!(register(portal.visit(&who, "/staff/debts/notary.xlsx").await.is(200).bytes.clone()), 1, "not warned yet");
    print(&portal, &who, "warning").await;
    assert_eq!(register(portal.visit(&who, "/staff/debts/notary.xlsx").await.is(200).bytes.clone()), 8);
}

#[actix_web::test]
async fn a_promise_is_watched_kept_or_broken() {
    let portal = TestPortal::open().await;
    november(&portal, "2026-11-30").await;
    until(&portal, "2026-12-26").await;
    let who = back(&portal).await;
    let (kept, broken) = (debt_of(&portal, 1).await, debt_of(&portal, 2).await);
    for one in [&kept, &broken] {
        let at = format!("{one}/plan");
        let form = portal.visit(&who, &at).await.is(200).form(&at);
        for (field, wrong) in [("parts", "0"), ("parts", "25"), ("first", "2026-12-25"), ("first", "2027-06-01"), ("note", "")] {
            let form = form.clone().with("note", "x").with(field, wrong);
            assert!(!portal.submit(&who, &form).await.is(422).error_of(field).is_empty(), "{field} {wrong}");
        }
        let form = form.with("parts", "2").with("first", "2027-01-10").with("note", "By telephone");
        portal.submit(&who, &form).await.is(303);
        let again = portal.visit(&who, &at).await.is(200).form(&at).with("note", "again");
        assert!(!portal.submit(&who, &again).await.is(422).error_of("parts").is_empty(), "one at a time");
    }
    portal.visit(&who, "/staff/debts?promised=yes").await.is(200).sees("3 070,00");
    // whoever keeps a promise gets no letter
    let batch = print(&portal, &who, "reminder").await;
    portal.visit(&who, &batch).await.is(200).sees("6");
    until(&portal, "2027-01-08").await;
    let mail = known_as("owner").email();
    let told = |words: &str| portal.letters().iter().filter(|of| of.to == mail && of.subject.contains(words)).count();
    assert_eq!(told("Келісім бойынша"), 1, "two days before");
    pay(&portal, 1, 153_500, "2027-01-09").await;
    until(&portal, "2027-01-11").await;
    let who = back(&portal).await;
    let holds = |page: &str| page.contains("/plan/ending");
    assert!(holds(&portal.visit(&who, &kept).await.is(200).sees("1 535,00").body()));
    assert!(!holds(&portal.visit(&who, &broken).await.is(200).body()));
    print(&portal, &who, "reminder").await;
    pay(&portal, 1, 153_500, "2027-02-10").await;
    until(&portal, "2027-02-11").await;
    let who = back(&portal).await;
    assert!(!holds(&portal.visit(&who, &kept).await.is(200).body()));
    let states: Vec<String> = portal
        .app
        .db
        .read(|conn| {
            use aula::db::schema::debt_plans;
            let mine = debt_plans::table.filter(debt_plans::company_id.eq(company()));
            mine.order(debt_plans::state).select(debt_plans::state).load(conn)
        })
        .await
        .expect("plans");
    assert_eq!(states, ["broken", "kept"]);
}

#[actix_web::test]
async fn one_is_reminded_before_on_and_after_the_day_and_no_more_once_it_is_paid() {
    let portal = TestPortal::open().await;
    let mail = known_as("owner").email();
    let told = || {
        let all = portal.letters();
        let of = |words: &str| all.iter().filter(|of| of.to == mail && of.subject.contains(words)).count();
        // the sum of the first flat
        of("3\u{a0}070,00")
    };
    november(&portal, "2026-11-20").await;
    until(&portal, "2026-11-21").await;
    assert_eq!(told(), 1, "the bill is there");
    until(&portal, "2026-12-10").await;
    assert_eq!(told(), 1);
    until(&portal, "2026-12-20").await;
    assert_eq!(told(), 2, "five days before");
    until(&portal, "2026-12-25").await;
    assert_eq!(told(), 3, "on the day");
    pay(&portal, 1, 307_000, "2026-12-25").await;
    until(&portal, "2026-12-28").await;
    assert_eq!(told(), 3, "it is paid");
    // the second flat is not, and is told of once more
    let late = portal.letters().iter().filter(|of| of.to == mail && of.subject.contains("мерзімі өтті")).count();
    assert!(late >= 1);
    until(&portal, "2027-01-02").await;
    assert_eq!(portal.letters().iter().filter(|of| of.to == mail && of.subject.contains("мерзімі өтті")).count(), late);
}

#[actix_web::test]
async fn debts_and_spending_stand_under_the_charges_in_the_navigation() {
    let portal = TestPortal::open().await;
    for path in ["/staff/debts", "/staff/spending", "/staff/billing/turnover"] {
        let here = portal.visit(&accountant(), path).await.is(200).attributes("nav a[aria-current=page]", "href");
        assert!(here.iter().all(|href| href == "/staff/billing") && !here.is_empty(), "{path}: {here:?}");
    }
}
