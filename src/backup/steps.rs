//! The steps of the schema that a backup was made from: run before its rows come in, so that newer steps change the rows too.

use diesel::backend::Backend;
use diesel::migration::{Migration, MigrationSource, Result as Migrated};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::sqlite::Sqlite;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::refusal::Refusal;
use super::{manifest::Manifest, tables};
use crate::db::Conn;

const COMMON: EmbeddedMigrations = embed_migrations!("migrations/common");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// The versions that have run, oldest first.
///
/// # Errors
/// When the database fails, or [`Refusal::NotAula`].
pub(super) fn run_so_far(conn: &mut Conn) -> anyhow::Result<Vec<String>> {
    #[derive(QueryableByName)]
    struct Step {
        #[diesel(sql_type = Text)]
        version: String,
    }
    if !tables::names(conn)?.iter().any(|name| name == tables::STEPS) {
        return Err(Refusal::NotAula.into());
    }
    let query = format!("SELECT version FROM {}", tables::STEPS);
    let steps: Vec<Step> = crate::on_each!(conn, c => diesel::sql_query(query).load(c))?;
    let mut versions: Vec<String> = steps.into_iter().map(|step| step.version).collect();
    versions.sort();
    Ok(versions)
}

/// Whether this program knows every step of the backup.
///
/// # Errors
/// [`Refusal::Newer`].
pub(super) fn known(manifest: &Manifest) -> anyhow::Result<()> {
    let mut known = versions(&COMMON)?;
    known.extend(versions(&POSTGRES)?);
    match manifest.steps.iter().find(|step| !known.contains(step)) {
        None => Ok(()),
        Some(step) => {
            Err(Refusal::Newer { program: manifest.program.clone(), unknown: format!("step {step} of the schema") }.into())
        }
    }
}

/// Builds the schema of the backup in an empty database; on PostgreSQL with what only it needs at that stage.
///
/// # Errors
/// When a step fails.
pub(super) fn build(conn: &mut Conn, wanted: &[String]) -> anyhow::Result<()> {
    let built = match conn {
        Conn::Sqlite(conn) => conn.run_pending_migrations(Stage { wanted, own: None }).map(drop),
        Conn::Postgres(conn) => conn.run_pending_migrations(Stage { wanted, own: Some(&POSTGRES) }).map(drop),
    };
    built.map_err(|e| anyhow::anyhow!("building the schema: {e}"))
}

/// The common steps of a backup, and an engine's own ones up to the same day.
struct Stage<'a> {
    wanted: &'a [String],
    own: Option<&'a EmbeddedMigrations>,
}

impl<D: Backend> MigrationSource<D> for Stage<'_> {
    fn migrations(&self) -> Migrated<Vec<Box<dyn Migration<D>>>> {
        let mut steps = MigrationSource::<D>::migrations(&COMMON)?;
        steps.retain(|step| self.wanted.contains(&step.name().version().to_string()));
        if let Some(own) = self.own {
            let mut own = MigrationSource::<D>::migrations(own)?;
            own.retain(|step| self.wanted.iter().max().is_some_and(|last| step.name().version().to_string() <= *last));
            steps.extend(own);
        }
        Ok(steps)
    }
}

fn versions(steps: &EmbeddedMigrations) -> anyhow::Result<Vec<String>> {
    let steps = MigrationSource::<Sqlite>::migrations(steps).map_err(|e| anyhow::anyhow!("{e}"))?;
    Ok(steps.iter().map(|step| step.name().version().to_string()).collect())
}
