//! Every form of the portal × what no form of ours would send: a sentence or a redirect, never a failure, nothing half done, and
//! nothing that people typed ever comes back as markup.

use std::collections::BTreeSet;

use actix_web::http::Method;
use aula::capabilities::samples;
use aula::db::Conn;
use aula::text::Locale;
use aula::web::Surroundings;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use scraper::Html;

use crate::support::screen::{SeenForm, selector};
use crate::support::{Person, Screen, Side, TestPortal};

const SCRIPT: &str = "<script>alert(1)</script>";

/// One value for all fields, and what it is.
fn hostile() -> Vec<(&'static str, String)> {
    vec![
        ("empty", String::new()),
        ("blank", " \t\u{a0}\u{3000} ".into()),
        ("NUL", "a\0b".into()),
        ("control characters", "a\u{1}\u{8}\u{1b}[31m\u{7f}".into()),
        ("turned round", "\u{202e}gnp.exe\u{202c}\u{200f}".into()),
        ("emoji", "🦄👨‍👩‍👧‍👦🇰🇿".into()),
        ("marks upon marks", "Z\u{300}".repeat(500)),
        ("markup", format!("\"'>{SCRIPT}<img src=x onerror=alert(1)>")),
        ("a template", "{{7*7}} ${7*7} %{name} #{7*7} <%= 7*7 %>".into()),
        ("SQL", "'; DROP TABLE people; -- \" OR 1=1".into()),
        ("a number too large", "99999999999999999999999999".into()),
        ("less than nothing", "-1".into()),
        ("no number", "NaN".into()),
        ("no day", "2026-02-31".into()),
        ("year nothing", "0000-00-00T99:99".into()),
        ("an id of another", Side::Second.building(1)),
        ("a path", "../../../../etc/passwd\r\nSet-Cookie: a=b".into()),
        ("long", "ұзақ ".repeat(2_000)),
        ("a formula", "=cmd|' /C calc'!A0".into()),
        ("a link", "javascript:alert(1)".into()),
    ]
}

/// The names of all fields that any page asks for.
fn field_names() -> BTreeSet<String> {
    let chrome = crate::pages::chrome(Locale::Kk, Some(aula::who::Role::Staff));
    let pages = samples().into_iter().filter_map(|(_, page)| page.show(&Surroundings::page(chrome.clone())).ok());
    let names = pages.flat_map(|html| {
        Html::parse_document(&html)
            .select(&selector("[name]"))
            .filter_map(|field| field.attr("name").map(str::to_owned))
            .collect::<Vec<_>>()
    });
    names
        .filter(|name| !["token", "once", "viewport", "color-scheme"].contains(&name.as_str()))
        .chain(["next".to_owned(), "back".to_owned()])
        .collect()
}

