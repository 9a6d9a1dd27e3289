//! The second factor, as people live it: setting an app up, signing in with its codes, losing the phone, and a company that wants
//! it of its staff.

use chrono::TimeDelta;
use diesel::prelude::*;
use futures_util::future::join_all;
use totp_rs::{Algorithm, Builder, Secret};

use crate::support::people::{
    PASSWORD, admin, clerk, editor, guard, known_as, manager, other_manager, registrar, tenant, visitor,
};
use crate::support::world::GUARDS_APP;
use crate::support::{Person, Screen, Side, TestPortal};

const NEW: &str = "қар жауып тұр екен";

/// What the app shows when the portal's clock is `later` seconds on.
fn shown(portal: &TestPortal, secret: &str, later: i64) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).expect("Base32");
    let app = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_step_duration(30).with_secret(secret);
    let time = portal.app.clock.now().and_utc().timestamp() + later;
    app.with_account_name("x").build().expect("an app").generate(u64::try_from(time).expect("a time")).to_string()
}

/// A code that no app shows just now.
fn wrong(portal: &TestPortal, secret: &str) -> String {
    let near: Vec<String> = [-60, -30, 0, 30, 60].map(|later| shown(portal, secret, later)).to_vec();
    ["000000", "111111", "222222", "333333", "444444", "555555"]
        .map(str::to_owned)
        .into_iter()
        .find(|c| !near.contains(c))
        .expect("one")
}

/// Turns it on and gives the secret and the recovery codes; a minute passes, so that the next code is a new one.
async fn set_up(portal: &TestPortal, person: &Person) -> (String, Vec<String>) {
    let page = portal.visit(person, "/profile/second-factor/new").await;
    let secret = page.is(200).all("p.number").concat();
    let form = page.form("/profile/second-factor/new").with("code", &shown(portal, &secret, 0));
    let on = portal.submit(person, &form).await;
    assert_eq!(on.leads_to(), "/profile/second-factor/codes", "{}", on.text());
    let codes = portal.follow(person, on).await.all("li .number");
    assert_eq!(codes.len(), 10);
    portal.app.clock.pass(TimeDelta::minutes(1));
    (secret, codes)
}

/// Types the password and arrives at the second page.
async fn halfway(portal: &TestPortal, login: &str) -> Person {
    let person = visitor();
    let screen = portal.sign_in(&person, login, PASSWORD).await;
    assert_eq!((screen.status.as_u16(), screen.leads_to()), (303, "/sign-in/second"), "{}", screen.text());
    person
}

async fn answer(portal: &TestPortal, person: &Person, code: &str) -> Screen {
    portal.send(person, "/sign-in/second", &[("code", code)]).await
}

async fn is_in(portal: &TestPortal, person: &Person) -> bool {
    portal.visit(person, "/profile").await.status.as_u16() == 200
}

async fn acts(portal: &TestPortal, act: &'static str) -> i64 {
    use aula::db::schema::trail;
    let count = portal.app.db.read(move |conn| trail::table.filter(trail::act.eq(act)).count().get_result(conn)).await;
    count.expect("the trail")
}

#[actix_web::test]
async fn with_an_app_one_signs_in_in_two_steps() {
    let portal = TestPortal::open().await;
    let (secret, _) = set_up(&portal, &tenant()).await;
    portal.work().await;
    assert!(portal.letter_to("tenant@demo.example").subject.contains("включён"), "the owner is told");
    assert_eq!(acts(&portal, "accounts.second_factor_on").await, 1);

    let person = visitor();
    let sent = portal.visit(&person, "/bills?month=2026-11").await;
    assert_eq!(sent.leads_to(), "/sign-in?next=%2Fbills%3Fmonth%3D2026-11");
    let form = portal.visit(&person, "/sign-in?next=%2Fnotifications%3Fpage%3D1").await.form("/sign-in");
    let first = portal.submit(&person, &form.with("login", "tenant@demo.example").with("password", PASSWORD)).await;
    assert_eq!(first.leads_to(), "/sign-in/second?next=%2Fnotifications%3Fpage%3D1");
    assert!(!is_in(&portal, &person).await, "the password alone opens nothing");
    let half = person.cookie("aula");

    let page = portal.follow(&person, first).await;
    let refused = portal.submit(&person, &page.form("/sign-in/second").with("code", &wrong(&portal, &secret))).await;
    refused.is(422).sees("Код не подходит");
    assert!(!is_in(&portal, &person).await);
    let code = shown(&portal, &secret, 0);
    let typed = format!(" {} {} ", &code[..3], &code[3..]);
    let second = portal.submit(&person, &refused.form("/sign-in/second").with("code", &typed)).await;
    assert_eq!(second.leads_to(), "/notifications?page=1", "the way back is kept: {}", second.text());
    assert!(is_in(&portal, &person).await);
    assert_ne!(person.cookie("aula"), half, "under a new key");

    let again = halfway(&portal, "tenant@demo.example").await;
    answer(&portal, &again, &code).await.is(422).sees("уже использован");
    assert!(!is_in(&portal, &again).await);
    portal.app.clock.pass(TimeDelta::seconds(30));
    answer(&portal, &again, &shown(&portal, &secret, 0)).await.is(303);
    assert_eq!(acts(&portal, "accounts.signed_in").await, 2);
}

