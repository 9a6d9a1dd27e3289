//! Letters over a real wire: what stands in them, what becomes of them in bad weather, and how one refuses them by one click.

mod away;

use std::collections::BTreeMap;
use std::time::Duration;

use actix_web::http::Method;
use aula::mail::Post;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::TimeDelta;

use crate::support::people::{admin, editor, owner2, visitor};
use crate::support::smtp::{MailServer, Mood, Received};
use crate::support::{Side, TestPortal};

const SENT: TimeDelta = TimeDelta::seconds(16);

/// A portal whose letters go to that server.
async fn portal(server: &MailServer) -> TestPortal {
    let post = Post::open(Some(&server.url()), std::path::Path::new("/nonexistent"), "Aula <aula@aula.example>", "aula.example");
    TestPortal::posting(post.expect("the way to the server").with_patience(Duration::from_millis(800))).await
}

/// Everybody in the first building is told: the owner (Kazakh) and the second owner (Russian).
async fn told(portal: &TestPortal, kind: &str, title: &str) -> String {
    let who = editor();
    let place = format!("building:{}", Side::First.building(1));
    let mut form = portal
        .visit(&who, "/staff/announcements/new")
        .await
        .form("/staff/announcements")
        .with("kind", kind)
        .with("place", &place);
    for (name, value) in [
        ("title_kk", "Ғимаратта қысым түсті"),
        ("body_kk", "Әңгіме ұзақ емес: **су жоқ**."),
        ("title_ru", title),
        ("body_ru", "Разговор короткий: **воды нет**."),
    ] {
        form = form.with(name, value);
    }
    if kind == "outage" {
        form = form.with("outage_from", "2026-11-25T15:00").with("outage_until", "2026-11-25T18:00");
    }
    let at = portal.submit(&who, &form).await.leads_to().to_owned();
    let action = format!("{at}/publication");
    let form = portal.visit(&who, &action).await.form(&action);
    portal.submit(&who, &form).await.is(303);
    portal.pass(SENT).await;
    at
}

/// How often each letter came, by its Message-ID; and how often it was taken with a «250».
fn counted(server: &MailServer) -> BTreeMap<String, (usize, usize)> {
    let mut all: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for letter in server.letters() {
        let seen = all.entry(letter.header("Message-ID").expect("an id")).or_default();
        seen.0 += 1;
        seen.1 += usize::from(letter.confirmed);
    }
    all
}

/// `=?utf-8?b?…?=` words as one reads them.
fn decoded(header: &str) -> String {
    let words =
        header.split_whitespace().map(|word| match word.strip_prefix("=?utf-8?b?").and_then(|rest| rest.strip_suffix("?=")) {
            Some(code) => String::from_utf8(BASE64_STANDARD.decode(code).expect("base64")).expect("UTF-8"),
            None => format!("{word} "),
        });
    words.collect::<String>().trim().to_owned()
}

/// The bodies by their type, decoded.
fn parts(letter: &Received) -> BTreeMap<String, String> {
    let text = letter.text();
    let (head, body) = text.split_once("\r\n\r\n").expect("head and body");
    let edge = head.split_once("boundary=\"").and_then(|(_, rest)| rest.split_once('"')).expect("a boundary").0;
    let mut all = BTreeMap::new();
    for part in body.split(&format!("--{edge}")).skip(1).filter(|part| !part.starts_with("--")) {
        let Some((head, content)) = part.trim_start().split_once("\r\n\r\n") else { continue };
        let kind = head.lines().find_map(|line| line.strip_prefix("Content-Type: ")).expect("a type").to_owned();
        let content = match head.lines().find_map(|line| line.strip_prefix("Content-Transfer-Encoding: ")) {
            Some("base64") => {
                String::from_utf8(BASE64_STANDARD.decode(content.replace(['\r', '\n'], "")).expect("base64")).expect("UTF-8")
            }
            Some("quoted-printable") => unquoted(content),
            _ => content.to_owned(),
        };
        all.insert(kind, content);
    }
    all
}

fn unquoted(text: &str) -> String {
    let text = text.replace("=\r\n", "");
    let (mut bytes, mut rest) = (Vec::new(), text.as_str());
    while let Some((before, after)) = rest.split_once('=') {
        bytes.extend(before.bytes());
        let (code, tail) = after.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).expect("two hex digits"));
        rest = tail;
    }
    bytes.extend(rest.bytes());
    String::from_utf8(bytes).expect("UTF-8")
}

