//! Out and in again on SQLite.

use std::os::unix::fs::PermissionsExt;

use diesel::connection::SimpleConnection;

use super::world::{Folder, ask, contents, digest, kept_values, migrated, now, number, portal, schema, stored};
use crate::backup::{Refusal, restore, write};
use crate::db::Conn;

#[test]
fn everything_comes_back_but_sessions() {
    let folder = Folder::new();
    let (url, data) = portal(&folder, "old");
    let wrote = write(&url, &data, &folder.at("b.zip"), now()).unwrap();
    let restored = restore(&folder.url("new.sqlite"), &folder.at("new"), &folder.at("b.zip")).unwrap();
    assert_eq!((wrote.rows, wrote.files, wrote.length), (restored.rows, restored.files, restored.length));
    assert_eq!(kept_values(&url), kept_values(&folder.url("new.sqlite")));
    assert_eq!(folder.listing("old").len(), 2);
    assert_eq!(folder.listing("old/files").len(), folder.listing("new/files").len());
    write(&folder.url("new.sqlite"), &folder.at("new"), &folder.at("again.zip"), now()).unwrap();
    assert_eq!(
        std::fs::read(folder.at("b.zip")).unwrap(),
        std::fs::read(folder.at("again.zip")).unwrap(),
        "the same data, the same bytes"
    );
    let mut new = Conn::open(&folder.url("new.sqlite")).unwrap();
    assert_eq!(number(&mut new, "SELECT COUNT(*) AS number FROM sessions"), 0);
    assert_eq!(
        ask(&mut new, "SELECT CAST(place AS TEXT) AS said FROM trail_heads WHERE chain = 'least'"),
        ["-9223372036854775808"]
    );
    let mut fresh = migrated(&folder.url("fresh.sqlite"));
    assert_eq!(schema(&mut new), schema(&mut fresh), "indexes and all");
    assert_eq!(ask(&mut new, "SELECT integrity_check AS said FROM pragma_integrity_check"), ["ok"]);
}

#[test]
fn what_was_done_is_said() {
    let folder = Folder::new();
    let (url, data) = portal(&folder, "old");
    let wrote = write(&url, &data, &folder.at("b.zip"), now()).unwrap().to_string();
    assert!(wrote.starts_with("Wrote ") && wrote.contains("rows of") && wrote.contains("2 uploaded files"), "{wrote}");
    let restored = restore(&folder.url("new.sqlite"), &folder.at("new"), &folder.at("b.zip")).unwrap().to_string();
    assert!(restored.contains("made 2027-01-15 08:00:00 UTC on sqlite") && restored.contains("signs in again"), "{restored}");
}

#[test]
fn a_migrated_but_unused_database_is_empty_enough() {
    let folder = Folder::new();
    let (url, data) = portal(&folder, "old");
    write(&url, &data, &folder.at("b.zip"), now()).unwrap();
    drop(migrated(&folder.url("new.sqlite")));
    restore(&folder.url("new.sqlite"), &folder.at("new"), &folder.at("b.zip")).unwrap();
    assert_eq!(kept_values(&url), kept_values(&folder.url("new.sqlite")));
}

#[test]
fn only_its_owner_may_read_it_and_only_a_backup_is_replaced() {
    let folder = Folder::new();
    let (url, data) = portal(&folder, "old");
    let to = folder.at("b.zip");
    write(&url, &data, &to, now()).unwrap();
    write(&url, &data, &to, now()).unwrap();
    assert_eq!(std::fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
    for precious in ["letter.txt", "empty"] {
        std::fs::write(folder.at(precious), precious.trim_start_matches("empty")).unwrap();
        let refused = write(&url, &data, &folder.at(precious), now()).unwrap_err();
        assert_eq!(refused.downcast_ref(), Some(&Refusal::Occupied(folder.at(precious))));
    }
    assert!(write(&url, &data, std::path::Path::new(&url), now()).is_err(), "not over the database itself");
    assert_eq!(std::fs::read(folder.at("letter.txt")).unwrap(), b"letter.txt");
}

#[test]
fn without_a_database_there_is_no_backup_and_none_is_made() {
    let folder = Folder::new();
    let nowhere = write(&folder.url("none.sqlite"), &folder.at("d"), &folder.at("b.zip"), now()).unwrap_err();
    assert_eq!(nowhere.downcast_ref(), Some(&Refusal::NoDatabase(folder.at("none.sqlite"))));
    Conn::open(&folder.url("other.sqlite")).unwrap().batch_execute("CREATE TABLE t (x)").unwrap();
    let foreign = write(&folder.url("other.sqlite"), &folder.at("d"), &folder.at("b.zip"), now()).unwrap_err();
    assert_eq!(foreign.downcast_ref(), Some(&Refusal::NotAula));
    assert_eq!(folder.listing("").iter().filter(|name| !name.starts_with("other.sqlite")).count(), 0);
}

#[test]
fn lost_and_spoilt_uploads_are_named_and_do_not_stop_a_backup() {
    let folder = Folder::new();
    let (url, data) = portal(&folder, "old");
    let spoilt = stored(&data, b"whole");
    std::fs::write(&spoilt, b"wh0le and longer").unwrap();
    let (lost, bad) = (digest(b"never laid down"), digest(b"whole"));
    for (id, digest) in [("g1", &lost), ("g2", &bad)] {
        let sql = format!(
            "INSERT INTO files (id, company_id, shelf, subject_id, name, media_type, bytes, digest, width, height, author_id, created_at)
                VALUES ('{id}','c','s','x','n','image/png',1,'{digest}',NULL,NULL,NULL,'2026-01-01 00:00:00')"
        );
        Conn::open(&url).unwrap().batch_execute(&sql).unwrap();
    }
    let wrote = write(&url, &data, &folder.at("b.zip"), now()).unwrap();
    let mut named = wrote.lost.clone();
    named.sort();
    let mut expected = vec![lost, bad];
    expected.sort();
    assert_eq!(named, expected);
    assert!(wrote.to_string().contains("WARNING: rows point to 2 uploads"));
    let restored = restore(&folder.url("new.sqlite"), &folder.at("new"), &folder.at("b.zip")).unwrap();
    assert_eq!((restored.lost, restored.files), (wrote.lost, 2));
    assert_eq!(folder.listing("new/files").len(), 2);
}

#[test]
fn a_store_that_has_the_bytes_keeps_them_and_one_that_has_spoilt_ones_is_healed() {
    let folder = Folder::new();
    let (url, data) = portal(&folder, "old");
    write(&url, &data, &folder.at("b.zip"), now()).unwrap();
    let there = stored(&folder.at("new"), b"");
    std::fs::write(&there, b"spoilt").unwrap();
    restore(&folder.url("new.sqlite"), &folder.at("new"), &folder.at("b.zip")).unwrap();
    assert_eq!(std::fs::read(there).unwrap(), b"");
    write(&folder.url("new.sqlite"), &folder.at("new"), &folder.at("again.zip"), now()).unwrap();
    assert_eq!(contents(&folder.at("b.zip")), contents(&folder.at("again.zip")));
}
