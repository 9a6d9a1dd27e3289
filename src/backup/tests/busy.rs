//! The portal writes while it is backed up: what is in the backup was all true at one moment.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use diesel::connection::SimpleConnection;

use super::world::{COMPANY, Folder, migrated, now, number};
use crate::backup::{restore, write};
use crate::db::Conn;

/// Every journey costs one: what is left and what was noted must agree, though they stand in tables read one after the other.
const SUM: &str = "SELECT CAST((SELECT SUM(last) FROM numbers) + (SELECT COUNT(*) FROM trail_heads) AS BIGINT) AS number";

/// Stops the writer also when the test fails.
struct Stopping<'a>(&'a AtomicBool);

impl Drop for Stopping<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Money wanders between many accounts, and every journey is noted in another table; meanwhile backups are made.
pub(super) fn wandering(folder: &Folder, url: &str) {
    let accounts: Vec<String> = (0..500).map(|year| format!("('c','s',{year},1000)")).collect();
    let mut conn = migrated(url);
    conn.batch_execute(COMPANY).unwrap();
    conn.batch_execute(&format!("INSERT INTO numbers (company_id, series, year, last) VALUES {}", accounts.join(","))).unwrap();
    // a table between those two, long enough that somebody comes in between
    let between: Vec<String> = (0..20_000).map(|n| format!("('{n}','','2026-01-01 00:00:00')")).collect();
    conn.batch_execute(&format!("INSERT INTO onces (id, answer, created_at) VALUES {}", between.join(","))).unwrap();
    let (stop, journeys) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        let _stopping = Stopping(&stop);
        scope.spawn(|| {
            let mut conn = Conn::open(url).unwrap();
            while !stop.load(Ordering::Relaxed) {
                let n = journeys.fetch_add(1, Ordering::Relaxed);
                // SQLite's one writer takes its lock at once; PostgreSQL knows no such word
                let begin = if matches!(conn, Conn::Sqlite(_)) { "BEGIN IMMEDIATE" } else { "BEGIN" };
                let sql = format!(
                    "{begin}; UPDATE numbers SET last = last - 7 WHERE year = {};
                     INSERT INTO trail_heads (chain, place, hash) VALUES ('{n}',{n},'');
                     UPDATE numbers SET last = last + 6 WHERE year = {}; COMMIT",
                    n % 500,
                    (n * 31 + 250) % 500
                );
                conn.batch_execute(&sql).unwrap();
            }
        });
        for round in 0..5 {
            let from = journeys.load(Ordering::Relaxed);
            while journeys.load(Ordering::Relaxed) < from + 20 {
                std::thread::yield_now();
            }
            let (file, new) = (folder.at(&format!("{round}.zip")), folder.url(&format!("{round}.sqlite")));
            write(url, &folder.at("data"), &file, now()).unwrap();
            restore(&new, &folder.at("new"), &file).unwrap();
            let mut restored = Conn::open(&new).unwrap();
            assert_eq!(number(&mut restored, SUM), 500_000);
            let noted = number(&mut restored, "SELECT COUNT(*) AS number FROM trail_heads");
            let last = number(&mut restored, "SELECT MAX(place) + 1 AS number FROM trail_heads");
            assert_eq!(noted, last, "no journey is missing and none is half there");
        }
    });
    assert!(journeys.load(Ordering::Relaxed) > 100, "somebody did write meanwhile");
}

#[test]
fn a_backup_of_a_busy_sqlite_is_one_moment() {
    let folder = Folder::new();
    wandering(&folder, &folder.url("busy.sqlite"));
}
