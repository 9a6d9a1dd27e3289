//! A portal with difficult data in it, in a folder of its own.

use std::path::{Path, PathBuf};

use chrono::DateTime;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use sha2::{Digest as _, Sha256};

use crate::backup::archive::Archive;
use crate::backup::manifest::Manifest;
use crate::clock::Moment;
use crate::db::{Conn, migrate};

/// A folder that goes with the test.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new() -> Self {
        let path = std::env::temp_dir().join(format!("aula-backup-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(super) fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The URL of an embedded database of this name.
    pub(super) fn url(&self, name: &str) -> String {
        self.at(name).to_string_lossy().into_owned()
    }

    /// Everything in the folder below `name`, so that a test can see that nothing is left.
    pub(super) fn listing(&self, name: &str) -> Vec<String> {
        let mut all = Vec::new();
        let mut folders = vec![self.at(name)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else {
                    all.push(entry.path().strip_prefix(&self.0).unwrap().to_string_lossy().into_owned());
                }
            }
        }
        all.sort();
        all
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

pub(super) fn now() -> Moment {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc()
}

pub(super) fn migrated(url: &str) -> Conn {
    let mut conn = Conn::open(url).unwrap();
    migrate(&mut conn).unwrap();
    conn
}

/// Texts that break careless programs; none has a NUL, which PostgreSQL cannot hold.
pub(super) fn odd_texts() -> Vec<String> {
    let controls: String = (1..=0x1f).chain([0x7f]).filter_map(char::from_u32).collect();
    let fixed = [
        "",
        "'",
        "\"quoted\" \\ back\\slash /",
        "Қалай «үй»? ӘІҢҒҮҰҚӨҺ",
        "🏠👨‍👩‍👧 \u{1F1F0}\u{1F1FF}",
        "two\nlines\r\nthree\ttab",
        "a\u{2028}b\u{2029}c\u{feff}",
        "null",
        "[1,\"x\"]",
        "{}",
        "\\u0041",
        "2026-01-01",
        "0012",
        "  ",
        "\u{10FFFF}",
    ];
    fixed.iter().map(|text| (*text).to_owned()).chain([controls, "долго ".repeat(50_000)]).collect()
}

const PICTURE: &[u8] = b"not really a picture \x00\xff\x00";

pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn stored(data: &Path, bytes: &[u8]) -> PathBuf {
    let name = digest(bytes);
    let path = data.join("files").join(name.get(..2).unwrap()).join(&name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Whose everything is.
pub(super) const COMPANY: &str =
    "INSERT INTO companies (id, name_kk, name_ru, name_en, bin, phone, emergency_phone, email, address_kk,
    address_ru, locale, time_zone, created_at) VALUES ('c','','','','','','','','','','kk','Asia/Almaty','2026-01-01 00:00:00')";

/// Fills a migrated database and a store.
pub(super) fn settle(conn: &mut Conn, data: &Path) {
    let at = "'2026-01-01 00:00:00'";
    let mut sql = format!(
        "{COMPANY};
         INSERT INTO buildings (id, company_id, complex_id, address, address_folded, sort_key, floors, created_at)
             VALUES ('b','c',NULL,'x','x','x',NULL,{at});
         INSERT INTO trail_heads (chain, place, hash)
             VALUES ('least',-9223372036854775808,'h'),('most',9223372036854775807,'h'),('near',9007199254740993,'h');"
    );
    for (place, text) in odd_texts().iter().enumerate() {
        let text = text.replace('\'', "''");
        // what is in an index must not be long on PostgreSQL
        let word: String = text.chars().take(300).collect();
        let bounced = [
            "NULL",
            "'2026-02-03 04:05:06'",
            "'2026-02-03 04:05:06.500'",
            "'2026-02-03 04:05:06.123456'",
            "'1969-12-31 23:59:59.000001'",
        ][place % 5];
        let (since, is) = (["NULL", "'2024-02-29'", "'1900-01-01'"][place % 3], ["TRUE", "FALSE"][place % 2]);
        // names in several alphabets and cases: their order must not depend on the server's language
        let id = ["b", "A", "Ä", "ә", "a", "_", "Б"][place % 7];
        sql += &format!(
            "INSERT INTO people (id, name, email, phone, password, locale, time_zone, operator, bounced_at, created_at)
                VALUES ('{id}{place}','{text}',NULL,NULL,NULL,'kk','Asia/Almaty',{is},{bounced},{at});
             INSERT INTO contacts (id, company_id, person_id, name, name_folded, sort_key, ident, phone, email, created_at)
                 VALUES ('{id}{place}','c','{id}{place}','{text}','','',NULL,NULL,NULL,{at});
             INSERT INTO premises (id, company_id, building_id, entrance_id, kind, number, number_folded, sort_key, floor, area, living_area, account, centre_account, cadastre, registered, residing, created_at)
                 VALUES ('{id}{place}','c','b',NULL,'flat','{place}','{place}','',{place},{place}00,NULL,NULL,NULL,NULL,NULL,NULL,{at});
             INSERT INTO holdings (id, company_id, premises_id, contact_id, holds, share_of, share_in, since, until, created_at)
                 VALUES ('{id}{place}','c','{id}{place}','{id}{place}','owner',1,2,{since},NULL,{at});
             INSERT INTO home_words (company_id, word, premises_id) VALUES ('c','{word}','{id}{place}');"
        );
    }
    sql += &format!(
        "INSERT INTO sessions (id, person_id, state, address, agent, created_at, seen_at, expires_at)
            VALUES ('s','b0','{{}}','','',{at},{at},{at});"
    );
    for (id, bytes) in [("f1", PICTURE), ("f2", PICTURE), ("f3", b"")] {
        stored(data, bytes);
        sql += &format!(
            "INSERT INTO files (id, company_id, shelf, subject_id, name, media_type, bytes, digest, width, height, author_id, created_at)
                VALUES ('{id}','c','s','x','n','image/png',{},'{}',NULL,NULL,NULL,{at});",
            bytes.len(),
            digest(bytes)
        );
    }
    conn.batch_execute(&sql).unwrap();
}

/// A settled SQLite portal `name` in the folder: its URL and its data folder.
pub(super) fn portal(folder: &Folder, name: &str) -> (String, PathBuf) {
    let (url, data) = (folder.url(&format!("{name}.sqlite")), folder.at(name));
    settle(&mut migrated(&url), &data);
    (url, data)
}

/// The manifest without what must differ between two backups of the same data.
pub(super) fn contents(backup: &Path) -> Manifest {
    let mut archive = Archive::open(backup).unwrap();
    archive.prove().unwrap();
    let mut manifest = archive.manifest;
    manifest.engine.clear();
    manifest.created_at.clear();
    manifest.steps.clear();
    manifest
}

#[derive(QueryableByName)]
pub(super) struct Said {
    #[diesel(sql_type = Text)]
    pub(super) said: String,
}

pub(super) fn ask(conn: &mut Conn, sql: &str) -> Vec<String> {
    let said: Vec<Said> = crate::on_each!(conn, c => diesel::sql_query(sql).load(c)).unwrap();
    said.into_iter().map(|said| said.said).collect()
}

pub(super) fn number(conn: &mut Conn, sql: &str) -> i64 {
    #[derive(QueryableByName)]
    struct Number {
        #[diesel(sql_type = BigInt)]
        number: i64,
    }
    let row: Number = crate::on_each!(conn, c => diesel::sql_query(sql).get_result(c)).unwrap();
    row.number
}

/// Every value of every table as SQLite itself keeps it, with its type: finer than a backup sees.
pub(super) fn kept_values(url: &str) -> Vec<String> {
    let mut conn = Conn::open(url).unwrap();
    let mut all = Vec::new();
    for table in crate::backup::tables::all(&mut conn).unwrap().into_iter().filter(|table| table.name != "sessions") {
        let values: Vec<String> = table.columns.iter().map(|c| format!("typeof(\"{0}\")||quote(\"{0}\")", c.name)).collect();
        let mut rows = ask(&mut conn, &format!("SELECT {} AS said FROM \"{}\"", values.join("||','||"), table.name));
        rows.sort();
        all.push(table.name);
        all.extend(rows);
    }
    all
}

/// The schema as the engine tells it.
pub(super) fn schema(conn: &mut Conn) -> Vec<String> {
    let sql = match conn {
        Conn::Sqlite(_) => "SELECT type || ' ' || name || ' ' || COALESCE(sql, '') AS said FROM sqlite_schema ORDER BY 1",
        Conn::Postgres(_) => {
            "SELECT said FROM (SELECT pg_get_indexdef(indexrelid) AS said FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                 WHERE c.relnamespace = current_schema()::regnamespace
             UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                 WHERE connamespace = current_schema()::regnamespace
             UNION ALL SELECT table_name || '.' || column_name || ' ' || data_type || is_nullable || COALESCE(collation_name, '')
                 FROM information_schema.columns WHERE table_schema = current_schema()) AS all_of_it ORDER BY 1"
        }
    };
    ask(conn, sql)
}
