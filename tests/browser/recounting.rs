//! The pack for recounting, opened from a disk in a real browser: an honest one agrees, and whatever was changed in one is found.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use aula::text::Locale;
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;

use super::words;
use crate::support::TestPortal;
use crate::support::browser::Browser;
use crate::support::people::secretary;
use crate::voting_counting::{close, voted};

const L: Locale = Locale::Ru;

type Pack = BTreeMap<String, String>;

/// The pack of a meeting that was counted.
async fn packed(portal: &TestPortal) -> Pack {
    let here = voted(portal, 9).await;
    close(portal, &here).await;
    let who = secretary();
    let path = format!("/staff/votes/{}", here.meeting);
    portal.send(&who, &format!("{path}/count"), &[]).await.is(303);
    let bytes = portal.visit(&who, &format!("{path}/pack.zip")).await.is(200).bytes.clone();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut files = Pack::new();
    for place in 0..zip.len() {
        let mut file = zip.by_index(place).expect("a file");
        let name = file.name().expect("a name").into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        files.insert(name, text);
    }
    files
}

fn zipped(files: &Pack) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a file");
        zip.write_all(text.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// The lines sealed anew, as somebody would who has the whole database.
fn sealed_anew(files: &mut Pack) {
    let mut head = String::new();
    let mut hashes = String::new();
    for line in files["events.jsonl"].lines() {
        let hash = Sha256::digest(format!("{head}\n{line}"));
        head = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        hashes.push_str(&head);
        hashes.push('\n');
    }
    files.insert("hashes.txt".into(), hashes);
}

fn change(files: &mut Pack, name: &str, how: impl FnOnce(Vec<String>) -> Vec<String>) {
    let lines = how(files[name].lines().map(str::to_owned).collect());
    files.insert(name.into(), lines.iter().map(|line| format!("{line}\n")).collect());
}

/// What was changed, and the beginning of the sentence by which it is found.
fn tampered(honest: &Pack) -> Vec<(&'static str, Pack, String)> {
    let said = |key: &str| words(L, key).split("%{").next().expect("a beginning").trim().to_owned();
    let mut all: Vec<(&'static str, Pack, String)> = Vec::new();
    let mut with = |what, key: &str, how: &dyn Fn(&mut Pack)| {
        let mut files = honest.clone();
        how(&mut files);
        assert_ne!(&files, honest, "{what}");
        all.push((what, files, said(key)));
    };
    let events = "events.jsonl";
    with("a choice in the journal", "voting.recount.chain_bad", &|files| {
        change(files, events, |lines| lines.into_iter().map(|line| line.replace("\"fa--\"", "\"ff--\"")).collect());
    });
    with("a choice in the bulletin", "voting.recount.bulletin_bad", &|files| {
        change(files, "bulletin.csv", |lines| lines.into_iter().map(|line| line.replace(",fa--", ",ff--")).collect());
    });
    with("a line taken out", "voting.recount.chain_bad", &|files| {
        for name in [events, "hashes.txt"] {
            change(files, name, |mut lines| {
                lines.remove(4);
                lines
            });
        }
    });
    with("two lines swapped", "voting.recount.chain_bad", &|files| {
        for name in [events, "hashes.txt"] {
            change(files, name, |mut lines| {
                lines.swap(3, 4);
                lines
            });
        }
    });
    with("the electorate", "voting.recount.roll_bad", &|files| {
        change(files, "electorate.csv", |mut lines| {
            lines.pop();
            lines
        });
    });
    with("the result, sealed anew", "voting.recount.result_bad", &|files| {
        change(files, events, |lines| {
            lines.into_iter().map(|line| line.replacen("\"outcomes\":[\"carried\"", "\"outcomes\":[\"rejected\"", 1)).collect()
        });
        sealed_anew(files);
    });
    with("a file taken out", "voting.recount.missing", &|files| {
        files.remove("electorate.csv");
    });
    all
}

#[actix_web::test]
async fn an_honest_pack_agrees_and_a_tampered_one_does_not() {
    let portal = TestPortal::open().await;
    let honest = packed(&portal).await;
    let folder = portal.app.config.data.join("pack");
    std::fs::create_dir_all(&folder).expect("a folder");
    let folder = folder.canonicalize().expect("a folder");
    let (page, pack) = (folder.join("verify.html"), folder.join("pack.zip"));
    std::fs::write(&page, &honest["verify.html"]).expect("the page");
    let browser = Browser::start().await;
    let open = async |files: &Pack| {
        std::fs::write(&pack, zipped(files)).expect("the pack");
        browser.visit(&format!("file://{}", page.display())).await;
        browser.click_text("RU").await;
        browser.attach(&words(L, "voting.recount.choose"), &pack).await;
    };
    open(&honest).await;
    browser.sees(&words(L, "voting.recount.all_good")).await;
    browser.sees(&words(L, "voting.recount.result_ok")).await;
    browser.sees("7 / 13").await;
    let head = honest["hashes.txt"].lines().last().expect("a head").to_owned();
    browser.sees(&head).await;
    let receipt = honest["bulletin.csv"].lines().nth(1).and_then(|line| line.split(',').next()).expect("a receipt").to_owned();
    browser.fill(&words(L, "voting.recount.find"), &receipt.to_lowercase()).await;
    browser.sees("1 — За").await;
    assert_eq!(browser.runs_over().await, 0);
    browser.click_text("KK").await;
    browser.sees(&words(Locale::Kk, "voting.recount.all_good")).await;
    for (what, files, said) in tampered(&honest) {
        open(&files).await;
        browser.sees(&words(L, "voting.recount.all_bad")).await;
        assert!(browser.text().await.contains(&said), "{what}: «{said}» is not said in\n{}", browser.text().await);
    }
    // whoever writes everything anew is found by the head that was printed and mailed
    let mut rewritten = honest.clone();
    for name in ["events.jsonl", "bulletin.csv"] {
        change(&mut rewritten, name, |lines| lines.into_iter().map(|line| line.replace("fa--", "ff--")).collect());
    }
    sealed_anew(&mut rewritten);
    open(&rewritten).await;
    browser.sees(&words(L, "voting.recount.compare")).await;
    browser.does_not_see(&head).await;
    // the files themselves do as well as the archive
    browser.visit(&format!("file://{}", page.display())).await;
    browser.click_text("RU").await;
    for name in ["events.jsonl", "hashes.txt", "electorate.csv", "bulletin.csv"] {
        std::fs::write(folder.join(name), &honest[name]).expect("a file");
    }
    browser.attach(&words(L, "voting.recount.choose"), folder.join("events.jsonl")).await;
    browser.sees("hashes.txt").await;
    let errors = browser.console_errors().await;
    assert!(errors.is_empty(), "{errors:#?}");
}
