//! Tables without their indexes and foreign keys while they are filled, as the engines' own dumps do it: quicker by far, and
//! rows may come in any order, whatever circle the keys make. Putting the keys back checks every row.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::refusal::Refusal;
use crate::db::{Conn, Engine};

/// What was taken off, as statements that put it back.
pub struct Bare {
    back: Vec<String>,
}

#[derive(QueryableByName)]
struct Part {
    #[diesel(sql_type = Text)]
    off: String,
    #[diesel(sql_type = Text)]
    back: String,
}

/// SQLite's foreign keys are switched off for the whole transaction instead.
const SQLITE: &str = "SELECT format('DROP INDEX \"%w\"', name) AS off, sql AS back FROM sqlite_schema
    WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid";

/// Foreign keys first, for they may lean on an index; the indexes of primary keys and unique constraints stay.
const POSTGRES: &str = "SELECT off, back FROM (
        SELECT 1 AS turn, format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname) AS off,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) AS back,
            k.oid
        FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
        WHERE n.nspname = current_schema() AND k.contype = 'f'
        UNION ALL
        SELECT 2, format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid), i.indexrelid
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema()
            AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
    ) AS parts ORDER BY turn, oid";

impl Bare {
    /// Takes everything off.
    ///
    /// # Errors
    /// When the database fails.
    pub fn strip(conn: &mut Conn) -> QueryResult<Self> {
        let query = match conn.engine() {
            Engine::Sqlite => SQLITE,
            Engine::Postgres => POSTGRES,
        };
        let parts: Vec<Part> = crate::on_each!(&mut *conn, c => diesel::sql_query(query).load(c))?;
        for part in &parts {
            conn.batch_execute(&part.off)?;
        }
        // the other way round: indexes first, for a foreign key may lean on one
        Ok(Self { back: parts.into_iter().rev().map(|part| part.back).collect() })
    }

    /// Puts everything back.
    ///
    /// # Errors
    /// When the database fails, or [`Refusal::Dangling`] when the rows contradict each other.
    pub fn put_back(self, conn: &mut Conn) -> anyhow::Result<()> {
        for statement in &self.back {
            conn.batch_execute(statement).map_err(contradiction)?;
        }
        // what the planner was told of an index goes with it
        crate::db::tell_sizes(conn)?;
        Ok(())
    }
}

/// Checks every foreign key of SQLite; PostgreSQL has done so when they were put back.
///
/// # Errors
/// When the database fails, or [`Refusal::Dangling`].
pub(super) fn check_keys(conn: &mut Conn) -> anyhow::Result<()> {
    #[derive(QueryableByName)]
    struct Dangling {
        #[diesel(sql_type = Text)]
        said: String,
    }
    let Conn::Sqlite(conn) = conn else { return Ok(()) };
    let query =
        r#"SELECT format('a row of %s points to none of %s', "table", parent) AS said FROM pragma_foreign_key_check LIMIT 1"#;
    let dangling: Vec<Dangling> = diesel::sql_query(query).load(conn)?;
    match dangling.into_iter().next() {
        None => Ok(()),
        Some(Dangling { said }) => Err(Refusal::Dangling(said).into()),
    }
}

fn contradiction(error: diesel::result::Error) -> anyhow::Error {
    use diesel::result::{DatabaseErrorKind as Kind, Error};
    match &error {
        Error::DatabaseError(Kind::ForeignKeyViolation | Kind::UniqueViolation, info) => {
            Refusal::Dangling(info.message().to_owned()).into()
        }
        _ => error.into(),
    }
}
