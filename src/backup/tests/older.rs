//! Backups of older programs: their schema is built first, then filled, then brought up to date.

use diesel::connection::SimpleConnection;

use super::world::{Folder, migrated, now, number, schema};
use crate::backup::{restore, steps, write};
use crate::db::{Conn, versions};

#[test]
fn a_backup_of_every_older_schema_is_restored_and_brought_up_to_date() {
    let folder = Folder::new();
    let mut newest = migrated(&folder.url("newest.sqlite"));
    let all = versions(&mut newest).unwrap();
    for count in 1..=all.len() {
        let (old, new, file) =
            (folder.url(&format!("old{count}.sqlite")), folder.url(&format!("new{count}.sqlite")), folder.at("b.zip"));
        let mut conn = Conn::open(&old).unwrap();
        steps::build(&mut conn, &all[..count]).unwrap();
        conn.batch_execute(
            "INSERT INTO people (id, name, email, phone, password, locale, time_zone, operator, bounced_at, created_at)
                VALUES ('p','n',NULL,NULL,NULL,'kk','Asia/Almaty',TRUE,NULL,'2026-01-01 00:00:00')",
        )
        .unwrap();
        write(&old, &folder.at("data"), &file, now()).unwrap();
        restore(&new, &folder.at("data"), &file).unwrap();
        let mut conn = Conn::open(&new).unwrap();
        assert_eq!(versions(&mut conn).unwrap(), all);
        assert_eq!(schema(&mut conn), schema(&mut newest));
        assert_eq!(number(&mut conn, "SELECT COUNT(*) AS number FROM people"), 1);
    }
}

/// `steps.rs` names the folders of steps; a new one must be told to it. What `sqlite` holds is no step: it is run after all of them.
#[test]
fn every_folder_of_steps_is_known() {
    let folders = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")).unwrap();
    let mut names: Vec<String> = folders.map(|folder| folder.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["common", "postgres", "sqlite"]);
    let steps = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite")).unwrap();
    assert!(steps.into_iter().all(|entry| entry.unwrap().path().is_file()), "a step for SQLite alone is not known to backups");
}
