//! The command line as its user meets it: `check`, `migrate`, `backup`, `restore`, `demo`.

use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::Stdio;

use aula::db::Conn;
use aula::db::schema::{announcements, contacts, holdings, letters, people, requests};
use diesel::prelude::*;

use crate::support::house::{House, Plot, free_port, until};
use crate::support::people::{PASSWORD, known_as};

/// How much there is of what matters.
fn counted(plot: &Plot) -> [i64; 5] {
    let mut conn = Conn::open(&plot.ground.url).expect("the database");
    [
        people::table.count().get_result(&mut conn).expect("people"),
        contacts::table.count().get_result(&mut conn).expect("cards"),
        holdings::table.count().get_result(&mut conn).expect("holdings"),
        announcements::table.count().get_result(&mut conn).expect("announcements"),
        letters::table.count().get_result(&mut conn).expect("letters"),
    ]
}

#[test]
fn check_proves_what_is_right_and_names_what_is_wrong() {
    let mut plot = Plot::furnished();
    let (status, said) = plot.run(&["check"]);
    assert!(status.success(), "{said}");
    for line in ["settings   ok", "data       ok", "database   ok", "fonts      ok", "mail       ok", "jobs       ok"] {
        assert!(said.contains(line), "«{line}» is not in:\n{said}");
    }
    plot.smtp = Some(format!("smtp://127.0.0.1:{}", free_port()));
    let (status, said) = plot.run(&["check"]);
    assert!(status.code() == Some(1) && said.contains("mail       WRONG") && said.contains("1 of these"), "{said}");
    let server = crate::support::smtp::MailServer::start();
    plot.smtp = Some(server.url());
    assert!(plot.run(&["check"]).0.success());
    let wrong = plot.command(&["check"]).env("AULA_ADDR", "here").output().expect("the program");
    assert_eq!(wrong.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&wrong.stdout).contains("AULA_ADDR"), "{wrong:?}");
    let wrong = plot.command(&["check"]).env("DATABASE_URL", "postgres://127.0.0.1:1/nothing").output().expect("the program");
    assert!(wrong.status.code() == Some(1) && String::from_utf8_lossy(&wrong.stdout).contains("database   WRONG"), "{wrong:?}");
}

/// Hands a letter over as a mail server does.
fn handed_over(plot: &Plot, database: &str, letter: &[u8]) -> (Option<i32>, String) {
    let mut command = plot.command(&["receive"]);
    command.env("DATABASE_URL", database).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the program");
    // it may refuse before it has read all
    drop(child.stdin.take().expect("its input").write_all(letter));
    let done = child.wait_with_output().expect("its end");
    (done.status.code(), String::from_utf8_lossy(&done.stdout).into_owned())
}

#[test]
fn a_mail_server_hands_a_letter_over_and_keeps_it_while_the_database_is_away() {
    let plot = Plot::furnished();
    let (text, _, _) = encoding_rs::WINDOWS_1251.encode("Не работает лифт");
    let mut letter =
        b"From: owner2@demo.example\r\nTo: office@demo.example\r\nMessage-ID: <1@mail.example>\r\nMIME-Version: 1.0\r\n\
        Content-Type: text/plain; charset=windows-1251\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            .to_vec();
    letter.extend_from_slice(&text);
    assert_eq!(handed_over(&plot, "postgres://127.0.0.1:1/nothing", &letter).0, Some(75), "to be tried again");
    let (code, said) = handed_over(&plot, &plot.ground.url, &letter);
    assert!(code == Some(0) && said.contains("began"), "{said}");
    let (code, said) = handed_over(&plot, &plot.ground.url, &letter);
    assert!(code == Some(0) && said.contains("taken in before"), "{said}");
    let mut conn = Conn::open(&plot.ground.url).expect("the database");
    let texts: Vec<String> =
        requests::table.filter(requests::number.eq("2026-000002")).select(requests::text).load(&mut conn).expect("requests");
    assert_eq!(texts, ["Не работает лифт"]);
}

#[test]
fn migrate_brings_the_database_up_to_date_once() {
    let plot = Plot::bare();
    let (status, said) = plot.run(&["migrate"]);
    assert!(status.success() && !said.starts_with("0 steps"), "{said}");
    let (status, said) = plot.run(&["migrate"]);
    assert!(status.success() && said.starts_with("0 steps"), "{said}");
    assert_eq!(counted(&plot), [0; 5]);
}

