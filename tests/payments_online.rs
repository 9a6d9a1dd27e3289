//! A resident pays on a provider's page: the sandbox's, gone through as in a browser, and Freedom Pay's and CloudPayments' by what they say.

use actix_web::http::Method;
use aula::db::schema::{jobs, payment_orders, payments};
use aula::ledger::Kind;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::TimeDelta;
use diesel::prelude::*;
use futures_util::future::join_all;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::payments::{charge, company, trial};
use crate::support::people::{PASSWORD, accountant, other_owner, owner, owner2, tenant};
use crate::support::{Person, Screen, Side, TestPortal};

/// What the contract of the world with the sandbox is signed with.
pub(crate) const SECRET: &str = "what the sandbox and we know";

fn proof(secret: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any key");
    mac.update(body.as_bytes());
    BASE64_STANDARD.encode(mac.finalize().into_bytes())
}

/// A call-back as it comes over the wire, from a machine that nobody knows.
async fn call(portal: &TestPortal, path: &str, body: &str, proof: &str) -> Screen {
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("content-hmac", proof)];
    portal.ask(&Person::visitor(), Method::POST, path, &headers, body.as_bytes().to_vec()).await
}

/// One that is signed by the sandbox.
async fn says(portal: &TestPortal, event: &str, order: &str, transaction: &str, amount: &str) -> String {
    let body = format!("order={order}&transaction={transaction}&amount={amount}&currency=KZT");
    let path = format!("/api/payments/{}/{event}", Side::First.channel());
    call(portal, &path, &body, &proof(SECRET, &body)).await.is(200).body()
}

/// What the sandbox is about to send: path, body, proof.
async fn on_its_way(portal: &TestPortal) -> (String, String, String) {
    let payload: String = portal
        .app
        .db
        .read(|conn| {
            let calls = jobs::table.filter(jobs::kind.eq("payments.sandbox_call"));
            calls.order(jobs::id.desc()).select(jobs::payload).first(conn)
        })
        .await
        .expect("a call");
    let said: serde_json::Value = serde_json::from_str(&payload).expect("JSON");
    let text = |name: &str| said[name].as_str().expect("a text").to_owned();
    (text("url").replace("http://127.0.0.1:8080", ""), text("body"), text("proof"))
}

/// The address of the newest bill of the owner's first flat.
async fn bill(portal: &TestPortal, who: &Person) -> String {
    portal.visit(who, "/bills").await.is(200).attributes("tbody th a", "href").first().expect("a bill").clone()
}

/// Goes to pay `amount`; gives the order's page.
async fn order(portal: &TestPortal, who: &Person, amount: &str) -> String {
    let at = format!("{}/payment", bill(portal, who).await);
    let form = portal.visit(who, &at).await.is(200).form(&at);
    portal.submit(who, &form.with("amount", amount)).await.is(303).leads_to().to_owned()
}

/// Where the provider's page is.
async fn page(portal: &TestPortal, who: &Person, order: &str) -> String {
    let screen = portal.visit(who, order).await;
    screen.is(200).attributes("a[rel=external]", "href").first().expect("a page to pay on").clone()
}

fn id_of(order: &str) -> String {
    order.trim_start_matches("/pay/").to_owned()
}

async fn state(portal: &TestPortal, order: &str) -> String {
    let id = id_of(order);
    portal
        .app
        .db
        .read(move |conn| payment_orders::table.find(id).select(payment_orders::state).first(conn))
        .await
        .expect("an order")
}

async fn online(portal: &TestPortal) -> i64 {
    let read = portal.app.db.read(|conn| {
        let mine = payments::table.filter(payments::company_id.eq(company()));
        mine.filter(payments::channel.eq("online")).count().get_result(conn)
    });
    read.await.expect("payments")
}

