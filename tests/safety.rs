//! What keeps people safe without their noticing: headers, cookies, ways back, and pages for whatever goes wrong.

use std::io::Read;

use actix_web::http::Method;
use aula::capabilities;
use aula::db::{Conn, Engine};
use aula::web::{Error, Routes};
use diesel::connection::SimpleConnection;

use crate::support::people::{PASSWORD, manager, owner, tenant, visitor};
use crate::support::{Person, Screen, Side, TestPortal};

/// What is missing of the headers that every answer carries.
fn bare(screen: &Screen) -> Vec<String> {
    let mut wrong = Vec::new();
    let policy = screen.header("content-security-policy");
    // what is shown in a sandbox can do nothing, whoever frames it
    let framed = policy.contains("sandbox");
    if !policy.contains("default-src 'none'") || !(framed || policy.contains("frame-ancestors 'none'")) {
        wrong.push(format!("has the policy {policy:?}"));
    }
    if (policy.contains("unsafe-inline") && !framed) || policy.contains("unsafe-eval") || policy.contains('*') {
        wrong.push(format!("has a policy with a hole: {policy}"));
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        if screen.header(name) != value {
            wrong.push(format!("has {name}: {:?}", screen.header(name)));
        }
    }
    if screen.header("permissions-policy").is_empty() || screen.header("x-request-id").len() < 20 {
        wrong.push("lacks its permissions or its number".into());
    }
    let page = screen.header("content-type").starts_with("text/html");
    if page && !screen.header("cache-control").contains("no-store") {
        wrong.push(format!("may be kept by a cache: {:?}", screen.header("cache-control")));
    }
    wrong
}

