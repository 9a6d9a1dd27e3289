//! A company's own host name: there the company is fixed, links of its letters lead there, and names that are nobody's get no page.

use actix_web::http::Method;

use crate::support::people::{admin, known_as, manager, operator, other_manager, owner, owner2, visitor};
use crate::support::portal::Proof;
use crate::support::screen::Screen;
use crate::support::{Person, Side, TestPortal};

const HOST: &str = "kabinet.alatau.example";

fn page(side: Side) -> String {
    format!("/operator/companies/{}/host", side.company())
}

async fn give(portal: &TestPortal, side: Side, host: &str) -> Screen {
    portal.send(&operator(), &page(side), &[("host", host)]).await
}

/// Looks at a page by another name.
async fn by(portal: &TestPortal, host: &str, who: &Person, path: &str) -> Screen {
    portal.ask(who, Method::GET, path, &[("host", host)], Vec::new()).await
}

async fn post_by(portal: &TestPortal, host: &str, who: &Person, path: &str, proof: (&str, &str), body: &str) -> Screen {
    let headers = [("host", host), proof, ("content-type", "application/x-www-form-urlencoded")];
    portal.ask(who, Method::POST, path, &headers, body.as_bytes().to_vec()).await
}

#[actix_web::test]
async fn the_operator_gives_a_company_a_name_that_no_other_has() {
    let portal = TestPortal::open().await;
    for wrong in ["alatau", "https://alatau.kz", "alatau.kz/x", "10.0.0.1", "127.0.0.1", "localhost", "a_b.kz", "кабинет"]
    {
        assert!(!give(&portal, Side::First, wrong).await.is(422).error_of("host").is_empty(), "{wrong}");
    }
    give(&portal, Side::First, " Үй.Қаз ").await.is(303);
    portal.visit(&operator(), &format!("/operator/companies/{}", Side::First.company())).await.sees("үй.қаз");
    assert_eq!(portal.visit(&operator(), &page(Side::First)).await.form(&page(Side::First)).value("host"), "үй.қаз");
    let taken = give(&portal, Side::Second, "үй.қаз").await;
    assert!(!taken.is(422).error_of("host").is_empty());
    give(&portal, Side::First, "").await.is(303);
    give(&portal, Side::Second, "үй.қаз").await.is(303);
    portal.visit(&admin(), "/staff/audit").await.sees("Изменён собственный адрес компании").sees("xn--");
    for other in [manager(), owner()] {
        portal.visit(&other, &page(Side::First)).await.is(403);
    }
    portal.pass(chrono::TimeDelta::minutes(20)).await;
    assert!(give(&portal, Side::First, HOST).await.is(303).leads_to().starts_with("/profile/again"));
}

#[actix_web::test]
async fn by_its_name_the_company_stands_on_the_door_and_only_its_roles_are_there() {
    let portal = TestPortal::open().await;
    give(&portal, Side::First, HOST).await.is(303);
    let door = by(&portal, HOST, &visitor(), "/sign-in").await;
    assert_eq!(door.is(200).all(".brand"), ["Алатау Сервис"]);
    assert_eq!(
        by(&portal, "KABINET.alatau.example.:8080", &visitor(), "/sign-in").await.is(200).all(".brand"),
        ["Алатау Сервис"]
    );
    assert_eq!(portal.visit(&visitor(), "/sign-in").await.all(".brand"), ["Aula"]);
    by(&portal, HOST, &manager(), "/staff/homes").await.is(200);
    by(&portal, HOST, &other_manager(), "/staff/homes").await.is(403);
    by(&portal, HOST, &operator(), "/operator").await.is(403);
    let (second, person) = (Side::Second.company().parse().unwrap(), known_as("manager").id().parse().unwrap());
    let appointed = portal.app.db.write::<_, aula::db::Never>(move |tx| {
        Ok(aula::accounts::appoint(tx, second, person, aula::who::Role::Staff, &[aula::who::Duty::Admin])?)
    });
    appointed.await.unwrap();
    assert_eq!(portal.visit(&manager(), "/staff").await.all(".seat").len(), 2);
    assert!(by(&portal, HOST, &manager(), "/staff").await.is(200).all(".seat").is_empty(), "nothing to switch to");
    let who = manager();
    let other = format!("seat=staff%3A{}", Side::Second.company());
    post_by(&portal, HOST, &who, "/seat", ("sec-fetch-site", "same-origin"), &other).await.is(404);
}

#[actix_web::test]
async fn a_name_that_is_nobodys_gets_no_page_and_is_not_repeated() {
    let portal = TestPortal::open().await;
    for strange in ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "a b", "x/../..", "<script>.kz"] {
        let screen = by(&portal, strange, &manager(), "/staff").await;
        assert_eq!(screen.status.as_u16(), 421, "{strange}");
        assert!(!screen.body().contains("evil") && !screen.body().contains("<script>"), "{strange} is repeated");
        let sent =
            post_by(&portal, strange, &visitor(), "/password", ("sec-fetch-site", "same-origin"), "login=owner%40demo.example")
                .await;
        assert_eq!(sent.status.as_u16(), 421, "{strange}");
    }
    for path in ["/healthz", "/metrics"] {
        by(&portal, "evil.example", &visitor(), path).await.is(200);
    }
    for ours in ["localhost", "localhost:8080", "127.0.0.1", "[::1]:8080", "127.0.0.1:8080"] {
        by(&portal, ours, &visitor(), "/sign-in").await.is(200);
    }
    let named = TestPortal::open_https().await;
    for (host, status) in
        [("aula.example", 200), ("localhost", 200), ("mybox", 421), ("192.168.1.7", 421), ("xaula.example", 421)]
    {
        assert_eq!(by(&named, host, &visitor(), "/sign-in").await.status.as_u16(), status, "{host}");
    }
}