#[actix_web::test]
async fn a_resident_pays_in_the_sandbox_and_sees_what_it_went_to() {
    let portal = TestPortal::open().await;
    charge(&portal, "2026-11-01", "2026-11-20").await;
    let who = owner();
    let at = bill(&portal, &who).await;
    portal.visit(&who, &at).await.is(200).sees("Төлеу");
    let form = portal.visit(&who, &format!("{at}/payment")).await.is(200).sees("3 070,00").form(&format!("{at}/payment"));
    for wrong in ["0", "-1", "1e3", "0.001", ""] {
        let refused = portal.submit(&who, &form.clone().with("amount", wrong)).await;
        assert!(!refused.is(422).error_of("amount").is_empty(), "{wrong}");
    }
    let made = portal.submit(&who, &form).await.is(303).leads_to().to_owned();
    assert_eq!(portal.submit(&who, &form).await.leads_to(), made, "a double click is one order");
    let page = page(&portal, &who, &made).await;
    assert!(page.starts_with("/pay/sandbox/"));
    // the provider knows nobody of us
    let stranger = Person::visitor();
    let form = portal.visit(&stranger, &page).await.is(200).sees("3 070,00").form(&page);
    assert_eq!(portal.submit(&stranger, &form.with("press", "pay")).await.is(303).leads_to(), made);
    assert_eq!(
        (state(&portal, &made).await.as_str(), online(&portal).await),
        ("pending", 0),
        "that somebody came back proves nothing"
    );
    let (path, body, proof) = on_its_way(&portal).await;
    assert_eq!(call(&portal, &path, &body, &proof).await.is(200).body(), "fine");
    assert_eq!((state(&portal, &made).await.as_str(), online(&portal).await), ("paid", 1));
    // pressed again, the page does nothing
    portal.send(&stranger, &page, &[("press", "refuse")]).await.is(303);
    let done = portal.visit(&who, &made).await;
    let payment = done.is(200).attributes("main a.button", "href").first().expect("the payment").clone();
    portal.visit(&who, &payment).await.is(200).sees("3 070,00").sees("Ағымдағы жарна");
    assert!(portal.visit(&who, &format!("{payment}/receipt.pdf")).await.is(200).bytes.starts_with(b"%PDF"));
    assert_eq!(portal.visit(&who, "/payments").await.is(200).all("tbody th").len(), 2, "and the cash of the other day");
    let settled = portal.visit(&who, &at).await;
    assert!(!settled.is(200).attributes("main a", "href").contains(&format!("{at}/payment")), "nothing is left to pay");
    for other in [owner2(), tenant(), other_owner()] {
        portal.visit(&other, &made).await.is(404);
        portal.visit(&other, &payment).await.is(404);
        portal.visit(&other, &format!("{payment}/receipt.pdf")).await.is(404);
    }
    assert!(trial(&portal).await.contains(&(Kind::Bank, 307_000)));
}

#[actix_web::test]
async fn a_call_that_is_repeated_a_hundred_times_credits_once() {
    let portal = TestPortal::open().await;
    charge(&portal, "2026-11-01", "2026-11-20").await;
    let made = order(&portal, &owner(), "1000").await;
    let id = id_of(&made);
    let answers = join_all((0..100).map(|_| says(&portal, "pay", &id, "t-1", "1000.00"))).await;
    assert!(answers.iter().all(|answer| answer == "fine"), "{answers:?}");
    assert_eq!(online(&portal).await, 1);
    assert!(trial(&portal).await.contains(&(Kind::Bank, 100_000)));
}

#[actix_web::test]
async fn what_is_forged_or_does_not_agree_with_the_order_credits_nothing() {
    let portal = TestPortal::open().await;
    charge(&portal, "2026-11-01", "2026-11-20").await;
    let made = order(&portal, &owner(), "1000").await;
    let id = id_of(&made);
    let path = format!("/api/payments/{}/pay", Side::First.channel());
    let body = format!("order={id}&transaction=t&amount=1000.00&currency=KZT");
    for forged in ["", "AAAA", &proof("another secret", &body), &proof(SECRET, &body.replace("1000", "1"))] {
        call(&portal, &path, &body, forged).await.is(403);
    }
    // signed, and of the other company's contract
    let elsewhere = format!("/api/payments/{}/pay", Side::Second.channel());
    assert_eq!(call(&portal, &elsewhere, &body, &proof(SECRET, &body)).await.is(200).body(), "no_order");
    call(&portal, "/api/payments/00000000000000000000000000/pay", &body, &proof(SECRET, &body)).await.is(404);
    assert_eq!(says(&portal, "pay", &id, "t", "999.99").await, "other_amount");
    assert_eq!(says(&portal, "pay", "00000000000000000000000000", "t", "1000.00").await, "no_order");
    let dollars = body.replace("KZT", "USD");
    assert_eq!(call(&portal, &path, &dollars, &proof(SECRET, &dollars)).await.is(200).body(), "other_amount");
    assert_eq!((state(&portal, &made).await.as_str(), online(&portal).await), ("pending", 0));
    let seen = portal.visit(&accountant(), "/staff/payments/channels").await;
    assert_eq!(seen.is(200).all("section tbody th").len(), 3, "a person sees what did not agree");
    assert_eq!(says(&portal, "pay", &id, "t", "1000.00").await, "fine");
    assert_eq!(says(&portal, "pay", &id, "another", "1000.00").await, "again");
    assert_eq!(online(&portal).await, 1, "one order is paid by one transaction");
}

