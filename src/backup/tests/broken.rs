//! Files that are not whole backups, and databases that are not empty: refused by name, and nothing is changed.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use diesel::connection::SimpleConnection;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::world::{Folder, contents, kept_values, migrated, now, portal};
use crate::backup::{Refusal, restore, write};
use crate::db::Conn;

/// A backup `b.zip` in the folder.
fn backup(folder: &Folder) -> String {
    let (url, data) = portal(folder, "old");
    write(&url, &data, &folder.at("b.zip"), now()).unwrap();
    url
}

/// Restores, must be refused, and must leave nothing.
fn refused(folder: &Folder, file: &str) -> Refusal {
    let error = restore(&folder.url("new.sqlite"), &folder.at("new"), &folder.at(file)).unwrap_err();
    assert_eq!(folder.listing("new"), [] as [&str; 0]);
    assert!(!folder.listing("").iter().any(|name| name.starts_with("new.sqlite")), "nothing remains");
    error.downcast_ref::<Refusal>().unwrap_or_else(|| panic!("no refusal: {error:#}")).clone()
}

/// The backup written anew with some entries changed (or left out).
fn forge(folder: &Folder, change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>) {
    let mut old = ZipArchive::new(File::open(folder.at("b.zip")).unwrap()).unwrap();
    let mut new = ZipWriter::new(File::create(folder.at("forged.zip")).unwrap());
    for place in 0..old.len() {
        let (name, mut bytes) = (old.name_for_index(place).unwrap().unwrap().into_owned(), Vec::new());
        old.by_index(place).unwrap().read_to_end(&mut bytes).unwrap();
        if let Some(bytes) = change(&name, bytes) {
            new.start_file(name, SimpleFileOptions::default()).unwrap();
            new.write_all(&bytes).unwrap();
        }
    }
    new.finish().unwrap();
}

fn forge_manifest(folder: &Folder, from: &str, to: &str) {
    forge(folder, |name, bytes| {
        if name != "manifest.json" {
            return Some(bytes);
        }
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains(from), "{from} in {text}");
        Some(text.replacen(from, to, 1).into_bytes())
    });
}