#[actix_web::test]
async fn a_code_of_twenty_at_once_lets_one_in() {
    let portal = TestPortal::open().await;
    let (secret, codes) = set_up(&portal, &tenant()).await;
    for code in [shown(&portal, &secret, 0), codes[0].clone()] {
        let mut people = Vec::new();
        for _ in 0..20 {
            people.push(halfway(&portal, "tenant@demo.example").await);
        }
        for person in &people {
            portal.token(person).await;
        }
        let answers = join_all(people.iter().map(|person| answer(&portal, person, &code))).await;
        let inside = answers.iter().filter(|screen| screen.status.as_u16() == 303).count();
        assert_eq!(inside, 1, "{code}: {:?}", answers.iter().map(|screen| screen.status.as_u16()).collect::<Vec<_>>());
    }
    portal.work().await;
    let letter = portal.letter_to("tenant@demo.example");
    assert!(letter.text.contains("Осталось кодов: 9"), "{}", letter.text);
    assert_eq!(acts(&portal, "accounts.recovery_code_used").await, 1);
}

#[actix_web::test]
async fn a_recovery_code_opens_however_it_is_typed_and_once() {
    let portal = TestPortal::open().await;
    let (_, codes) = set_up(&portal, &tenant()).await;
    let person = halfway(&portal, "tenant@demo.example").await;
    answer(&portal, &person, &codes[3].to_lowercase().replace('-', " ")).await.is(303);
    portal.visit(&person, "/profile/second-factor").await.sees("Осталось 9 кодов");
    let other = halfway(&portal, "tenant@demo.example").await;
    answer(&portal, &other, &codes[3]).await.is(422);
    answer(&portal, &other, &codes[4]).await.is(303);
}

#[actix_web::test]
async fn the_password_waits_five_minutes_for_its_code() {
    let portal = TestPortal::open().await;
    let (secret, _) = set_up(&portal, &tenant()).await;
    let late = halfway(&portal, "tenant@demo.example").await;
    portal.visit(&late, "/sign-in/second").await.is(200);
    portal.app.clock.pass(TimeDelta::minutes(5));
    let screen = answer(&portal, &late, &shown(&portal, &secret, 0)).await;
    assert_eq!(screen.leads_to(), "/sign-in");
    portal.follow(&late, screen).await.sees("Время ожидания кода вышло");
    assert!(!is_in(&portal, &late).await);
    assert_eq!(portal.visit(&visitor(), "/sign-in/second").await.leads_to(), "/sign-in", "nobody's password is waiting");

    // and a password that is changed meanwhile is worth nothing
    let half = halfway(&portal, "tenant@demo.example").await;
    let owner = tenant();
    let form = portal.visit(&owner, "/profile").await.form("/profile/password");
    portal.submit(&owner, &form.with("old", PASSWORD).with("password", NEW).with("again", NEW)).await.is(303);
    assert_eq!(answer(&portal, &half, &shown(&portal, &secret, 0)).await.leads_to(), "/sign-in");
    assert!(!is_in(&portal, &half).await);
}

#[actix_web::test]
async fn guessing_codes_is_slowed_and_the_password_does_not_make_it_quicker() {
    let portal = TestPortal::open().await;
    let (secret, _) = set_up(&portal, &tenant()).await;
    for _ in 0..5 {
        let guesser = halfway(&portal, "tenant@demo.example").await;
        answer(&portal, &guesser, &wrong(&portal, &secret)).await.is(422).sees("Код не подходит");
    }
    let owner = halfway(&portal, "tenant@demo.example").await;
    answer(&portal, &owner, &shown(&portal, &secret, 0)).await.is(422).sees("Слишком много ошибок");
    portal.app.clock.pass(TimeDelta::seconds(2));
    answer(&portal, &owner, &shown(&portal, &secret, 0)).await.is(303);
}