#[actix_web::test]
async fn every_answer_is_dressed() {
    let portal = TestPortal::open().await;
    let mut wrong = Vec::new();
    let mut paths: Vec<String> =
        portal.routes().iter().filter(|route| route.method == "GET").map(|route| Side::First.path(route.path)).collect();
    paths.extend(["/healthz", "/metrics", "/s/nothing.css", "/nowhere", "/%ff", "//evil.example"].map(str::to_owned));
    for path in &paths {
        for person in [visitor(), manager(), owner()] {
            let screen = portal.visit(&person, path).await;
            wrong.extend(bare(&screen).into_iter().map(|fault| format!("{path} ({}) {fault}", screen.status)));
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[actix_web::test]
async fn cookies_say_who_may_see_them() {
    for (portal, https) in [(TestPortal::open().await, false), (TestPortal::open_https().await, true)] {
        let person = visitor();
        let page = portal.visit(&person, "/sign-in?lang=kk").await;
        let entered = portal.sign_in(&person, "owner@demo.example", PASSWORD).await;
        let saved = portal.send(&person, "/profile", &[("locale", "kk"), ("zone", "Asia/Almaty")]).await;
        let lines: Vec<String> =
            [&page, &entered, &saved].iter().flat_map(|screen| screen.all_headers("set-cookie")).map(str::to_owned).collect();
        let named = |name: &str| lines.iter().any(|line| line.starts_with(&format!("{name}=")));
        let (session, seen) = if https { ("__Host-aula", "__Host-aula-visitor") } else { ("aula", "aula-visitor") };
        assert!(named(session) && named(seen) && named("aula-said") && named("aula-lang"), "{lines:#?}");
        for line in &lines {
            let line = line.to_ascii_lowercase();
            assert!(
                line.contains("httponly")
                    && line.contains("samesite=lax")
                    && line.contains("path=/")
                    && !line.contains("domain="),
                "{line}"
            );
            assert_eq!(line.contains("; secure"), https, "{line}");
        }
        assert_eq!(page.header("strict-transport-security").is_empty(), !https);
        let value = person.cookie(session).expect("a session");
        assert!(!value.contains("owner") && value.len() > 40, "nothing but an opaque key: {value}");
    }
}

#[actix_web::test]
async fn the_way_back_never_leads_off_the_site() {
    let portal = TestPortal::open().await;
    for next in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "http:evil.example",
        "%2F%2Fevil.example",
        "/%0d%0aSet-Cookie:a=b",
        " //evil.example",
        "evil.example",
    ] {
        let page = portal
            .visit(
                &visitor(),
                &format!("/sign-in?{}", form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish()),
            )
            .await;
        assert!(
            page.form("/sign-in").value("next").starts_with('/') && !page.form("/sign-in").value("next").starts_with("//"),
            "{next}"
        );
        let screen =
            portal.send(&visitor(), "/sign-in", &[("login", "owner@demo.example"), ("password", PASSWORD), ("next", next)]).await;
        let to = screen.leads_to();
        assert!(
            screen.status.as_u16() == 303
                && to.starts_with('/')
                && !to.starts_with("//")
                && !to.contains(['\\', '\r', '\n', '\t']),
            "{next} leads to {to:?}"
        );
    }
    let seat = portal
        .send(&owner(), "/seat", &[("seat", &format!("resident:{}", Side::First.company())), ("back", "https://evil.example")])
        .await;
    assert!(seat.leads_to().starts_with('/'), "{}", seat.leads_to());
}

#[actix_web::test]
async fn what_can_be_got_can_be_asked_for_by_its_head() {
    let portal = TestPortal::open().await;
    for path in ["/", "/sign-in", "/profile", "/staff/homes", "/staff/homes/export.csv", "/nowhere"] {
        let got = portal.visit(&manager(), path).await.status;
        assert_eq!(portal.ask(&manager(), Method::HEAD, path, &[], Vec::new()).await.status, got, "{path}");
    }
}

/// The words of an answer in each language; no two may be the same.
async fn in_all_languages(portal: &TestPortal, path: &str, status: u16) -> Vec<String> {
    let mut said = Vec::new();
    for language in ["kk", "ru", "en"] {
        let screen = portal.visit(&visitor().speaking(language), path).await;
        screen.is(status);
        assert_eq!(screen.header("content-language"), language, "{path}");
        assert_eq!(screen.attributes("html", "lang"), [language]);
        assert!(
            !screen.h1().is_empty() && !screen.links().is_empty(),
            "it says what happened and where to go: {}",
            screen.text()
        );
        said.push(screen.h1());
    }
    said.sort();
    said.dedup();
    assert_eq!(said.len(), 3, "{path}: {said:?}");
    said
}

#[actix_web::test]
async fn errors_are_pages_in_the_readers_language() {
    let portal = TestPortal::open().await;
    in_all_languages(&portal, "/nowhere", 404).await;
    in_all_languages(&portal, "/staff/nowhere/at/all", 404).await;
    in_all_languages(&portal, "/password/no-link-at-all", 422).await;
    for (person, path, status) in [
        (owner(), "/staff/homes", 403),
        (owner(), "/nowhere", 404),
        (manager(), "/staff/homes/premises/nothing", 404),
        (tenant(), "/operator", 403),
    ] {
        let screen = portal.visit(&person, path).await;
        screen.is(status);
        assert!(screen.text().split_whitespace().count() > 3 && !screen.h1().is_empty(), "{path}: {}", screen.text());
    }
    let wrong_method = portal.ask(&owner(), Method::DELETE, "/profile", &[("sec-fetch-site", "same-origin")], Vec::new()).await;
    assert!(matches!(wrong_method.status.as_u16(), 404 | 405) && !wrong_method.h1().is_empty(), "{}", wrong_method.status);
    for path in
        ["/%00", "/%ff%fe", "/staff/homes/../../etc/passwd", &format!("/{}", "a".repeat(5000)), "/?lang=%00", "/sign-in?next=%FF"]
    {
        assert!(!portal.visit(&visitor(), path).await.status.is_server_error(), "{path}");
    }
}

async fn panics() -> Result<actix_web::HttpResponse, Error> {
    panic!("the test's own panic")
}

async fn breaks() -> Result<actix_web::HttpResponse, Error> {
    Err(anyhow::anyhow!("the secret cause with /etc/path").into())
}

async fn panics_in_the_database(app: actix_web::web::Data<aula::app::App>) -> Result<actix_web::HttpResponse, Error> {
    app.db.read::<()>(|_| panic!("the test's own panic, in the database's thread")).await?;
    Ok(actix_web::HttpResponse::Ok().finish())
}

fn with_traps(routes: &mut Routes<'_>) {
    capabilities::routes(routes);
    routes.get("/trap/panic", panics).get("/trap/broken", breaks).get("/trap/database", panics_in_the_database);
}

#[actix_web::test]
async fn what_breaks_becomes_a_page_with_a_number() {
    let portal = TestPortal::with("http://127.0.0.1:8080", with_traps).await;
    for path in ["/trap/panic", "/trap/broken"] {
        let screen = portal.visit(&owner(), path).await;
        screen.is(500);
        assert!(screen.text().contains(screen.header("x-request-id")), "the number that is in the log: {}", screen.text());
        assert!(
            !screen.body().contains("secret cause") && !screen.body().contains("the test's own"),
            "the cause is for the log alone"
        );
        assert!(bare(&screen).is_empty(), "{:?}", bare(&screen));
    }
    let screen = portal.visit(&owner(), "/trap/database").await;
    screen.is(503);
    assert!(!screen.header("retry-after").is_empty());
    in_all_languages(&portal, "/trap/broken", 500).await;
    portal.visit(&owner(), "/profile").await.is(200);
}

/// Takes the database away, as far as the engine lets us.
fn take_away(portal: &TestPortal) {
    let url = portal.app.config.database_url.reveal().to_owned();
    match portal.app.db.engine() {
        Engine::Postgres => {
            let (base, name) = url.rsplit_once('/').expect("a database");
            let server = std::env::var("AULA_TEST_DATABASE").unwrap_or_else(|_| format!("{base}/postgres"));
            let mut conn = Conn::open(&server).expect("the server");
            let name = name.split('?').next().unwrap_or(name);
            conn.batch_execute(&format!("ALTER DATABASE {name} RENAME TO {name}_away")).unwrap_or_default();
            conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).expect("no database any more");
        }
        Engine::Sqlite => std::fs::write(&url, b"this is no database").expect("a broken file"),
    }
}

#[actix_web::test]
async fn a_database_that_is_gone_is_said_so() {
    let portal = TestPortal::open().await;
    portal.visit(&owner(), "/profile").await.is(200);
    take_away(&portal);
    for path in ["/profile", "/staff/homes"] {
        let screen = portal.visit(&owner(), path).await;
        assert!(matches!(screen.status.as_u16(), 500 | 503), "{path}: {} {}", screen.status, screen.text());
        assert!(screen.text().split_whitespace().count() > 5 && !screen.h1().is_empty(), "{path}: {}", screen.body());
        assert!(bare(&screen).is_empty());
        let out: Vec<&str> = screen.all_headers("set-cookie").into_iter().filter(|line| line.starts_with("aula=")).collect();
        assert!(out.is_empty(), "nobody is signed out by it: {out:?}");
    }
    portal.visit(&visitor(), "/sign-in").await.is(200);
    let health = portal.visit(&visitor(), "/healthz").await;
    assert_eq!(health.status.as_u16(), 503, "{}", health.body());
}

#[actix_web::test]
async fn health_and_figures_are_for_machines() {
    let portal = TestPortal::open().await;
    let health = portal.visit(&visitor(), "/healthz").await;
    health.is(200);
    assert!(health.body().contains("\"database\":\"ok\"") && health.body().contains("\"mail\":\"ok\""), "{}", health.body());
    portal.visit(&owner(), &format!("/announcements/{}", Side::First.announcement(1))).await.is(200);
    let figures = portal.visit(&visitor(), "/metrics").await.body();
    assert!(figures.contains("aula_request_seconds_bucket") && figures.contains("aula_database_statements_total"), "{figures}");
    assert!(!figures.contains(&Side::First.announcement(1)), "routes, not paths: a path may carry a token");
}

#[actix_web::test]
async fn pages_are_packed_for_who_takes_it() {
    let portal = TestPortal::open().await;
    let packed = portal.ask(&manager(), Method::GET, "/staff/homes", &[("accept-encoding", "br, gzip;q=0.5")], Vec::new()).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.header("vary").to_ascii_lowercase().contains("accept-encoding"));
    let mut html = String::new();
    flate2::read::GzDecoder::new(packed.bytes.as_slice()).read_to_string(&mut html).expect("what was packed");
    assert!(html.contains("<h1>") && html.len() > 3 * packed.bytes.len(), "{} → {}", html.len(), packed.bytes.len());
    for refuses in ["", "identity", "gzip;q=0", "br"] {
        let plain = portal.ask(&manager(), Method::GET, "/staff/homes", &[("accept-encoding", refuses)], Vec::new()).await;
        assert!(plain.header("content-encoding").is_empty() && plain.body().contains("<h1>"), "{refuses:?}");
    }
}

