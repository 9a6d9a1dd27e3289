//! What breaks: the database is locked or gone, the disk is full, somebody sends too much, too slowly or from elsewhere. Each time a
//! clear sentence, the cause in the log, nothing half done; and it heals by itself.

use std::io::{Read as _, Write as _};
use std::process::Command;
use std::time::{Duration, Instant};

use actix_web::http::Method;
use aula::db::Conn;
use aula::text::{Locale, t};
use chrono::TimeDelta;
use diesel::connection::SimpleConnection as _;

use crate::support::house::{Guest, House, Plot, until};
use crate::support::people::{PASSWORD, editor, known_as, owner, registrar, visitor};
use crate::support::portal::Proof;
use crate::support::{Person, Screen, Side, TestPortal};

/// The owner, who reads Kazakh, at the page of their account.
fn owner_of(house: &House) -> Guest {
    let guest = house.guest();
    guest.sign_in(&known_as("owner").email(), PASSWORD);
    guest
}

/// The owner asks for another time zone.
fn moves(guest: &Guest, profile: &Screen, zone: &str) -> Screen {
    guest.submit(&profile.form("/profile").with("zone", zone))
}

fn zone(guest: &Guest) -> String {
    guest.visit("/profile").form("/profile").value("zone").to_owned()
}

fn health(house: &House) -> (u16, String) {
    let screen = house.guest().visit("/healthz");
    (screen.status.as_u16(), screen.body())
}

#[test]
fn a_locked_database_is_said_to_the_reader_and_heals() {
    let plot = Plot::furnished();
    if !plot.is_sqlite() {
        return; // of PostgreSQL nobody can lock everything: see below
    }
    let house = plot.serve();
    let guest = owner_of(&house);
    let profile = guest.visit("/profile");
    let before = zone(&guest);
    let mut other = Conn::open(&plot.ground.url).expect("the same file");
    other.batch_execute("BEGIN EXCLUSIVE").expect("the lock");
    let answer = moves(&guest, &profile, "Europe/Berlin");
    answer.is(503);
    assert!(answer.text().contains(&*t(Locale::Kk, "errors.unavailable.title")), "{}", answer.text());
    assert_eq!(answer.header("retry-after"), "5");
    guest.visit("/announcements").is(200);
    assert!(house.log().contains("locked"), "{}", house.log());
    other.batch_execute("ROLLBACK").expect("no lock");
    assert_eq!(zone(&guest), before, "nothing half done");
    moves(&guest, &profile, "Europe/Berlin").is(303);
    assert_eq!(zone(&guest), "Europe/Berlin");
}

/// The server of the suite and the name of this house's database; nothing on SQLite.
fn server(plot: &Plot) -> Option<(Conn, String)> {
    let server = std::env::var("AULA_TEST_DATABASE").ok().filter(|_| !plot.is_sqlite())?;
    let name = plot.ground.url.rsplit('/').next().and_then(|name| name.split('?').next()).expect("a name").to_owned();
    Some((Conn::open(&server).expect("the server"), name))
}

