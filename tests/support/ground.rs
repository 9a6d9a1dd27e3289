//! Where a test's portal stands: a database and a folder of its own, made from a template that already holds the [`world`],
//! and gone when the test is over.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use aula::db::types::Uuid;
use aula::db::{Conn, migrate};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::world;

/// Any number, as long as all test processes agree: who makes the template holds this lock.
const TEMPLATE_LOCK: i64 = 0x61_75_6c_61;

/// A database and a folder.
pub(crate) struct Ground {
    pub(crate) url: String,
    pub(crate) folder: PathBuf,
    server: Option<(String, String)>,
}

impl Ground {
    /// A copy of the template: migrated, with the world in it.
    pub(crate) fn fresh() -> Self {
        let folder = std::env::temp_dir().join(format!("aula-test-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        match server() {
            None => {
                let file = folder.join("aula.sqlite");
                std::fs::write(&file, sqlite_template()).expect("a copy of the template");
                Self { url: file.to_string_lossy().into_owned(), folder, server: None }
            }
            Some(server) => {
                let name = format!("aula_test_{}", Uuid::now_v7().simple());
                execute(&server, &format!("CREATE DATABASE {name} TEMPLATE {}", postgres_template(&server)));
                Self { url: beside(&server, &name), folder, server: Some((server, name)) }
            }
        }
    }

    /// A database with nothing in it, not even tables.
    pub(crate) fn bare() -> Self {
        let folder = std::env::temp_dir().join(format!("aula-test-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        match server() {
            None => Self { url: folder.join("aula.sqlite").to_string_lossy().into_owned(), folder, server: None },
            Some(server) => {
                let name = format!("aula_test_{}", Uuid::now_v7().simple());
                execute(&server, &format!("CREATE DATABASE {name}"));
                Self { url: beside(&server, &name), folder, server: Some((server, name)) }
            }
        }
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.server {
            drop(Conn::open(server).map(|mut conn| conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))));
        }
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// The server that the suite was told to run on; none means SQLite.
fn server() -> Option<String> {
    std::env::var("AULA_TEST_DATABASE").ok().filter(|url| url.starts_with("postgres"))
}

fn execute(server: &str, sql: &str) {
    Conn::open(server).expect("the server of AULA_TEST_DATABASE").batch_execute(sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
}

/// The URL of another database on the same server.
fn beside(server: &str, name: &str) -> String {
    let (base, options) = server.split_once('?').map_or((server, String::new()), |(base, rest)| (base, format!("?{rest}")));
    let host = base.rsplit_once('/').map_or(base, |(host, _)| host);
    format!("{host}/{name}{options}")
}

/// Made once in a process and kept in memory: nothing of it stays behind on the disk.
fn sqlite_template() -> &'static [u8] {
    static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        // in a folder of its own: SQLite lays its log and its shared memory beside the file
        let folder = std::env::temp_dir().join(format!("aula-template-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).expect("a folder for the template");
        let file = folder.join("aula.sqlite");
        furnish(&file.to_string_lossy());
        let bytes = std::fs::read(&file).expect("the template");
        drop(std::fs::remove_dir_all(&folder));
        bytes
    })
}

/// Made once on a server for these migrations and this world, by whichever process comes first.
fn postgres_template(server: &str) -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let name = format!("aula_template_{:016x}", fingerprint());
        let mut conn = Conn::open(server).expect("the server of AULA_TEST_DATABASE");
        conn.batch_execute(&format!("SET lock_timeout='120s'; SELECT pg_advisory_lock({TEMPLATE_LOCK})"))
            .expect("the template's lock");
        if !databases(&mut conn).contains(&name) {
            let making = format!("{name}_making");
            conn.batch_execute(&format!("DROP DATABASE IF EXISTS {making}")).expect("what an interrupted run left");
            conn.batch_execute(&format!("CREATE DATABASE {making}")).expect("the template");
            furnish(&beside(server, &making));
            conn.batch_execute(&format!("ALTER DATABASE {making} RENAME TO {name}")).expect("the template's name");
        }
        name
    })
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

fn databases(conn: &mut Conn) -> Vec<String> {
    let Conn::Postgres(conn) = conn else { return Vec::new() };
    let all: Vec<Named> =
        diesel::sql_query("SELECT datname::text AS name FROM pg_database").load(conn).expect("the databases of the server");
    all.into_iter().map(|row| row.name).collect()
}

fn furnish(url: &str) {
    let mut conn = Conn::open(url).expect("the template");
    migrate(&mut conn).expect("the migrations");
    conn.transaction(world::fill).expect("the world");
}

/// Changes with the migrations and with the world, so that an old template is never taken for a new one.
fn fingerprint() -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    let mut files: Vec<PathBuf> = ["common", "postgres"].iter().flat_map(|folder| steps(folder)).collect();
    files.sort();
    for file in files {
        std::fs::read_to_string(&file).unwrap_or_default().hash(&mut hasher);
    }
    include_str!("world.rs").hash(&mut hasher);
    include_str!("world/stories.rs").hash(&mut hasher);
    include_str!("world/stories/joining.rs").hash(&mut hasher);
    include_str!("people.rs").hash(&mut hasher);
    hasher.finish()
}

fn steps(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(folder);
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries.filter_map(|entry| Some(entry.ok()?.path().join("up.sql"))).collect()
}