#[actix_web::test]
async fn assets_are_kept_for_ever_under_a_name_of_their_content() {
    let portal = TestPortal::open().await;
    let page = portal.visit(&visitor(), "/").await;
    let mut assets = page.attributes("link[rel=stylesheet], link[rel=icon]", "href");
    assets.extend(page.attributes("script[src]", "src"));
    assert_eq!(assets.len(), 3, "{assets:?}");
    for asset in &assets {
        let screen = portal.visit(&visitor(), asset).await;
        screen.is(200);
        assert!(screen.header("cache-control").contains("immutable") && screen.header("set-cookie").is_empty(), "{asset}");
        assert!(screen.bytes.len() > 100 && screen.bytes.len() <= 32 * 1024, "{asset}: {} bytes", screen.bytes.len());
    }
    for missing in ["/s/aula.000000000000.css", "/s/..%2f..%2fCargo.toml", "/s/Cargo.toml"] {
        portal.visit(&visitor(), missing).await.is(404);
    }
}

#[actix_web::test]
async fn what_was_said_is_said_once_and_only_by_us() {
    let portal = TestPortal::open().await;
    let person = owner();
    let saved = portal.send(&person, "/profile", &[("locale", "kk"), ("zone", "Asia/Almaty")]).await;
    assert!(!portal.follow(&person, saved).await.flash().is_empty());
    assert!(portal.visit(&person, "/profile").await.flash().is_empty(), "once");
    let forged: Person = owner();
    for value in ["eyJnb29kIjp0cnVlfQ.AAAA", "x", "%00", "a.b.c"] {
        forged.jar.borrow_mut().insert("aula-said".into(), value.into());
        let screen = portal.visit(&forged, "/profile").await;
        screen.is(200);
        assert!(screen.flash().is_empty(), "{value}");
    }
    for session in ["x", "%00%00", &"A".repeat(5000)] {
        let stranger = visitor();
        stranger.jar.borrow_mut().insert("aula".into(), session.into());
        assert_eq!(portal.visit(&stranger, "/profile").await.leads_to(), "/sign-in?next=%2Fprofile");
    }
}