#[test]
fn a_database_that_is_gone_is_said_to_the_reader_and_heals() {
    let plot = Plot::furnished();
    let Some((mut server, name)) = server(&plot) else { return };
    let house = plot.serve();
    let guest = owner_of(&house);
    let profile = guest.visit("/profile");
    let before = zone(&guest);
    assert_eq!(health(&house).0, 200, "{:?}", health(&house));
    let end_all = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");

    // a moment's interruption: whoever comes first on each connection may hear of it, and nobody after them
    server.batch_execute(&end_all).expect("the connections end");
    let answers: Vec<u16> = (0..20).map(|_| guest.visit("/announcements").status.as_u16()).collect();
    assert!(answers.iter().all(|status| [200, 503].contains(status)) && answers.ends_with(&[200; 10]), "{answers:?}");

    // and for longer
    server.batch_execute(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false; {end_all}")).expect("closed");
    let page = until("the database is gone", || Some(guest.visit("/announcements")).filter(|page| page.status.as_u16() == 503));
    // who reads it is not known now: their browser says Russian
    assert!(page.text().contains(&*t(Locale::Ru, "errors.unavailable.title")), "{}", page.body());
    for _ in 0..5 {
        moves(&guest, &profile, "Europe/Berlin").is(503);
    }
    let (status, said) = health(&house);
    assert!(status == 503 && said.contains("unreachable"), "{status} {said}");
    assert!(house.log().contains("the database cannot be opened"), "the cause is in the log");
    server.batch_execute(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")).expect("open");
    until("it heals", || (guest.visit("/announcements").status.as_u16() == 200).then_some(()));
    assert_eq!(health(&house).0, 200);
    assert_eq!(zone(&guest), before, "nothing half done");
    moves(&guest, &profile, "Europe/Berlin").is(303);
}

#[actix_web::test]
async fn letters_that_do_not_leave_make_the_portal_unwell() {
    let portal = TestPortal::open().await;
    portal.work().await;
    portal.visit(&visitor(), "/healthz").await.is(200);
    let who = visitor();
    let form = portal.visit(&who, "/password").await.form("/password");
    portal.submit(&who, &form.with("login", &known_as("owner").email()).with("email", &known_as("owner").email())).await;
    portal.visit(&visitor(), "/healthz").await.is(200);
    // nobody comes for it
    portal.app.clock.pass(TimeDelta::minutes(16));
    let ill = portal.visit(&visitor(), "/healthz").await;
    ill.is(503);
    assert!(ill.body().contains("\"mail\":\"late\""), "{}", ill.body());
    portal.work().await;
    portal.visit(&visitor(), "/healthz").await.is(200);
}

#[actix_web::test]
async fn a_form_from_elsewhere_is_refused_with_its_reason_and_the_forms_of_an_error_page_are_ours() {
    let portal = TestPortal::open().await;
    let owner = owner();
    let answer = portal.send_with(&owner, "/profile", &[("zone", "Asia/Almaty")], Proof::Site("cross-site")).await;
    answer.is(403);
    assert!(answer.text().contains(&*t(Locale::Kk, "errors.forged")), "{}", answer.text());
    let lost = portal.visit(&owner, "/nowhere").await;
    portal.submit(&owner, &lost.is(404).form("/sign-out")).await.is(303);
}

/// A form with one file, as a browser sends it.
fn parcel(fields: &[(&str, &str)], name: &str, content: &[u8]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (field, value) in fields {
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").bytes());
    body.extend(content.iter().copied().chain(*b"\r\n--edge--\r\n"));
    ("content-type: multipart/form-data; boundary=edge\r\n".to_owned(), body)
}

#[test]
fn a_full_disk_refuses_a_file_with_a_sentence_and_takes_it_later() {
    let plot = Plot::furnished();
    let small = plot.ground.folder.join("small");
    std::fs::create_dir_all(&small).expect("a folder");
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(&small).output();
    if !mounted.is_ok_and(|done| done.status.success()) {
        eprintln!("SKIPPED: a small disk can be made only by root");
        return;
    }
    let _small = Unmounted(&small);
    let mut command = plot.command(&["serve"]);
    command.env("AULA_DATA", &small);
    let house = House::start(command, plot.address(), &plot.ground.folder);
    until("the portal answers", || std::net::TcpStream::connect(plot.address()).is_ok().then_some(()));
    let guest = house.guest();
    guest.sign_in(&known_as("editor").email(), PASSWORD);
    let at = format!("/staff/announcements/{}", Side::First.announcement(2));
    let paper = [b"%PDF-1.7\n".as_slice(), &vec![b'x'; 3 << 20], b"\n%%EOF\n"].concat();
    let send = || {
        let token = guest.visit(&at).token().expect("a form");
        let (headers, body) = parcel(&[("token", &token)], "план этажа.pdf", &paper);
        guest.ask("POST", &format!("{at}/files"), &headers, &body).expect("an answer")
    };
    let answer = send();
    answer.is(503).sees("на сервере закончилось место");
    guest.visit(&at).is(200).misses("план этажа.pdf");
    assert!(house.log().contains("the disk is full"), "the cause is in the log");
    assert!(Command::new("mount").args(["-o", "remount,size=20m"]).arg(&small).status().is_ok_and(|done| done.success()));
    send().is(303);
    guest.visit(&at).is(200).sees("план этажа.pdf");
}

/// A mounted folder, let go at the end.
struct Unmounted<'a>(&'a std::path::Path);

impl Drop for Unmounted<'_> {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(self.0).output());
    }
}

/// Sends a file to be imported and goes where that leads, when all is worked off.
async fn imported(portal: &TestPortal, who: &Person, name: &str, content: &[u8]) -> Screen {
    let sent = portal.upload(who, "/staff/homes/imports", &[], &[("file", name, content)]).await;
    portal.work().await;
    portal.follow(who, sent).await
}

/// A workbook whose one sheet would be half a gigabyte.
fn bomb() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let deflated = zip::write::SimpleFileOptions::default();
    let chunk = vec![b' '; 1 << 20];
    for (name, times) in [("[Content_Types].xml", 0), ("xl/workbook.xml", 0), ("xl/worksheets/sheet1.xml", 512)] {
        zip.start_file(name, deflated).expect("a part");
        zip.write_all(b"<?xml version=\"1.0\"?><worksheet>").expect("its beginning");
        for _ in 0..times {
            zip.write_all(&chunk).expect("nothing, much of it");
        }
    }
    zip.finish().expect("a zip").into_inner()
}