#[actix_web::test]
async fn an_order_of_which_nobody_tells_is_asked_for() {
    let portal = TestPortal::open().await;
    charge(&portal, "2026-11-01", "2026-11-20").await;
    let who = owner();
    let (paid, left) = (order(&portal, &who, "1000").await, order(&portal, &who, "500").await);
    let silent = page(&portal, &who, &paid).await;
    portal.send(&Person::visitor(), &silent, &[("press", "pay_in_silence")]).await.is(303);
    portal.pass(TimeDelta::minutes(10)).await;
    assert_eq!(state(&portal, &paid).await, "pending", "a call-back may take its time");
    portal.pass(TimeDelta::minutes(20)).await;
    assert_eq!((state(&portal, &paid).await.as_str(), state(&portal, &left).await.as_str()), ("paid", "pending"));
    portal.pass(TimeDelta::hours(25)).await;
    assert_eq!((state(&portal, &left).await.as_str(), online(&portal).await), ("expired", 1));
}

#[actix_web::test]
async fn whoever_does_not_wait_has_the_provider_asked() {
    let portal = TestPortal::open().await;
    charge(&portal, "2026-11-01", "2026-11-20").await;
    let who = owner();
    let made = order(&portal, &who, "1000").await;
    let check = format!("{made}/check");
    portal.send(&who, &check, &[]).await.is(303);
    assert_eq!(state(&portal, &made).await, "pending");
    let page = page(&portal, &who, &made).await;
    portal.send(&Person::visitor(), &page, &[("press", "pay_in_silence")]).await.is(303);
    portal.send(&who, &check, &[]).await.is(303);
    assert_eq!((state(&portal, &made).await.as_str(), online(&portal).await), ("paid", 1));
    // the call-back that was lost comes after all, under the same name
    let id = page.trim_start_matches("/pay/sandbox/").to_owned();
    assert_eq!(says(&portal, "pay", &id_of(&made), &id, "1000.00").await, "fine");
    assert_eq!(online(&portal).await, 1);
}

#[actix_web::test]
async fn what_comes_late_or_goes_back_is_written_down_too() {
    let portal = TestPortal::open().await;
    charge(&portal, "2026-11-01", "2026-11-20").await;
    let who = owner();
    let made = order(&portal, &who, "1000").await;
    let id = id_of(&made);
    assert_eq!(says(&portal, "fail", &id, "t-1", "1000.00").await, "fine");
    assert_eq!(state(&portal, &made).await, "failed");
    assert_eq!(says(&portal, "pay", &id, "t-2", "1000.00").await, "fine", "money that came is money");
    assert_eq!(says(&portal, "fail", &id, "t-1", "1000.00").await, "fine", "out of order");
    assert_eq!((state(&portal, &made).await.as_str(), online(&portal).await), ("paid", 1));
    assert_eq!(says(&portal, "refund", &id, "t-2", "10.00").await, "part_back");
    assert!(trial(&portal).await.contains(&(Kind::Bank, 100_000)));
    for _ in 0..3 {
        assert_eq!(says(&portal, "refund", &id, "t-2", "1000.00").await, "fine");
    }
    assert!(!trial(&portal).await.iter().any(|(kind, _)| *kind == Kind::Bank));
    portal.visit(&who, "/payments").await.is(200).sees("Қайтарылды");
}

