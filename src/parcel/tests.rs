//! Parcels that were broken, cut, altered or are none at all.

use std::io::{Cursor, Read, Write};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;
use crate::config::Secret;
use crate::sheet::{Heading, Value};

fn key() -> Key {
    Key::of(&Secret::new("s".repeat(40))).unwrap()
}

fn table(cells: &[String]) -> Table {
    let mut table = Table::new("people", vec![Heading::new("id"), Heading::new("name")]);
    for cell in cells {
        table.push(vec![Value::text("1"), Value::text(cell)]);
    }
    table
}

fn parcel(cells: &[String]) -> Vec<u8> {
    let folder = std::env::temp_dir().join(format!("aula-parcel-{}", crate::db::types::Uuid::now_v7()));
    let store = crate::files::Store::open(&folder).unwrap();
    let written = write(&store, &key(), About::default(), "read me", vec![Leaf::Table("people".into(), table(cells))]).unwrap();
    drop(std::fs::remove_dir_all(folder));
    written
}

/// The same archive with some entries changed, left out (`None`) or added.
fn rewritten(bytes: &[u8], changes: &[(&str, Option<&[u8]>)]) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| {
        to.start_file(name, SimpleFileOptions::default()).unwrap();
        to.write_all(bytes).unwrap();
    };
    for at in 0..from.len() {
        let mut entry = from.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        if changes.iter().all(|(changed, _)| *changed != name) {
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            put(&name, &content);
        }
    }
    for (name, content) in changes {
        if let Some(content) = content {
            put(name, content);
        }
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn what_is_not_what_was_signed_is_refused_by_name() {
    let whole = parcel(&["Әсел".into()]);
    assert_eq!(open(&whole).unwrap().table("people").unwrap()[0]["name"], "Әсел");
    let refused = |changes: &[(&str, Option<&[u8]>)]| open(&rewritten(&whole, changes)).unwrap_err();
    assert_eq!(refused(&[("people.csv", Some(b"id,name\r\n1,B\r\n"))]), Refused::Altered("people.csv".into()));
    assert_eq!(refused(&[("people.csv", Some(&[b'0'; 1 << 20]))]), Refused::Altered("people.csv".into()), "a bomb bursts early");
    assert_eq!(refused(&[("people.csv", None)]), Refused::Missing("people.csv".into()));
    assert_eq!(refused(&[("../../etc/passwd", Some(b"x"))]), Refused::Strange("../../etc/passwd".into()));
    assert_eq!(refused(&[("manifest.json.sig", None)]), Refused::Signature);
    assert_eq!(refused(&[("manifest.json.sig", Some(&[0; 64]))]), Refused::Signature);
    assert_eq!(refused(&[("manifest.json", None)]), Refused::NotOurs);
    assert_eq!(refused(&[("manifest.json", Some(b"{}"))]), Refused::NotOurs);
    assert_eq!(open(b"no archive").unwrap_err(), Refused::NotOurs);
    assert_eq!(open(&whole[..whole.len() / 2]).unwrap_err(), Refused::Broken);
}

#[test]
fn a_manifest_that_was_signed_anew_by_somebody_else_names_another_key() {
    let (ours, theirs) = (key(), Key::of(&Secret::new("t".repeat(40))).unwrap());
    assert_ne!(ours.public(), theirs.public());
    assert_ne!(fingerprint(&ours.public()), fingerprint(&theirs.public()));
    let whole = parcel(&[]);
    let opened = open(&whole).unwrap();
    assert_eq!(opened.manifest.public_key, ours.public());
    let newer = Manifest { version: VERSION + 1, ..opened.manifest };
    let text = serde_json::to_vec(&newer).unwrap();
    assert_eq!(open(&rewritten(&whole, &[("manifest.json", Some(&text))])).unwrap_err(), Refused::Newer);
}

/// OpenSSL on the command line proves the signature as the README says, with nothing of ours.
#[test]
fn openssl_proves_the_signature() {
    let Ok(version) = std::process::Command::new("openssl").arg("version").output() else { return };
    assert!(version.status.success());
    let whole = parcel(&["Әсел".into()]);
    let mut zip = ZipArchive::new(Cursor::new(&whole)).unwrap();
    let folder = std::env::temp_dir().join(format!("aula-openssl-{}", crate::db::types::Uuid::now_v7()));
    std::fs::create_dir_all(&folder).unwrap();
    for name in ["manifest.json", "manifest.json.sig"] {
        let mut content = Vec::new();
        zip.by_name(name).unwrap().read_to_end(&mut content).unwrap();
        std::fs::write(folder.join(name), content).unwrap();
    }
    std::fs::write(folder.join("key.pem"), key().public()).unwrap();
    let verify = || {
        let args = ["pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-in", "manifest.json", "-sigfile"];
        std::process::Command::new("openssl").args(args).arg("manifest.json.sig").current_dir(&folder).output().unwrap()
    };
    assert!(verify().status.success(), "{}", String::from_utf8_lossy(&verify().stderr));
    std::fs::write(folder.join("manifest.json"), b"{}").unwrap();
    assert!(!verify().status.success(), "and not that of another text");
    drop(std::fs::remove_dir_all(folder));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn whatever_is_written_is_read_again(cells in prop::collection::vec("[ -~Ѐ-ӿ\n]{0,12}|[=+@'-]{1,3}", 0..6)) {
        let opened = open(&parcel(&cells)).unwrap();
        let read: Vec<String> = opened.table("people").unwrap().into_iter().map(|row| row["name"].clone()).collect();
        prop_assert_eq!(read, cells);
    }
}
