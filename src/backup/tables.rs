//! Which tables and columns there are, as the database itself says, in words that belong to no engine.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use crate::db::{Conn, Engine};

/// Where diesel notes which steps have run: rebuilt, not copied.
pub(super) const STEPS: &str = "__diesel_schema_migrations";
/// Tables whose rows stay behind. Sessions: people sign in again.
const LEFT: &[&str] = &["sessions"];

/// What a column holds, whatever the engine calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// A JSON string.
    Text,
    /// A JSON number of up to 64 bits.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// UTC, `2026-11-20 05:00:00.000000`.
    Timestamp,
    /// `2026-11-20`.
    Date,
}

impl Kind {
    fn of(declared: &str) -> Option<Self> {
        let word = declared.split('(').next()?.trim().to_ascii_lowercase();
        match word.as_str() {
            "text" | "varchar" | "character varying" => Some(Self::Text),
            "integer" | "int" | "bigint" | "smallint" => Some(Self::Integer),
            "boolean" | "bool" => Some(Self::Boolean),
            "timestamp" | "timestamp without time zone" => Some(Self::Timestamp),
            "date" => Some(Self::Date),
            _ => None,
        }
    }
}

/// A column, in the table's own order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// The columns of the primary key in their order; none if there is no key.
    pub(super) key: Vec<Column>,
}

impl Table {
    /// Whether its rows are part of a backup.
    pub(super) fn is_kept(&self) -> bool {
        !LEFT.contains(&self.name.as_str())
    }
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    table: String,
    #[diesel(sql_type = Text)]
    column: String,
    #[diesel(sql_type = Text)]
    declared: String,
    #[diesel(sql_type = BigInt)]
    place_in_key: i64,
}

const SQLITE: &str = r#"SELECT l.name AS "table", i.name AS "column", i.type AS declared, CAST(i.pk AS BIGINT) AS place_in_key
    FROM pragma_table_list AS l JOIN pragma_table_info(l.name) AS i
    WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY l.name, i.cid"#;

const POSTGRES: &str = r#"SELECT c.relname::text AS "table", a.attname::text AS "column", format_type(a.atttypid, NULL) AS declared,
        COALESCE((SELECT array_position(i.indkey::int2[], a.attnum) + 1 FROM pg_index i
            WHERE i.indrelid = c.oid AND i.indisprimary), 0)::bigint AS place_in_key
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    ORDER BY c.relname::text COLLATE "C", a.attnum"#;

fn found(conn: &mut Conn) -> QueryResult<Vec<Found>> {
    let query = match conn.engine() {
        Engine::Sqlite => SQLITE,
        Engine::Postgres => POSTGRES,
    };
    crate::on_each!(conn, c => diesel::sql_query(query).load(c))
}

/// The names of all tables, sorted, the table of steps among them.
///
/// # Errors
/// When the database fails.
pub(super) fn names(conn: &mut Conn) -> QueryResult<Vec<String>> {
    let mut names: Vec<String> = found(conn)?.into_iter().map(|found| found.table).collect();
    names.dedup();
    Ok(names)
}

/// All tables but the table of steps, by their names.
///
/// # Errors
/// When the database fails, or [`Refusal::UnknownType`].
pub(super) fn all(conn: &mut Conn) -> anyhow::Result<Vec<Table>> {
    let mut tables: Vec<Table> = Vec::new();
    let mut keys: Vec<(i64, Column)> = Vec::new();
    let found = found(conn)?;
    for group in found.chunk_by(|a, b| a.table == b.table) {
        let Some(name) = group.first().map(|first| first.table.clone()).filter(|name| name != STEPS) else { continue };
        let mut columns = Vec::with_capacity(group.len());
        for one in group {
            let kind = Kind::of(&one.declared).ok_or_else(|| Refusal::UnknownType {
                column: format!("{name}.{}", one.column),
                declared: one.declared.clone(),
            })?;
            let column = Column { name: one.column.clone(), kind };
            if one.place_in_key > 0 {
                keys.push((one.place_in_key, column.clone()));
            }
            columns.push(column);
        }
        keys.sort_by_key(|(place, _)| *place);
        tables.push(Table { name, columns, key: keys.drain(..).map(|(_, column)| column).collect() });
    }
    Ok(tables)
}