/// Who may send this form.
fn sender(path: &str) -> Person {
    match path {
        _ if path.starts_with("/staff") => Person::named("manager"),
        _ if path.starts_with("/operator") => Person::named("operator"),
        _ if path.starts_with("/sign-in")
            || path.starts_with("/password")
            || path.starts_with("/first")
            || path.starts_with("/appointments") =>
        {
            Person::visitor()
        }
        _ => Person::named("owner"),
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// How many rows there are in all, but for what a refused form may rightly leave: counted guesses, sessions, forgotten keys.
async fn rows(portal: &TestPortal) -> i64 {
    let tables = [
        "people",
        "memberships",
        "duties",
        "complexes",
        "buildings",
        "entrances",
        "premises",
        "contacts",
        "holdings",
        "home_words",
        "imports",
        "sheet_layouts",
        "files",
        "announcements",
        "announcement_versions",
        "announcement_scopes",
        "letters",
        "jobs",
        "notices",
        "trail",
    ];
    let sql =
        format!("SELECT CAST({} AS BIGINT) AS n", tables.map(|table| format!("(SELECT count(*) FROM {table})")).join(" + "));
    let counted = portal.app.db.read(move |conn| match conn {
        Conn::Sqlite(conn) => diesel::sql_query(sql).get_result::<Count>(conn),
        Conn::Postgres(conn) => diesel::sql_query(sql).get_result::<Count>(conn),
    });
    counted.await.expect("a count").n
}

/// What is wrong with an answer to something hostile.
fn fault(screen: &Screen) -> Option<String> {
    let status = screen.status.as_u16();
    if status >= 500 {
        return Some(format!("fails with {status}: {}", screen.text()));
    }
    if !(status == 303 || status == 200 || (400..500).contains(&status)) {
        return Some(format!("answers {status}"));
    }
    if screen.header("content-type").starts_with("text/html") {
        let body = screen.body();
        if body.contains(SCRIPT) || body.contains("<img src=x") {
            return Some("gives markup back as it was typed".into());
        }
        if status >= 400 && screen.text().split_whitespace().count() < 3 {
            return Some(format!("answers {status} without a sentence"));
        }
        if body.contains("javascript:alert(1)\"") && body.contains("href=\"javascript:") {
            return Some("gives a link that runs".into());
        }
    } else if status >= 400 {
        return Some(format!("answers {status} without a page: {}", screen.body()));
    }
    if !screen.header("set-cookie").is_empty() && screen.all_headers("set-cookie").iter().any(|line| line.starts_with("a=b")) {
        return Some("lets a header be written".into());
    }
    None
}

/// Paths of the forms, and whether they take files.
fn forms(portal: &TestPortal) -> Vec<String> {
    let mut all: Vec<String> =
        portal.routes().iter().filter(|route| route.method == "POST").map(|route| route.path.to_owned()).collect();
    all.sort();
    all
}

async fn shown_after(portal: &TestPortal, person: &Person, screen: Screen) -> Screen {
    if screen.status.as_u16() == 303 && !screen.leads_to().starts_with("/sign-in") {
        portal.follow(person, screen).await
    } else {
        screen
    }
}

/// Each walk is shared out, so that no test takes longer than the whole suite beside it.
const SHARES: usize = 4;

/// Every fourth of them, beginning with this one.
fn share<T>(of: usize, all: Vec<T>) -> impl Iterator<Item = (usize, T)> {
    all.into_iter().enumerate().filter(move |(place, _)| place % SHARES == of)
}

/// Sends every hostile value in every field to a share of the forms.
async fn survive_every_value(of: usize) {
    let (names, mut wrong) = (field_names(), Vec::new());
    assert!(names.len() > 30, "{names:?}");
    for (_, pattern) in share(of, forms(&TestPortal::open().await)) {
        let portal = TestPortal::open().await;
        for (what, value) in hostile() {
            wrong.extend(faults_with(&portal, &pattern, what, &value, &names).await);
        }
    }
    assert!(wrong.is_empty(), "{} faults: {wrong:#?}", wrong.len());
}

async fn faults_with(portal: &TestPortal, pattern: &str, what: &str, value: &str, names: &BTreeSet<String>) -> Vec<String> {
    let (person, path, mut wrong) = (sender(pattern), Side::First.path(pattern), Vec::new());
    let fields: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), value)).collect();
    let before = rows(portal).await;
    let mut screen = portal.send(&person, &path, &fields).await;
    if screen.status.as_u16() == 400 {
        screen = portal.upload(&person, &path, &fields, &[("file", value, value.as_bytes())]).await;
    }
    if (400..500).contains(&screen.status.as_u16()) && rows(portal).await != before {
        wrong.push(format!("{pattern} with {what}: refuses and yet keeps something"));
    }
    wrong.extend(fault(&screen).map(|fault| format!("{pattern} with {what}: {fault}")));
    let next = shown_after(portal, &person, screen).await;
    wrong.extend(fault(&next).map(|fault| format!("{pattern} with {what}, and then {}: {fault}", next.path)));
    wrong
}

/// Every form with something to fill in: who sees it, on which page, what it sends. One for each address that it goes to.
async fn fillable() -> Vec<(Person, String, SeenForm)> {
    let portal = TestPortal::open().await;
    let pages: Vec<&str> = portal.routes().iter().filter(|route| route.method == "GET").map(|route| route.path).collect();
    let (mut all, mut known) = (Vec::new(), BTreeSet::new());
    for pattern in pages {
        let path = Side::First.path(pattern);
        let screen = portal.visit(&sender(pattern), &path).await;
        if !screen.header("content-type").starts_with("text/html") {
            continue;
        }
        for form in screen.forms() {
            let asks = form.fields.iter().any(|(name, _)| !UNSEEN.contains(&name.as_str()));
            if asks && known.insert(form.action.clone()) {
                all.push((sender(pattern), path.clone(), form));
            }
        }
    }
    all
}

/// Fields that nobody types into.
const UNSEEN: [&str; 3] = ["token", "once", "act"];