#[actix_web::test]
async fn a_form_passes_from_the_host_it_is_sent_to_and_from_no_other() {
    let portal = TestPortal::open().await;
    give(&portal, Side::First, HOST).await.is(303);
    let body = "locale=kk&zone=Asia%2FAlmaty";
    let cases = [
        (HOST, "http://kabinet.alatau.example", 303),
        (HOST, "http://127.0.0.1:8080", 403),
        (HOST, "http://evil.example", 403),
        (HOST, "http://kabinet.alatau.example:81", 403),
        ("127.0.0.1:8080", "http://kabinet.alatau.example", 403),
        ("127.0.0.1:8080", "http://127.0.0.1:8080", 303),
    ];
    for (host, origin, status) in cases {
        let screen = post_by(&portal, host, &manager(), "/profile", ("origin", origin), body).await;
        assert_eq!(screen.status.as_u16(), status, "from {origin} to {host}");
    }
    let who = manager();
    let form = by(&portal, HOST, &who, "/profile").await.form("/profile");
    let typed = form_urlencoded::Serializer::new(String::new()).extend_pairs(&form.fields).finish();
    post_by(&portal, HOST, &who, "/profile", ("x-nothing", "y"), &typed).await.is(303);
}

fn link_in<'a>(text: &'a str, path: &str) -> &'a str {
    let at = text.find(path).unwrap_or_else(|| panic!("no {path} in {text}"));
    let from = text[..at].rfind("http").expect("a whole address");
    text[from..].split_whitespace().next().unwrap_or_default()
}

#[actix_web::test]
async fn letters_lead_to_the_companys_saved_name_and_never_to_the_one_that_was_asked() {
    let portal = TestPortal::open().await;
    give(&portal, Side::First, HOST).await.is(303);
    give(&portal, Side::Second, "kabinet.other.example").await.is(303);
    let ask = async |host: &str, login: &str| {
        let body = format!("login={}", login.replace('@', "%40"));
        let sent = post_by(&portal, host, &visitor(), "/password", ("sec-fetch-site", "same-origin"), &body).await;
        portal.work().await;
        sent.status.as_u16()
    };
    assert_eq!(ask(HOST, "owner@demo.example").await, 200);
    let letter = portal.letter_to("owner@demo.example");
    assert!(link_in(&letter.text, "/password/").starts_with("http://kabinet.alatau.example:8080/password/"), "{}", letter.text);
    assert!(letter.html.contains("http://kabinet.alatau.example:8080/password/") && !letter.html.contains("127.0.0.1"));
    assert_eq!(ask("127.0.0.1:8080", "owner2@demo.example").await, 200);
    let letter = portal.letter_to("owner2@demo.example");
    assert!(link_in(&letter.text, "/password/").starts_with("http://127.0.0.1:8080/password/"), "{}", letter.text);
    // by another company's name, which that company keeps: the link stays with the portal
    assert_eq!(ask("kabinet.other.example", "tenant@demo.example").await, 200);
    let letter = portal.letter_to("tenant@demo.example");
    assert!(link_in(&letter.text, "/password/").starts_with("http://127.0.0.1:8080/password/"), "{}", letter.text);
    assert_eq!(ask(HOST, "operator@demo.example").await, 200);
    let letter = portal.letter_to("operator@demo.example");
    assert!(link_in(&letter.text, "/password/").starts_with("http://127.0.0.1:8080/password/"), "who runs it is nobody's alone");
    assert_eq!(ask("evil.example", "guard@demo.example").await, 421);
    assert!(portal.letters().iter().all(|sent| sent.to != "guard@demo.example"));
    assert!(portal.letters().iter().all(|sent| !sent.raw.contains("evil.example")));
}

#[actix_web::test]
async fn news_of_a_company_with_a_name_leads_there() {
    let portal = TestPortal::open().await;
    give(&portal, Side::First, HOST).await.is(303);
    crate::visits::visit(&portal, &operator(), "owner2@demo.example").await.is(303);
    portal.work().await;
    let letter = portal.letter_to("admin@demo.example");
    assert!(letter.text.contains("http://kabinet.alatau.example:8080/staff/support"), "{}", letter.text);
    assert!(!letter.text.contains("127.0.0.1") && !letter.html.contains("127.0.0.1"), "{}", letter.text);
    portal.send_with(&owner2(), "/profile", &[("locale", "ru"), ("zone", "Asia/Almaty")], Proof::Token).await.is(303);
}
