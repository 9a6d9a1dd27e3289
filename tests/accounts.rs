//! Signing in and out, passwords and sessions, as people live them.

use chrono::TimeDelta;

use crate::support::people::{PASSWORD, known_as, manager, owner, tenant, visitor};
use crate::support::portal::Proof;
use crate::support::{Person, Side, TestPortal};

const WRONG: &str = "Логин или пароль не подходят";
const NEW: &str = "қар жауып тұр екен";

/// The way a mailed link leads, without the host.
fn link_in(text: &str) -> String {
    let at = text.find("/password/").expect("a link in the letter");
    text[at..].split_whitespace().next().expect("an address").to_owned()
}

async fn is_signed_in(portal: &TestPortal, person: &Person) -> bool {
    portal.visit(person, "/profile").await.status.as_u16() == 200
}

#[actix_web::test]
async fn one_signs_in_by_e_mail_and_by_phone_however_it_is_written() {
    let portal = TestPortal::open().await;
    for login in ["owner@demo.example", " Owner@Demo.Example ", "+77010000001", "8 701 000 00 01", "8 (701) 000-00-01"] {
        let person = visitor();
        let screen = portal.sign_in(&person, login, PASSWORD).await;
        assert_eq!((screen.status.as_u16(), screen.leads_to()), (303, "/"), "{login}: {}", screen.text());
        assert!(is_signed_in(&portal, &person).await, "{login}");
        assert_eq!(portal.visit(&person, "/").await.leads_to(), "/home");
    }
}

#[actix_web::test]
async fn what_was_wrong_is_said_once_and_not_which_of_the_two() {
    let portal = TestPortal::open().await;
    let mut answers = Vec::new();
    for (login, password) in [
        ("owner@demo.example", "not my password"),
        ("nobody@demo.example", "not my password"),
        ("owner", PASSWORD),
        ("+77019999999", PASSWORD),
    ] {
        let person = visitor();
        let screen = portal.sign_in(&person, login, password).await;
        screen.is(422).sees(WRONG);
        assert_eq!(screen.errors().len(), 1, "{:?}", screen.errors());
        assert_eq!(screen.form("/sign-in").value("login"), login, "what was typed is still there");
        assert_eq!(screen.form("/sign-in").value("password"), "", "but a password is never printed back");
        assert!(!screen.body().contains("not my password") && !screen.body().contains(PASSWORD));
        assert!(!is_signed_in(&portal, &person).await);
        answers.push(screen.errors());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "all are answered alike");
}

#[actix_web::test]
async fn guessing_is_slowed_and_free_again_after_the_wait() {
    let portal = TestPortal::open().await;
    for _ in 0..5 {
        portal.sign_in(&visitor(), "owner@demo.example", "a wrong guess").await.is(422).sees(WRONG);
    }
    let slowed = portal.sign_in(&visitor(), "owner@demo.example", PASSWORD).await;
    slowed.is(422).sees("Слишком много ошибок");
    slowed.misses(WRONG);
    portal.sign_in(&visitor(), "tenant@demo.example", PASSWORD).await.is(303);
    portal.pass(TimeDelta::seconds(2)).await;
    portal.sign_in(&visitor(), "owner@demo.example", PASSWORD).await.is(303);
}

#[actix_web::test]
async fn nobody_locks_an_owner_out() {
    let portal = TestPortal::open().await;
    for _ in 0..30 {
        portal.sign_in(&visitor(), "owner@demo.example", "a wrong guess").await.is(422);
    }
    // from where they came in before there is no wait at all, and from elsewhere never more than a minute
    let at_home = visitor().moved_to([10, 0, 0, 1]);
    portal.sign_in(&at_home, "owner@demo.example", PASSWORD).await.is(303);
    for _ in 0..30 {
        portal.sign_in(&visitor(), "tenant@demo.example", "a wrong guess").await;
    }
    portal.pass(TimeDelta::seconds(61)).await;
    portal.sign_in(&visitor(), "tenant@demo.example", PASSWORD).await.is(303);
}

#[actix_web::test]
async fn one_address_cannot_knock_at_many_doors_for_long() {
    let portal = TestPortal::open().await;
    let mut statuses = Vec::new();
    for n in 0..30 {
        let guesser = visitor().moved_to([203, 0, 113, 9]);
        statuses.push(portal.sign_in(&guesser, &format!("somebody{n}@demo.example"), "a wrong guess").await.status.as_u16());
    }
    assert!(statuses.contains(&429), "{statuses:?}");
    portal.sign_in(&visitor(), "owner@demo.example", PASSWORD).await.is(303);
}

