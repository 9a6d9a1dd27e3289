//! Rows as lines of JSON: how each engine is asked to write them and to take them in again.
//!
//! The engines do the work themselves, so nothing is lost in a type of ours; both are asked in such a way that the same
//! row gives the same bytes.

use std::io::{BufWriter, Write};

use diesel::connection::DefaultLoadingMode;
use diesel::pg::PgRowByRowLoadingMode;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::measured::{Measure, Measured};
use super::tables::{Column, Kind, Table};
use crate::db::{Conn, Engine};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Writes a name as SQL takes it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Writes every row as a line of JSON, in the order of the primary key. Rows are fetched one by one: memory stays as it is.
///
/// # Errors
/// When the database or `to` fails.
pub(super) fn copy(conn: &mut Conn, table: &Table, to: impl Write) -> anyhow::Result<Measure> {
    let query = diesel::sql_query(select(table, conn.engine()));
    let mut to = BufWriter::with_capacity(1 << 16, Measured::new(to));
    match conn {
        Conn::Sqlite(c) => write_lines(query.load_iter::<Line, DefaultLoadingMode>(c)?, &mut to)?,
        Conn::Postgres(c) => write_lines(query.load_iter::<Line, PgRowByRowLoadingMode>(c)?, &mut to)?,
    }
    Ok(to.into_inner().map_err(std::io::IntoInnerError::into_error)?.measure())
}

fn write_lines(lines: impl Iterator<Item = QueryResult<Line>>, to: &mut impl Write) -> anyhow::Result<()> {
    for line in lines {
        to.write_all(line?.line.as_bytes())?;
        to.write_all(b"\n")?;
    }
    Ok(())
}

/// How many rows a table has.
///
/// # Errors
/// When the database fails.
pub(super) fn count(conn: &mut Conn, table: &Table) -> QueryResult<u64> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        rows: i64,
    }
    let query = format!("SELECT COUNT(*) AS rows FROM {}", quoted(&table.name));
    let count: Count = crate::on_each!(conn, c => diesel::sql_query(query).get_result(c))?;
    Ok(count.rows.unsigned_abs())
}

/// Takes in rows: `array` is a JSON array of lines that [`copy`] wrote.
///
/// # Errors
/// When the database refuses them.
pub(super) fn insert(conn: &mut Conn, table: &Table, array: &str) -> QueryResult<usize> {
    let query = diesel::sql_query(inserting(table, conn.engine()));
    crate::on_each!(conn, c => query.bind::<Text, _>(array).execute(c))
}

fn list(columns: &[Column], each: impl Fn(usize, &Column) -> String) -> String {
    let all: Vec<String> = columns.iter().enumerate().map(|(place, column)| each(place, column)).collect();
    all.join(", ")
}

fn select(table: &Table, engine: Engine) -> String {
    let (name, values) = (quoted(&table.name), list(&table.columns, |_, column| spoken(column, engine)));
    let row = match engine {
        Engine::Sqlite => format!("json_array({values})"),
        // json_build_array would put a space after each comma
        Engine::Postgres => format!("array_to_json(ARRAY[{values}]::json[])::text"),
    };
    format!("SELECT {row} AS line FROM {name} AS t ORDER BY {}", order(table, engine))
}

/// A column as JSON.
fn spoken(column: &Column, engine: Engine) -> String {
    let value = format!("t.{}", quoted(&column.name));
    match (engine, column.kind) {
        (Engine::Sqlite, Kind::Text | Kind::Integer | Kind::Date) => value,
        (Engine::Sqlite, Kind::Boolean) => {
            format!("json(CASE WHEN {value} IS NULL THEN NULL WHEN {value} THEN 'true' ELSE 'false' END)")
        }
        // diesel leaves out the zeros of whole seconds and milliseconds
        (Engine::Sqlite, Kind::Timestamp) => format!(
            "CASE WHEN length({value}) > 19 THEN substr({value} || '000000', 1, 26)
                WHEN length({value}) = 19 THEN {value} || '.000000' ELSE {value} END"
        ),
        (Engine::Postgres, Kind::Timestamp) => format!("to_json(to_char({value}, 'YYYY-MM-DD HH24:MI:SS.US'))"),
        (Engine::Postgres, _) => format!("to_json({value})"),
    }
}

/// By the primary key; without one by everything, empty values first. Text by its bytes, whatever the server's language.
fn order(table: &Table, engine: Engine) -> String {
    let (columns, empty) = if table.key.is_empty() { (&table.columns, " NULLS FIRST") } else { (&table.key, "") };
    list(columns, |_, column| {
        let bytes = if engine == Engine::Postgres && column.kind == Kind::Text { " COLLATE \"C\"" } else { "" };
        format!("t.{}{bytes}{empty}", quoted(&column.name))
    })
}

fn inserting(table: &Table, engine: Engine) -> String {
    let (name, columns) = (quoted(&table.name), list(&table.columns, |_, column| quoted(&column.name)));
    let values = list(&table.columns, |place, column| heard(place, column, engine));
    let rows = match engine {
        Engine::Sqlite => "json_each($1) AS r",
        Engine::Postgres => "jsonb_array_elements($1::jsonb) AS r(value)",
    };
    format!("INSERT INTO {name} ({columns}) SELECT {values} FROM {rows}")
}

/// A column out of JSON.
fn heard(place: usize, column: &Column, engine: Engine) -> String {
    let value = format!("(r.value ->> {place})");
    match (engine, column.kind) {
        (Engine::Sqlite, Kind::Timestamp) => format!(
            "CASE WHEN substr({value}, 20) = '.000000' THEN substr({value}, 1, 19)
                WHEN substr({value}, 24) = '000' THEN substr({value}, 1, 23) ELSE {value} END"
        ),
        (Engine::Sqlite, _) | (Engine::Postgres, Kind::Text) => value,
        (Engine::Postgres, Kind::Integer) => format!("{value}::bigint"),
        (Engine::Postgres, Kind::Boolean) => format!("{value}::boolean"),
        (Engine::Postgres, Kind::Timestamp) => format!("{value}::timestamp"),
        (Engine::Postgres, Kind::Date) => format!("{value}::date"),
    }
}