#[actix_web::test]
async fn parallel_guesses_are_all_counted() {
    let portal = TestPortal::open().await;
    let (secret, _) = set_up(&portal, &tenant()).await;
    let mut people = Vec::new();
    for _ in 0..12 {
        let person = halfway(&portal, "tenant@demo.example").await;
        portal.token(&person).await;
        people.push(person);
    }
    let bad = wrong(&portal, &secret);
    let answers = join_all(people.iter().map(|person| answer(&portal, person, &bad))).await;
    let looked_at = answers.iter().filter(|screen| screen.text().contains("Код не подходит")).count();
    assert_eq!(looked_at, 5, "the sixth waits, however quickly it comes");
}

#[actix_web::test]
async fn a_mailed_link_does_not_go_round_the_code() {
    let portal = TestPortal::open().await;
    let (secret, _) = set_up(&portal, &Person::named("owner")).await;
    let person = visitor();
    let link = format!("/password/{}", Side::First.link());
    let form = portal.visit(&person, &link).await.form(&link);
    let set = portal.submit(&person, &form.with("password", NEW).with("again", NEW)).await;
    assert_eq!(set.leads_to(), "/sign-in/second");
    assert!(!is_in(&portal, &person).await);
    answer(&portal, &person, &shown(&portal, &secret, 0)).await.is(303);
    assert!(is_in(&portal, &person).await);
}

#[actix_web::test]
async fn the_secret_is_kept_locked_and_the_codes_as_seals() {
    use aula::db::schema::{recovery_codes, second_factors, sessions};
    let portal = TestPortal::open().await;
    let (secret, codes) = set_up(&portal, &tenant()).await;
    let bare = secret.replace(' ', "");
    let rows: (Vec<String>, Vec<String>, Vec<String>) = portal
        .app
        .db
        .read(|conn| {
            Ok((
                second_factors::table.select(second_factors::secret).load(conn)?,
                recovery_codes::table.select(recovery_codes::code).load(conn)?,
                sessions::table.select(sessions::state).load(conn)?,
            ))
        })
        .await
        .expect("the tables");
    assert_eq!((rows.0.len(), rows.1.len()), (2, 10), "the guard has one, too");
    for kept in [rows.0, rows.1, rows.2].concat() {
        assert!(!kept.contains(&bare), "the secret lies open");
        assert!(codes.iter().all(|code| !kept.contains(code) && !kept.contains(&code.replace('-', ""))), "a code lies open");
    }
}

#[actix_web::test]
async fn setting_up_shows_a_picture_and_asks_for_proof() {
    let portal = TestPortal::open().await;
    let person = tenant();
    let page = portal.visit(&person, "/profile/second-factor/new").await;
    assert_eq!(page.attributes("main svg[width='248']", "viewBox").len(), 1, "{}", page.body());
    let secret = page.all("p.number").concat();
    assert_eq!(secret.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8]);
    let form = page.form("/profile/second-factor/new");
    let refused = portal.submit(&person, &form.clone().with("code", &wrong(&portal, &secret))).await;
    refused.is(422).sees("Код не подходит");
    assert_eq!(refused.all("p.number").concat(), secret, "the same secret, so that nothing is scanned twice");
    // somebody else's offer is none
    let strange = portal.visit(&clerk(), "/profile/second-factor/new").await.form("/profile/second-factor/new");
    let refused = portal.submit(&person, &form.with("offer", strange.value("offer")).with("code", "123456")).await;
    assert_ne!(refused.is(422).all("p.number").concat(), secret);
    let (_, _) = set_up(&portal, &person).await;
    assert_eq!(portal.visit(&person, "/profile/second-factor/new").await.leads_to(), "/profile/second-factor", "one is enough");
}