#[test]
fn foreign_files_are_not_ours() {
    let folder = Folder::new();
    std::fs::write(folder.at("empty"), b"").unwrap();
    std::fs::write(folder.at("text"), "Сәлем, world").unwrap();
    let mut zip = ZipWriter::new(File::create(folder.at("foreign.zip")).unwrap());
    zip.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
    zip.finish().unwrap();
    let mut zip = ZipWriter::new(File::create(folder.at("other.zip")).unwrap());
    zip.start_file("manifest.json", SimpleFileOptions::default()).unwrap();
    zip.write_all(br#"{"format":"somebody's","version":1,"program":"1"}"#).unwrap();
    zip.finish().unwrap();
    for file in ["empty", "text", "foreign.zip", "other.zip"] {
        assert_eq!(refused(&folder, file), Refusal::NotOurs(folder.at(file)));
    }
    let missing = restore(&folder.url("new.sqlite"), &folder.at("new"), &folder.at("none.zip")).unwrap_err();
    assert!(format!("{missing:#}").contains("none.zip"), "{missing:#}");
}

#[test]
fn a_file_cut_short_is_refused_wherever_it_was_cut() {
    let folder = Folder::new();
    backup(&folder);
    let whole = std::fs::read(folder.at("b.zip")).unwrap();
    let cuts = (0..40).map(|part| whole.len() * part / 40).chain([1, 4, whole.len() - 1, whole.len() - 22]);
    for cut in cuts {
        std::fs::write(folder.at("cut.zip"), &whole[..cut]).unwrap();
        let said = refused(&folder, "cut.zip");
        assert!(matches!(said, Refusal::CutShort { .. } | Refusal::NotOurs(_)), "cut at {cut}: {said}");
        assert!(cut < 4 || matches!(said, Refusal::CutShort { .. }), "cut at {cut}: {said}");
    }
}

#[test]
fn a_flipped_byte_is_refused_or_does_no_harm() {
    let folder = Folder::new();
    let url = backup(&folder);
    let whole = std::fs::read(folder.at("b.zip")).unwrap();
    let (before, mut harmless) = (kept_values(&url), 0);
    let places: Vec<usize> = (0..whole.len()).step_by(whole.len() / 80).chain(whole.len() - 30..whole.len()).collect();
    for &place in &places {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x10;
        std::fs::write(folder.at("bad.zip"), &bytes).unwrap();
        match restore(&folder.url("new.sqlite"), &folder.at("new"), &folder.at("bad.zip")) {
            Ok(_) => {
                assert_eq!(kept_values(&folder.url("new.sqlite")), before, "byte {place}");
                std::fs::remove_file(folder.at("new.sqlite")).unwrap();
                std::fs::remove_dir_all(folder.at("new")).unwrap();
                harmless += 1;
            }
            Err(_) => assert!(!folder.listing("").iter().any(|name| name.starts_with("new")), "byte {place}"),
        }
    }
    assert!(harmless * 2 < places.len(), "{harmless} of {} harmless: dates and the like of the zip", places.len());
}

#[test]
fn changed_entries_are_damaged_and_left_out_ones_missing() {
    let folder = Folder::new();
    backup(&folder);
    forge(&folder, |name, bytes| {
        Some(if name == "tables/people.jsonl" {
            String::from_utf8(bytes).unwrap().replace("kk", "ru").into_bytes()
        } else {
            bytes
        })
    });
    assert!(matches!(refused(&folder, "forged.zip"), Refusal::Damaged { entry, .. } if entry == "tables/people.jsonl"));
    forge(&folder, |name, bytes| Some(if name.starts_with("files/") { b"other".to_vec() } else { bytes }));
    assert!(matches!(refused(&folder, "forged.zip"), Refusal::Damaged { entry, .. } if entry.starts_with("files/")));
    forge(&folder, |name, bytes| (!name.starts_with("files/")).then_some(bytes));
    assert!(matches!(refused(&folder, "forged.zip"), Refusal::Missing(entry) if entry.starts_with("files/")));
    forge(&folder, |name, bytes| (name != "tables/trail.jsonl").then_some(bytes));
    assert_eq!(refused(&folder, "forged.zip"), Refusal::Missing("tables/trail.jsonl".into()));
    forge(&folder, |name, bytes| (name != "manifest.json").then_some(bytes));
    assert_eq!(refused(&folder, "forged.zip"), Refusal::NotOurs(folder.at("forged.zip")));
}

#[test]
fn a_manifest_that_lies_is_found_out() {
    let folder = Folder::new();
    backup(&folder);
    forge_manifest(&folder, "\"rows\": 1,", "\"rows\": 2,");
    assert!(matches!(refused(&folder, "forged.zip"), Refusal::Damaged { .. }));
    forge_manifest(&folder, "\"name\": \"password\"", "\"name\": \"parole\"");
    assert!(matches!(refused(&folder, "forged.zip"), Refusal::Unlike(_)));
    let climbing = "../".repeat(21) + "x";
    let first = contents(&folder.at("b.zip")).files[0].digest.clone();
    forge_manifest(&folder, &first, &climbing);
    assert!(matches!(refused(&folder, "forged.zip"), Refusal::Damaged { .. }));
}

#[test]
fn a_newer_program_is_named() {
    let folder = Folder::new();
    backup(&folder);
    forge_manifest(&folder, "\"version\": 1", "\"version\": 2");
    assert!(matches!(refused(&folder, "forged.zip"), Refusal::Newer { unknown, .. } if unknown == "format 2"));
    forge_manifest(&folder, "\"20261120000001\"", "\"20991120000001\"");
    assert!(matches!(refused(&folder, "forged.zip"), Refusal::Newer { unknown, .. } if unknown.contains("20991120000001")));
}

#[test]
fn rows_that_contradict_each_other_are_not_let_in() {
    let folder = Folder::new();
    let (url, data) = portal(&folder, "old");
    Conn::open(&url).unwrap().batch_execute("PRAGMA foreign_keys=OFF; DELETE FROM companies").unwrap();
    write(&url, &data, &folder.at("b.zip"), now()).unwrap();
    assert!(matches!(refused(&folder, "b.zip"), Refusal::Dangling(said) if said.contains("companies")));
}

#[test]
fn a_database_in_use_is_left_alone() {
    let folder = Folder::new();
    let url = backup(&folder);
    let before = kept_values(&url);
    let error = restore(&url, &folder.at("new"), &folder.at("b.zip")).unwrap_err();
    assert!(matches!(error.downcast_ref(), Some(Refusal::NotEmpty { .. })), "{error:#}");
    assert_eq!((kept_values(&url), folder.listing("new").len()), (before, 0));

    let foreign = folder.url("foreign.sqlite");
    migrated(&foreign).batch_execute("CREATE TABLE spatial_ref_sys (x REAL)").unwrap();
    let error = restore(&foreign, &folder.at("new"), &folder.at("b.zip")).unwrap_err();
    assert_eq!(error.downcast_ref(), Some(&Refusal::Foreign("spatial_ref_sys".into())));
}

#[test]
fn a_disk_that_fails_leaves_nothing_behind() {
    let folder = Folder::new();
    backup(&folder);
    // where the store should be there is a file
    std::fs::create_dir(folder.at("new")).unwrap();
    std::fs::write(folder.at("new/files"), b"in the way").unwrap();
    restore(&folder.url("new.sqlite"), &folder.at("new"), &folder.at("b.zip")).unwrap_err();
    assert!(!Path::new(&folder.url("new.sqlite")).exists());
    std::fs::remove_file(folder.at("new/files")).unwrap();
    // and now only the second file cannot be laid down: the first goes again
    let second = contents(&folder.at("b.zip")).files[1].digest.clone();
    std::fs::create_dir(folder.at("new/files")).unwrap();
    std::fs::write(folder.at("new/files").join(second.get(..2).unwrap()), b"in the way").unwrap();
    restore(&folder.url("new.sqlite"), &folder.at("new"), &folder.at("b.zip")).unwrap_err();
    assert_eq!(folder.listing("new").len(), 1, "{:?}", folder.listing("new"));
    // a backup that cannot be written leaves nothing either
    let (url, data) = portal(&folder, "third");
    std::fs::remove_dir_all(data.join("files")).unwrap();
    std::fs::write(data.join("files"), b"in the way").unwrap();
    write(&url, &data, &folder.at("b2.zip"), now()).unwrap_err();
    assert!(!folder.listing("").iter().any(|name| name.contains("b2.zip")));
}
