//! What every other room relies on: snapshots, all-or-nothing, one writer at a time, recovery from a panic.

use chrono::DateTime;
use diesel::prelude::*;

use super::schema::numbers;
use super::{Broken, Conn, Db, Failure, Never, migrate, taken};
use crate::clock::Clock;

/// A folder for a database, its log and its shared memory; gone with all of them when the test is over, however it ends.
struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn fresh() -> (Folder, Db) {
    let folder = Folder(std::env::temp_dir().join(format!("aula-db-{}", super::types::Uuid::now_v7())));
    std::fs::create_dir_all(&folder.0).unwrap();
    let url = folder.0.join("aula.sqlite").to_string_lossy().into_owned();
    migrate(&mut Conn::open(&url).unwrap()).unwrap();
    let clock = Clock::standing_at(DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc());
    (folder, Db::open(&url, 2, clock).unwrap())
}

const COMPANY: &str = "INSERT INTO companies (id, name_kk, name_ru, name_en, bin, phone, emergency_phone, email, \
    address_kk, address_ru, locale, time_zone, created_at) VALUES ('c','','','','','','','','','','kk','Asia/Almaty','2026-01-01 00:00:00')";

#[actix_web::test]
async fn writers_take_turns_and_lose_nothing() {
    let (_folder, db) = fresh();
    db.write::<_, Never>(|tx| {
        diesel::sql_query(COMPANY).execute(&mut **tx)?;
        diesel::insert_into(numbers::table)
            .values((numbers::company_id.eq("c"), numbers::series.eq("s"), numbers::year.eq(2026), numbers::last.eq(0)))
            .execute(&mut **tx)?;
        Ok(())
    })
    .await
    .unwrap();
    let all = (0..100).map(|_| {
        let db = db.clone();
        async move {
            db.write::<_, Never>(|tx| {
                let last: i64 = numbers::table.select(numbers::last).first(&mut **tx)?;
                diesel::update(numbers::table).set(numbers::last.eq(last + 1)).execute(&mut **tx)?;
                Ok(())
            })
            .await
        }
    });
    for done in futures_util::future::join_all(all).await {
        done.unwrap();
    }
    let last: i64 = db.read(|conn| numbers::table.select(numbers::last).first(conn)).await.unwrap();
    assert_eq!(last, 100);
}

#[actix_web::test]
async fn a_refused_write_leaves_nothing_and_a_reader_cannot_write() {
    let (_folder, db) = fresh();
    let refused = db
        .write(|tx| {
            diesel::sql_query(COMPANY).execute(&mut **tx)?;
            Err::<(), _>(Failure::Refused("no"))
        })
        .await;
    assert!(matches!(refused, Err(Failure::Refused("no"))));
    let count: i64 = db.read(|conn| super::schema::companies::table.count().get_result(conn)).await.unwrap();
    assert_eq!(count, 0);
    let sneaked = db.read(|conn| diesel::sql_query(COMPANY).execute(conn)).await;
    assert!(matches!(sneaked, Err(Broken::Diesel(_))), "a read must not write: {sneaked:?}");
}

#[actix_web::test]
async fn a_panic_breaks_one_request_and_not_the_next() {
    let (_folder, db) = fresh();
    let broken = db.write::<(), Never>(|_| panic!("meant")).await;
    assert!(matches!(broken, Err(Failure::Broken(Broken::Gone))));
    db.write::<_, Never>(|tx| Ok(diesel::sql_query(COMPANY).execute(&mut **tx)?)).await.unwrap();
    let twice = db.write::<_, Never>(|tx| Ok(diesel::sql_query(COMPANY).execute(&mut **tx)?)).await;
    assert!(matches!(twice, Err(Failure::Broken(Broken::Diesel(ref e))) if taken(e)));
}

#[actix_web::test]
async fn statements_are_counted_without_the_transactions_own() {
    let (_folder, db) = fresh();
    let before = db.statements();
    db.read(|conn| super::schema::companies::table.count().get_result::<i64>(conn)).await.unwrap();
    assert_eq!(db.statements() - before, 1);
}

/// A PostgreSQL database of the test's own, where the suite was given a server.
fn over_there() -> Option<(String, String)> {
    let server = std::env::var("AULA_TEST_DATABASE").ok()?;
    let name = format!("aula_db_{}", super::types::Uuid::now_v7().simple());
    let mut conn = Conn::open(&server).unwrap();
    diesel::sql_query(format!("CREATE DATABASE {name}")).execute(&mut conn).unwrap();
    let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    migrate(&mut Conn::open(&url).unwrap()).unwrap();
    Some((url, name))
}

#[derive(diesel::QueryableByName)]
struct Counted {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    many: i64,
}

#[actix_web::test]
async fn what_only_read_ends_when_nobody_asks_and_never_shows_yesterday() {
    let Some((url, name)) = over_there() else { return };
    let clock = Clock::standing_at(DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc());
    let db = Db::open(&url, 2, clock).unwrap();
    db.write::<_, Never>(|tx| {
        diesel::sql_query(COMPANY).execute(&mut **tx)?;
        diesel::insert_into(numbers::table)
            .values((numbers::company_id.eq("c"), numbers::series.eq("s"), numbers::year.eq(2026), numbers::last.eq(0)))
            .execute(&mut **tx)?;
        Ok(())
    })
    .await
    .unwrap();
    for round in 1..=50_i64 {
        // reads enough that every connection has one that lingers, or had
        let reads = (0..8).map(|_| db.read(|conn| numbers::table.select(numbers::last).first::<i64>(conn)));
        for read in futures_util::future::join_all(reads).await {
            assert_eq!(read.unwrap(), round - 1, "a read begun after a write was answered sees it");
        }
        let before = db.statements();
        db.write::<_, Never>(|tx| {
            Ok(diesel::update(numbers::table).set(numbers::last.eq(numbers::last + 1)).execute(&mut **tx)?)
        })
        .await
        .unwrap();
        assert_eq!(db.statements() - before, 1, "what transactions cost is not charged to pages");
    }
    let refused = db.read(|conn| diesel::update(numbers::table).set(numbers::last.eq(0)).execute(conn)).await;
    assert!(refused.is_err(), "who reads does not write");
    assert_eq!(db.read(|conn| numbers::table.select(numbers::last).first::<i64>(conn)).await.unwrap(), 50);
    let open = "SELECT COUNT(*) AS many FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'";
    let mut watcher = Conn::open(&url).unwrap();
    let held = (0..100).map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        diesel::sql_query(open).get_result::<Counted>(&mut watcher).unwrap().many
    });
    assert!(held.into_iter().any(|many| many == 0), "an idle portal holds no snapshot");
    drop((db, watcher));
    let gone = format!("DROP DATABASE {name} WITH (FORCE)");
    let server = std::env::var("AULA_TEST_DATABASE").unwrap();
    diesel::sql_query(gone).execute(&mut Conn::open(&server).unwrap()).unwrap();
}