#[actix_web::test]
async fn recovery_codes_are_shown_once() {
    let portal = TestPortal::open().await;
    let person = tenant();
    let (secret, codes) = set_up(&portal, &person).await;
    let file = portal.visit(&person, "/profile/second-factor/codes.txt").await;
    assert!(file.header("content-disposition").contains("aula-codes.txt"));
    assert!(codes.iter().all(|code| file.body().contains(code.as_str())), "{}", file.body());
    let form = portal.visit(&person, "/profile/second-factor/codes").await.form("/profile/second-factor/codes/kept");
    assert_eq!(portal.submit(&person, &form).await.leads_to(), "/profile/second-factor");
    for page in ["/profile/second-factor/codes", "/profile/second-factor/codes.txt"] {
        assert_eq!(portal.visit(&person, page).await.leads_to(), "/profile/second-factor", "{page}");
    }
    let form = portal.visit(&person, "/profile/second-factor/codes/new").await.form("/profile/second-factor/codes/new");
    let made = portal.submit(&person, &form).await;
    let new = portal.follow(&person, made).await.all("li .number");
    assert!(new.len() == 10 && new.iter().all(|code| !codes.contains(code)));
    portal.app.clock.pass(TimeDelta::minutes(10));
    assert_eq!(
        portal.visit(&person, "/profile/second-factor/codes").await.leads_to(),
        "/profile/second-factor",
        "or ten minutes"
    );
    let other = halfway(&portal, "tenant@demo.example").await;
    answer(&portal, &other, &codes[0]).await.is(422);
    answer(&portal, &other, &new[0]).await.is(303);
    assert_ne!(secret, "");
}

#[actix_web::test]
async fn turning_off_needs_a_code() {
    let portal = TestPortal::open().await;
    let person = tenant();
    let (secret, _) = set_up(&portal, &person).await;
    let form = portal.visit(&person, "/profile/second-factor/ending").await.form("/profile/second-factor/ending");
    portal.submit(&person, &form.clone().with("code", &wrong(&portal, &secret))).await.is(422).sees("Код не подходит");
    portal.submit(&person, &form.clone()).await.is(422);
    portal.submit(&person, &form.with("code", &shown(&portal, &secret, 0))).await.is(303);
    portal.work().await;
    assert!(portal.letter_to("tenant@demo.example").subject.contains("выключен"));
    assert_eq!(acts(&portal, "accounts.second_factor_off").await, 1);
    assert_eq!(portal.sign_in(&visitor(), "tenant@demo.example", PASSWORD).await.leads_to(), "/");
}

async fn require(portal: &TestPortal, from: &str) -> Screen {
    let person = manager();
    let form = portal.visit(&person, "/staff/settings/security/requirement").await.form("/staff/settings/security/requirement");
    portal.submit(&person, &form.with("from", from)).await
}

#[actix_web::test]
async fn a_company_wants_it_of_its_staff_from_a_day_on() {
    let portal = TestPortal::open().await;
    let page = portal.visit(&manager(), "/staff/settings/security/requirement").await;
    page.sees("Сотрудников: 10").sees("ещё нет у 9 сотрудников");
    assert_eq!(
        page.form("/staff/settings/security/requirement").value("from"),
        "2026-12-04",
        "a fortnight unless said otherwise"
    );
    require(&portal, "2026-11-20").await.is(422).sees("с завтрашнего");
    require(&portal, "2026-12-04").await.is(303);
    assert_eq!(acts(&portal, "accounts.second_factor_required").await, 1);

    let reminded = portal.visit(&editor(), "/staff").await;
    reminded.is(200).sees("С 4 декабря 2026 ваша компания требует");
    portal.visit(&guard(), "/staff").await.is(200).misses("ваша компания требует");
    portal.visit(&other_manager(), "/staff").await.is(200).misses("ваша компания требует");

    // the manager also lives here
    let of = Side::First.premises(4);
    let holders = format!("/staff/homes/premises/{of}/holders");
    let person = registrar();
    let form = portal.visit(&person, &format!("{holders}/new")).await.form(&holders);
    let form = form.with("name", "Нұрланова Айгерім").with("email", "manager@demo.example").with("holds", "owner");
    portal.submit(&person, &form).await.is(303);

    // midnight of the 4th in Almaty
    portal.app.clock.pass(TimeDelta::days(13) + TimeDelta::hours(10) - TimeDelta::seconds(1));
    portal.visit(&editor(), "/staff").await.is(200);
    portal.app.clock.pass(TimeDelta::seconds(1));
    for (person, path) in [(editor(), "/staff"), (manager(), "/staff/homes?kind=flat"), (admin(), "/staff/settings/security")] {
        let led = portal.visit(&person, path).await;
        assert!(led.leads_to().starts_with("/profile/second-factor?next=%2Fstaff"), "{path}: {} {}", led.status, led.leads_to());
    }
    let posted = portal.send(&editor(), "/staff/announcements", &[("title", "x")]).await;
    assert_eq!(posted.leads_to(), "/profile/second-factor", "nor by a form");
    portal.visit(&guard(), "/staff").await.is(200);
    portal.visit(&other_manager(), "/staff").await.is(200);
    portal.visit(&manager(), "/home").await.is(200);
    portal.visit(&manager(), "/notifications").await.is(200);
}

