//! That it is they: a password typed a short while ago, or with the ballot, or a mailed code.

use chrono::TimeDelta;

use super::{filled, kept};
use crate::support::assembly::{Assembly, Called};
use crate::support::people::{PASSWORD, owner2};
use crate::support::screen::SeenForm;
use crate::support::{Person, TestPortal};

/// A ballot at its second step, long after the password was typed.
async fn stale(portal: &TestPortal, who: &Person, here: &Assembly) -> SeenForm {
    portal.app.clock.pass(TimeDelta::minutes(30));
    let form = filled(portal, who, &here.at(""), here, "ffff").await;
    portal.submit(who, &form).await.is(200).sees("введите пароль или получите код").form(&form.action)
}

fn code(portal: &TestPortal) -> String {
    let text = portal.letter_to("owner2@demo.example").text;
    text.split(|c: char| !c.is_ascii_digit()).find(|word| word.len() == 6).expect("a code in the letter").to_owned()
}

#[actix_web::test]
async fn a_password_is_asked_for_again_and_nothing_is_lost() {
    let portal = TestPortal::open().await;
    let (here, who) = (Assembly::settle(&portal, Called::open()).await, owner2());
    let form = stale(&portal, &who, &here).await.with("step", "cast");
    let wrong = portal.submit(&who, &form.clone().with("password", "something else")).await;
    assert!(!wrong.is(422).error_of("password").is_empty());
    assert!(kept(&portal, &here, here.flat(7)).await.is_empty());
    let again = wrong.form(&form.action).with("step", "cast");
    assert_eq!(again.value("mine-1"), "for");
    portal.submit(&who, &again.with("password", PASSWORD)).await.is(303);
    assert_eq!(kept(&portal, &here, here.flat(7)).await.len(), 1);
    // and for a quarter of an hour it is not asked for any more
    let form = filled(&portal, &who, &here.at("?again=yes"), &here, "aaaa").await;
    portal.submit(&who, &form).await.is(200).misses("введите пароль");
}

#[actix_web::test]
async fn a_mailed_code_is_good_once_and_for_ten_minutes() {
    let portal = TestPortal::open().await;
    let (here, who) = (Assembly::settle(&portal, Called::open()).await, owner2());
    let form = stale(&portal, &who, &here).await;
    let sent = portal.submit(&who, &form.clone().with("step", "code")).await;
    sent.is(200).sees("отправлен на вашу почту");
    portal.submit(&who, &form.clone().with("step", "code")).await.is(422).sees("новый код отправить нельзя");
    portal.work().await;
    let late = code(&portal);
    portal.app.clock.pass(TimeDelta::minutes(10));
    let cast = sent.form(&form.action).with("step", "cast");
    portal.submit(&who, &cast.clone().with("letter", &late)).await.is(422).sees("Код не подходит");
    portal.submit(&who, &form.clone().with("step", "code")).await.is(200);
    portal.work().await;
    let fresh = code(&portal);
    let done = portal.submit(&who, &cast.clone().with("letter", &fresh)).await;
    done.is(303);
    assert_eq!(kept(&portal, &here, here.flat(7)).await.len(), 1);
    let second = cast.with("once", "another form").with("letter", &fresh);
    portal.submit(&who, &second).await.is(422).sees("Код не подходит");
    assert_eq!(kept(&portal, &here, here.flat(7)).await.len(), 1);
}

#[actix_web::test]
async fn who_guesses_codes_has_five_tries() {
    let portal = TestPortal::open().await;
    let (here, who) = (Assembly::settle(&portal, Called::open()).await, owner2());
    let form = stale(&portal, &who, &here).await;
    portal.submit(&who, &form.clone().with("step", "code")).await.is(200);
    portal.work().await;
    let right = code(&portal);
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let cast = form.with("step", "cast");
    for _ in 0..5 {
        portal.submit(&who, &cast.clone().with("letter", wrong)).await.is(422);
    }
    portal.submit(&who, &cast.with("letter", &right)).await.is(422);
    assert!(kept(&portal, &here, here.flat(7)).await.is_empty());
}
