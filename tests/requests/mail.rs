//! Mail to us: answers go into their thread, letters of people we know begin requests.

use aula::requests::{Received, receive};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{picture, reports};
use crate::support::TestPortal;
use crate::support::people::{dispatcher, owner, owner2};

/// A letter from somebody.
fn letter(from: &str, headers: &str, text: &str) -> Vec<u8> {
    let text = text.replace('\n', "\r\n");
    format!(
        "From: {from}\r\nTo: office@demo.example\r\nSubject: Re: portal\r\n{headers}MIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
    )
    .into_bytes()
}

async fn arrives(portal: &TestPortal, raw: &[u8]) -> Received {
    receive(&portal.app, raw).await.expect("a database and a disk")
}

#[actix_web::test]
async fn an_answer_by_mail_goes_into_the_thread_once() {
    let portal = TestPortal::open().await;
    let (me, staff) = (owner2(), dispatcher());
    let at = reports(&portal, &me, "flat_leak", "Капает кран").await;
    let page = format!("/staff{at}");
    portal.upload(&staff, &format!("{page}/messages"), &[("text", "Когда вас застать?")], &[]).await.is(303);
    portal.work().await;
    let told = portal.letter_to("owner2@demo.example");
    let raw = letter(
        "Мария <owner2@demo.example>",
        &format!("Message-ID: <reply-1@mail.example>\r\nIn-Reply-To: <{}@portal.example>\r\n", told.id),
        "После шести.\n\nпт, 20 нояб. 2026 г., Аула <aula@portal.example> пишет:\n> Когда вас застать?",
    );
    let id = at.trim_start_matches("/requests/").parse().expect("an id");
    assert_eq!(arrives(&portal, &raw).await, Received::Written(id));
    assert_eq!(arrives(&portal, &raw).await, Received::Known);
    let thread = portal.visit(&staff, &page).await;
    thread.sees("После шести.").misses("пишет:");
    assert_eq!(thread.text().matches("После шести.").count(), 1);
    portal.visit(&staff, "/notifications").await.sees("2026-000002");
    // the letter's number proves who answers, whatever stands in its From
    let raw = letter("spoof@evil.example", &format!("In-Reply-To: <{}@portal.example>\r\n", told.id), "И в субботу");
    assert_eq!(arrives(&portal, &raw).await, Received::Written(id));
    portal.visit(&staff, &page).await.sees("Иванова Мария Петровна");
}

#[actix_web::test]
async fn a_letter_of_somebody_we_know_begins_a_request_between_them_and_staff() {
    let portal = TestPortal::open().await;
    let mut raw = b"From: owner2@demo.example\r\nTo: office@demo.example\r\nSubject: Water\r\nMessage-ID: <new@mail.example>\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\
        No hot water since morning\r\n--b\r\nContent-Type: image/png; name=\"a.png\"\r\nContent-Disposition: attachment\r\n\
        Content-Transfer-Encoding: base64\r\n\r\n"
        .to_vec();
    raw.extend(STANDARD.encode(picture()).into_bytes());
    raw.extend_from_slice(b"\r\n--b\r\nContent-Type: application/octet-stream; name=\"a.exe\"\r\n\r\nMZ\r\n--b--\r\n");
    let Received::Began(id) = arrives(&portal, &raw).await else { panic!("no request") };
    let page = portal.visit(&owner2(), &format!("/requests/{id}")).await;
    page.is(200).sees("No hot water since morning").sees("Water");
    assert_eq!(page.all("main .grid img").len(), 1, "the picture and not the program");
    portal.visit(&owner(), &format!("/requests/{id}")).await.is(404);
    portal.visit(&dispatcher(), "/staff/requests").await.sees("2026-000002");
    assert_eq!(arrives(&portal, &raw).await, Received::Known);
}

#[actix_web::test]
async fn strangers_are_told_once_a_day_and_machines_never() {
    let portal = TestPortal::open().await;
    let before = portal.letters().len();
    for n in 0..3 {
        let raw = letter("who@knows.example", &format!("Message-ID: <{n}@knows.example>\r\n"), "Почините лифт");
        assert_eq!(arrives(&portal, &raw).await, Received::Refused("requests.mail.stranger"));
    }
    let raw = letter("robot@knows.example", "Auto-Submitted: auto-replied\r\n", "Меня нет на месте");
    assert_eq!(arrives(&portal, &raw).await, Received::Refused("requests.mail.stranger"));
    assert_eq!(arrives(&portal, b"\0\0").await, Received::Refused("requests.mail.unread"));
    portal.work().await;
    let told = portal.letters();
    assert_eq!(told.len(), before + 1);
    let answer = portal.letter_to("who@knows.example");
    assert!(
        answer.text.contains("Бұл мекенжай бізге белгісіз") && answer.text.contains("Этот адрес нам не знаком"),
        "{}",
        answer.text
    );
    // an empty letter of somebody we know is answered in their language
    let raw = letter("owner2@demo.example", "", "");
    let raw = String::from_utf8(raw).expect("text").replace("Subject: Re: portal", "Subject: ");
    assert_eq!(arrives(&portal, raw.as_bytes()).await, Received::Refused("requests.mail.empty"));
    portal.visit(&dispatcher(), "/staff/requests?show=all").await.misses("2026-000002");
}

#[actix_web::test]
async fn whoever_may_not_send_more_is_told_so() {
    let portal = TestPortal::open().await;
    for n in 0..11 {
        let raw = letter("owner2@demo.example", &format!("Message-ID: <{n}@mail.example>\r\n"), &format!("Дело {n}"));
        match arrives(&portal, &raw).await {
            Received::Began(_) if n < 10 => {}
            Received::Refused("requests.mail.refused") if n == 10 => {}
            other => panic!("{n}: {other:?}"),
        }
    }
    portal.work().await;
    assert!(portal.letter_to("owner2@demo.example").text.contains("10"), "the sentence names the limit");
}