#[actix_web::test]
async fn from_that_day_no_address_of_the_staff_opens_without() {
    let portal = TestPortal::open().await;
    require(&portal, "2026-11-21").await.is(303);
    portal.app.clock.pass(TimeDelta::hours(10));
    let mut open = Vec::new();
    for route in portal.routes().iter().filter(|route| route.path.starts_with("/staff")) {
        let (path, person) = (Side::First.path(route.path), manager());
        let screen = match route.method {
            "GET" => portal.visit(&person, &path).await,
            _ => portal.send(&person, &path, &[]).await,
        };
        if !screen.leads_to().starts_with("/profile/second-factor") {
            open.push(format!("{} {} → {} {}", route.method, route.path, screen.status, screen.leads_to()));
        }
    }
    assert!(open.is_empty(), "{open:#?}");
}

#[actix_web::test]
async fn whoever_is_led_there_goes_on_where_they_wanted_to() {
    let portal = TestPortal::open().await;
    require(&portal, "2026-11-21").await.is(303);
    portal.app.clock.pass(TimeDelta::hours(10));
    let person = visitor();
    portal.sign_in(&person, "editor@demo.example", PASSWORD).await.is(303);
    let led = portal.arrive(&person, "/staff/announcements?state=draft").await;
    led.sees("Пока он не включён, служебные страницы закрыты");
    let page = portal.visit(&person, &led.link("Включить")).await;
    let secret = page.all("p.number").concat();
    let on = portal.submit(&person, &page.form("/profile/second-factor/new").with("code", &shown(&portal, &secret, 0))).await;
    let codes = portal.follow(&person, on).await;
    let back = portal.submit(&person, &codes.form("/profile/second-factor/codes/kept")).await;
    assert_eq!(back.leads_to(), "/staff/announcements?state=draft");
    portal.follow(&person, back).await.is(200);
}

#[actix_web::test]
async fn the_requirement_is_lifted() {
    let portal = TestPortal::open().await;
    require(&portal, "2026-11-21").await.is(303);
    let form = "/staff/settings/security/requirement/ending";
    let person = manager();
    portal.submit(&person, &portal.visit(&person, form).await.form(form)).await.is(303);
    portal.app.clock.pass(TimeDelta::days(3));
    portal.visit(&editor(), "/staff").await.is(200).misses("требует");
    assert_eq!(acts(&portal, "accounts.second_factor_lifted").await, 1);
}

#[actix_web::test]
async fn an_administrator_helps_a_colleague_who_lost_the_phone() {
    let portal = TestPortal::open().await;
    let path = format!("/staff/settings/security/people/{}/reset", known_as("guard").id());
    portal.visit(&admin(), "/staff/settings/security").await.sees("Мусин Қайрат").sees("Потерян телефон");
    for (person, status) in [(editor(), 403), (other_manager(), 404), (guard(), 403)] {
        portal.visit(&person, &path).await.is(status);
        portal.send(&person, &path, &[]).await.is(status);
    }
    // one's own needs a code, and a colleague without one needs nothing
    for key in ["admin", "editor", "other_manager", "owner"] {
        let other = format!("/staff/settings/security/people/{}/reset", known_as(key).id());
        portal.visit(&admin(), &other).await.is(404);
        portal.send(&admin(), &other, &[]).await.is(404);
    }
    assert!(is_in(&portal, &guard()).await);
    let helper = admin();
    let form = portal.visit(&helper, &path).await.form(&path);
    portal.submit(&helper, &form).await.is(303);
    assert!(!is_in(&portal, &guard()).await, "signed out everywhere");
    portal.work().await;
    let letter = portal.letter_to("guard@demo.example");
    assert!(letter.text.contains("Садықов Ержан"), "{}", letter.text);
    assert_eq!(acts(&portal, "accounts.second_factor_reset").await, 1);
    assert_eq!(portal.sign_in(&visitor(), "guard@demo.example", PASSWORD).await.leads_to(), "/");
    portal.send(&admin(), &path, &[]).await.is(404);
}

#[actix_web::test]
async fn the_world_and_the_portal_agree_about_the_guard() {
    let portal = TestPortal::open().await;
    let person = halfway(&portal, "guard@demo.example").await;
    answer(&portal, &person, &shown(&portal, GUARDS_APP, 0)).await.is(303);
    assert!(is_in(&portal, &person).await);
}