#[actix_web::test]
async fn who_rents_pays_the_bill_and_sees_their_own_payment_alone() {
    let portal = TestPortal::open().await;
    charge(&portal, "2026-11-01", "2026-11-20").await;
    let who = tenant();
    let made = order(&portal, &who, "2 775").await;
    assert_eq!(says(&portal, "pay", &id_of(&made), "t", "2775.00").await, "fine");
    assert_eq!(portal.visit(&who, "/payments").await.is(200).all("tbody th").len(), 1);
    // somebody else pays for the same premises at the desk
    let at = format!("/staff/payments/new?premises={}", Side::First.premises(8));
    let form = portal.visit(&accountant(), &at).await.is(200).form("/staff/payments");
    let form = form.with("payer", "Меншік иесі").with("amount", "50");
    let boss = accountant();
    portal.token(&boss).await;
    portal.send(&boss, "/staff/payments", &pairs(&form.fields)).await.is(303);
    assert_eq!(portal.visit(&who, "/payments").await.is(200).all("tbody th").len(), 1, "what the owner pays is the owner's");
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().filter(|(name, _)| name != "token").map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// Freedom Pay's signature, from its description: script, values in the order of their names, secret.
fn signed(script: &str, fields: &[(&str, &str)], secret: &str) -> String {
    use md5::{Digest, Md5};
    let sorted: std::collections::BTreeMap<&str, &str> = fields.iter().copied().collect();
    let all: Vec<&str> = [script].into_iter().chain(sorted.values().copied()).chain([secret]).collect();
    let sig: String = Md5::digest(all.join(";").as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    form_urlencoded::Serializer::new(String::new()).extend_pairs(sorted).append_pair("pg_sig", &sig).finish()
}

#[actix_web::test]
async fn an_accountant_signs_with_freedom_pay_and_residents_pay_through_it() {
    let portal = TestPortal::open().await;
    charge(&portal, "2026-11-01", "2026-11-20").await;
    portal.visit(&accountant(), "/staff/payments/channels/edit?taker=nobody").await.is(404);
    let who = Person::visitor();
    portal.sign_in(&who, "accountant@demo.example", PASSWORD).await.is(303);
    let form = portal.visit(&who, "/staff/payments/channels/edit?taker=freedom").await.is(200).form("/staff/payments/channels");
    let form = form.with("merchant", "558321").with("is_on", "yes");
    assert!(!portal.submit(&who, &form).await.is(422).error_of("secret").is_empty());
    for host in ["http://api.freedompay.kz", "ftp://x", "https://user@x", ""] {
        let wrong = portal.submit(&who, &form.clone().with("secret", "k3y").with("host", host)).await;
        assert!(!wrong.is(422).error_of("host").is_empty(), "{host}");
        assert!(!wrong.body().contains("k3y"), "a secret is never shown again");
    }
    portal.submit(&who, &form.with("secret", "k3y")).await.is(303);
    let edit = portal.visit(&who, "/staff/payments/channels/edit?taker=freedom").await;
    assert!(!edit.is(200).body().contains("k3y"));
    let channel = edit.body().split("/api/payments/").nth(1).and_then(|rest| rest.get(..26)).expect("the address").to_owned();
    let payer = owner();
    let at = format!("{}/payment", bill(&portal, &payer).await);
    let form = portal.visit(&payer, &at).await.is(200).form(&at).with("amount", "1000").with("taker", &channel);
    let made = portal.submit(&payer, &form).await.is(303).leads_to().to_owned();
    let page = page(&portal, &payer, &made).await;
    assert!(page.starts_with("https://api.freedompay.kz/payment.php?") && page.contains("pg_amount=1000.00"), "{page}");
    let id = id_of(&made);
    let fields = [
        ("pg_order_id", id.as_str()),
        ("pg_payment_id", "10057654"),
        ("pg_amount", "1000.00"),
        ("pg_currency", "KZT"),
        ("pg_result", "1"),
        ("pg_can_reject", "1"),
        ("pg_salt", "x"),
    ];
    let path = format!("/api/payments/{channel}/result");
    call(&portal, &path, &signed("result", &fields, "another"), "").await.is(403);
    let answer = call(&portal, &path, &signed("result", &fields, "k3y"), "").await;
    assert!(answer.is(200).body().contains("<pg_status>ok</pg_status>"));
    assert_eq!((state(&portal, &made).await.as_str(), online(&portal).await), ("paid", 1));
}
