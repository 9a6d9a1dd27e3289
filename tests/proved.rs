//! What asks for the password once more, and an e-mail address that is proved before it is used.

use chrono::TimeDelta;
use futures_util::future::join_all;

use crate::support::people::{PASSWORD, manager, owner, tenant, visitor};
use crate::support::{Side, TestPortal};

/// The way a mailed link leads, without the host.
fn link_in(text: &str) -> String {
    let at = text.find("/profile/email/").expect("a link in the letter");
    text[at..].split_whitespace().next().expect("an address").to_owned()
}

#[actix_web::test]
async fn after_a_quarter_of_an_hour_the_password_is_asked_for_again() {
    let portal = TestPortal::open().await;
    let person = tenant();
    portal.visit(&person, "/profile/email").await.is(200);
    portal.app.clock.pass(TimeDelta::minutes(10));
    let led = portal.visit(&person, "/profile/email").await;
    assert_eq!(led.leads_to(), "/profile/again?next=%2Fprofile%2Femail");
    let form = portal.follow(&person, led).await.form("/profile/again");
    let refused = portal.submit(&person, &form.clone().with("password", "not it")).await;
    refused.is(422).sees("Нынешний пароль введён неверно");
    assert!(!refused.body().contains("not it"), "a password is never printed back");
    portal.visit(&person, "/profile/email").await.is(303);
    let back = portal.submit(&person, &form.with("password", PASSWORD)).await;
    assert_eq!(back.leads_to(), "/profile/email");
    portal.follow(&person, back).await.is(200);
    portal.visit(&visitor(), "/profile/email").await.is(303);
}

#[actix_web::test]
async fn a_form_that_comes_too_late_is_not_taken_and_says_so() {
    let portal = TestPortal::open().await;
    let person = tenant();
    let form = portal.visit(&person, "/profile/email").await.form("/profile/email").with("email", "new@demo.example");
    portal.app.clock.pass(TimeDelta::minutes(10));
    let led = portal.submit(&person, &form).await;
    assert_eq!(led.leads_to(), "/profile/again?next=%2Fprofile%2Femail&sent=yes");
    let page = portal.follow(&person, led).await;
    page.sees("ещё не принята");
    let back = portal.submit(&person, &page.form("/profile/again").with("password", PASSWORD)).await;
    portal.follow(&person, back).await.is(200).sees("отправьте форму ещё раз");
    portal.work().await;
    assert!(portal.letters().is_empty(), "nothing was done");

    // browsers say on which page the form stood; another site's word is not believed
    portal.app.clock.pass(TimeDelta::minutes(16));
    for (referer, next) in [
        ("http://127.0.0.1:8080/profile?tab=2", "next=%2Fprofile%3Ftab%3D2"),
        ("https://evil.example/profile", "next=%2Fprofile%2Femail"),
        ("http://127.0.0.1:8080.evil.example/x", "next=%2Fprofile%2Femail"),
        ("nonsense", "next=%2Fprofile%2Femail"),
    ] {
        let token = portal.token(&person).await;
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("referer", referer)];
        let body = format!("token={token}&email=a%40b.kz").into_bytes();
        let led = portal.ask(&person, actix_web::http::Method::POST, "/profile/email", &headers, body).await;
        assert_eq!(led.leads_to(), format!("/profile/again?{next}&sent=yes"), "{referer}");
    }
}

#[actix_web::test]
async fn guessing_there_is_slowed_too() {
    let portal = TestPortal::open().await;
    let person = tenant();
    for _ in 0..5 {
        portal.send(&person, "/profile/again", &[("password", "a wrong guess")]).await.is(422).sees("введён неверно");
    }
    portal.send(&person, "/profile/again", &[("password", PASSWORD)]).await.is(422).sees("Слишком много ошибок");
    portal.app.clock.pass(TimeDelta::seconds(2));
    portal.send(&person, "/profile/again", &[("password", PASSWORD)]).await.is(303);
}

