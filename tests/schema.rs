//! The tables: the same in `schema.rs`, in SQLite and in PostgreSQL, with their indexes and foreign keys, and a way back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use aula::db::{Conn, migrate};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};

use crate::support::ground::Ground;
use crate::support::sources::{root, walk};

/// Columns that end in `_id` and point to nothing a foreign key could name, each with its reason.
const POINTERS_WITHOUT_KEY: &[(&str, &str)] = &[
    ("letters.*", "a letter outlives whom it was written to"),
    ("home_words.*", "on PostgreSQL: made of the premises themselves, with them, and premises are never deleted"),
    ("trail.actor_id", "the trail outlives the people in it"),
    ("trail.subject_id", "a thing of any kind"),
    ("files.subject_id", "a thing of the capability whose shelf it is"),
    ("notices.subject_id", "a thing of any capability"),
    ("notices.letter_id", "letters are pruned, notices stay"),
    ("announcement_scopes.subject_id", "a company, complex, building, entrance or premises"),
    ("announcement_recipients.person_id", "proof outlives the account"),
    ("announcement_recipients.letter_id", "proof outlives the letter"),
    ("survey_scopes.subject_id", "a company, complex, building, entrance or premises"),
    ("letter_runs.subject_id", "a complex, building or entrance"),
    ("ledger_entries.document_id", "a document of any capability"),
    ("letter_runs.job_id", "jobs are pruned, runs stay"),
    ("sheet_prints.job_id", "jobs are pruned, printings stay"),
    ("move_sides.holding_id", "of a move that was undone the holdings are gone, who was meant stays"),
];

/// Tables with a company in them that are never asked for by it.
const NOT_BY_COMPANY: &[(&str, &str)] = &[
    ("duties", "read with the membership they belong to"),
    ("entrances", "read by building"),
    ("holdings", "read by premises or contact"),
    ("jobs", "claimed by state; a company's are few"),
    ("notices", "read by person"),
    ("announcement_versions", "read by announcement"),
    ("announcement_recipients", "read by announcement"),
    ("announcement_premises", "read by announcement and person"),
    ("announcement_reads", "read by announcement"),
    ("meeting_units", "read by meeting"),
    ("meeting_owners", "read by meeting, person or card"),
    ("voting_events", "read by meeting"),
    ("survey_participations", "read by survey or person"),
];

#[derive(QueryableByName, Debug)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Integer)]
    nullable: i32,
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

type Tables = BTreeMap<String, BTreeMap<String, bool>>;

/// A pair of tables: column → may it be empty.
fn of_schema() -> Tables {
    let text = std::fs::read_to_string(root().join("src/db/schema.rs")).expect("schema.rs");
    let mut tables = Tables::new();
    for block in text.split("diesel::table! {").skip(1) {
        let (head, rest) = block.split_once('{').expect("a table");
        let table = head.split('(').next().unwrap_or_default().trim().to_owned();
        let columns = rest
            .split('}')
            .next()
            .unwrap_or_default()
            .lines()
            .filter_map(|line| line.trim().trim_end_matches(',').split_once(" -> "));
        tables.insert(table, columns.map(|(name, kind)| (name.to_owned(), kind.starts_with("Nullable"))).collect());
    }
    assert!(tables.len() > 20, "schema.rs is read");
    tables
}

fn names(conn: &mut Conn, sqlite: &str, postgres: &str) -> Vec<String> {
    let rows: Vec<Named> = match conn {
        Conn::Sqlite(conn) => diesel::sql_query(sqlite).load(conn),
        Conn::Postgres(conn) => diesel::sql_query(postgres).load(conn),
    }
    .unwrap_or_else(|e| panic!("{sqlite} | {postgres}: {e}"));
    rows.into_iter().map(|row| row.name).collect()
}

fn tables_of(conn: &mut Conn) -> Vec<String> {
    names(
        conn,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'",
        "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_%'",
    )
}