#[actix_web::test]
async fn a_mailed_link_opens_once() {
    let portal = TestPortal::open().await;
    let person = visitor();
    let asked = portal.visit(&person, "/password").await.form("/password");
    portal.submit(&person, &asked.with("login", "owner@demo.example")).await.is(200).sees("Если такая учётная запись есть");
    assert!(portal.letters().is_empty(), "it leaves with the postman");
    portal.work().await;
    let letter = portal.letter_to("owner@demo.example");
    assert!(letter.text.contains("30"), "it says how long it lives: {}", letter.text);
    assert!(letter.raw.contains("text/html") && letter.raw.contains("text/plain"), "both bodies");
    let link = link_in(&letter.text);
    let form = portal.visit(&person, &link).await.form(&link);
    portal.submit(&person, &form.clone().with("password", "short").with("again", "short")).await.is(422).sees("не меньше 10");
    portal.submit(&person, &form.clone().with("password", NEW).with("again", "something else")).await.is(422).sees("различаются");
    portal.submit(&person, &form.clone().with("password", NEW).with("again", NEW)).await.is(303);
    assert!(is_signed_in(&portal, &person).await, "whoever sets it is in");
    assert!(!is_signed_in(&portal, &owner()).await, "all earlier sessions ended");
    let second = visitor();
    portal.visit(&second, &link).await.is(422).sees("уже использована");
    portal.send(&second, &link, &[("password", NEW), ("again", NEW)]).await.is(422);
    portal.sign_in(&visitor(), "owner@demo.example", PASSWORD).await.is(422);
    portal.sign_in(&visitor(), "owner@demo.example", NEW).await.is(303);
    portal.visit(&visitor(), &format!("/password/{}", Side::First.link())).await.is(422);
}

#[actix_web::test]
async fn a_mailed_link_lives_for_half_an_hour() {
    let portal = TestPortal::open().await;
    let link = format!("/password/{}", Side::First.link());
    portal.pass(TimeDelta::minutes(28)).await;
    portal.visit(&visitor(), &link).await.is(200);
    portal.pass(TimeDelta::minutes(2)).await;
    portal.visit(&visitor(), &link).await.is(422);
    portal.send(&visitor(), &link, &[("password", NEW), ("again", NEW)]).await.is(422);
    portal.sign_in(&visitor(), "owner@demo.example", PASSWORD).await.is(303);
}