#[actix_web::test]
async fn bombs_and_broken_books_are_refused_with_a_sentence() {
    let (portal, who) = (TestPortal::open().await, registrar());
    let good = portal.visit(&who, "/staff/homes/imports/template.xlsx").await.bytes;
    let cut = good.get(..good.len() / 2).expect("half a book").to_vec();
    for (name, content) in [
        ("bomb.xlsx", bomb()),
        ("half.xlsx", cut),
        ("noise.xlsx", b"PK\x03\x04 nonsense".to_vec()),
        ("empty.csv", Vec::new()),
        ("picture.xlsx", b"\xff\xd8\xff\xe0".to_vec()),
    ] {
        let began = Instant::now();
        let screen = imported(&portal, &who, name, &content).await;
        assert!(screen.status.as_u16() < 500, "{name}: {}", screen.status);
        let said = [screen.errors().join(" "), screen.all(".note.danger").join(" "), screen.flash()].concat();
        assert!(said.chars().count() > 20, "{name}: no sentence:\n{}", screen.text());
        assert!(began.elapsed() < Duration::from_secs(30), "{name}: {:?}", began.elapsed());
    }
    portal.visit(&who, "/staff/homes").await.is(200);
}

#[actix_web::test]
async fn too_much_is_refused_with_a_sentence() {
    let (portal, who) = (TestPortal::open().await, editor());
    let at = format!("/staff/announcements/{}/files", Side::First.announcement(2));
    let huge = vec![b'x'; 33 << 20];
    let answer = portal.upload(&who, &at, &[], &[("file", "a.pdf", &huge)]).await;
    answer.is(413).sees("Отправлено слишком много данных");
    let form = vec![b'x'; 600 * 1024];
    let urlencoded = [("content-type", "application/x-www-form-urlencoded")];
    for proof in [vec![], vec![("sec-fetch-site", "same-origin")]] {
        let headers = [urlencoded.as_slice(), &proof].concat();
        portal.ask(&who, Method::POST, "/profile", &headers, form.clone()).await.is(413).sees("Отправлено слишком много данных");
    }
}

#[test]
fn two_hundred_megabytes_are_refused_and_not_kept_in_memory() {
    let plot = Plot::furnished();
    let house = plot.serve();
    let guest = house.guest();
    guest.sign_in(&known_as("editor").email(), PASSWORD);
    let at = format!("/staff/announcements/{}", Side::First.announcement(2));
    let token = guest.visit(&at).token().expect("a form");
    let (headers, head) = parcel(&[("token", &token)], "a.pdf", b"");
    let mut line = guest.begin("POST", &format!("{at}/files"), &headers, 200 << 20).expect("a connection");
    line.write_all(head.strip_suffix(b"\r\n--edge--\r\n").expect("its end")).expect("the head");
    let chunk = vec![b'x'; 1 << 20];
    let before = house.memory();
    (0..200).for_each(|_| line.write_all(&chunk).expect("it is listened to, to be answered"));
    guest.answer(&at, line).expect("an answer").is(413).sees("Отправлено слишком много данных");
    assert!(house.memory() < before + (64 << 20), "{} MB more", (house.memory() - before) >> 20);
    guest.visit(&at).is(200);
}

#[test]
fn who_sends_a_byte_now_and_then_is_hung_up_on_and_keeps_nobody_waiting() {
    let plot = Plot::furnished();
    let house = plot.serve();
    let guest = house.guest();
    guest.sign_in(&known_as("editor").email(), PASSWORD);
    let at = format!("/staff/announcements/{}", Side::First.announcement(2));
    let token = guest.visit(&at).token().expect("a form");
    let (headers, head) = parcel(&[("token", &token)], "a.pdf", b"");
    let began = Instant::now();
    // more of them than uploads are taken at once
    let lines: Vec<_> = (0..8)
        .map(|_| {
            let mut line = guest.begin("POST", &format!("{at}/files"), &headers, 1 << 20).expect("a connection");
            line.write_all(head.strip_suffix(b"\r\n--edge--\r\n").expect("its end")).expect("the head");
            line
        })
        .collect();
    let mut silent = std::net::TcpStream::connect(house.address).expect("a connection");
    silent.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n").expect("half a head");
    guest.visit(&at).is(200);
    for line in lines {
        let answer = guest.answer(&at, line).expect("an answer");
        assert_eq!(answer.status.as_u16(), 400, "{}", answer.text());
    }
    let mut rest = Vec::new();
    silent.set_read_timeout(Some(Duration::from_secs(30))).expect("a limit");
    silent.read_to_end(&mut rest).expect("the end of half a head");
    assert!(began.elapsed() < Duration::from_secs(55), "{:?}", began.elapsed());
    let (headers, body) = parcel(&[("token", &token)], "план.pdf", b"%PDF-1.7\n...\n%%EOF\n");
    guest.ask("POST", &format!("{at}/files"), &headers, &body).expect("an answer").is(303);
}
