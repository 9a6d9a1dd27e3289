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