/// Each field of a form in turn with a third of what is hostile, a different third for each field: in all forms together each
/// value stands in many fields, and a run stays short.
async fn faults_of_single_fields(place: usize, person: Person, page: &str, form: &SeenForm) -> Vec<String> {
    let (portal, mut wrong) = (TestPortal::open().await, Vec::new());
    // its token is of this portal
    let shown = portal.visit(&person, page).await;
    let form = shown.form(&form.action);
    let names = form.fields.iter().map(|(name, _)| name.clone()).filter(|name| !UNSEEN.contains(&name.as_str()));
    for (field, name) in names.collect::<BTreeSet<_>>().into_iter().enumerate() {
        let third = hostile().into_iter().enumerate().filter(|(number, _)| (number + field + place).is_multiple_of(3));
        for (number, (what, value)) in third {
            let mut sent = form.clone().with(&name, &value);
            if sent.fields.iter().any(|(name, _)| name == "once") {
                sent = sent.with("once", &format!("{name}-{number}"));
            }
            let screen = portal.submit(&person, &sent).await;
            wrong.extend(fault(&screen).map(|fault| format!("{} with {what} in {name}: {fault}", form.action)));
        }
    }
    // and what this has filled can still be looked at
    for page in [page, "/home", "/announcements", "/staff/homes", "/staff/homes/buildings", "/staff/announcements"] {
        let screen = portal.visit(&person, page).await;
        wrong.extend(fault(&screen).map(|fault| format!("{page} after {}: {fault}", form.action)));
    }
    wrong
}

async fn no_single_wrong_field_breaks_a_form(of: usize) {
    let (forms, mut wrong) = (fillable().await, Vec::new());
    let actions: Vec<&str> = forms.iter().map(|(_, _, form)| form.action.as_str()).collect();
    assert!(forms.len() > 15 && actions.contains(&"/profile") && actions.contains(&"/staff/announcements"), "{actions:?}");
    for (place, (person, page, form)) in share(of, forms) {
        wrong.extend(faults_of_single_fields(place, person, &page, &form).await);
    }
    assert!(wrong.is_empty(), "{} faults: {wrong:#?}", wrong.len());
}

async fn no_shape_of_a_body_breaks_a_form(of: usize) {
    let mut wrong = Vec::new();
    const FORM: &str = "application/x-www-form-urlencoded";
    for (_, pattern) in share(of, forms(&TestPortal::open().await)) {
        let portal = TestPortal::open().await;
        let path = Side::First.path(&pattern);
        let many: String = (0..10_000).map(|n| format!("field{n}=x&")).collect();
        let shapes: Vec<(&str, &str, Vec<u8>)> = vec![
            ("nothing", FORM, Vec::new()),
            ("10 000 fields", FORM, many.into_bytes()),
            ("one name 5 000 times", FORM, "name=x&".repeat(5_000).into_bytes()),
            ("1 MB", FORM, format!("name={}", "a".repeat(1 << 20)).into_bytes()),
            ("bytes that are no text", FORM, b"name=%FF%FE\xff\xfe&\x80=\x81".to_vec()),
            ("half an escape", FORM, b"name=%&%zz=%4".to_vec()),
            ("JSON", "application/json", b"{\"name\":{\"$ne\":null}}".to_vec()),
            ("plain text", "text/plain", b"name=x".to_vec()),
            ("XML", "application/xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>".to_vec()),
            ("no type", "", b"name=x".to_vec()),
            ("parts without an edge", "multipart/form-data", b"--x\r\n\r\n".to_vec()),
            (
                "parts that do not end",
                "multipart/form-data; boundary=x",
                b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc".to_vec(),
            ),
            ("parts without names", "multipart/form-data; boundary=x", b"--x\r\n\r\nabc\r\n--x--\r\n".to_vec()),
        ];
        for (what, kind, body) in shapes {
            let person = sender(&pattern);
            let mut headers = vec![("sec-fetch-site", "same-origin")];
            if !kind.is_empty() {
                headers.push(("content-type", kind));
            }
            let screen = portal.ask(&person, Method::POST, &path, &headers, body).await;
            wrong.extend(fault(&screen).map(|fault| format!("{pattern} with {what}: {fault}")));
            if what == "1 MB" && !matches!(screen.status.as_u16(), 413 | 400 | 303) {
                // a form that reads nothing of its body need not mind its size
                let unread = portal.send(&person, &path, &[]).await.status;
                if unread != screen.status {
                    wrong.push(format!("{pattern} takes 1 MB with {}", screen.status));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} faults: {wrong:#?}", wrong.len());
}

/// The walks, each in its shares.
macro_rules! walks {
    ($($share:ident = $of:literal),+) => {
        $(mod $share {
            #[actix_web::test]
            async fn forms_survive_every_value() {
                super::survive_every_value($of).await;
            }

            #[actix_web::test]
            async fn no_single_wrong_field_among_right_ones_breaks_a_form() {
                super::no_single_wrong_field_breaks_a_form($of).await;
            }

            #[actix_web::test]
            async fn no_shape_of_a_body_breaks_a_form() {
                super::no_shape_of_a_body_breaks_a_form($of).await;
            }
        })+

        #[test]
        fn no_share_is_left_out() {
            assert_eq!([$($of),+], std::array::from_fn::<usize, SHARES, _>(|of| of));
        }
    };
}

walks!(first = 0, second = 1, third = 2, fourth = 3);