#[actix_web::test]
async fn asking_for_a_link_says_nothing_of_who_is_known() {
    let portal = TestPortal::open().await;
    let mut answers = Vec::new();
    for login in ["owner@demo.example", "nobody@demo.example", "+77010000001", "gibberish"] {
        let screen = portal.send(&visitor(), "/password", &[("login", login)]).await;
        answers.push((screen.status.as_u16(), screen.text().replace(login, "")));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:#?}");
    portal.work().await;
    let to: Vec<String> = portal.letters().into_iter().map(|letter| letter.to).collect();
    assert!(to.iter().all(|address| address == "owner@demo.example"), "{to:?}");
    for _ in 0..6 {
        portal.send(&visitor(), "/password", &[("login", "owner@demo.example")]).await;
    }
    portal.work().await;
    assert!(portal.letters().len() <= 3, "nobody fills another's mailbox: {}", portal.letters().len());
}

#[actix_web::test]
async fn the_old_password_is_not_guessed_at_an_open_session() {
    let (portal, here) = (TestPortal::open().await, owner());
    let form = portal.visit(&here, "/profile").await.form("/profile/password").with("password", NEW).with("again", NEW);
    for _ in 0..6 {
        portal.submit(&here, &form.clone().with("old", "a guess")).await.is(422);
    }
    let slowed = portal.submit(&here, &form.clone().with("old", PASSWORD)).await;
    slowed.is(422).sees("секундтан кейін");
    portal.pass(TimeDelta::minutes(2)).await;
    portal.submit(&here, &form.with("old", PASSWORD)).await.is(303);
}

#[actix_web::test]
async fn changing_the_password_ends_all_other_sessions() {
    let portal = TestPortal::open().await;
    let (here, there) = (owner(), visitor());
    portal.sign_in(&there, "owner@demo.example", PASSWORD).await.is(303);
    let form = portal.visit(&here, "/profile").await.form("/profile/password");
    portal
        .submit(&here, &form.clone().with("old", "not it").with("password", NEW).with("again", NEW))
        .await
        .is(422)
        .sees("Қазіргі құпиясөз қате");
    assert!(is_signed_in(&portal, &there).await, "nothing has happened yet");
    portal.submit(&here, &form.with("old", PASSWORD).with("password", NEW).with("again", NEW)).await.is(303);
    assert!(is_signed_in(&portal, &here).await);
    assert!(!is_signed_in(&portal, &there).await);
    assert!(is_signed_in(&portal, &tenant()).await, "nobody else is signed out");
}

#[actix_web::test]
async fn one_ends_a_session_of_ones_own_and_nobody_elses() {
    let portal = TestPortal::open().await;
    let (here, there) = (owner(), visitor());
    portal.sign_in(&there, "owner@demo.example", PASSWORD).await.is(303);
    let mine = format!("/profile/sessions/{}/ending", known_as("owner").session_id());
    let others: Vec<String> = portal
        .visit(&here, "/profile")
        .await
        .forms()
        .into_iter()
        .map(|f| f.action)
        .filter(|action| action.starts_with("/profile/sessions/") && action != "/profile/sessions/ending")
        .collect();
    assert_eq!(others.len(), 1, "the other session, not this one: {others:?}");
    portal.send(&tenant(), &mine, &[]).await.is(404);
    portal.send(&here, &others[0], &[]).await.is(303);
    assert!(is_signed_in(&portal, &here).await && !is_signed_in(&portal, &there).await);
    portal.sign_in(&there, "owner@demo.example", PASSWORD).await.is(303);
    portal.send(&here, "/profile/sessions/ending", &[]).await.is(303);
    assert!(is_signed_in(&portal, &here).await && !is_signed_in(&portal, &there).await);
}

#[actix_web::test]
async fn signing_out_kills_a_copied_cookie() {
    let portal = TestPortal::open().await;
    let (person, thief) = (owner().speaking("kk"), owner().copied());
    assert!(is_signed_in(&portal, &thief).await);
    let form = portal.visit(&person, "/profile").await.form("/sign-out");
    let out = portal.submit(&person, &form).await;
    portal.follow(&person, out).await.sees("Сіз жүйеден шықтыңыз");
    assert!(!is_signed_in(&portal, &person).await);
    assert!(!is_signed_in(&portal, &thief).await);
}

#[actix_web::test]
async fn a_session_from_before_signing_in_is_worth_nothing_after() {
    let portal = TestPortal::open().await;
    let person = visitor();
    portal.sign_in(&person, "owner@demo.example", PASSWORD).await.is(303);
    let planted = person.copied();
    portal.send(&person, "/sign-in", &[("login", "tenant@demo.example"), ("password", PASSWORD)]).await.is(303);
    assert_ne!(person.cookie("aula"), planted.cookie("aula"), "a new key for a new person");
    assert!(portal.visit(&person, "/profile").await.text().contains("tenant@demo.example"));
    assert!(!is_signed_in(&portal, &planted).await, "the old key opens nothing");
}

#[actix_web::test]
async fn a_session_ends_after_a_fortnight_of_quiet() {
    let portal = TestPortal::open().await;
    portal.app.clock.pass(TimeDelta::days(13));
    assert!(is_signed_in(&portal, &owner()).await, "and being used makes it young again");
    actix_web::rt::time::sleep(std::time::Duration::from_millis(200)).await;
    portal.app.clock.pass(TimeDelta::days(13));
    assert!(is_signed_in(&portal, &owner()).await);
    assert!(!is_signed_in(&portal, &tenant()).await);
}

#[actix_web::test]
async fn a_language_that_was_asked_for_is_remembered() {
    let portal = TestPortal::open().await;
    let person = visitor().speaking("en-GB");
    assert_eq!(portal.visit(&person, "/sign-in").await.header("content-language"), "en");
    assert_eq!(portal.visit(&person, "/sign-in?lang=kk").await.header("content-language"), "kk");
    assert_eq!(portal.visit(&person, "/sign-in").await.header("content-language"), "kk", "by its cookie");
    assert_eq!(
        portal.visit(&person, "/sign-in?lang=tlh").await.header("content-language"),
        "kk",
        "a language that is none changes nothing"
    );
    let member = tenant();
    assert_eq!(portal.visit(&member, "/profile").await.header("content-language"), "ru");
    assert_eq!(portal.visit(&member, "/profile?lang=en").await.header("content-language"), "en");
    let elsewhere = visitor();
    portal.sign_in(&elsewhere, "tenant@demo.example", PASSWORD).await.is(303);
    assert_eq!(portal.visit(&elsewhere, "/profile").await.header("content-language"), "en", "by the account, at another browser");
    let form = portal.visit(&member, "/profile").await.form("/profile");
    assert_eq!(form.value("locale"), "en");
    portal.submit(&member, &form.with("locale", "kk").with("zone", "Europe/Berlin")).await.is(303);
    assert_eq!(portal.visit(&member, "/profile").await.form("/profile").value("zone"), "Europe/Berlin");
}

#[actix_web::test]
async fn one_person_switches_between_their_roles() {
    let portal = TestPortal::open().await;
    // the manager also gets a flat: a contact card with her address is enough
    let (staff, registrar) = (manager(), crate::support::people::registrar());
    let of = Side::First.premises(4);
    let form = portal
        .visit(&registrar, &format!("/staff/homes/premises/{of}/holders/new"))
        .await
        .form(&format!("/staff/homes/premises/{of}/holders"));
    portal
        .submit(
            &registrar,
            &form.with("name", "Нұрланова Айгерім Болатқызы").with("email", "manager@demo.example").with("holds", "owner"),
        )
        .await
        .is(303);
    let seats: Vec<String> = portal.visit(&staff, "/profile").await.attributes("button[name=seat]", "value");
    let company = Side::First.company();
    assert_eq!(seats, [format!("resident:{company}"), format!("staff:{company}")]);
    assert_eq!(portal.send(&staff, "/seat", &[("seat", &seats[1])]).await.leads_to(), "/staff");
    assert_eq!(portal.visit(&staff, "/").await.leads_to(), "/staff");
    assert_eq!(portal.send(&staff, "/seat", &[("seat", &seats[0])]).await.leads_to(), "/home");
    assert_eq!(portal.visit(&staff, "/").await.leads_to(), "/home", "it is remembered");
    portal.visit(&staff, "/home").await.is(200);
    let strange = format!("staff:{}", Side::Second.company());
    portal.send(&staff, "/seat", &[("seat", &strange)]).await.is(404);
}

#[actix_web::test]
async fn after_signing_in_one_is_where_one_wanted_to_go() {
    let portal = TestPortal::open().await;
    let person = visitor();
    let sent = portal.visit(&person, "/staff/homes?kind=parking").await;
    assert_eq!(sent.leads_to(), "/sign-in?next=%2Fstaff%2Fhomes%3Fkind%3Dparking");
    let form = portal.follow(&person, sent).await.form("/sign-in");
    let screen = portal.submit(&person, &form.with("login", "manager@demo.example").with("password", PASSWORD)).await;
    assert_eq!(screen.leads_to(), "/staff/homes?kind=parking");
}

#[actix_web::test]
async fn the_first_operator_is_made_once() {
    let portal = TestPortal::open().await;
    let link = aula::accounts::first_link(&portal.app.config);
    let path = link.strip_prefix(&portal.app.config.base_url).expect("an address of ours");
    portal.visit(&visitor(), path).await.is(422);
    // an installation that nobody runs yet
    portal
        .app
        .db
        .write::<_, aula::db::Never>(|tx| {
            use diesel::prelude::*;
            let all = aula::db::schema::people::table;
            Ok(diesel::update(all).set(aula::db::schema::people::operator.eq(false)).execute(&mut **tx)?)
        })
        .await
        .expect("the change");
    portal.visit(&visitor(), "/first/not-the-link").await.is(422);
    let person = visitor();
    let form = portal.visit(&person, path).await.form(path);
    portal.submit(&person, &form.clone().with("name", "").with("email", "x")).await.is(422);
    let made = form.with("name", "Есенова Сәуле").with("email", "boss@demo.example").with("password", NEW).with("again", NEW);
    portal.submit(&person, &made).await.is(303);
    assert_eq!(portal.visit(&person, "/").await.leads_to(), "/operator");
    portal.visit(&visitor(), path).await.is(422);
    portal
        .send_with(
            &visitor(),
            path,
            &[("name", "Б"), ("email", "b@demo.example"), ("password", NEW), ("again", NEW)],
            Proof::Site("same-origin"),
        )
        .await
        .is(422);
}

#[actix_web::test]
async fn time_zones_and_the_desk_speak_the_readers_language() {
    let portal = TestPortal::open().await;
    portal.visit(&owner(), "/profile").await.sees("Мәскеу").sees("Сеул").misses("Moscow").misses("Almaty");
    let russian = manager();
    portal.visit(&russian, "/profile").await.sees("Москва").sees("Алматы").misses("Moscow");
    portal.visit(&russian, "/profile?lang=en").await.sees("Moscow").sees("Almaty");
    portal.visit(&russian, "/profile?lang=ru").await;
    let tiles = portal.visit(&russian, "/staff").await.all(".tile a");
    assert!(tiles.contains(&"Квартиры".to_owned()) && tiles.contains(&"Черновики".to_owned()), "{tiles:?}");
}