fn columns_of(conn: &mut Conn, table: &str) -> BTreeMap<String, bool> {
    let sqlite = format!(
        "SELECT name, CASE WHEN \"notnull\" = 1 OR pk > 0 THEN 0 ELSE 1 END AS nullable FROM pragma_table_info('{table}')"
    );
    let postgres = format!(
        "SELECT column_name::text AS name, CASE is_nullable WHEN 'YES' THEN 1 ELSE 0 END AS nullable FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}'"
    );
    let rows: Vec<Column> = match conn {
        Conn::Sqlite(conn) => diesel::sql_query(sqlite).load(conn),
        Conn::Postgres(conn) => diesel::sql_query(postgres).load(conn),
    }
    .expect("the columns");
    rows.into_iter().map(|row| (row.name, row.nullable == 1)).collect()
}

/// A migrated database on the engine of this run.
fn migrated() -> (Ground, Conn) {
    let ground = Ground::bare();
    let mut conn = Conn::open(&ground.url).expect("the database");
    migrate(&mut conn).expect("the migrations");
    (ground, conn)
}

#[test]
fn schema_rs_says_what_the_migrations_made() {
    let (_ground, mut conn) = migrated();
    let schema = of_schema();
    let made: Tables = tables_of(&mut conn).into_iter().map(|table| (table.clone(), columns_of(&mut conn, &table))).collect();
    assert_eq!(schema.keys().collect::<Vec<_>>(), made.keys().collect::<Vec<_>>(), "the tables");
    for (table, columns) in &schema {
        assert_eq!(Some(columns), made.get(table), "the columns of {table}, and which of them may be empty");
    }
}

/// The columns of each index and key of a table, in their order.
fn indexes(conn: &mut Conn, table: &str) -> Vec<String> {
    let sqlite = format!(
        "SELECT (SELECT group_concat(name, ',') FROM pragma_index_info(l.name)) AS name FROM pragma_index_list('{table}') l \
         UNION ALL SELECT group_concat(name, ',') AS name FROM (SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk) HAVING count(*) > 0"
    );
    let postgres = format!(
        "SELECT string_agg(a.attname::text, ',' ORDER BY k.place) AS name FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int[]) WITH ORDINALITY AS k(number, place) \
         JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number WHERE i.indrelid = 'public.{table}'::regclass GROUP BY i.indexrelid"
    );
    names(conn, &sqlite, &postgres)
}

