//! Brings the schema up to date, at start and by `aula migrate`.
//!
//! The steps under `migrations/common` run on both engines; what only PostgreSQL can say stands under
//! `migrations/postgres`. They are run in one order, by their dates.

use std::error::Error;

use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource, MigrationVersion, Result as Migrated};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::Conn;

const COMMON: EmbeddedMigrations = embed_migrations!("migrations/common");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");
/// See [`tell_sizes`].
const SIZES: &str = include_str!("../../migrations/sqlite/sizes.sql");

/// The steps of several folders as one source.
struct Steps<'a>(&'a [&'a EmbeddedMigrations]);

impl<D: Backend> MigrationSource<D> for Steps<'_> {
    fn migrations(&self) -> Migrated<Vec<Box<dyn Migration<D>>>> {
        let mut all = Vec::new();
        for folder in self.0 {
            all.extend(MigrationSource::<D>::migrations(*folder)?);
        }
        Ok(all)
    }
}

/// Runs the steps that have not run yet and gives their versions.
///
/// # Errors
/// When a step fails; it is then rolled back.
pub fn migrate(conn: &mut Conn) -> Result<Vec<String>, Box<dyn Error + Send + Sync>> {
    let done: Vec<MigrationVersion<'_>> = match conn {
        Conn::Sqlite(conn) => conn.run_pending_migrations(Steps(&[&COMMON]))?,
        Conn::Postgres(conn) => conn.run_pending_migrations(Steps(&[&COMMON, &POSTGRES]))?,
    };
    let done: Vec<String> = done.iter().map(ToString::to_string).collect();
    if !done.is_empty() {
        tell_sizes(conn)?;
    }
    Ok(done)
}

/// Tells SQLite's planner how large tables become, wherever it has no figures: after indexes were made. PostgreSQL finds out by itself.
///
/// # Errors
/// When the database fails.
pub fn tell_sizes(conn: &mut Conn) -> QueryResult<()> {
    match conn {
        Conn::Sqlite(conn) => conn.batch_execute(SIZES),
        Conn::Postgres(_) => Ok(()),
    }
}

/// The versions of the steps that have run, oldest first.
///
/// # Errors
/// When the database fails.
pub fn versions(conn: &mut Conn) -> Result<Vec<String>, Box<dyn Error + Send + Sync>> {
    let mut versions: Vec<String> = crate::on_each!(conn, c => c.applied_migrations())?.iter().map(ToString::to_string).collect();
    versions.sort();
    Ok(versions)
}