#[actix_web::test]
async fn an_address_is_proved_before_it_is_used() {
    let portal = TestPortal::open().await;
    let person = tenant();
    let form = portal.visit(&person, "/profile/email").await.form("/profile/email");
    for (typed, said) in [("new@", "почт"), ("tenant@demo.example", "нынешняя почта"), ("", "")] {
        portal.submit(&person, &form.clone().with("email", typed)).await.is(422).sees(said);
    }
    portal.submit(&person, &form.clone().with("email", " New@Demo.Example ")).await.is(303);
    portal.work().await;
    assert!(portal.letter_to("tenant@demo.example").text.contains("new@demo.example"), "the old address is told");
    let link = link_in(&portal.letter_to("new@demo.example").text);
    portal.sign_in(&visitor(), "new@demo.example", PASSWORD).await.is(422);

    let stranger = manager();
    portal.visit(&stranger, &link).await.is(404);
    portal.send(&stranger, &link, &[]).await.is(404);
    assert!(portal.visit(&visitor(), &link).await.leads_to().starts_with("/sign-in?next="), "looking writes nothing");
    let page = portal.visit(&person, &link).await;
    page.is(200).sees("new@demo.example");
    portal.submit(&person, &page.form(&link)).await.is(303);
    portal.sign_in(&visitor(), "new@demo.example", PASSWORD).await.is(303);
    portal.sign_in(&visitor(), "tenant@demo.example", PASSWORD).await.is(422);
    portal.work().await;
    assert!(portal.letter_to("tenant@demo.example").subject.contains("изменена"));
    portal.visit(&person, &link).await.is(404);
    portal.send(&person, &link, &[]).await.is(404);
}

#[actix_web::test]
async fn the_link_lives_for_half_an_hour_and_works_once_of_many() {
    let portal = TestPortal::open().await;
    let link = format!("/profile/email/{}", Side::First.email_link());
    let people: Vec<_> = (0..10).map(|_| owner()).collect();
    for person in &people {
        portal.token(person).await;
    }
    let answers = join_all(people.iter().map(|person| portal.send(person, &link, &[]))).await;
    assert_eq!(answers.iter().filter(|screen| screen.status.as_u16() == 303).count(), 1);
    portal.sign_in(&visitor(), "new-owner@demo.example", PASSWORD).await.is(303);
    // a link to set a password that lay in the old mailbox opens nothing any more
    portal.visit(&visitor(), &format!("/password/{}", Side::First.link())).await.is(422);

    let later = TestPortal::open().await;
    later.app.clock.pass(TimeDelta::minutes(30));
    later.visit(&owner(), &link).await.is(404);
    later.send(&owner(), &link, &[]).await.is(404);
    later.sign_in(&visitor(), "owner@demo.example", PASSWORD).await.is(303);
}

#[actix_web::test]
async fn an_address_of_somebody_else_is_found_out_only_by_who_reads_its_mail() {
    let portal = TestPortal::open().await;
    let person = tenant();
    let known = portal.send(&person, "/profile/email", &[("email", "owner@demo.example")]).await;
    let unknown = portal.send(&person, "/profile/email", &[("email", "nobody@demo.example")]).await;
    assert_eq!((known.status, known.leads_to()), (unknown.status, unknown.leads_to()), "the same answer");
    portal.work().await;
    let link = link_in(&portal.letter_to("owner@demo.example").text);
    portal.send(&person, &link, &[]).await.is(422).sees("уже принадлежат другой учётной записи");
    portal.sign_in(&visitor(), "tenant@demo.example", PASSWORD).await.is(303);
    for _ in 0..6 {
        portal.send(&person, "/profile/email", &[("email", "nobody@demo.example")]).await.is(303);
    }
    portal.work().await;
    let many = portal.letters().iter().filter(|letter| letter.to == "nobody@demo.example").count();
    assert!(many <= 3, "nobody fills another's mailbox: {many}");
}
