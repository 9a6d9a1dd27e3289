//! What hangs on an announcement: pictures without their place, papers as they are, nothing that runs; and the sheet for the door.

use std::io::{Cursor, Write as _};
use std::process::{Command, Stdio};

use super::{building, sent, water, written};
use crate::support::people::{editor, owner, owner2, tenant};
use crate::support::{Screen, Side, TestPortal};

/// A photograph that says where it was taken.
fn photograph() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 90]));
    let mut plain = Cursor::new(Vec::new());
    picture.write_to(&mut plain, image::ImageFormat::Jpeg).expect("a JPEG");
    let (start, rest) = plain.get_ref().split_at(2);
    let told = b"Exif\0\0MM\0*\0\0\0\x08\0\0 GPS 43.238949 76.889709";
    let length = u16::try_from(told.len() + 2).expect("short").to_be_bytes();
    [start, &[0xff, 0xe1], &length, told, rest].concat()
}

async fn attach(portal: &TestPortal, at: &str, name: &str, bytes: &[u8]) -> Screen {
    let who = editor();
    let screen = portal.upload(&who, &format!("{at}/files"), &[], &[("file", name, bytes)]).await;
    portal.follow(&who, screen).await
}

#[actix_web::test]
async fn pictures_lose_their_place_papers_stay_and_what_runs_is_refused() {
    let (portal, place) = (TestPortal::open().await, building());
    let at = written(&portal, &editor(), &water(&[("place", &place)])).await;
    attach(&portal, &at, "двор.jpg", &photograph()).await.is(200).sees("Файл приложен.");
    let paper = portal.visit(&editor(), &format!("{at}/poster.pdf")).await.bytes;
    attach(&portal, &at, "план.pdf", &paper).await.sees("Файл приложен.").sees("план.pdf");
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for (name, bytes) in [
        ("a.svg", svg.as_slice()),
        ("a.jpg", svg),
        ("a.html", b"<!doctype html><script>alert(1)</script>"),
        ("a.pdf", b"<html><body>%PDF-1.7</body></html>"),
        ("a.exe", b"MZ\x90\0\x03"),
        ("a.png", b""),
    ] {
        let answer = attach(&portal, &at, name, bytes).await;
        assert!(answer.status.as_u16() < 500, "{name}: {}", answer.status);
        answer.misses("Файл приложен.").misses(name);
    }
    sent(&portal, &editor(), &at).await;
    portal.pass(super::SENT).await;
    attach(&portal, &at, "поздно.jpg", &photograph()).await.is(422).sees("Это уже не черновик");

    let read = at.replace("/staff", "");
    let page = portal.visit(&owner(), &read).await;
    let pictures = page.attributes("main img", "src");
    let picture = portal.visit(&owner(), pictures.first().expect("the picture")).await;
    picture.is(200);
    assert!(picture.header("content-type").starts_with("image/"));
    let holds = |bytes: &[u8], sought: &[u8]| bytes.windows(sought.len()).any(|part| part == sought);
    assert!(!holds(&picture.bytes, b"Exif") && !holds(&picture.bytes, b"GPS"), "the place is still in it");
    let papers: Vec<String> = page.attributes("main a[href*='/files/']", "href");
    let plan = papers.iter().find(|href| !pictures.contains(href)).expect("the paper");
    assert_eq!(portal.visit(&owner(), plan).await.bytes, paper, "a paper is kept as it is");
    portal.visit(&tenant(), plan).await.is(404);
    portal.visit(&owner2(), plan).await.is(200);
}

#[actix_web::test]
async fn a_file_of_another_announcement_or_company_is_not_there() {
    let (portal, editor) = (TestPortal::open().await, editor());
    let at = written(&portal, &editor, &water(&[])).await;
    for file in [Side::First.file(2), Side::Second.file(2), Side::Second.file(1)] {
        portal.visit(&editor, &format!("{at}/files/{file}")).await.is(404);
        portal.send(&editor, &format!("{at}/files/{file}/removal"), &[]).await.is(404);
    }
}

/// What a program of poppler says about a document; nothing when it is not installed, which is said aloud.
fn poppler(program: &str, arguments: &[&str], document: &[u8]) -> Option<String> {
    let spawned = Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = spawned else {
        eprintln!("SKIPPED in part: {program} is not installed");
        return None;
    };
    child.stdin.take().expect("its input").write_all(document).expect("it reads");
    Some(String::from_utf8_lossy(&child.wait_with_output().expect("it ends").stdout).into_owned())
}

#[actix_web::test]
async fn the_sheet_for_the_door_is_one_page_in_both_languages() {
    let (portal, place) = (TestPortal::open().await, building());
    let fields = water(&[
        ("place", &place),
        ("kind", "outage"),
        ("outage_from", "2026-11-20T15:00"),
        ("outage_until", "2026-11-20T18:00"),
    ]);
    let at = written(&portal, &editor(), &fields).await;
    let sheet = portal.visit(&editor(), &format!("{at}/poster.pdf")).await;
    sheet.is(200);
    assert_eq!(sheet.header("content-type"), "application/pdf");
    assert!(sheet.bytes.starts_with(b"%PDF-"));
    if let Some(text) = poppler("pdftotext", &["-layout", "-", "-"], &sheet.bytes) {
        for words in ["Су өшіріледі", "Құрметті тұрғындар", "Воды не будет", "Уважаемые жители", "15:00"]
        {
            assert!(text.contains(words), "«{words}» is not in:\n{text}");
        }
        assert!(text.find("Су өшіріледі") < text.find("Воды не будет"), "Kazakh stands first");
    }
    let folder = std::env::temp_dir().join(format!("aula-poster-{}.pdf", std::process::id()));
    std::fs::write(&folder, &sheet.bytes).expect("a file for pdfinfo");
    if let Some(facts) = poppler("pdfinfo", &[&folder.to_string_lossy()], b"") {
        assert!(facts.lines().any(|line| line.split_whitespace().eq(["Pages:", "1"])), "{facts}");
        assert!(facts.contains("(A4)"), "{facts}");
    }
    drop(std::fs::remove_file(&folder));
}
