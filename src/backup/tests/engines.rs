//! From one engine to the other and back. Runs when `AULA_TEST_DATABASE` names a PostgreSQL server where databases may be made.

use diesel::connection::SimpleConnection;

use super::busy::wandering;
use super::world::{Folder, contents, kept_values, migrated, now, schema, settle};
use crate::backup::{Refusal, restore, write};
use crate::db::Conn;

/// A PostgreSQL database that goes with the test.
struct Server {
    url: String,
    admin: String,
    name: String,
}

impl Server {
    fn new() -> Option<Self> {
        let admin = std::env::var("AULA_TEST_DATABASE").ok().filter(|url| url.starts_with("postgres"))?;
        let name = format!("backup_{}", uuid::Uuid::now_v7().simple());
        Conn::open(&admin).unwrap().batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        let (path, query) =
            admin.split_once('?').map_or((admin.as_str(), String::new()), |(path, query)| (path, format!("?{query}")));
        let server = path.rsplit_once('/').unwrap().0;
        Some(Self { url: format!("{server}/{name}{query}"), admin: admin.clone(), name })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        Conn::open(&self.admin).unwrap().batch_execute(&format!("DROP DATABASE {} WITH (FORCE)", self.name)).unwrap();
    }
}

#[test]
fn both_engines_write_the_same_bytes() {
    let (Some(server), folder) = (Server::new(), Folder::new()) else { return };
    let lite = folder.url("lite.sqlite");
    settle(&mut migrated(&lite), &folder.at("data"));
    settle(&mut migrated(&server.url), &folder.at("data"));
    write(&lite, &folder.at("data"), &folder.at("lite.zip"), now()).unwrap();
    write(&server.url, &folder.at("data"), &folder.at("pg.zip"), now()).unwrap();
    let (lite, pg) = (contents(&folder.at("lite.zip")), contents(&folder.at("pg.zip")));
    for (one, other) in lite.tables.iter().zip(&pg.tables) {
        assert_eq!(one, other);
    }
    assert_eq!(lite, pg);
}

#[test]
fn from_sqlite_to_postgresql_and_back_nothing_changes() {
    let (Some(server), folder) = (Server::new(), Folder::new()) else { return };
    let lite = folder.url("lite.sqlite");
    settle(&mut migrated(&lite), &folder.at("data"));
    write(&lite, &folder.at("data"), &folder.at("lite.zip"), now()).unwrap();
    restore(&server.url, &folder.at("pg"), &folder.at("lite.zip")).unwrap();
    write(&server.url, &folder.at("pg"), &folder.at("pg.zip"), now()).unwrap();
    assert_eq!(contents(&folder.at("lite.zip")), contents(&folder.at("pg.zip")));
    let Some(second) = Server::new() else { return };
    restore(&second.url, &folder.at("second"), &folder.at("pg.zip")).unwrap();
    write(&second.url, &folder.at("second"), &folder.at("second.zip"), now()).unwrap();
    assert_eq!(contents(&folder.at("pg.zip")), contents(&folder.at("second.zip")));
    let back = folder.url("back.sqlite");
    restore(&back, &folder.at("back"), &folder.at("pg.zip")).unwrap();
    assert_eq!(kept_values(&lite), kept_values(&back));
    assert_eq!(folder.listing("data").len(), folder.listing("back").len());
}

#[test]
fn a_restored_postgresql_has_the_schema_of_a_migrated_one() {
    let (Some(new), Some(fresh), folder) = (Server::new(), Server::new(), Folder::new()) else { return };
    let lite = folder.url("lite.sqlite");
    settle(&mut migrated(&lite), &folder.at("data"));
    write(&lite, &folder.at("data"), &folder.at("b.zip"), now()).unwrap();
    restore(&new.url, &folder.at("pg"), &folder.at("b.zip")).unwrap();
    let mut fresh_conn = migrated(&fresh.url);
    assert_eq!(schema(&mut Conn::open(&new.url).unwrap()), schema(&mut fresh_conn));
    // and one that was migrated before it was filled
    restore(&fresh.url, &folder.at("pg"), &folder.at("b.zip")).unwrap();
    assert_eq!(schema(&mut Conn::open(&new.url).unwrap()), schema(&mut fresh_conn));
}

#[test]
fn a_postgresql_in_use_or_with_foreign_tables_is_left_alone_and_a_failed_restore_leaves_it_empty() {
    let (Some(server), folder) = (Server::new(), Folder::new()) else { return };
    let lite = folder.url("lite.sqlite");
    settle(&mut migrated(&lite), &folder.at("data"));
    write(&lite, &folder.at("data"), &folder.at("good.zip"), now()).unwrap();
    Conn::open(&lite).unwrap().batch_execute("PRAGMA foreign_keys=OFF; DELETE FROM buildings").unwrap();
    write(&lite, &folder.at("data"), &folder.at("bad.zip"), now()).unwrap();

    let mut conn = Conn::open(&server.url).unwrap();
    let error = restore(&server.url, &folder.at("pg"), &folder.at("bad.zip")).unwrap_err();
    assert!(matches!(error.downcast_ref(), Some(Refusal::Dangling(_))), "{error:#}");
    assert_eq!((schema(&mut conn), folder.listing("pg")), (Vec::new(), Vec::new()), "not even the schema");

    conn.batch_execute("CREATE TABLE theirs (x POINT)").unwrap();
    let error = restore(&server.url, &folder.at("pg"), &folder.at("good.zip")).unwrap_err();
    assert_eq!(error.downcast_ref(), Some(&Refusal::Foreign("theirs".into())));
    conn.batch_execute("DROP TABLE theirs").unwrap();

    restore(&server.url, &folder.at("pg"), &folder.at("good.zip")).unwrap();
    let error = restore(&server.url, &folder.at("pg"), &folder.at("good.zip")).unwrap_err();
    assert!(matches!(error.downcast_ref(), Some(Refusal::NotEmpty { .. })), "{error:#}");
}

#[test]
fn a_backup_of_a_busy_postgresql_is_one_moment() {
    let (Some(server), folder) = (Server::new(), Folder::new()) else { return };
    wandering(&folder, &server.url);
}