#[actix_web::test]
async fn a_letter_has_all_that_a_mailbox_and_its_reader_want() {
    let server = MailServer::start();
    let portal = portal(&server).await;
    told(&portal, "info", "Давление упало").await;
    let letter = server.letter("owner@demo.example").await;
    assert_eq!(decoded(&letter.header("Subject").expect("a subject")), "Ғимаратта қысым түсті");
    assert_eq!(letter.header("Content-Language").as_deref(), Some("kk"));
    assert_eq!(letter.header("Auto-Submitted").as_deref(), Some("auto-generated"));
    assert_eq!(letter.header("List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    let stop = letter.header("List-Unsubscribe").expect("a way to refuse");
    assert!(stop.starts_with("<http://127.0.0.1:8080/unsubscribe/") && stop.ends_with('>'), "{stop}");
    let id = letter.header("Message-ID").expect("an id");
    assert!(id.ends_with("@aula.example>"), "{id}");
    assert_eq!(letter.from, "aula@aula.example");
    let from = letter.header("From").expect("a sender");
    assert!(decoded(&from).contains("Алатау қызметі") && from.ends_with("<aula@aula.example>"), "{from}");
    assert!(letter.header("Content-Type").is_some_and(|kind| kind.starts_with("multipart/alternative")));
    let parts = parts(&letter);
    let (text, html) = (&parts["text/plain; charset=utf-8"], &parts["text/html; charset=utf-8"]);
    assert!(text.contains("Әңгіме ұзақ емес: су жоқ.") && !text.contains('<'), "{text}");
    assert!(html.contains("<strong>су жоқ</strong>") && html.contains("lang=\"kk\""), "{html}");
    assert!(text.find("су жоқ") < text.find("воды нет"), "the other official language stands below");

    let russian = server.letter("owner2@demo.example").await;
    assert_eq!(
        (russian.header("Content-Language").as_deref(), decoded(&russian.header("Subject").expect("a subject")).as_str()),
        (Some("ru"), "Давление упало")
    );
    assert_ne!(russian.header("Message-ID"), Some(id));
}

#[actix_web::test]
async fn what_may_not_be_refused_offers_no_way_to_refuse_it() {
    let server = MailServer::start();
    let portal = portal(&server).await;
    told(&portal, "legal", "Собрание").await;
    let letter = server.letter("owner@demo.example").await;
    assert_eq!((letter.header("List-Unsubscribe"), letter.header("List-Unsubscribe-Post")), (None, None));
    assert!(!letter.text().contains("/unsubscribe/"));
    assert!(parts(&letter).values().all(|body| !body.contains("/unsubscribe/")));
}

#[actix_web::test]
async fn in_any_weather_every_letter_arrives_and_is_taken_once() {
    for weather in [
        Mood::Silent,
        Mood::RefusesRecipient(451),
        Mood::RefusesData(421),
        Mood::RefusesLetter(452),
        Mood::HangsUpAfterData,
        Mood::RefusesRecipient(535),
    ] {
        let server = MailServer::start();
        let portal = portal(&server).await;
        server.behave(weather);
        let at = told(&portal, "info", "Давление упало").await;
        assert!(counted(&server).values().all(|(_, taken)| *taken == 0), "{weather:?}");
        portal.visit(&editor(), &format!("{at}/recipients")).await.sees("письмо ждёт отправки").misses("доставлено");
        server.behave(Mood::Willing);
        for _ in 0..4 {
            portal.pass(TimeDelta::minutes(3)).await;
        }
        let came = counted(&server);
        assert_eq!(came.len(), 2, "{weather:?}: {came:?}");
        assert!(came.values().all(|(_, taken)| *taken == 1), "{weather:?}: {came:?}");
        let before = usize::from(weather == Mood::HangsUpAfterData);
        assert!(
            came.values().all(|(came, _)| *came == 1 + before),
            "only who hung up without a word hears it again: {weather:?}: {came:?}"
        );
        portal.visit(&editor(), &format!("{at}/recipients")).await.sees("письмо доставлено").misses("ждёт отправки");
    }
}

#[actix_web::test]
async fn a_server_that_is_closed_for_hours_loses_no_letter() {
    let mut server = MailServer::start();
    let portal = portal(&server).await;
    server.close();
    told(&portal, "info", "Давление упало").await;
    for _ in 0..6 {
        portal.pass(TimeDelta::minutes(20)).await;
    }
    assert!(server.letters().is_empty());
    server.open_again();
    portal.pass(TimeDelta::hours(1)).await;
    portal.pass(TimeDelta::hours(4)).await;
    let came = counted(&server);
    assert_eq!((came.len(), came.values().all(|seen| *seen == (1, 1))), (2, true), "{came:?}");
}

#[actix_web::test]
async fn a_dead_letter_is_shown_with_the_servers_words_and_can_be_sent_again() {
    let server = MailServer::start();
    let portal = portal(&server).await;
    server.behave(Mood::RefusesRecipient(550));
    let admin = admin();
    let before: Vec<String> =
        portal.visit(&admin, "/staff/mail?show=dead").await.forms().into_iter().map(|form| form.action).collect();
    let at = told(&portal, "legal", "Собрание").await;
    portal.visit(&editor(), &format!("{at}/recipients")).await.sees("письмо не дошло").sees("550");
    let desk = portal.visit(&admin, "/staff/mail?show=dead").await;
    desk.is(200).sees("owner2@demo.example").sees("550");
    server.behave(Mood::Willing);
    portal.pass(TimeDelta::days(2)).await;
    assert!(server.letters().is_empty(), "a dead letter stays where it is");
    let again: Vec<_> =
        desk.forms().into_iter().filter(|form| form.action.ends_with("/again") && !before.contains(&form.action)).collect();
    assert_eq!(again.len(), 2);
    for form in &again {
        portal.submit(&admin, form).await.is(303);
        portal.submit(&admin, form).await;
    }
    portal.work().await;
    assert_eq!(counted(&server).len(), 2);
    assert!(counted(&server).values().all(|seen| *seen == (1, 1)), "twice on the button is one letter");
    portal.visit(&admin, "/staff/mail?show=dead").await.misses("owner2@demo.example");
}

#[actix_web::test]
async fn after_ten_attempts_a_person_is_asked() {
    let server = MailServer::start();
    let portal = portal(&server).await;
    server.behave(Mood::RefusesRecipient(451));
    told(&portal, "info", "Давление упало").await;
    portal.visit(&admin(), "/staff/mail?show=dead").await.misses("owner2@demo.example");
    portal.visit(&admin(), "/staff/mail").await.sees("owner2@demo.example").sees("451");
    for _ in 0..10 {
        portal.pass(TimeDelta::hours(12)).await;
    }
    portal.visit(&admin(), "/staff/mail?show=dead").await.sees("owner2@demo.example").sees("451");
}

/// The path of the address that refuses by one click.
fn stop_of(letter: &Received) -> String {
    let header = letter.header("List-Unsubscribe").expect("a way to refuse");
    header.trim_matches(['<', '>']).replace("http://127.0.0.1:8080", "")
}

#[actix_web::test]
async fn one_click_refuses_one_kind_and_looking_refuses_nothing() {
    let server = MailServer::start();
    let portal = portal(&server).await;
    told(&portal, "info", "Первое").await;
    let stop = stop_of(&server.letter("owner2@demo.example").await);
    let titles = || {
        server
            .letters()
            .iter()
            .filter(|letter| letter.to == ["owner2@demo.example"])
            .map(|letter| decoded(&letter.header("Subject").unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    // a scanner of links looks at it, with and without cookies
    for who in [visitor(), owner2()] {
        portal.visit(&who, &stop).await.is(200);
    }
    portal.ask(&visitor(), Method::HEAD, &stop, &[], Vec::new()).await;
    portal.pass(TimeDelta::hours(2)).await;
    told(&portal, "info", "Второе").await;
    assert_eq!(titles(), ["Первое", "Второе"], "looking refuses nothing");

    let click = |body: &'static [u8]| {
        let stop = stop.clone();
        let portal = &portal;
        async move {
            portal
                .ask(&visitor(), Method::POST, &stop, &[("content-type", "application/x-www-form-urlencoded")], body.to_vec())
                .await
        }
    };
    click(b"List-Unsubscribe=Perhaps").await.is(400);
    portal
        .ask(
            &visitor(),
            Method::POST,
            &format!("{stop}x"),
            &[("content-type", "application/x-www-form-urlencoded")],
            b"List-Unsubscribe=One-Click".to_vec(),
        )
        .await
        .is(404);
    click(b"List-Unsubscribe=One-Click").await.is(200);
    click(b"List-Unsubscribe=One-Click").await.is(200);
    portal.pass(TimeDelta::hours(2)).await;
    told(&portal, "info", "Третье").await;
    told(&portal, "outage", "Четвёртое").await;
    told(&portal, "legal", "Пятое").await;
    assert_eq!(titles(), ["Первое", "Второе", "Четвёртое", "Пятое"]);
    let of_owner = server.letters().iter().filter(|letter| letter.to == ["owner@demo.example"]).count();
    assert_eq!(of_owner, 5, "nobody refuses for another");
    portal.visit(&owner2(), "/notifications").await.sees("Третье");
}