#[test]
fn a_backup_of_a_running_portal_is_restored_into_an_empty_one() {
    let (plot, empty) = (Plot::furnished(), Plot::bare());
    let house = plot.serve();
    let file = plot.ground.folder.join("aula.backup").to_string_lossy().into_owned();
    let (status, said) = plot.run(&["backup", &file]);
    assert!(status.success(), "{said}");
    house.kill();
    let (status, said) = empty.run(&["restore", &file]);
    assert!(status.success(), "{said}");
    assert_eq!(counted(&empty), counted(&plot));

    let house = empty.serve();
    let guest = house.guest();
    guest.sign_in(&known_as("owner").email(), PASSWORD);
    guest.visit("/announcements").is(200);
    house.kill();

    let (status, said) = empty.run(&["restore", &file]);
    assert!(!status.success() && said.contains("empty"), "a second restore is refused: {said}");
    assert_eq!(counted(&empty), counted(&plot));
    let precious = plot.ground.folder.join("precious.txt");
    std::fs::write(&precious, "not a backup").expect("a file");
    let (status, said) = plot.run(&["backup", &precious.to_string_lossy()]);
    assert!(!status.success(), "{said}");
    assert_eq!(std::fs::read_to_string(&precious).expect("still there"), "not a backup");
    let (status, said) = Plot::bare().run(&["restore", &precious.to_string_lossy()]);
    assert!(!status.success() && said.contains("precious.txt"), "{said}");
}

/// `aula demo` with these options, waited for until it says that it is ready.
fn demo(plot: &Plot, options: &[&str]) -> House {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()));
    let listen = address.to_string();
    let mut command = plot.command(&[&["demo", "--flats", "50", "--addr", &listen], options].concat());
    for name in ["DATABASE_URL", "AULA_DATA", "AULA_ADDR", "AULA_SECRET"] {
        command.env_remove(name);
    }
    command.env("TMPDIR", &plot.ground.folder);
    let house = House::start(command, address, &plot.ground.folder);
    until("the demo is ready", || {
        assert!(!house.log().contains("aula:"), "{}", house.log());
        (house.said().contains("Aula is ready at") && TcpStream::connect(address).is_ok()).then_some(())
    });
    house
}

/// The temporary folders of demos.
fn temporary(plot: &Plot) -> usize {
    let entries = std::fs::read_dir(&plot.ground.folder).expect("the folder");
    entries.filter(|entry| entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("aula-demo"))).count()
}

#[test]
fn the_demo_says_where_it_is_and_lets_its_people_in_and_leaves_nothing_behind() {
    let plot = Plot::bare();
    let mut house = demo(&plot, &[]);
    let said = house.said();
    assert!(said.contains(&format!("http://{}", house.address)) && said.contains("aula-demo-2026"), "{said}");
    for (login, page) in [
        ("owner@demo.example", "/home"),
        ("manager@demo.example", "/staff"),
        ("operator@demo.example", "/operator"),
        ("owner@other.example", "/announcements"),
        ("editor@demo.example", "/staff/announcements"),
    ] {
        assert!(said.contains(login), "{login} is not in:\n{said}");
        let guest = house.guest();
        guest.sign_in(login, "aula-demo-2026");
        guest.visit(page).is(200);
    }
    assert_eq!(temporary(&plot), 1);
    house.ask_to_stop();
    assert_eq!(house.ended().code(), Some(0), "{}", house.log());
    assert_eq!(temporary(&plot), 0, "the temporary folder is gone");
}

#[test]
fn a_demo_that_is_kept_stays_and_a_full_database_is_not_filled_again() {
    let plot = Plot::furnished();
    let keep = plot.ground.folder.join("kept");
    let keep = keep.to_string_lossy().into_owned();
    let mut house = demo(&plot, &["--keep", &keep]);
    house.ask_to_stop();
    assert_eq!(house.ended().code(), Some(0), "{}", house.log());
    assert!(std::path::Path::new(&keep).join("aula.sqlite").exists());
    let (status, said) = plot.run(&["demo", "--keep", &keep, "--addr", &format!("127.0.0.1:{}", free_port())]);
    assert!(status.code() == Some(1) && said.contains("the database is not empty"), "{said}");
    let before = counted(&plot);
    let (status, said) = plot.run(&["demo", "--database", &plot.ground.url, "--addr", &format!("127.0.0.1:{}", free_port())]);
    assert!(status.code() == Some(1) && said.contains("the database is not empty"), "{said}");
    assert_eq!(counted(&plot), before);
}

#[test]
fn a_port_that_is_taken_is_said_and_nothing_hangs() {
    let plot = Plot::furnished();
    let _house = plot.serve();
    let (status, said) = plot.run(&["serve"]);
    assert!(status.code() == Some(1) && said.contains(&plot.address().to_string()), "{said}");
}