#[test]
fn what_belongs_to_a_company_is_found_by_it() {
    let (_ground, mut conn) = migrated();
    let mut slow = Vec::new();
    for (table, columns) in of_schema() {
        if !columns.contains_key("company_id") || NOT_BY_COMPANY.iter().any(|(name, _)| *name == table) {
            continue;
        }
        let all = indexes(&mut conn, &table);
        if !all.iter().any(|index| index == "company_id" || index.starts_with("company_id,")) {
            slow.push(format!("{table} has a company_id, and no index that begins with it: {all:?}"));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

/// Table → the columns that foreign keys start from.
fn pointing(conn: &mut Conn, table: &str) -> BTreeSet<String> {
    let sqlite = format!("SELECT DISTINCT \"from\" AS name FROM pragma_foreign_key_list('{table}')");
    let postgres = format!(
        "SELECT DISTINCT a.attname::text AS name FROM pg_constraint c CROSS JOIN LATERAL unnest(c.conkey) AS k(number) \
         JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number WHERE c.contype = 'f' AND c.conrelid = 'public.{table}'::regclass"
    );
    names(conn, &sqlite, &postgres).into_iter().collect()
}

#[test]
fn whatever_points_somewhere_has_a_foreign_key() {
    let (_ground, mut conn) = migrated();
    let mut loose = Vec::new();
    let mut excused = BTreeSet::new();
    for (table, columns) in of_schema() {
        let keys = pointing(&mut conn, &table);
        for column in columns.keys().filter(|column| column.ends_with("_id") && !keys.contains(*column)) {
            let excuse = POINTERS_WITHOUT_KEY
                .iter()
                .find(|(name, _)| *name == format!("{table}.{column}") || *name == format!("{table}.*"));
            match excuse {
                Some((name, _)) => _ = excused.insert(*name),
                None => loose.push(format!("{table}.{column}")),
            }
        }
    }
    assert!(loose.is_empty(), "these point to nothing that the database watches: {loose:#?}");
    let kept: Vec<_> = POINTERS_WITHOUT_KEY
        .iter()
        .filter(|(name, _)| !excused.contains(name) && !["letters.*", "home_words.*"].contains(name))
        .collect();
    assert!(kept.is_empty(), "these have a key now, take them off the list: {kept:#?}");
}

#[test]
fn foreign_keys_within_a_company_carry_the_company() {
    // a premises of one company behind an entrance of another cannot be written
    let (_ground, mut conn) = migrated();
    let schema = of_schema();
    let mut open = Vec::new();
    let ddl: String = walk("migrations/common", &["sql"])
        .into_iter()
        .filter(|file| file.path.ends_with("up.sql"))
        .map(|file| file.text)
        .collect();
    for (table, columns) in &schema {
        if !columns.contains_key("company_id") {
            continue;
        }
        let body =
            ddl.split(&format!("CREATE TABLE {table} (")).nth(1).and_then(|rest| rest.split(");\n").next()).unwrap_or_default();
        for line in body.lines().filter(|line| line.contains(" REFERENCES ") && !line.contains("FOREIGN KEY")) {
            let to = line.split(" REFERENCES ").nth(1).and_then(|rest| rest.split([' ', '(']).next()).unwrap_or_default();
            let of_company = schema.get(to).is_some_and(|columns| columns.contains_key("company_id"));
            // the import's file: its shelf is the company's, and files are asked for by company
            if of_company && !(table == "imports" && to == "files") {
                open.push(format!("{table}: {}", line.trim()));
            }
        }
    }
    drop(names(&mut conn, "SELECT 'x' AS name", "SELECT 'x' AS name"));
    assert!(open.is_empty(), "these let a row point into another company: {open:#?}");
}

/// The steps that run on this engine, by their date.
fn steps(conn: &Conn) -> Vec<String> {
    let folders: &[&str] = if matches!(conn, Conn::Sqlite(_)) {
        &["migrations/common", "migrations/sqlite"]
    } else {
        &["migrations/common", "migrations/postgres"]
    };
    let mut all: Vec<String> = folders
        .iter()
        .flat_map(|folder| walk(folder, &["sql"]))
        .filter(|file| file.path.ends_with("up.sql"))
        .map(|file| file.path.trim_end_matches("/up.sql").to_owned())
        .collect();
    all.sort_by_key(|step| step.rsplit('/').next().unwrap_or_default().to_owned());
    all
}

#[test]
fn every_step_goes_back_the_way_it_came() {
    let (_ground, mut conn) = migrated();
    let steps = steps(&conn);
    let read = |step: &str, name: &str| {
        std::fs::read_to_string(root().join(Path::new(step)).join(name)).unwrap_or_else(|e| panic!("{step}/{name}: {e}"))
    };
    for step in steps.iter().rev() {
        conn.batch_execute(&read(step, "down.sql")).unwrap_or_else(|e| panic!("{step}/down.sql: {e}"));
    }
    assert_eq!(tables_of(&mut conn), Vec::<String>::new(), "nothing is left");
    for step in &steps {
        conn.batch_execute(&read(step, "up.sql")).unwrap_or_else(|e| panic!("{step}/up.sql, for the second time: {e}"));
    }
    assert_eq!(tables_of(&mut conn).into_iter().collect::<BTreeSet<_>>(), of_schema().into_keys().collect());
}

#[test]
fn migrating_twice_changes_nothing() {
    let (_ground, mut conn) = migrated();
    assert_eq!(migrate(&mut conn).expect("the second time"), Vec::<String>::new());
    let dates: Vec<String> = steps(&conn)
        .iter()
        .map(|step| step.rsplit('/').next().unwrap_or_default().split('_').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(dates.iter().collect::<BTreeSet<_>>().len(), dates.len(), "two steps have the same date: {dates:?}");
}
