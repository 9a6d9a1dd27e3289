//! Why a backup is not written or not restored, in English, for the person at the command line.

use std::fmt;
use std::path::PathBuf;

/// A refusal of `aula backup` or `aula restore`. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no database file at this path.
    NoDatabase(PathBuf),
    /// The database carries no schema of ours.
    NotAula,
    /// A column of a type that backups do not know: a fault of the program, which must not become a silent loss.
    UnknownType {
        /// Where.
        column: String,
        /// What the engine calls it.
        declared: String,
    },
    /// The destination exists and is no backup: it will not be overwritten.
    Occupied(PathBuf),
    /// The file was not made by `aula backup`.
    NotOurs(PathBuf),
    /// The file begins as a backup does and cannot be read to its end.
    CutShort {
        /// Which file.
        file: PathBuf,
        /// What the reader stumbled over.
        why: String,
    },
    /// A newer program made it, in a way that this one does not know.
    Newer {
        /// The version of that program.
        program: String,
        /// What is unknown here.
        unknown: String,
    },
    /// An entry is not what it was when it was written.
    Damaged {
        /// Which.
        entry: String,
        /// How that is known.
        why: String,
    },
    /// An entry that the manifest promises is not there.
    Missing(String),
    /// The manifest and the schema that its own steps make do not agree.
    Unlike(String),
    /// The database to be filled already holds something.
    NotEmpty {
        /// The first table with something in it.
        table: String,
        /// How many rows.
        rows: u64,
    },
    /// The database to be filled has a table that is none of ours.
    Foreign(String),
    /// A row points to one that is not there.
    Dangling(String),
    /// What was read back after filling is not what the backup holds.
    Differs(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDatabase(path) => write!(f, "there is no database at {}", path.display()),
            Self::NotAula => f.write_str("this database has no schema of Aula: there is nothing to back up"),
            Self::UnknownType { column, declared } => {
                write!(f, "column {column} is of type {declared}, which backups do not know: please report this as a fault")
            }
            Self::Occupied(path) => {
                write!(f, "{} exists and is not a backup: it is left alone, choose another name", path.display())
            }
            Self::NotOurs(path) => write!(f, "{} is not a backup made by Aula", path.display()),
            Self::CutShort { file, why } => write!(f, "{} is cut short or damaged: {why}", file.display()),
            Self::Newer { program, unknown } => {
                write!(
                    f,
                    "this backup was made by a newer Aula ({program}): {unknown} is unknown here; restore it with that version"
                )
            }
            Self::Damaged { entry, why } => write!(f, "the backup is damaged: {entry}: {why}"),
            Self::Missing(entry) => write!(f, "the backup is incomplete: {entry} is missing from it"),
            Self::Unlike(what) => write!(f, "the backup does not fit its own schema: {what}"),
            Self::NotEmpty { table, rows } => {
                write!(f, "a backup is restored only into an empty database, and table {table} has {rows} rows")
            }
            Self::Foreign(table) => {
                write!(f, "a backup is restored only into a database of its own, and table {table} is not Aula's")
            }
            Self::Dangling(what) => write!(f, "the backup contradicts itself: {what}"),
            Self::Differs(table) => write!(f, "table {table} read back from the database is not what the backup holds"),
        }
    }
}

impl std::error::Error for Refusal {}
